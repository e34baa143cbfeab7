import { z } from "zod";
import { pathText, removeCommand, setCommand, type KeyPath } from "./command";
import { nearest } from "./nearest";
import type { Problem } from "./problem";

type Issue = z.core.$ZodIssue;

const bare = (schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;

/** The schema that governs what lies at a path. */
const schemaAt = (schema: z.ZodType, keys: KeyPath): z.core.$ZodType | undefined =>
  keys.reduce<z.core.$ZodType | undefined>((at, key) => {
    const inside = bare(at);
    if (inside instanceof z.ZodArray) return inside.element;
    return inside instanceof z.ZodObject ? (inside.shape as z.core.$ZodShape)[String(key)] : undefined;
  }, schema);

const valueAt = (value: unknown, keys: KeyPath): unknown =>
  keys.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value);

/** A value as JSON, cut where it is long. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

/**
 * A value the schema takes, close to what was found: the same in upper-case or as a number, the nearest word, the
 * nearest limit, and the first word where nothing is near.
 */
const replacement = (schema: z.core.$ZodType, found: unknown): string | number | boolean | undefined => {
  const text = typeof found === "string" || typeof found === "number" ? String(found) : "";
  const words = schema instanceof z.ZodEnum ? schema.options.map(String) : [];
  const [least, most] = schema instanceof z.ZodNumber ? [schema.minValue ?? 0, schema.maxValue ?? 0] : [0, 0];
  const number = Number(text);
  const upper = text.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return [
    text.toUpperCase(),
    text.toLowerCase() === "true",
    ...(text !== "" && !Number.isNaN(number) ? [Math.min(Math.max(Math.round(number), least), most)] : []),
    nearest(text, words),
    upper,
    `_${upper.replace(/^_|_$/g, "")}`,
    ...words,
    least,
  ].find((candidate) => candidate !== undefined && z.safeParse(schema, candidate).success);
};

/** A key nobody knows, with the one that was probably meant. Its value is not shown. */
export const unknownKey = (path: KeyPath, known: readonly string[]): Problem => {
  const meant = nearest(String(path.at(-1) ?? ""), known);
  return {
    at: pathText(path),
    found: `a key that does not exist${meant === undefined ? "" : `; did you mean ${meant}?`}`,
    allowed: known.join(", "),
    mend: removeCommand(path),
  };
};

const wrongValue = (path: KeyPath, schema: z.core.$ZodType | undefined, found: unknown): Problem => {
  const inside = bare(schema);
  if (inside === undefined || inside instanceof z.ZodObject)
    return {
      at: pathText(path),
      found: shown(found),
      allowed: `an object with any of ${inside ? Object.keys(inside.shape).join(", ") : "its keys"}`,
      mend: removeCommand(path),
    };
  const value = replacement(inside, found);
  return {
    at: pathText(path),
    found: shown(found),
    allowed: (inside as z.ZodType).description ?? "",
    mend: value === undefined ? removeCommand(path) : setCommand(path, value),
  };
};

/** What is wrong with a section, as problems a person can mend. */
export const problemsOf = (
  section: string,
  schema: z.ZodType,
  value: unknown,
  issues: readonly Issue[],
): readonly Problem[] =>
  issues.flatMap((issue) => {
    const keys = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
    const at = schemaAt(schema, keys);
    if (issue.code !== "unrecognized_keys") return [wrongValue([section, ...keys], at, valueAt(value, keys))];
    const inside = bare(at);
    const known = inside instanceof z.ZodObject ? Object.keys(inside.shape) : [];
    return issue.keys.map((key) => unknownKey([section, ...keys, key], known));
  });
