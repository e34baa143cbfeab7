import { maxTextLength, type DataType } from "../../types";
import type { Value } from "../../result";

/** The type of an expression; NULL is the type of a bare NULL, which takes any other's. */
export type Type = DataType | { readonly kind: "NULL" };

/** An expression in DuckDB's SQL with its Snowflake type. */
export interface Typed {
  readonly sql: string;
  readonly type: Type;
  /** The value, where the expression is a constant that functions may need at translation (a date part, a format). */
  readonly constant?: Value;
}

export const text: DataType = { kind: "VARCHAR", length: maxTextLength };
export const integer: DataType = { kind: "NUMBER", precision: 38, scale: 0 };
export const float: DataType = { kind: "FLOAT" };
export const boolean: DataType = { kind: "BOOLEAN" };
export const date: DataType = { kind: "DATE" };
export const time: DataType = { kind: "TIME", precision: 9 };
export const timestampNtz: DataType = { kind: "TIMESTAMP_NTZ", precision: 9 };
export const timestampLtz: DataType = { kind: "TIMESTAMP_LTZ", precision: 9 };
export const timestampTz: DataType = { kind: "TIMESTAMP_TZ", precision: 9 };
export const variant: DataType = { kind: "VARIANT" };
export const array: DataType = { kind: "ARRAY" };
export const object: DataType = { kind: "OBJECT" };

/** NUMBER with a scale, 38 digits wide. */
export const decimal = (scale: number, precision = 38): DataType => ({
  kind: "NUMBER",
  precision: Math.min(precision, 38),
  scale: Math.min(scale, 37),
});

export const isTimestamp = (type: Type): boolean => type.kind.startsWith("TIMESTAMP");
export const isSemiStructured = (type: Type): boolean =>
  type.kind === "VARIANT" || type.kind === "ARRAY" || type.kind === "OBJECT";

/** A text as a SQL literal of DuckDB, which knows no backslash escapes. */
export function quote(value: string): string {
  const plain = (part: string): string => `'${part.replaceAll("'", "''")}'`;
  // Its parser takes a NUL for the end of the statement.
  return value.includes("\0") ? `(${value.split("\0").map(plain).join(" || chr(0) || ")})` : plain(value);
}

/** A name as a quoted identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * How DuckDB holds a type. Whole numbers are HUGEINT and others DECIMAL(38,s), so that arithmetic has Snowflake's
 * width whatever a column declares; timestamps of all kinds are UTC, the session's time zone; semi-structured values
 * are their canonical JSON text (kernel/json.ts).
 */
export function physical(type: Type): string {
  switch (type.kind) {
    case "NUMBER":
      return type.scale === 0 ? "HUGEINT" : `DECIMAL(38,${type.scale})`;
    case "FLOAT":
      return "DOUBLE";
    case "BINARY":
      return "BLOB";
    case "VECTOR":
      return `${type.element === "INT" ? "INTEGER" : "FLOAT"}[${type.dimension}]`;
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return "TIMESTAMP";
    case "BOOLEAN":
    case "DATE":
    case "TIME":
      return type.kind;
    default:
      return "VARCHAR";
  }
}

const rank = [
  "VARCHAR",
  "BOOLEAN",
  "NUMBER",
  "FLOAT",
  "DATE",
  "TIME",
  "TIMESTAMP_NTZ",
  "TIMESTAMP_LTZ",
  "TIMESTAMP_TZ",
];

/**
 * The type two branches of an expression share (docs: data-type-conversion, coercion):
 * VARIANT takes all in, text gives way to everything else, DATE to a timestamp, NUMBER to FLOAT.
 */
export function unify(a: Type, b: Type): Type {
  if (a.kind === "NULL") return b;
  if (b.kind === "NULL") return a;
  if (a.kind === "NUMBER" && b.kind === "NUMBER") {
    const scale = Math.max(a.scale, b.scale);
    return decimal(scale, Math.max(a.precision - a.scale, b.precision - b.scale) + scale);
  }
  if (a.kind === "VARCHAR" && b.kind === "VARCHAR") return a.length >= b.length ? a : b;
  if (a.kind === b.kind) return a;
  if (isSemiStructured(a) || isSemiStructured(b)) return variant;
  const [low, high] = rank.indexOf(a.kind) < rank.indexOf(b.kind) ? [a, b] : [b, a];
  if (low.kind === "VARCHAR" && high.kind === "NUMBER") return decimal(Math.max(high.scale, 5));
  return high;
}

/**
 * An expression that chooses among values of a type. DuckDB 1.5 cannot choose among fixed-size arrays, so vectors are
 * chosen as lists.
 * @param write gets what turns each value into what can be chosen
 */
export function chosen(type: Type, write: (each: (sql: string) => string) => string): string {
  if (type.kind !== "VECTOR") return write((sql) => sql);
  const list = type.element === "INT" ? "INTEGER[]" : "FLOAT[]";
  return `CAST(${write((sql) => `CAST(${sql} AS ${list})`)} AS ${physical(type)})`;
}
