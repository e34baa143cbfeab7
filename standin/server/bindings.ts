import { SnowflakeError, unsupported } from "../errors";
import { microsInMinute } from "../moments/calendar";
import { earliest, latest } from "../moments/read";
import { writeMoment } from "../moments/write";
import type { Value } from "../result";
import { tokenize } from "../syntax/tokens";
import { isObject } from "./http";

/** Values of a statement's variables, and the statement with each variable cast to the type it was sent as. */
export interface Bound {
  readonly sql: string;
  readonly values: readonly Value[];
}

interface Bind {
  readonly value: Value;
  /** What makes the variable the value of its type, in SQL: `CAST(` before it, `AS DATE)` behind. */
  readonly as?: readonly [before: string, behind: string];
}

/**
 * Reads the bindings of a request: `{"1": {"type": "FIXED", "value": "5"}, ...}`, every value as text.
 * The forms are gosnowflake's (converter.go valueToString) and the Python connector's (converter.py
 * *_to_snowflake_bindings): dates in milliseconds, times and timestamps in nanoseconds since 1970, TIMESTAMP_TZ followed
 * by minutes east of UTC plus 1440, which the connector's version 5 leaves out.
 * @throws SnowflakeError 000002 for arrays and types the stand-in does not bind, by name
 */
export function bind(sql: string, bindings: unknown): Bound {
  if (!isObject(bindings) || Object.keys(bindings).length === 0) return { sql, values: [] };
  const binds = Object.keys(bindings)
    .map(Number)
    .sort((a, b) => a - b)
    .map((position) => readBind(bindings[String(position)], position));
  return { sql: cast(sql, binds), values: binds.map(({ value }) => value) };
}

function readBind(bind: unknown, position: number): Bind {
  const { type, value } = isObject(bind) ? bind : {};
  const name = String(type).toUpperCase();
  if (Array.isArray(value)) throw unsupported(`array binding (variable ${position}, ${value.length} values)`);
  if (value === null) return { value: null };
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const refuse = (): never => {
    throw new SnowflakeError(
      "002050",
      "22000",
      `Bind variable ${position}: '${text}' is no value of type ${name}.`,
    );
  };
  const whole = (): bigint => (/^-?\d+$/.test(text) ? BigInt(text) : refuse());
  switch (name) {
    case "TEXT":
      return { value: text };
    case "FIXED":
      return /^-?\d+(\.\d+)?$/.test(text) ? fixed(text) : refuse();
    case "REAL":
      return { value: text, as: castTo("DOUBLE") };
    case "BOOLEAN":
      return { value: /^(?:true|1)$/i.test(text) };
    case "BINARY":
      return /^([\da-f]{2})*$/i.test(text) ? { value: text, as: castTo("BINARY") } : refuse();
    case "DATE":
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ": {
      const micros = (whole() * (name === "DATE" ? nanosInMilli : 1n)) / nanosInMicro;
      return moment(micros, 0, name) ?? refuse();
    }
    case "TIMESTAMP_TZ": {
      const [, nanos, index = 1440] = /^(-?\d+)(?: (\d+))?$/.exec(text) ?? refuse();
      return moment(BigInt(nanos ?? 0) / nanosInMicro, Number(index) - 1440, name) ?? refuse();
    }
    default:
      throw unsupported(`bind variable of type ${name}`);
  }
}

/** A number small enough to be exact is one; digits beyond that are kept by casting their text. */
function fixed(text: string): Bind {
  if (text.replace(/\D/g, "").length <= 15) return { value: Number(text) };
  return { value: text, as: castTo(`NUMBER(38, ${text.split(".")[1]?.length ?? 0})`) };
}

const nanosInMilli = 1_000_000n;
const nanosInMicro = 1000n;

const castTo = (type: string): readonly [string, string] => ["CAST(", ` AS ${type})`];

/** Formats of the texts of moments, read whatever the session's own input formats are. */
const formats: Readonly<Record<string, string>> = {
  DATE: "YYYY-MM-DD",
  TIME: "HH24:MI:SS.FF6",
  TIMESTAMP_NTZ: "YYYY-MM-DD HH24:MI:SS.FF6",
  TIMESTAMP_LTZ: "YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM",
  TIMESTAMP_TZ: "YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM",
};

/**
 * A moment as text of its type; undefined where its year has more than four digits.
 * @param instant microseconds since 1970
 * @param offset minutes east of UTC
 */
function moment(instant: bigint, offset: number, type: string): Bind | undefined {
  if (instant < earliest || instant > latest || Math.abs(offset) > 1439) return undefined;
  const format = formats[type] ?? "";
  const wall = instant + BigInt(offset) * microsInMinute;
  return { value: writeMoment(wall, offset, format), as: [`TO_${type}(`, `, '${format}')`] };
}

/** Values come as text, so the type a variable was sent as is said in the statement itself. */
function cast(sql: string, binds: readonly Bind[]): string {
  if (binds.every(({ as }) => as === undefined)) return sql;
  let text = "";
  let end = 0;
  let unnamed = 0;
  for (const token of tokenize(sql)) {
    if (token.kind !== "bind") continue;
    const written = sql.slice(token.start, token.end);
    const as = binds[written === "?" ? unnamed++ : Number(written.slice(1)) - 1]?.as;
    if (as === undefined) continue;
    text += `${sql.slice(end, token.start)}${as[0]}${written}${as[1]}`;
    end = token.end;
  }
  return text + sql.slice(end);
}
