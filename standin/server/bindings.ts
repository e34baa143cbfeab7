import { SnowflakeError, unsupported } from "../errors";
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
  /** The type the variable has; undefined where the value says it. */
  readonly type?: string;
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
      return { value: text, type: "DOUBLE" };
    case "BOOLEAN":
      return { value: /^(?:true|1)$/i.test(text) };
    case "BINARY":
      return /^([\da-f]{2})*$/i.test(text) ? { value: text, type: "BINARY" } : refuse();
    case "DATE":
      return { value: timestamp(whole() * nanosInMilli).slice(0, 10), type: "DATE" };
    case "TIME":
      return { value: timestamp(whole()).slice(11), type: "TIME" };
    case "TIMESTAMP_NTZ":
      return { value: timestamp(whole()), type: name };
    case "TIMESTAMP_LTZ":
      return { value: `${timestamp(whole())}+00:00`, type: name };
    case "TIMESTAMP_TZ": {
      const [, nanos, index = 1440] = /^(-?\d+)(?: (\d+))?$/.exec(text) ?? refuse();
      const minutes = Number(index) - 1440;
      const local = timestamp(BigInt(nanos ?? 0) + BigInt(minutes) * 60n * nanosInSecond);
      return { value: `${local}${offset(minutes)}`, type: name };
    }
    default:
      throw unsupported(`bind variable of type ${name}`);
  }
}

/** A number small enough to be exact is one; digits beyond that are kept by casting their text. */
function fixed(text: string): Bind {
  if (text.replace(/\D/g, "").length <= 15) return { value: Number(text) };
  return { value: text, type: `NUMBER(38, ${text.split(".")[1]?.length ?? 0})` };
}

const nanosInMilli = 1_000_000n;
const nanosInSecond = 1_000_000_000n;

/** `YYYY-MM-DD HH:MI:SS.nnnnnnnnn` of nanoseconds since 1970. */
function timestamp(nanos: bigint): string {
  const fraction = ((nanos % nanosInSecond) + nanosInSecond) % nanosInSecond;
  const seconds = (nanos - fraction) / nanosInSecond;
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace("T", " ");
  return `${text}.${String(fraction).padStart(9, "0")}`;
}

const offset = (minutes: number): string => {
  const [h, m] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`;
};

/** Values come as text, so the type a variable was sent as is said in the statement itself. */
function cast(sql: string, binds: readonly Bind[]): string {
  if (binds.every(({ type }) => type === undefined)) return sql;
  let text = "";
  let end = 0;
  let unnamed = 0;
  for (const token of tokenize(sql)) {
    if (token.kind !== "bind") continue;
    const written = sql.slice(token.start, token.end);
    const type = binds[written === "?" ? unnamed++ : Number(written.slice(1)) - 1]?.type;
    if (type === undefined) continue;
    text += `${sql.slice(end, token.start)}CAST(${written} AS ${type})`;
    end = token.end;
  }
  return text + sql.slice(end);
}
