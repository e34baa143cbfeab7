import { invalid, unsupported, type Position } from "../../errors";
import { convert } from "./cast";
import { bounded, fromDigits } from "../exact";
import { later, partOf } from "./date-parts";
import { modulo, quotient } from "./functions/numbers";
import { asNumber } from "./functions/spec";
import { date, decimal, float, integer, isTimestamp, physical, timestampNtz, type Typed } from "./typed";

const wrongTypes = (op: string, a: Typed, b: Typed, at: Position) =>
  invalid(
    "001044",
    `error line ${at.line} at position ${at.column - 1}\nInvalid argument types for function '${op}': (${a.type.kind}, ${b.type.kind})`,
  );

/** Dates: DATE and a number of days, or the days between two DATEs. */
function dates(op: string, left: Typed, right: Typed): Typed | undefined {
  const days = (count: Typed): string => `to_days(CAST(${convert(count, integer).sql} AS INTEGER))`;
  if (left.type.kind === "DATE" && right.type.kind === "DATE" && op === "-")
    return { sql: `CAST(date_diff('day', ${right.sql}, ${left.sql}) AS HUGEINT)`, type: integer };
  if (left.type.kind === "DATE" && (op === "+" || op === "-") && asNumber(right) !== undefined)
    return { sql: `CAST(${left.sql} ${op} ${days(right)} AS DATE)`, type: date };
  if (right.type.kind === "DATE" && op === "+" && asNumber(left) !== undefined)
    return { sql: `CAST(${right.sql} + ${days(left)} AS DATE)`, type: date };
  return undefined;
}

/** Scale and precision of results: docs.snowflake.com/en/sql-reference/operators-arithmetic. */
function numbers(op: string, a: Typed, b: Typed): Typed | undefined {
  if (op === "/") return quotient(a, b);
  if (op === "%") return modulo(a, b);
  if (a.type.kind !== "NUMBER" || b.type.kind !== "NUMBER") {
    const [x, y] = [convert(a, float), convert(b, float)];
    return { sql: `(${x.sql} ${op} ${y.sql})`, type: float };
  }
  const [p, s] = [a.type, b.type];
  const digits = Math.max(p.precision - p.scale, s.precision - s.scale);
  if (op === "*") {
    const scale = Math.min(p.scale + s.scale, Math.max(p.scale, s.scale, 12));
    const type = decimal(scale, p.precision - p.scale + s.precision - s.scale + scale);
    // Digits that are dropped afterwards may not fit in between.
    if (scale < p.scale + s.scale)
      return { sql: fromDigits(`sf_multiply(${a.sql}, ${b.sql}, ${scale})`, type), type };
    if (scale === 0) return { sql: limited(`(${a.sql} * ${b.sql})`, p.precision + s.precision, scale), type };
    const as = (side: Typed): string => `CAST(${side.sql} AS DECIMAL(38,${scaleOf(side)}))`;
    return { sql: `CAST(${as(a)} * ${as(b)} AS ${physical(type)})`, type };
  }
  const scale = Math.max(p.scale, s.scale);
  const type = decimal(scale, digits + scale + 1);
  const as = (side: Typed): string =>
    scaleOf(side) === scale ? side.sql : `CAST(${side.sql} AS ${physical(type)})`;
  return { sql: limited(`(${as(a)} ${op} ${as(b)})`, digits + scale + 1, scale), type };
}

/** Decimals check themselves; whole numbers only where their declared digits may exceed 38. */
const limited = (sql: string, precision: number, scale: number): string =>
  scale === 0 && precision > 38 ? bounded(sql, scale) : sql;

const scaleOf = ({ type }: Typed): number => (type.kind === "NUMBER" ? type.scale : 0);

const intervalPart = /(-?\d+)\s*([a-z_]+)/gi;

export const arithmetic = {
  /** `+ - * / %`. @throws SnowflakeError 001044 for types that do not go together */
  binary(op: string, left: Typed, right: Typed, at: Position): Typed {
    const ofDates = dates(op, left, right);
    if (ofDates !== undefined) return ofDates;
    const [a, b] = [asNumber(left), asNumber(right)];
    const result = a === undefined || b === undefined ? undefined : numbers(op, a, b);
    if (result === undefined) throw wrongTypes(op, left, right, at);
    return result;
  },

  /** A moment plus or minus `INTERVAL '1 day, 2 hours'` (docs: data-types-datetime, interval constants). */
  interval(op: string, left: Typed, text: string, at: Position): Typed {
    if (op !== "+" && op !== "-") throw unsupported("INTERVAL outside addition to a date", at);
    const parts = [...text.matchAll(intervalPart)].map(([, count = "0", word = ""]) => ({ count, word }));
    if (parts.length === 0) throw unsupported(`INTERVAL '${text}'`, at);
    const moment =
      ["DATE", "TIME"].includes(left.type.kind) || isTimestamp(left.type)
        ? left
        : convert(left, timestampNtz);
    return parts.reduce(
      (sum, { count, word }) =>
        later(sum, partOf(word, "add", "INTERVAL"), op === "-" ? `-(${count})` : count, "INTERVAL"),
      moment,
    );
  },
};
