import { SnowflakeError, unsupported } from "../../errors";
import type { Value } from "../../result";
import { boolean, decimal, float, quote, type Typed } from "./typed";

export const nullValue: Typed = { sql: "NULL", type: { kind: "NULL" }, constant: null };

/** Digits after the point a NUMBER has at most (docs: data-types-numeric). */
const maxScale = 37;

/** A number as written: digits with their precision and scale, or FLOAT with an exponent. */
export function numberLiteral(value: string): Typed {
  if (!Number.isFinite(Number(value)))
    throw new SnowflakeError(
      "100046",
      "22003",
      `Number out of representable range: type FLOAT, value ${value}`,
    );
  if (/[eE]/.test(value)) return { sql: `CAST('${value}' AS DOUBLE)`, type: float, constant: Number(value) };
  const [whole = "", fraction = ""] = value.split(".");
  const digits = Math.max(whole.replace(/^0+/, "").length + fraction.length, 1);
  if (digits > 38 || fraction.length > maxScale)
    return { sql: `CAST('${value}' AS DOUBLE)`, type: float, constant: Number(value) };
  if (fraction === "")
    return { sql: `CAST(${whole} AS HUGEINT)`, type: decimal(0, digits), constant: Number(whole) };
  return {
    sql: `CAST('${value}' AS DECIMAL(38,${fraction.length}))`,
    type: decimal(fraction.length, digits),
    constant: Number(value),
  };
}

/** Bytes written as hex digits, two a byte (docs: data-types-text, binary literals). @throws SnowflakeError 100115 */
export function binaryLiteral(value: string): Typed {
  if (!/^(?:[0-9a-f]{2})*$/i.test(value)) throw notHex(value);
  return {
    sql: `from_hex('${value}')`,
    type: { kind: "BINARY", length: Math.max(value.length / 2, 1) },
  };
}

const notHex = (value: string): SnowflakeError =>
  new SnowflakeError("100115", "22000", `The following string is not a legal hex-encoded value: '${value}'`);

/** A value from outside as a constant: a bind, or what a scope answered. */
export function literal(value: Value): Typed {
  if (value === null) return nullValue;
  if (typeof value === "string")
    return {
      sql: quote(value),
      type: { kind: "VARCHAR", length: Math.max(value.length, 1) },
      constant: value,
    };
  if (typeof value === "boolean") return { sql: String(value), type: boolean, constant: value };
  if (typeof value === "number") {
    const written = numberLiteral(String(Math.abs(value)));
    return value < 0 ? { ...written, sql: `(-${written.sql})`, constant: value } : written;
  }
  // Server-side binding takes no vectors (docs: data-types-vector, limitations).
  throw unsupported("a vector as a bind variable");
}
