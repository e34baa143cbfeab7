import { isUtf8 } from "node:buffer";

/** A place in a text that cannot be taken as it is. Line and column count from 1, the column in characters. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

/** `file:3: column 14: …`, as every problem of a file begins. */
export const faultText = (file: string, { line, column, what }: Fault): string =>
  `${file}:${line}: column ${column}: ${what}`;

/** What a file that is not UTF-8 begins with. The longer marks come first: UTF-32's begins with UTF-16's. */
const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], "UTF-32"],
  [[0x00, 0x00, 0xfe, 0xff], "UTF-32"],
  [[0xff, 0xfe], "UTF-16"],
  [[0xfe, 0xff], "UTF-16"],
  [[0x1f, 0x8b], "compressed with gzip"],
  [[0x28, 0xb5, 0x2f, 0xfd], "compressed with zstd"],
  [[0x50, 0x4b, 0x03, 0x04], "a zip archive"],
];

/** Where the NULs are among the first four bytes of JSON and YAML, whose first characters are ASCII (RFC 4627, 3). */
const zeros: readonly (readonly [RegExp, string])[] = [
  [/^(0001|1000)$/, "UTF-32"],
  [/^(01|10)/, "UTF-16"],
];

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** What a file is, where it is not in UTF-8: an encoding or a format it can be told by. */
export function foreignFormat(bytes: Buffer): string | undefined {
  const marked = marks.find(([mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return marked[1];
  const pattern = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? "0" : "1")).join("");
  return zeros.find(([zero]) => zero.test(pattern))?.[1];
}

/** The bytes without the byte order mark some editors put before UTF-8. */
export const withoutMark = (bytes: Buffer): Buffer =>
  byteOrderMark.every((byte, i) => bytes[i] === byte) ? bytes.subarray(byteOrderMark.length) : bytes;

/** Bytes as text, or the fault of the first that is not UTF-8. @param line of the first byte */
export function decode(bytes: Buffer, line = 1): string | Fault {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const at = firstForeignByte(bytes);
  const before = bytes.subarray(0, at).toString("utf8");
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return {
    ...placeOf(before, before.length, line),
    what: `byte ${hex} is not UTF-8; save the file as UTF-8 (it may be Latin-1 or Windows-1252)`,
  };
}

/** Index of the first byte that begins no character of UTF-8. */
function firstForeignByte(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (length > 1 && !isUtf8(bytes.subarray(at, at + length))) return at;
    at += length;
  }
  return at;
}

/** Line and column of an index in a text. @param line of the text's first character */
export function placeOf(
  text: string,
  index: number,
  line = 1,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, index);
  const lineStart = before.lastIndexOf("\n") + 1;
  return {
    line: line + (lineStart === 0 ? 0 : before.slice(0, lineStart).split("\n").length - 1),
    // Characters, not UTF-16 units: what an editor counts.
    column: characters(before.slice(lineStart)) + 1,
  };
}

/** Characters of a text: a surrogate pair is one. */
export function characters(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) pairs += 1;
  return text.length - pairs;
}
