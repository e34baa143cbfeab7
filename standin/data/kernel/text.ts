import { createHash } from "node:crypto";
import { kernelError } from "../failures";

/** What parts words where no delimiters are given (docs: functions/initcap). */
const wordBreak = /[\s!?@"^#$&~_,.:;+\-*%/|\\[\](){}<>]/u;

/**
 * The first letter of each word in upper case, the others in lower; delimiters stay as they are (docs:
 * functions/initcap). `delimiters` replaces the usual ones; an empty text parts nothing.
 */
export function initcap(text: string, delimiters?: string): string {
  const own = delimiters === undefined ? undefined : new Set(delimiters);
  let start = true;
  let result = "";
  for (const c of text) {
    const parts = own?.has(c) ?? wordBreak.test(c);
    result += parts ? c : start ? c.toUpperCase() : c.toLowerCase();
    start = parts;
  }
  return result;
}

/** Upper case by Unicode's full rules: ß becomes SS (docs: functions/upper), which DuckDB's one-to-one table cannot. */
export const upper = (text: string): string => text.toUpperCase();

/** The character of a code point. @throws where there is none (docs: functions/chr) */
export function character(code: bigint): string {
  const point = Number(code);
  if (point < 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
    throw kernelError("100070", "22000", `Invalid character code ${code} in the CHR input`);
  return String.fromCodePoint(point);
}

/** Insertions, deletions and substitutions between two texts, of characters where DuckDB counts bytes. */
export function editDistance(a: string, b: string): bigint {
  const [from, to] = [Array.from(a), Array.from(b)];
  let row = to.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, c] of from.entries()) {
    const next = [i + 1];
    for (const [j, d] of to.entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (c === d ? 0 : 1)));
    row = next;
  }
  return BigInt(row.at(-1) ?? 0);
}

/** Hex digits as DuckDB reads them, checked: it takes half a byte too. @throws 100115 */
export function hexDigits(text: string): string {
  if (/^(?:[0-9a-f]{2})*$/i.test(text)) return text;
  throw kernelError("100115", "22000", `The following string is not a legal hex-encoded value: '${text}'`);
}

/** Lower-case hex of the SHA-2 digest of 224, 256, 384 or 512 bits (docs: functions/sha2). */
export function sha2(text: string, bits: bigint): string {
  const size = bits === 0n ? 256 : Number(bits);
  if (![224, 256, 384, 512].includes(size))
    throw kernelError("100050", "22023", `Invalid digest size ${bits} for SHA2`);
  return createHash(`sha${size}`).update(text, "utf8").digest("hex");
}

const truths: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(["true", "t", "yes", "y", "on", "1"].map((word) => [word, true])),
  ...Object.fromEntries(["false", "f", "no", "n", "off", "0"].map((word) => [word, false])),
};

/** The truth value of a text (docs: data-types-logical, conversion). */
export function toBoolean(text: string, tolerant: boolean): boolean | null {
  const value = truths[text.trim().toLowerCase()];
  if (value !== undefined) return value;
  if (tolerant) return null;
  throw kernelError("100037", "22018", `Boolean value '${text}' is not recognized`);
}
