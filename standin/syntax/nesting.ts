import { unsupported, type Position, type SnowflakeError } from "../errors";

/**
 * How deep expressions, brackets and queries may stand in one another. Snowflake documents no number; this one leaves
 * the machine's stack room for each step from text to DuckDB, whatever the mixture.
 */
export const maxNesting = 400;

/** 000002: a statement is nested deeper than the stand-in reads. */
export const tooDeep = (at?: Position): SnowflakeError =>
  unsupported(
    `a statement nested more than ${maxNesting} deep (brackets, operators in a row, queries inside queries)`,
    at,
  );

/** A failure of the machine's own limits by the name of what is limited; any other error as it is. */
export function namedLimit(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  if (error.message.startsWith("Maximum call stack")) return tooDeep();
  return error.message === "Invalid string length"
    ? unsupported("a statement that grows past 500 million characters when it is read")
    : error;
}
