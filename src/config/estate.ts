import { z } from "zod";
import { editions } from "./edition";
import { flag, oneOf, places, suffix } from "./kinds";

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
  /** Tables and columns that may be dropped with the rows they hold. Default none. */
  allowDataLoss: places().default([]),
});
