import { fail } from "../../failures";
import { decimal, float, integer, physical, type Typed } from "../typed";
import type { DataType } from "../../../types";
import { plain, typed, type FunctionTable } from "./spec";

const scaleOf = (arg: Typed | undefined): number => (arg?.type.kind === "NUMBER" ? arg.type.scale : 0);

/** ROUND and TRUNC keep a FLOAT a FLOAT and give a NUMBER the scale asked for, at most its own. */
function rounded(name: string): ReturnType<typeof typed> {
  return typed("number whole?", ([value, places]) => {
    const sql = value?.sql ?? "";
    if (value?.type.kind === "FLOAT")
      return { sql: `${name}(${sql}, CAST(${places?.sql ?? "0"} AS INTEGER))`, type: float };
    const asked =
      typeof places?.constant === "number" ? places.constant : places === undefined ? 0 : scaleOf(value);
    const type = decimal(Math.max(0, Math.min(asked, scaleOf(value))));
    const at = `CAST(${places?.sql ?? "0"} AS INTEGER)`;
    const exact = name === "round" ? `round(${sql}, ${at})` : truncated(sql, asked);
    return { sql: `CAST(${exact} AS ${physical(type)})`, type };
  });
}

/** Towards zero at a number of places, in decimals. */
const truncated = (sql: string, places: number): string =>
  places <= 0 && places > -1 ? `trunc(${sql})` : `(trunc(${sql} * 1e${places}) / 1e${places})`;

/** CEIL and FLOOR. */
function whole(name: string): ReturnType<typeof typed> {
  return typed("number whole?", ([value, places]) => {
    if (places !== undefined)
      return {
        sql: `(${name}(${value?.sql ?? ""} * pow(10, ${places.sql})) / pow(10, ${places.sql}))`,
        type: float,
      };
    const type = value?.type.kind === "FLOAT" ? float : integer;
    return { sql: `CAST(${name}(${value?.sql ?? ""}) AS ${physical(type)})`, type };
  });
}

const unary = (name: string) => plain("float", float, (a) => `${name}(${a})`);

/** The scale of a quotient: six digits more than the dividend's, at most twelve (docs: operators-arithmetic). */
export function quotientType(a: Typed, b: Typed): DataType {
  if (a.type.kind === "FLOAT" || b.type.kind === "FLOAT") return float;
  const own = scaleOf(a);
  return decimal(Math.max(own, Math.min(own + 6, 12)));
}

/** a / b of Snowflake's type; `divisor` is SQL that may differ from b's to guard against zero. */
export function quotient(a: Typed, b: Typed, divisor: string): Typed {
  const type = quotientType(a, b);
  const ratio = `CAST(${a.sql} AS DOUBLE) / CAST(${divisor} AS DOUBLE)`;
  if (type.kind !== "NUMBER") return { sql: `(${ratio})`, type };
  return { sql: `CAST(round(${ratio}, ${type.scale}) AS ${physical(type)})`, type };
}

/** A divisor that fails the query where it is zero: DuckDB gives NULL or infinity. */
export const nonZero = (sql: string): string =>
  `CASE WHEN ${sql} = 0 THEN ${fail("100051", "22012", "'Division by zero'")} ELSE ${sql} END`;

const zeroDivision = (onNull: string) =>
  typed("number number", ([a, b]) => {
    if (a === undefined || b === undefined) throw new Error("two arguments are required");
    const result = quotient(a, b, `nullif(${b.sql}, 0)`);
    const zero = onNull === "" ? `${b.sql} = 0` : `coalesce(${b.sql}, 0) = 0`;
    return {
      ...result,
      sql: `CASE WHEN ${zero} THEN CASE WHEN ${a.sql} IS NOT NULL THEN 0 END ELSE ${result.sql} END`,
    };
  });

export const numberFunctions: FunctionTable = {
  ABS: typed("number", ([a]) => ({ sql: `abs(${a?.sql ?? ""})`, type: a?.type ?? integer })),
  SIGN: plain("number", integer, (a) => `CAST(sign(${a}) AS HUGEINT)`),
  CEIL: whole("ceil"),
  FLOOR: whole("floor"),
  ROUND: rounded("round"),
  TRUNC: rounded("trunc"),
  TRUNCATE: rounded("trunc"),
  MOD: typed("number number", ([a, b]) => modulo(a, b)),
  SQRT: unary("sqrt"),
  POWER: plain("float float", float, (a, b) => `pow(${a}, ${b})`),
  POW: plain("float float", float, (a, b) => `pow(${a}, ${b})`),
  SQUARE: plain("float", float, (a) => `pow(${a}, 2)`),
  EXP: unary("exp"),
  LN: unary("ln"),
  LOG: plain("float float", float, (base, a) => `(ln(${a}) / ln(${base}))`),
  DIV0: zeroDivision(""),
  DIV0NULL: zeroDivision("zero"),
  PI: plain("", float, () => "pi()"),
  RANDOM: plain("constant?", integer, () => "CAST(floor((random() - 0.5) * 9.2e18) AS HUGEINT)"),
  BITAND: plain("whole whole", integer, (a, b) => `CAST(${a} & ${b} AS HUGEINT)`),
  BITOR: plain("whole whole", integer, (a, b) => `CAST(${a} | ${b} AS HUGEINT)`),
};

/** The remainder, with the wider scale. */
export function modulo(a: Typed | undefined, b: Typed | undefined): Typed {
  if (a === undefined || b === undefined) throw new Error("two arguments are required");
  const type =
    a.type.kind === "FLOAT" || b.type.kind === "FLOAT" ? float : decimal(Math.max(scaleOf(a), scaleOf(b)));
  const as = (sql: string): string => `CAST(${sql} AS ${physical(type)})`;
  return { sql: `(${as(a.sql)} % ${as(nonZero(b.sql))})`, type };
}
