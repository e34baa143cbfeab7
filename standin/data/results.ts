import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimeValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { microsInDay } from "../moments/calendar";
import { unpacked } from "../moments/packed";
import { writeMoment, writeOffset } from "../moments/write";
import type { Result, ResultColumn, Value } from "../result";
import type { DataType } from "../types";
import type { Outcome } from "./dml/outcome";
import type { Dml } from "./sql/ast";
import { parseJson, showJson } from "./kernel/json";
import type { OutputColumn } from "./translate/translated";
import { isSemiStructured } from "./translate/typed";

const pad = (value: bigint | number, width: number): string => String(value).padStart(width, "0");

/** Decimal text of a scaled whole number, with all its digits. */
function decimalText(value: bigint, scale: number): string {
  const digits = pad(value < 0n ? -value : value, scale + 1);
  const sign = value < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** `YYYY-MM-DD`; of years beyond four digits, all of them. */
const dateText = (days: number): string => writeMoment(BigInt(days) * microsInDay, undefined, "YYYY-MM-DD");

const timeText = (micros: bigint): string => writeMoment(micros, undefined, "HH24:MI:SS.FF6");

const timestampText = (wall: bigint, suffix: string): string =>
  writeMoment(wall, undefined, 'YYYY-MM-DD"T"HH24:MI:SS.FF6') + suffix;

function zonedText(value: bigint): string {
  const { wall, offset } = unpacked(value);
  return timestampText(wall, writeOffset(offset));
}

/** A whole number as a number while that is exact, else as text. */
const wholeNumber = (value: bigint): Value =>
  Number.isSafeInteger(Number(value)) ? Number(value) : String(value);

/** A semi-structured value as a client sees it; only doubles are stored in another form. */
const shown = (stored: string): string => (/\de[+-]/.test(stored) ? showJson(parseJson(stored)) : stored);

/** A value of DuckDB as result.ts describes the values of its Snowflake type. */
export function toValue(value: DuckDBValue, type: DataType): Value {
  if (value === null) return null;
  if (typeof value === "bigint") {
    if (type.kind === "TIMESTAMP_TZ") return zonedText(value);
    if (type.kind === "FLOAT") return Number(value);
    return type.kind === "NUMBER" && type.scale > 0
      ? decimalText(value * 10n ** BigInt(type.scale), type.scale)
      : wholeNumber(value);
  }
  if (typeof value === "number") {
    return type.kind === "NUMBER" && type.scale > 0 ? value.toFixed(type.scale) : value;
  }
  if (typeof value === "string") return isSemiStructured(type) ? shown(value) : value;
  if (typeof value === "boolean") return value;
  if (value instanceof DuckDBDecimalValue) {
    if (type.kind === "FLOAT") return value.toDouble();
    return value.scale === 0 ? wholeNumber(value.value) : decimalText(value.value, value.scale);
  }
  if (value instanceof DuckDBDateValue) return dateText(value.days);
  if (value instanceof DuckDBTimeValue) return timeText(value.micros);
  if (value instanceof DuckDBTimestampValue)
    return timestampText(value.micros, type.kind === "TIMESTAMP_LTZ" ? "Z" : "");
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString("hex").toUpperCase();
  if (value instanceof DuckDBArrayValue) return value.items.map(Number);
  throw new Error(`a value of ${type.kind} came as ${value.constructor.name}`);
}

/** Result columns of a query: a column of bare NULLs reports VARCHAR. */
export function resultColumns(columns: readonly OutputColumn[]): ResultColumn[] {
  return columns.map(({ name, type }) => ({
    name,
    type: type.kind === "NULL" ? { kind: "VARCHAR", length: 16_777_216 } : type,
    nullable: true,
  }));
}

const statementNames = {
  insert: "INSERT",
  update: "UPDATE",
  delete: "DELETE",
  merge: "MERGE",
  truncate: "TRUNCATE TABLE",
} as const;

/** The one row of counts a DML statement returns, under Snowflake's names. */
export function dmlResult(dml: Dml, outcome: Outcome): Result {
  const statement = statementNames[dml.kind];
  const { inserted = 0, updated = 0, deleted = 0 } = outcome;
  const affected = { inserted, updated, deleted };
  if (dml.kind === "truncate") {
    const column: ResultColumn = {
      name: "status",
      type: { kind: "VARCHAR", length: 16_777_216 },
      nullable: true,
    };
    return { statement, columns: [column], rows: [["Statement executed successfully."]], affected };
  }
  const counts: (readonly [string, number | undefined])[] = [
    ["number of rows inserted", outcome.inserted],
    ["number of rows updated", outcome.updated],
    ["number of multi-joined rows updated", outcome.multiJoined],
    ["number of rows deleted", outcome.deleted],
  ];
  const given = counts.filter((entry): entry is [string, number] => entry[1] !== undefined);
  return {
    statement,
    columns: given.map(([name]) => ({
      name,
      type: { kind: "NUMBER", precision: 38, scale: 0 },
      nullable: false,
    })),
    rows: [given.map(([, count]) => count)],
    affected,
  };
}
