/** Digits a NUMBER has at most, and those after its point (docs: data-types-numeric). */
const mostDigits = 38;
const mostScale = 37;

/** A number that a JavaScript number would change, kept by its text as JSON writes it. */
export class WrittenNumber {
  constructor(readonly text: string) {}
}

/** ± 0.digits × 10^exponent without zeros at either end; no digits for zero. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** @param text as JSON or `String` writes a finite number */
function decimalOf(text: string): Decimal {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  const start = /[1-9]/.exec(all)?.index;
  if (start === undefined) return { negative: false, digits: "", exponent: 0 };
  let end = all.length;
  while (all[end - 1] === "0") end -= 1;
  return {
    negative: sign === "-",
    digits: all.slice(start, end),
    exponent: Number(exponent) + whole.length - start,
  };
}

const same = (a: Decimal, b: Decimal): boolean =>
  a.negative === b.negative && a.digits === b.digits && a.exponent === b.exponent;

/** A number of JSON: itself where a JavaScript number has its value, else its text. */
export function numberOf(text: string): number | WrittenNumber {
  const value = Number(text);
  const shortest = String(value);
  return shortest === text || (Number.isFinite(value) && same(decimalOf(text), decimalOf(shortest)))
    ? value
    : new WrittenNumber(text);
}

/** A number's text, as JSON and SQL read it. */
export const numberText = (value: number | WrittenNumber): string =>
  typeof value === "number" ? String(value) : value.text;

/** Whether a value is a number, whichever way it is kept. */
export const isNumber = (value: unknown): value is number | WrittenNumber =>
  typeof value === "number" || value instanceof WrittenNumber;

/** A number without exponent, or undefined where NUMBER(precision, scale) would change it. */
export function fixedText(text: string, precision: number, scale: number): string | undefined {
  const { negative, digits, exponent } = decimalOf(text);
  if (digits === "") return "0";
  const after = Math.max(0, digits.length - exponent);
  if (after > scale || Math.max(0, exponent) > precision - scale) return undefined;
  const whole = exponent > 0 ? digits.slice(0, exponent).padEnd(exponent, "0") : "0";
  const fraction = after === 0 ? "" : `.${digits.slice(Math.max(0, exponent)).padStart(after, "0")}`;
  return `${negative ? "-" : ""}${whole}${fraction}`;
}

/** The shortest text of the double a number is, or undefined where the double has another value. */
export function doubleText(text: string): string | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const written = decimalOf(text);
  // A double's shortest text, or all of its digits: 2^60 is written 1152921504606847000 and is 1152921504606846976.
  return [String(value), value.toPrecision(100)].some((each) => same(written, decimalOf(each)))
    ? String(value)
    : undefined;
}

/**
 * A number as PARSE_JSON keeps it, or undefined where it would be changed: fixed-point without an exponent while 38
 * digits hold it, a double otherwise (docs: functions/parse_json, usage notes).
 */
export function variantText(text: string): string | undefined {
  const { digits, exponent } = decimalOf(text);
  const scale = Math.max(0, digits.length - exponent);
  return scale <= mostScale && Math.max(0, exponent) + scale <= mostDigits
    ? fixedText(text, mostDigits, scale)
    : doubleText(text);
}
