import { DuckDBDecimalValue } from "@duckdb/node-api";
import { kernelError } from "../failures";

/**
 * Arithmetic of NUMBER that DuckDB's 128 bits cannot hold in between: whole numbers of any size, rounded once. A result
 * is the digits of a NUMBER without its point; who asks knows the scale.
 */

/** A NUMBER as DuckDB hands it over: HUGEINT where the scale is 0, else DECIMAL. */
export type Decimal = bigint | DuckDBDecimalValue;

const digitsOf = (value: Decimal): bigint => (typeof value === "bigint" ? value : value.value);
const scaleOf = (value: Decimal): number => (typeof value === "bigint" ? 0 : value.scale);

const powers = Array.from({ length: 80 }, (_, i) => 10n ** BigInt(i));
const power = (exponent: number): bigint => powers[exponent] ?? 10n ** BigInt(exponent);

const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** The nearest whole number to a quotient, halves away from zero. */
function nearest(dividend: bigint, divisor: bigint): bigint {
  const [a, b] = [size(dividend), size(divisor)];
  const result = (2n * a + b) / (2n * b);
  return dividend < 0n === divisor < 0n ? result : -result;
}

/** Fails on more digits than a NUMBER has. @throws 100046 */
function fitting(digits: bigint, scale: number): bigint {
  if (size(digits) < power(38)) return digits;
  const text = String(size(digits)).padStart(scale + 1, "0");
  const value = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  throw kernelError(
    "100046",
    "22003",
    `Number out of representable range: type FIXED[SB16](38,${scale}){nullable}, value ${digits < 0n ? "-" : ""}${value}`,
  );
}

/** a / b at a scale (docs: operators-arithmetic, division). @throws 100051 where b is zero */
export function divide(a: Decimal, b: Decimal, scale: bigint): bigint {
  const divisor = digitsOf(b);
  if (divisor === 0n) throw kernelError("100051", "22012", "Division by zero");
  const shift = Number(scale) + scaleOf(b) - scaleOf(a);
  const dividend = digitsOf(a);
  const result =
    shift >= 0 ? nearest(dividend * power(shift), divisor) : nearest(dividend, divisor * power(-shift));
  return fitting(result, Number(scale));
}

/** a · b at a scale. */
export function multiply(a: Decimal, b: Decimal, scale: bigint): bigint {
  const product = digitsOf(a) * digitsOf(b);
  return fitting(nearest(product, power(scaleOf(a) + scaleOf(b) - Number(scale))), Number(scale));
}

/** How digits are dropped. */
export type Rounding = "round" | "even" | "trunc" | "ceil" | "floor";

function dropped(digits: bigint, unit: bigint, rounding: Rounding): bigint {
  const towardsZero = digits / unit;
  const rest = digits % unit;
  switch (rounding) {
    case "trunc":
      return towardsZero;
    case "ceil":
      return rest > 0n ? towardsZero + 1n : towardsZero;
    case "floor":
      return rest < 0n ? towardsZero - 1n : towardsZero;
    case "round":
      return nearest(digits, unit);
    case "even":
      return 2n * size(rest) === unit ? towardsZero + (towardsZero % 2n) : nearest(digits, unit);
  }
}

/** Places beyond 38 mean 38 (docs: functions/trunc). */
const within = (places: bigint): number => Math.max(-38, Math.min(38, Number(places)));

/** A NUMBER with `places` digits after the point, written at another scale (docs: functions/round, trunc, ceil). */
export function rescale(value: Decimal, places: bigint, rounding: Rounding, scale: bigint): bigint {
  const own = scaleOf(value);
  const drop = own - within(places);
  const digits = digitsOf(value);
  const kept = drop <= 0 ? digits : dropped(digits, power(drop), rounding) * power(drop);
  const shift = Number(scale) - own;
  return fitting(shift >= 0 ? kept * power(shift) : kept / power(-shift), Number(scale));
}

/** From here on a FLOAT has no fraction, and toFixed, which rounds what is stored and halves away from zero, stops. */
const wholeFrom = 1e21;

/** A finite FLOAT as digits and a scale: exactly, or as its shortest text. */
function fromFloat(value: number, exactly: boolean): DuckDBDecimalValue {
  const text = exactly && Math.abs(value) < wholeFrom ? value.toFixed(100) : String(value);
  const [mantissa = "", exponent = "0"] = text.split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0
    ? new DuckDBDecimalValue(digits, 38, scale)
    : new DuckDBDecimalValue(digits * power(-scale), 38, 0);
}

/**
 * The same of a FLOAT. ROUND looks at what is stored, so that 1.005 (a little less) gives 1.00 (docs: functions/round);
 * what cuts off looks at the digits people see, so that 135.1 keeps its 1.
 */
export function rescaleFloat(value: number, places: bigint, rounding: Rounding): number {
  if (!Number.isFinite(value)) return value;
  if (rounding === "round" && places >= 0n && Math.abs(value) < wholeFrom)
    return Number(value.toFixed(within(places)));
  const { value: digits, scale } = fromFloat(value, rounding === "round");
  const drop = scale - within(places);
  if (drop <= 0) return value;
  const kept = dropped(digits, power(drop), rounding);
  return Number(`${kept}e${-within(places)}`);
}

/** A FLOAT as a NUMBER: every digit it stands for, rounded once (docs: functions/to_double). @throws 100038, 100046 */
export function floatDigits(value: number, scale: bigint): bigint {
  if (!Number.isFinite(value))
    throw kernelError("100038", "22018", `Numeric value '${value}' is not recognized`);
  if (Math.abs(value) >= wholeFrom) return rescale(fromFloat(value, true), scale, "round", scale);
  return fitting(BigInt(value.toFixed(Number(scale)).replace(".", "")), Number(scale));
}

/**
 * The variance of `count` numbers from their sum and the sum of their squares, at a scale.
 * @param sample divides by one less than the count; then one number has none
 */
export function variance(
  count: bigint,
  sum: Decimal,
  squares: Decimal,
  scale: bigint,
  sample: boolean,
): bigint | null {
  if (count === 0n || (sample && count === 1n)) return null;
  const own = 2 * scaleOf(sum);
  const total = digitsOf(squares) * power(own - scaleOf(squares));
  const above = count * total - digitsOf(sum) ** 2n;
  const below = count * (sample ? count - 1n : count);
  return fitting(nearest(above * power(Number(scale)), below * power(own)), Number(scale));
}
