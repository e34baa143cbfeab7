import type { DataType } from "../types";

/** A NUMBER from its digits without the point, a HUGEINT. @throws 100046 when it runs, on more than 38 digits */
export function fromDigits(digits: string, type: DataType): string {
  if (type.kind !== "NUMBER" || type.scale === 0) return digits;
  const unit = `0.${"1".padStart(type.scale, "0")}`;
  return `(CAST(${digits} AS DECIMAL(38,0)) * CAST('${unit}' AS DECIMAL(38,${type.scale})))`;
}

const largest = 10n ** 38n - 1n;
const above = 2n ** 127n - 1n - largest;
const below = 2n ** 127n - largest;

/**
 * A NUMBER that fails the query beyond 38 digits. DuckDB's 128 bits hold a little more: what is moved up and down by
 * what they hold more overflows there exactly where Snowflake does. (A comparison would say the expression twice.)
 */
export function bounded(sql: string, scale: number): string {
  // Multiplying is what DuckDB checks in decimals; sums it does not.
  if (scale > 0) return `(${sql} * CAST(1 AS DECIMAL(1,0)))`;
  return `(((${sql} + ${huge(above)}) - ${huge(above + below)}) + ${huge(below)})`;
}

const huge = (value: bigint): string => `CAST('${value}' AS HUGEINT)`;

/** What overflowed, from the operands of DuckDB's message: the steps of `bounded` taken back. */
export function overflown(left: string, operator: string, right: string): string {
  const [a, b] = [BigInt(left), BigInt(right)];
  if (operator === "+" && b === above) return String(a);
  if (operator === "-" && b === above + below) return String(a - above);
  return String(operator === "+" ? a + b : operator === "-" ? a - b : a * b);
}
