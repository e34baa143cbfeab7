import { literal } from "../../src/model/names";
import type { Column } from "../../src/model/table";

/** How values of a Snowflake type stand in JSON, and in SQL. */
interface Kind {
  readonly expected: string;
  readonly fits: (value: unknown, size: readonly number[]) => boolean;
  readonly sql: (value: unknown, type: string) => string;
}

const day = /^\d{4}-\d\d-\d\d$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** A day of the calendar: JavaScript would make the 1st of March of a 30th of February. */
const exists = (value: string): boolean => {
  const date = value.slice(0, 10);
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
};

const text = (value: unknown): string => literal(String(value));
const json = (value: unknown): string => `PARSE_JSON(${literal(JSON.stringify(value))})`;

const kinds: Readonly<Record<string, Kind>> = {
  VARCHAR: {
    expected: "a text within the column's length, without NUL and half surrogate pairs",
    fits: (value, [length = 0]) =>
      typeof value === "string" && !/[\0\p{Surrogate}]/u.test(value) && Array.from(value).length <= length,
    sql: text,
  },
  NUMBER: {
    expected: "a number within the column's precision and scale",
    fits: (value, [precision = 38, scale = 0]) =>
      typeof value === "number" &&
      Number(value.toFixed(scale)) === value &&
      Math.abs(value) < 10 ** (precision - scale) &&
      (scale > 0 || Number.isSafeInteger(value)),
    sql: (value) => String(value),
  },
  FLOAT: {
    expected: "a finite number",
    fits: (value) => Number.isFinite(value),
    sql: (value) => `${String(value)}::FLOAT`,
  },
  BOOLEAN: {
    expected: "true or false",
    fits: (value) => typeof value === "boolean",
    sql: (value) => String(value).toUpperCase(),
  },
  DATE: {
    expected: "a date such as 2026-01-31",
    fits: (value) => typeof value === "string" && day.test(value) && exists(value),
    sql: (value) => `${text(value)}::DATE`,
  },
  TIMESTAMP_LTZ: {
    expected: "a moment with its offset, such as 2026-01-31T09:30:00Z",
    fits: (value) =>
      typeof value === "string" && moment.test(value) && exists(value) && !Number.isNaN(Date.parse(value)),
    sql: (value) => `${text(value)}::TIMESTAMP_LTZ`,
  },
  ARRAY: { expected: "a JSON array", fits: Array.isArray, sql: (value) => `${json(value)}::ARRAY` },
  VARIANT: { expected: "any JSON", fits: () => true, sql: json },
  VECTOR: {
    expected: "nothing: embeddings are made by the tasks",
    fits: () => false,
    sql: (value) => String(value),
  },
};

function kindOf({ name, type }: Column): { readonly kind: Kind; readonly size: readonly number[] } {
  const [, word = "", size = ""] = /^(\w+)(?:\((.*)\))?$/.exec(type) ?? [];
  const kind = kinds[word];
  if (kind === undefined) throw new Error(`${name}: no values of type ${type} can be loaded`);
  return { kind, size: size.split(",").map(Number) };
}

/** What a column expects, where a JSON value that is not null does not fit it; undefined where it does. */
export function misfit(column: Column, value: unknown): string | undefined {
  const { kind, size } = kindOf(column);
  return kind.fits(value, size) ? undefined : `${kind.expected} (${column.type})`;
}

/** A JSON value as an SQL expression of the column's type. */
export const sqlValue = (column: Column, value: unknown): string =>
  value === null || value === undefined ? "NULL" : kindOf(column).kind.sql(value, column.type);
