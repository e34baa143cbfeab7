import type { z } from "zod";
import { schemas } from "../model/schemas";
import { byKey, whole } from "./kinds";
import type { StackDefaults } from "./stacks";

/** `sophia-ai:retention`: days of time travel by schema. Default the model's in prod, at most 1 elsewhere. */
export const retentionSchema = byKey(
  schemas.map(({ name }) => name),
  whole("days", 0, 90),
);

/** Days of time travel of every schema. */
export const retentionOf = (
  { small }: StackDefaults,
  given: z.infer<typeof retentionSchema>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    schemas.map(({ name, retentionDays }) => [
      name,
      given[name] ?? Math.min(retentionDays, small?.retentionDays ?? retentionDays),
    ]),
  );
