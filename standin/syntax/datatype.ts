import {
  defaultBinaryLength,
  defaultTextLength,
  maxBinaryLength,
  maxTextLength,
  maxVectorDimension,
  type DataType,
} from "../types";
import { invalid } from "../errors";
import type { Cursor } from "./cursor";

/** Aliases by their meaning (data-types); those with a length or precision of their own stand in `parseType`. */
const aliases: Readonly<Record<string, DataType["kind"]>> = {
  NUMBER: "NUMBER",
  DECIMAL: "NUMBER",
  DEC: "NUMBER",
  NUMERIC: "NUMBER",
  INT: "NUMBER",
  INTEGER: "NUMBER",
  BIGINT: "NUMBER",
  SMALLINT: "NUMBER",
  TINYINT: "NUMBER",
  BYTEINT: "NUMBER",
  FLOAT: "FLOAT",
  FLOAT4: "FLOAT",
  FLOAT8: "FLOAT",
  DOUBLE: "FLOAT",
  REAL: "FLOAT",
  BOOLEAN: "BOOLEAN",
  DATE: "DATE",
  VARIANT: "VARIANT",
  OBJECT: "OBJECT",
  ARRAY: "ARRAY",
  VARCHAR: "VARCHAR",
  STRING: "VARCHAR",
  TEXT: "VARCHAR",
  VARCHAR2: "VARCHAR",
  NVARCHAR: "VARCHAR",
  NVARCHAR2: "VARCHAR",
  CHAR: "VARCHAR",
  CHARACTER: "VARCHAR",
  NCHAR: "VARCHAR",
  BINARY: "BINARY",
  VARBINARY: "BINARY",
  TIME: "TIME",
  DATETIME: "TIMESTAMP_NTZ",
  // TIMESTAMP_TYPE_MAPPING is left at its default.
  TIMESTAMP: "TIMESTAMP_NTZ",
  TIMESTAMP_NTZ: "TIMESTAMP_NTZ",
  TIMESTAMPNTZ: "TIMESTAMP_NTZ",
  TIMESTAMP_LTZ: "TIMESTAMP_LTZ",
  TIMESTAMPLTZ: "TIMESTAMP_LTZ",
  TIMESTAMP_TZ: "TIMESTAMP_TZ",
  TIMESTAMPTZ: "TIMESTAMP_TZ",
  VECTOR: "VECTOR",
};

const oneCharacter = new Set(["CHAR", "CHARACTER", "NCHAR"]);
const fixedNumbers = new Set(["INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT"]);

/** Whether a data type starts here. */
export function seesType(cursor: Cursor): boolean {
  return cursor.peek().kind === "word" && Object.hasOwn(aliases, cursor.peek().value);
}

/**
 * Reads a data type under any of Snowflake's names for it.
 * @throws SnowflakeError 002040 for a type Snowflake lacks, 001003 for a bad argument, 000002 for GEOGRAPHY,
 *   GEOMETRY, MAP and structured types
 */
export function parseType(cursor: Cursor): DataType {
  const start = cursor.peek();
  const name = cursor.word();
  if (name === "GEOGRAPHY" || name === "GEOMETRY" || name === "MAP")
    throw cursor.refuse(`type ${name}`, start);
  const kind = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  switch (kind) {
    case undefined:
      throw invalid("002040", `Unsupported data type '${name}'.`);
    case "NUMBER": {
      if (fixedNumbers.has(name)) return { kind, precision: 38, scale: 0 };
      const [precision = 38, scale = 0] = cursor.sees("(")
        ? cursor.parenthesized(() => whole(cursor, 38))
        : [];
      return { kind, precision, scale };
    }
    case "FLOAT":
      // Anywhere else the word is the alias of a column.
      if (name === "DOUBLE") cursor.accept("PRECISION");
      return { kind };
    case "VARCHAR": {
      const short = oneCharacter.has(name) && !cursor.accept("VARYING");
      return { kind, length: argument(cursor, maxTextLength) ?? (short ? 1 : defaultTextLength) };
    }
    case "BINARY":
      return { kind, length: argument(cursor, maxBinaryLength) ?? defaultBinaryLength };
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return { kind, precision: argument(cursor, 9) ?? 9, ...(name === "TIMESTAMP" && zoneWords(cursor)) };
    case "VECTOR":
      return parseVector(cursor);
    case "OBJECT":
    case "ARRAY":
      if (cursor.sees("(")) throw cursor.refuse(`structured type ${name}`, start);
      return { kind };
    default:
      return { kind };
  }
}

/** `TIMESTAMP WITH TIME ZONE` and its kin (docs: data-types-datetime, synonyms). */
function zoneWords(
  cursor: Cursor,
): { readonly kind: "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ" } | undefined {
  if (cursor.accept("WITH", "LOCAL", "TIME", "ZONE")) return { kind: "TIMESTAMP_LTZ" };
  if (cursor.accept("WITH", "TIME", "ZONE")) return { kind: "TIMESTAMP_TZ" };
  if (cursor.accept("WITHOUT", "TIME", "ZONE")) return { kind: "TIMESTAMP_NTZ" };
  return undefined;
}

function parseVector(cursor: Cursor): DataType {
  cursor.expect("(");
  const element = cursor.expectOneOf("FLOAT", "INT", "INTEGER");
  cursor.expect(",");
  const at = cursor.peek();
  const dimension = whole(cursor, maxVectorDimension);
  if (dimension < 1) throw cursor.refuse(`VECTOR of dimension ${dimension}`, at);
  cursor.expect(")");
  return { kind: "VECTOR", element: element === "FLOAT" ? "FLOAT" : "INT", dimension };
}

function argument(cursor: Cursor, most: number): number | undefined {
  if (!cursor.accept("(")) return undefined;
  const value = whole(cursor, most);
  cursor.expect(")");
  return value;
}

function whole(cursor: Cursor, most: number): number {
  const token = cursor.peek();
  const value = Number(token.value);
  if (token.kind !== "number" || !Number.isInteger(value) || value > most) {
    throw cursor.unexpected(`a whole number up to ${most}`);
  }
  cursor.next();
  return value;
}
