import { z } from "zod";
import { editions } from "./edition";
import { flag, losses, oneOf, suffix } from "./kinds";

/** `sophia-ai:estate`: what kind of account holds the estate, and how carefully it is kept. */
export const estateSchema = z.strictObject({
  /** Edition of the account. Default enterprise. What it lacks is left out and logged. */
  edition: oneOf(editions).default("enterprise"),
  /** End of every name in the account. Default none in prod and local, else `_<STACK>`. */
  suffix: suffix().optional(),
  /** Whether Pulumi refuses to delete what holds data. Default true in prod only. */
  protect: flag().optional(),
  /** Whether raw tables go without fail-safe, which Airbyte can land again. Default true except in prod. */
  transientRaw: flag().optional(),
  /** What may be lost, by name: schemas, tables and columns with what they hold, time travel, masks. Default none. */
  allowDataLoss: losses().default([]),
});
