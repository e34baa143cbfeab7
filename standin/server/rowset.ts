import { parseJson, showJson } from "../data/kernel/json";
import { daysOf, microsInDay, microsInMinute, microsInSecond } from "../moments/calendar";
import type { ResultColumn, Value } from "../result";
import type { DataType } from "../types";

/** A column as drivers are told of it (gosnowflake query.go execResponseRowType). */
export interface WireColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly precision: number | null;
  readonly scale: number | null;
  /** In characters; bytes for BINARY. */
  readonly length: number | null;
  readonly byteLength: number | null;
  readonly fields?: readonly Omit<WireColumn, "name">[];
  readonly vectorDimension?: number;
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly collation: null;
}

export type WireRow = readonly (string | null)[];

export const rowType = (columns: readonly ResultColumn[]): readonly WireColumn[] =>
  columns.map(({ name, type, nullable }) => ({
    name,
    nullable,
    precision: null,
    scale: null,
    length: null,
    byteLength: null,
    database: "",
    schema: "",
    table: "",
    collation: null,
    ...typeFields(type),
  }));

function typeFields(type: DataType): Pick<WireColumn, "type"> & Partial<WireColumn> {
  switch (type.kind) {
    case "NUMBER":
      return { type: "fixed", precision: type.precision, scale: type.scale };
    case "FLOAT":
      return { type: "real" };
    case "VARCHAR":
      // Four bytes a character at most, and never more than the longest text.
      return {
        type: "text",
        length: type.length,
        byteLength: Math.max(type.length, Math.min(type.length * 4, 16_777_216)),
      };
    case "BINARY":
      return { type: "binary", length: type.length, byteLength: type.length };
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return { type: type.kind.toLowerCase(), precision: 0, scale: type.precision };
    case "VECTOR":
      return { type: "vector", fields: [vectorField(type.element)], vectorDimension: type.dimension };
    default:
      return { type: type.kind.toLowerCase() };
  }
}

/** The Python connector reads a vector's numbers by the type of its one field (cursor.py ResultMetadataV2). */
const vectorField = (element: "FLOAT" | "INT") => ({
  type: element === "FLOAT" ? "real" : "fixed",
  nullable: false,
  precision: element === "FLOAT" ? null : 38,
  scale: element === "FLOAT" ? null : 0,
  length: null,
  byteLength: null,
  database: "",
  schema: "",
  table: "",
  collation: null,
});

/**
 * Rows as drivers read them: every value text or null (snowflake-sdk column.js, gosnowflake converter.go).
 * @param indent spaces a level of semi-structured values, 0 for one line (docs: parameters, JSON_INDENT)
 */
export const rowSet = (
  columns: readonly ResultColumn[],
  rows: readonly (readonly Value[])[],
  indent = 0,
): readonly WireRow[] =>
  rows.map((row) => columns.map(({ type }, i) => wireValue(row[i] ?? null, type, indent)));

/** @param value as result.ts describes the values of the type */
export function wireValue(value: Value, type: DataType, indent = 0): string | null {
  if (value === null) return null;
  switch (type.kind) {
    case "BOOLEAN":
      return value === true ? "1" : "0";
    case "DATE":
      return String(read(`${String(value)}T00:00:00`).wall / microsInDay);
    case "TIME":
      return seconds(`1970-01-01T${String(value)}`, type.precision);
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
      return seconds(String(value), type.precision);
    case "TIMESTAMP_TZ": {
      const { offset } = read(String(value));
      return `${seconds(String(value), type.precision)} ${offset + 1440}`;
    }
    case "VECTOR":
      return `[${(value as readonly number[]).map(type.element === "FLOAT" ? real : String).join(",")}]`;
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return indent === 0 ? String(value) : showJson(parseJson(String(value)), indent);
    default:
      return String(value);
  }
}

/** With a point, by which Python tells it from a whole number. */
const real = (value: number): string => (/^-?\d+$/.test(String(value)) ? `${value}.0` : String(value));

const written = /^(-?\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))?$/;

/** A moment as result.ts writes it: what its clock shows, in microseconds since 1970, and minutes east of UTC. */
function read(text: string): { readonly wall: bigint; readonly offset: number } {
  const match = written.exec(text);
  if (match === null) throw new Error(`no moment of a result: ${text}`);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [fraction = "", sign, hours, minutes] = match.slice(7);
  const seconds = BigInt(daysOf({ year, month, day })) * 86_400n + BigInt((hour * 60 + minute) * 60 + second);
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return {
    wall: seconds * microsInSecond + BigInt(fraction.padEnd(6, "0").slice(0, 6)),
    offset: sign === "-" ? -size : size,
  };
}

/**
 * Seconds since 1970, in UTC where the text has an offset, with exactly `digits` of their fraction: the Python connector
 * cuts off the last ones by count (converter.py _extract_timestamp).
 */
function seconds(text: string, digits: number): string {
  const { wall, offset } = read(text);
  const micros = wall - BigInt(offset) * microsInMinute;
  const size = micros < 0n ? -micros : micros;
  const tail = String(size % 1_000_000n).padStart(6, "0");
  const shown = digits === 0 ? "" : `.${tail.padEnd(digits, "0").slice(0, digits)}`;
  return `${micros < 0n ? "-" : ""}${String(size / 1_000_000n)}${shown}`;
}
