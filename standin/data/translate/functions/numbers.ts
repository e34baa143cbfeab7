import { randomUUID } from "node:crypto";
import { unsupported } from "../../../errors";
import { fail } from "../../failures";
import type { Rounding } from "../../kernel/decimals";
import { fromDigits } from "../../exact";
import { decimal, float, integer, physical, quote, type Typed } from "../typed";
import type { DataType } from "../../../types";
import { plain, typed, type CallContext, type FunctionSpec, type FunctionTable } from "./spec";

const need = (value: Typed | undefined): Typed => {
  if (value === undefined) throw new Error("the signature requires this argument");
  return value;
};

const scaleOf = ({ type }: Typed): number => (type.kind === "NUMBER" ? type.scale : 0);

/** One digit more than the argument: rounding may carry (docs: functions/trunc, "NUMBER(4, 1)" for 3.14 at 1). */
const roundedType = (value: Typed, scale: number): DataType =>
  decimal(scale, value.type.kind === "NUMBER" ? value.type.precision + 1 : 38);

/**
 * ROUND, TRUNC, CEIL and FLOOR: a FLOAT stays one. A NUMBER gets the scale asked for where that is constant, never more
 * than its own and never below 0, and keeps its own where it is not (docs: functions/round).
 */
function toPlaces(value: Typed, places: Typed | undefined, rounding: Rounding): Typed {
  const asked = places?.sql ?? "0";
  if (value.type.kind === "FLOAT")
    return { sql: `sf_rescale_float(${value.sql}, ${asked}, '${rounding}')`, type: float };
  const own = scaleOf(value);
  const constant = places === undefined ? 0 : places.constant;
  if (typeof constant !== "number") {
    const type = roundedType(value, own);
    return { sql: fromDigits(`sf_rescale(${value.sql}, ${asked}, '${rounding}', ${own})`, type), type };
  }
  if (constant >= own) return value;
  const type = roundedType(value, Math.max(0, constant));
  // What DuckDB does exactly and fast.
  if (rounding === "round" && constant >= 0)
    return { sql: `CAST(round(${value.sql}, ${constant}) AS ${physical(type)})`, type };
  if (rounding !== "even" && rounding !== "round" && constant === 0)
    return { sql: `CAST(${rounding}(${value.sql}) AS HUGEINT)`, type };
  return {
    sql: fromDigits(`sf_rescale(${value.sql}, ${asked}, '${rounding}', ${Math.max(0, constant)})`, type),
    type,
  };
}

const places = (rounding: Rounding): FunctionSpec =>
  typed("number whole?", ([value, asked]) => toPlaces(need(value), asked, rounding));

const roundingModes: Readonly<Record<string, Rounding>> = {
  HALF_AWAY_FROM_ZERO: "round",
  HALF_TO_EVEN: "even",
};

const round: FunctionSpec = typed("number whole? constant?", ([value, asked, mode], context) => {
  if (mode === undefined) return toPlaces(need(value), asked, "round");
  if (mode.constant === null) return { ...toPlaces(need(value), asked, "round"), sql: "NULL" };
  const rounding = roundingModes[String(mode.constant).toUpperCase()];
  if (rounding === undefined)
    throw unsupported(`rounding mode ${String(mode.constant)} of ROUND`, context.at);
  if (need(value).type.kind === "FLOAT") throw unsupported("a rounding mode for a FLOAT", context.at);
  return toPlaces(need(value), asked, rounding);
});

const unary = (name: string) => plain("float", float, (a) => `${name}(${a})`);

/** The scale of a quotient, an average and a variance: six digits more, at most twelve (docs: operators-arithmetic). */
export const quotientScale = (own: number): number => Math.max(own, Math.min(own + 6, 12));

