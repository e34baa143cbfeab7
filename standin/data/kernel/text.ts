import { createHash } from "node:crypto";
import { kernelError } from "../failures";

/** Words begin after anything but letters and digits, or after one of `delimiters` (docs: functions/initcap). */
export function initcap(text: string, delimiters?: string): string {
  const separates = (c: string): boolean => delimiters?.includes(c) ?? !/[\p{L}\p{N}]/u.test(c);
  let start = true;
  let result = "";
  for (const c of text) {
    result += start ? c.toUpperCase() : c.toLowerCase();
    start = separates(c);
  }
  return result;
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
