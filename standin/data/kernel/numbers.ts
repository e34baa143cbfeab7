import { BIGINT, BOOLEAN, DOUBLE, VARCHAR } from "@duckdb/node-api";
import { kernelError } from "../failures";
import type { KernelFunction } from "./function";
import { JsonNumber, parseJson, printJson } from "./json";

/** Digits with a point, an exponent, a sign; mantissa or exponent may be left out (docs: to_decimal, usage notes). */
const numeral = /^([+-]?)(\d*)(?:\.(\d*))?(?:(e)([+-]?\d*))?$/i;

const notRecognized = (text: string): Error =>
  kernelError("100038", "22018", `Numeric value '${text}' is not recognized`);

/** More digits than these are never in range, and working them out could take for ever. */
const longestExponent = 400;

interface Numeral {
  readonly negative: boolean;
  readonly digits: bigint;
  /** What the digits are to be multiplied with is ten to this. */
  readonly exponent: number;
}

function readNumeral(given: string): Numeral | undefined {
  const text = given.trim();
  const match = numeral.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", e, exponent = ""] = match;
  if (whole === "" && fraction === "" && e === undefined) return undefined;
  const power = /\d/.test(exponent) ? Number(exponent) : 0;
  return {
    negative: sign === "-",
    digits: BigInt(whole + fraction || "0"),
    exponent: power - fraction.length,
  };
}

/** Digits times ten to `shift`, rounded half up. */
function shifted(digits: bigint, shift: number): bigint {
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  if (-shift > String(digits).length) return 0n;
  const by = 10n ** BigInt(-shift);
  return (digits + by / 2n) / by;
}

/** Rounded half away from zero to `scale` digits; undefined beyond `precision` digits. */
function fixed(
  { negative, digits, exponent }: Numeral,
  precision: number,
  scale: number,
): string | undefined {
  const shift = exponent + scale;
  if (digits !== 0n && shift > longestExponent) return undefined;
  const unscaled = digits === 0n ? 0n : shifted(digits, shift);
  if (unscaled >= 10n ** BigInt(precision)) return undefined;
  const text = String(unscaled).padStart(scale + 1, "0");
  const shown = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return negative && unscaled !== 0n ? `-${shown}` : shown;
}

function toFixed(text: string, precision: bigint, scale: bigint, tolerant: boolean): string | null {
  const value = readNumeral(text);
  if (value === undefined) {
    if (tolerant) return null;
    throw notRecognized(text);
  }
  const shown = fixed(value, Number(precision), Number(scale));
  if (shown !== undefined) return shown;
  if (tolerant) return null;
  throw kernelError("100039", "22003", `Numeric value '${text}' is out of range`);
}

const special: Readonly<Record<string, number>> = {
  inf: Infinity,
  infinity: Infinity,
  "+inf": Infinity,
  "-inf": -Infinity,
  "-infinity": -Infinity,
  nan: NaN,
};

/** Text as a FLOAT, which knows `inf` and `NaN` too (docs: data-types-numeric, special values). */
function toFloat(text: string, tolerant: boolean): number | null {
  const trimmed = text.trim();
  const value = readNumeral(trimmed);
  if (value !== undefined) {
    const [mantissa = "", exponent = ""] = trimmed.toLowerCase().split("e");
    return Number(
      `${/\d/.test(mantissa) ? mantissa : `${mantissa.replace(".", "")}0`}e${/\d/.test(exponent) ? exponent : "0"}`,
    );
  }
  const named = special[trimmed.toLowerCase()];
  if (named !== undefined) return named;
  if (tolerant) return null;
  throw notRecognized(text);
}

/** The text a number is read from inside a VARIANT; its own words where there is none (docs: to_decimal, VARIANT input). */
function variantNumber<T>(
  stored: string,
  type: string,
  tolerant: boolean,
  make: (text: string) => T | null,
): T | null {
  const value = parseJson(stored);
  if (value === null || value === undefined) return null;
  if (value instanceof JsonNumber) return make(value.text);
  if (typeof value === "boolean") return make(value ? "1" : "0");
  if (
    typeof value === "string" &&
    (readNumeral(value) !== undefined || (type === "REAL" && value.trim().toLowerCase() in special))
  )
    return make(value);
  if (tolerant) return null;
  throw kernelError("100071", "22000", `Failed to cast variant value ${printJson(value)} to ${type}`);
}

export const numberTextFunctions: readonly KernelFunction[] = [
  { name: "sf_fixed", parameters: [VARCHAR, BIGINT, BIGINT, BOOLEAN], returns: VARCHAR, call: toFixed },
  {
    name: "sf_variant_fixed",
    parameters: [VARCHAR, BIGINT, BIGINT, BOOLEAN],
    returns: VARCHAR,
    call: (stored: string, precision: bigint, scale: bigint, tolerant: boolean) =>
      variantNumber(stored, "FIXED", tolerant, (text) => toFixed(text, precision, scale, tolerant)),
  },
  { name: "sf_float", parameters: [VARCHAR, BOOLEAN], returns: DOUBLE, call: toFloat },
  {
    name: "sf_variant_float",
    parameters: [VARCHAR, BOOLEAN],
    returns: DOUBLE,
    call: (stored: string, tolerant: boolean) =>
      variantNumber(stored, "REAL", tolerant, (text) => toFloat(text, tolerant)),
  },
];
