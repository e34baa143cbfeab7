import { executionError, SnowflakeError } from "../errors";
import { namedLimit, tooDeep } from "../syntax/nesting";
import { overflown } from "./exact";

/** Marks our own errors inside DuckDB's messages: code, state and text follow. */
const marker = "SF!";

const quote = (text: string): string => `'${text}'`;

/** SQL that fails the query with a Snowflake error. @param message SQL of a text */
export function fail(code: string, sqlState: string, message: string): string {
  return `error(${quote(`${marker}${code}!${sqlState}!`)} || ${message})`;
}

/** SQL that fails the query with a text longer than its place takes; of a long text, its beginning is told. */
export const textTooLong = (text: string): string =>
  fail(
    "100078",
    "22000",
    `'String ''' || left(${text}, 200) || CASE WHEN length(${text}) > 200 THEN '...' ELSE '' END || ''' is too long and would be truncated'`,
  );

/** An error a JavaScript function throws inside DuckDB, to come out as itself. */
export function kernelError(code: string, sqlState: string, message: string): Error {
  return new Error(`${marker}${code}!${sqlState}!${message}`);
}

type Reading = readonly [RegExp, (a: string, b: string, c: string) => SnowflakeError];

/** 000604: a statement was ended from outside. */
export const canceled = (): SnowflakeError => new SnowflakeError("000604", "57014", "SQL execution canceled");

const outOfRange = (precision: string, scale: string, value: string): SnowflakeError =>
  new SnowflakeError(
    "100046",
    "22003",
    `Number out of representable range: type FIXED[SB16](${precision},${scale}){nullable}, value ${value}`,
  );

/** DuckDB's messages and what Snowflake says instead. */
const readings: readonly Reading[] = [
  [
    new RegExp(`${marker}(\\d+)!(\\w+)!([\\s\\S]*)`),
    (code, state, message) => new SnowflakeError(code, state, message),
  ],
  [/^INTERRUPT Error/, canceled],
  // DuckDB's binder and parser, and a function of the kernel that walks a deep JSON value.
  [/Max expression depth limit|^Parser Error: memory exhausted|Maximum call stack size/, () => tooDeep()],
  [
    /Could not convert string ['"]([\s\S]*?)['"] to (?:U?INT|DECIMAL|DOUBLE|FLOAT|HUGEINT|BIGINT)/,
    (value) => new SnowflakeError("100038", "22018", `Numeric value '${value}' is not recognized`),
  ],
  [
    /Could not cast value (\S+)(?: from \S+)? to DECIMAL\((\d+),(\d+)\)/,
    (value, precision, scale) => outOfRange(precision, scale, value),
  ],
  [
    /Casting value "?([^"\s]+)"? to type DECIMAL\((\d+),(\d+)\) failed/,
    (value, precision, scale) => outOfRange(precision, scale, value),
  ],
  [
    /Overflow in (?:\w+ of INT128 \(|HUGEINT addition: )(-?\d+) ([-+*]) (-?\d+)/,
    (a, op, b) => outOfRange("38", "0", overflown(a, op, b)),
  ],
  [
    /Type INT128 with value (-?\d+) can't be cast because the value is out of range/,
    (value) => outOfRange("18", "0", value),
  ],
  [
    /Out of Range Error: ([\s\S]*)/,
    (detail) => new SnowflakeError("100046", "22003", `Number out of representable range: ${detail}`),
  ],
  [
    /More than one row returned by a subquery/,
    () => new SnowflakeError("090150", "22000", "Single-row subquery returns more than one row."),
  ],
  [
    /column "?([^"]*?)"? must appear in the GROUP BY clause/,
    (column) =>
      new SnowflakeError(
        "000979",
        "42601",
        `SQL compilation error:\n[${column}] is not a valid group by expression`,
      ),
  ],
  [
    /Binder Error: (?:GROUP BY clause|WHERE clause|[\s\S]*?) cannot contain (aggregates|window functions)/,
    (what) =>
      new SnowflakeError("002037", "42601", `SQL compilation error:\nInvalid ${what} in this context`),
  ],
  [/Conversion Error: ([\s\S]*?)(?:\n|$)/, (detail) => executionError("100038", detail)],
];

/**
 * What DuckDB threw, as Snowflake would say it. An error of neither is the stand-in's own fault and says so.
 */
export function asSnowflake(failure: unknown): unknown {
  const error = namedLimit(failure);
  if (!(error instanceof Error) || error instanceof SnowflakeError) return error;
  for (const [pattern, make] of readings) {
    const match = pattern.exec(error.message);
    if (match !== null) return make(match[1] ?? "", match[2] ?? "", match[3] ?? "");
  }
  return new SnowflakeError(
    "370001",
    "XX000",
    `the local stand-in failed on this statement: ${error.message}`,
  );
}
