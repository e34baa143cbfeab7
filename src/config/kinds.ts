import { z } from "zod";

import { canonical, parseLossName } from "../model/loss-name";

/*
 * The kinds of value a key takes. The description of each says what is allowed, and is what an error shows.
 */

/** One of a list of words. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z.enum(words).describe(`one of ${words.join(", ")}`);

/** A whole number within limits, both included. @param unit e.g. `seconds` */
export const whole = (unit: string, least: number, most: number) =>
  z.int().min(least).max(most).describe(`a whole number of ${unit}, ${least} to ${most}`);

/** Yes or no. */
export const flag = () => z.boolean().describe("true or false");

/** Name of an object in the account: upper-case, since the provider quotes names and quoted names keep their case. */
export const identifier = () =>
  z
    .string()
    .max(255)
    .regex(/^[A-Z_][A-Z0-9_$]*$/)
    .describe("a name of upper-case letters, digits, _ and $, not beginning with a digit or $");

/** What names of account objects end in. */
export const suffix = () =>
  z
    .string()
    .max(64)
    .regex(/^(_[A-Z0-9_]+)?$/)
    .describe("empty, or _ and upper-case letters, digits and _, e.g. _DEV");

const lossForms =
  "SCHEMA, SCHEMA.TABLE, SCHEMA.TABLE.COLUMN or the database, upper-case or in double quotes; " +
  "SCHEMA:retention, SCHEMA.TABLE.COLUMN:masking, the database:protection";

/** Names of what may be lost, in the one spelling in which they are compared (src/model/loss-name.ts). */
export const losses = () =>
  z
    .array(
      z
        .string()
        .refine((text) => parseLossName(text) !== undefined)
        .transform(canonical)
        .describe(lossForms),
    )
    .describe(`a list of ${lossForms}`);

/** A value for some of these keys, and for no other. */
export const byKey = <Value extends z.ZodType>(keys: readonly string[], value: Value) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value.optional()])));
