import { printJson } from "../input/json";
import { doubleText, fixedText, isNumber, numberText, variantText, WrittenNumber } from "../input/numbers";
import { characters } from "../input/text";
import type { Column } from "../../src/model/table";

/** How values of a Snowflake type stand in JSON, and in SQL. */
interface Kind {
  readonly expected: string;
  readonly fits: (value: unknown, size: readonly number[]) => boolean;
  /** A value that fits, as the text that is bound. */
  readonly text: (value: unknown, size: readonly number[]) => string;
  /** The bound text as a value of the type. @param text an SQL expression */
  readonly sql: (text: string, type: string) => string;
}

const day = /^\d{4}-\d\d-\d\d$/;
const moment = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** A day of the calendar: JavaScript would make the 1st of March of a 30th of February. */
const exists = (value: string): boolean => {
  const date = value.slice(0, 10);
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
};

/** Characters of JSON that PARSE_JSON takes as one text. */
const mostJson = 16_777_216;

const written = (value: unknown, write: (text: string) => string | undefined): string | undefined =>
  isNumber(value) ? write(numberText(value)) : undefined;

/** JSON as PARSE_JSON keeps it unchanged, or undefined where it would not. */
const jsonText = (value: unknown): string | undefined => printJson(value, variantText);

const json = {
  fits: (value: unknown) => (jsonText(value)?.length ?? Infinity) <= mostJson,
  text: (value: unknown) => jsonText(value) ?? "",
};

const jsonLimits = `of at most ${mostJson} characters, its numbers of at most 38 digits or such as a double keeps`;

const asItIs = {
  text: String,
  sql: (text: string) => text,
};

const cast = (text: string, type: string): string => `${text}::${type}`;

const kinds: Readonly<Record<string, Kind>> = {
  VARCHAR: {
    ...asItIs,
    expected: "a text within the column's length",
    fits: (value, [length = 0]) =>
      typeof value === "string" && (value.length <= length || characters(value) <= length),
  },
  NUMBER: {
    expected: "a number within the column's precision and scale",
    fits: (value, [precision = 38, scale = 0]) =>
      written(value, (text) => fixedText(text, precision, scale)) !== undefined,
    text: (value, [precision = 38, scale = 0]) =>
      written(value, (text) => fixedText(text, precision, scale)) ?? "",
    sql: cast,
  },
  FLOAT: {
    expected: "a number that a double keeps as it is: within its range, and of no more digits",
    fits: (value) => written(value, doubleText) !== undefined,
    text: (value) => written(value, doubleText) ?? "",
    sql: cast,
  },
  BOOLEAN: {
    expected: "true or false",
    fits: (value) => typeof value === "boolean",
    text: String,
    sql: cast,
  },
  DATE: {
    expected: "a date such as 2026-01-31",
    fits: (value) => typeof value === "string" && day.test(value) && exists(value),
    text: String,
    sql: cast,
  },
  TIMESTAMP_LTZ: {
    expected: "a moment with its offset, such as 2026-01-31T09:30:00Z",
    fits: (value) =>
      typeof value === "string" && moment.test(value) && exists(value) && !Number.isNaN(Date.parse(value)),
    text: String,
    sql: (text) => `${text}::TIMESTAMP_LTZ`,
  },
  ARRAY: {
    ...json,
    expected: `a JSON array ${jsonLimits}`,
    fits: (value) => Array.isArray(value) && json.fits(value),
    sql: (text) => `PARSE_JSON(${text})::ARRAY`,
  },
  VARIANT: { ...json, expected: `any JSON ${jsonLimits}`, sql: (text) => `PARSE_JSON(${text})` },
  OBJECT: {
    ...json,
    expected: `a JSON object ${jsonLimits}`,
    fits: (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      !(value instanceof WrittenNumber) &&
      json.fits(value),
    sql: (text) => `PARSE_JSON(${text})::OBJECT`,
  },
  VECTOR: {
    ...asItIs,
    expected: "nothing: embeddings are made by the tasks",
    fits: () => false,
  },
};

function kindOf({ name, type }: Column): { readonly kind: Kind; readonly size: readonly number[] } {
  const [, word = "", size = ""] = /^(\w+)(?:\((.*)\))?$/.exec(type) ?? [];
  const kind = kinds[word];
  if (kind === undefined) throw new Error(`${name}: no values of type ${type} can be loaded`);
  return { kind, size: size === "" ? [] : size.split(",").map(Number) };
}

/** What a column expects, where a JSON value that is not null does not fit it; undefined where it does. */
export function misfit(column: Column, value: unknown): string | undefined {
  const { kind, size } = kindOf(column);
  return kind.fits(value, size) ? undefined : `${kind.expected} (${column.type})`;
}

/** A JSON value that fits a column, as the text that is bound; null for none. */
export function boundText(column: Column, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const { kind, size } = kindOf(column);
  return kind.text(value, size);
}

/** A bound text as a value of a column's type. @param text an SQL expression */
export const sqlValue = (column: Column, text: string): string => kindOf(column).kind.sql(text, column.type);