/** a / b of Snowflake's type, exact in NUMBER; dividing by zero fails. */
export function quotient(a: Typed, b: Typed): Typed {
  if (a.type.kind === "FLOAT" || b.type.kind === "FLOAT")
    return {
      sql: `(CAST(${a.sql} AS DOUBLE) / CAST(${nonZero(b.sql)} AS DOUBLE))`,
      type: float,
    };
  const scale = quotientScale(scaleOf(a));
  const leading = a.type.kind === "NUMBER" ? a.type.precision - a.type.scale + scaleOf(b) : 38;
  const type = decimal(scale, leading + scale);
  return { sql: fromDigits(`sf_divide(${a.sql}, ${b.sql}, ${scale})`, type), type };
}

/** A divisor that fails the query where it is zero: DuckDB gives NULL or infinity. */
const nonZero = (sql: string): string =>
  `CASE WHEN ${sql} = 0 THEN ${fail("100051", "22012", "'Division by zero'")} ELSE ${sql} END`;

const zeroDivision = (nullIsZero: boolean): FunctionSpec =>
  typed("number number", ([a, b]) => {
    const divisor = need(b);
    const result = quotient(need(a), { ...divisor, sql: `nullif(${divisor.sql}, 0)` });
    const zero = nullIsZero ? `coalesce(${divisor.sql}, 0) = 0` : `${divisor.sql} = 0`;
    return {
      ...result,
      sql: `CASE WHEN ${zero} THEN CASE WHEN ${need(a).sql} IS NOT NULL THEN 0 END ELSE ${result.sql} END`,
    };
  });

/** RANDOM without a seed is any 64-bit integer; with one, what the seed gives row by row (docs: functions/random). */
function random([seed]: readonly Typed[], context: CallContext): Typed {
  const type = decimal(0, 19);
  // A hash of something new is 64 even bits.
  if (seed === undefined) return { sql: "(CAST(hash(uuid()) AS HUGEINT) - 9223372036854775808)", type };
  if (typeof seed.constant !== "number") throw unsupported("RANDOM of a seed that is no number", context.at);
  return { sql: `CAST(sf_random(CAST(${seed.sql} AS BIGINT), ${quote(randomUUID())}) AS HUGEINT)`, type };
}

export const numberFunctions: FunctionTable = {
  ABS: typed("number", ([a]) => ({ sql: `abs(${a?.sql ?? ""})`, type: a?.type ?? integer })),
  SIGN: plain("number", integer, (a) => `CAST(sign(${a}) AS HUGEINT)`),
  CEIL: places("ceil"),
  FLOOR: places("floor"),
  ROUND: round,
  TRUNC: places("trunc"),
  TRUNCATE: places("trunc"),
  MOD: typed("number number", ([a, b]) => modulo(a, b)),
  SQRT: unary("sqrt"),
  POWER: plain("float float", float, (a, b) => `pow(${a}, ${b})`),
  POW: plain("float float", float, (a, b) => `pow(${a}, ${b})`),
  SQUARE: plain("float", float, (a) => `pow(${a}, 2)`),
  EXP: unary("exp"),
  LN: unary("ln"),
  LOG: plain("float float", float, (base, a) => `(ln(${a}) / ln(${base}))`),
  DIV0: zeroDivision(false),
  DIV0NULL: zeroDivision(true),
  PI: plain("", float, () => "pi()"),
  RANDOM: typed("constant?", random),
  BITAND: plain("whole whole", integer, (a, b) => `CAST(${a} & ${b} AS HUGEINT)`),
  BITOR: plain("whole whole", integer, (a, b) => `CAST(${a} | ${b} AS HUGEINT)`),
};

/** The remainder, with the wider scale and the sign of what is divided. */
export function modulo(left: Typed | undefined, right: Typed | undefined): Typed {
  const [a, b] = [need(left), need(right)];
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const leading = (side: Typed): number =>
    side.type.kind === "NUMBER" ? side.type.precision - side.type.scale : 38;
  const type =
    a.type.kind === "FLOAT" || b.type.kind === "FLOAT"
      ? float
      : decimal(scale, Math.max(leading(a), leading(b)) + scale);
  const as = (sql: string): string => `CAST(${sql} AS ${physical(type)})`;
  return { sql: `(${as(a.sql)} % ${as(nonZero(b.sql))})`, type };
}
