import { SnowflakeError, unsupported } from "../errors";
import { microsInMinute } from "../moments/calendar";
import { earliest, latest } from "../moments/read";
import { writeMoment } from "../moments/write";
import type { Value } from "../result";
import { tokenize, type Token } from "../syntax/tokens";
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
 * @throws SnowflakeError 002049 for a variable without a binding and a binding without a variable, 002050 for a value
 *   its type does not have, 000002 for arrays and types the stand-in does not bind, by name
 */
export function bind(sql: string, bindings: unknown): Bound {
  if (bindings === undefined || bindings === null) return { sql, values: [] };
  if (!isObject(bindings)) throw unfit("The bindings of a statement are an object by position.");
  const positions = Object.keys(bindings);
  if (positions.length === 0) return { sql, values: [] };
  const variables = variablesOf(sql);
  const wanted = Math.max(0, ...variables.map(({ position }) => position));
  for (const position of positions) {
    if (!/^[1-9]\d*$/.test(position))
      throw unset(`Bind variable '${position}' has no position; expected 1, 2, ...`);
    if (Number(position) > wanted)
      throw unset(`Bind variable ${position} is one too many: the statement has ${wanted}.`);
  }
  const binds = Array.from({ length: wanted }, (_, i) => {
    const given = bindings[String(i + 1)];
    if (given === undefined) throw unset(`Bind variable ${i + 1} not set.`);
    return readBind(given, i + 1);
  });
  return { sql: cast(sql, binds, variables), values: binds.map(({ value }) => value) };
}

/** 002049 is Snowflake's for a variable that is not set; that it is also told of one too many is not documented. */
const unset = (why: string): SnowflakeError =>
  new SnowflakeError("002049", "42601", `SQL compilation error:\n${why}`);

const unfit = (why: string): SnowflakeError => new SnowflakeError("002050", "22000", why);

/** A place where a variable stands in a statement. */
interface Variable extends Pick<Token, "start" | "end"> {
  readonly position: number;
}

const variablesOf = (sql: string): readonly Variable[] =>
  tokenize(sql)
    .filter(({ kind }) => kind === "bind")
    .map(({ start, end, value }) => ({ start, end, position: Number(value) }));

function readBind(bind: unknown, position: number): Bind {
  if (!isObject(bind))
    throw unfit(
      `Bind variable ${position} is no object with a type and a value, but ${JSON.stringify(bind)}.`,
    );
  const { type, value } = bind;
  const name = String(type).toUpperCase();
  if (Array.isArray(value)) throw unsupported(`array binding (variable ${position}, ${value.length} values)`);
  if (value === null || value === undefined) return { value: null };
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const refuse = (): never => {
    const shown = text.length > 100 ? `${text.slice(0, 100)} …` : text;
    throw unfit(`Bind variable ${position}: '${shown}' is no value of type ${name}.`);
  };
  const whole = (): bigint => (/^-?\d{1,30}$/.test(text) ? BigInt(text) : refuse());
  switch (name) {
    case "TEXT":
      return { value: text };
    case "FIXED":
      return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/^-?0*|\./g, "").length <= mostDigits
        ? fixed(text)
        : refuse();
    case "REAL":
      return real.test(text) ? { value: text, as: castTo("DOUBLE") } : refuse();
    case "BOOLEAN":
      return /^(?:true|false|1|0)$/i.test(text) ? { value: /^(?:true|1)$/i.test(text) } : refuse();
    case "BINARY":
      return /^([\da-f]{2})*$/i.test(text) ? { value: text, as: castTo("BINARY") } : refuse();
    case "DATE":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ": {
      const micros = (whole() * (name === "DATE" ? nanosInMilli : 1n)) / nanosInMicro;
      return moment(micros, 0, name) ?? refuse();
    }
    case "TIME": {
      const nanos = whole();
      if (nanos < 0n || nanos >= nanosInDay) refuse();
      return moment(nanos / nanosInMicro, 0, name) ?? refuse();
    }
    case "TIMESTAMP_TZ": {
      const [, nanos, index = 1440] = /^(-?\d{1,30})(?: (\d{1,4}))?$/.exec(text) ?? refuse();
      return moment(BigInt(nanos ?? 0) / nanosInMicro, Number(index) - 1440, name) ?? refuse();
    }
    default:
      throw unsupported(`bind variable of type ${name}`);
  }
}

/** Digits of a NUMBER (docs data-types-numeric). */
const mostDigits = 38;

const real = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;

/** A number small enough to be exact is one; digits beyond that are kept by casting their text. */
function fixed(text: string): Bind {
  if (text.replace(/\D/g, "").length <= 15) return { value: Number(text) };
  return { value: text, as: castTo(`NUMBER(38, ${text.split(".")[1]?.length ?? 0})`) };
}

const nanosInMilli = 1_000_000n;
const nanosInMicro = 1000n;

const nanosInDay = 86_400_000_000_000n;

const castTo = (type: string): readonly [string, string] => ["CAST(", ` AS ${type})`];

/** Formats of the texts of moments, read whatever the session's own input formats are. */
const formats: Readonly<Record<string, string>> = {
  DATE: "YYYY-MM-DD",
  TIME: "HH24:MI:SS.FF6",
  TIMESTAMP_NTZ: "YYYY-MM-DD HH24:MI:SS.FF6",
  TIMESTAMP_LTZ: "YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM",
  TIMESTAMP_TZ: "YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM",
};

/** Minutes a time zone lies east or west of UTC at most: UTC+14 is the farthest there is. */
const mostOffset = 14 * 60;

/**
 * A moment as text of its type; undefined where its year has more than four digits.
 * @param instant microseconds since 1970
 * @param offset minutes east of UTC
 */
function moment(instant: bigint, offset: number, type: string): Bind | undefined {
  if (instant < earliest || instant > latest || Math.abs(offset) > mostOffset) return undefined;
  const format = formats[type] ?? "";
  const wall = instant + BigInt(offset) * microsInMinute;
  return { value: writeMoment(wall, offset, format), as: [`TO_${type}(`, `, '${format}')`] };
}

/** Values come as text, so the type a variable was sent as is said in the statement itself. */
function cast(sql: string, binds: readonly Bind[], variables: readonly Variable[]): string {
  let text = "";
  let end = 0;
  for (const { start, end: to, position } of variables) {
    const as = binds[position - 1]?.as;
    if (as === undefined) continue;
    text += `${sql.slice(end, start)}${as[0]}${sql.slice(start, to)}${as[1]}`;
    end = to;
  }
  return text + sql.slice(end);
}
