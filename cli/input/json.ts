import { UserError } from "../user-error";
import { readBytes } from "./file";
import { isNumber, numberOf, numberText, type WrittenNumber } from "./numbers";
import { decode, faultText, foreignFormat, placeOf, withoutMark } from "./text";

/** A JSON value as written: its objects have no prototype, and numbers that JavaScript would change keep their text. */
export type Json =
  null | boolean | string | number | WrittenNumber | readonly Json[] | { readonly [key: string]: Json };

/** Objects and arrays inside one another at most: what reads and writes them calls itself once for each. */
export const mostDepth = 1000;

/** JSON that is none, or none that can be kept as it is. */
export class JsonFault extends Error {
  /** @param at index in the text */
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads JSON strictly (RFC 8259), so that nothing is changed on its way: no number rounded, no key said twice, no NUL
 * and no half of a surrogate pair, which Snowflake's texts cannot hold.
 * @throws JsonFault with what is wrong, what is expected, and where
 */
export const readJson = (text: string): Json => new Reader(text).document();

/** The value of a file of JSON. @throws UserError naming file, line and column of what is wrong */
export function readJsonFile(path: string): Json {
  const bytes = readBytes(path);
  const format = foreignFormat(bytes);
  if (format !== undefined) throw new UserError(`${path} is ${format}; expected JSON in UTF-8.`);
  const text = decode(withoutMark(bytes));
  if (typeof text !== "string") throw new UserError(faultText(path, text));
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new UserError(faultText(path, { ...placeOf(text, error.at), what: error.message }));
  }
}

/**
 * The text of a JSON value.
 * @param number writes the text of a number; where it cannot, there is no text at all
 */
export function printJson(
  value: unknown,
  number: (text: string) => string | undefined = (text) => text,
): string | undefined {
  if (isNumber(value)) return number(numberText(value));
  if (Array.isArray(value))
    return joined(
      value.map((item) => printJson(item, number)),
      "[]",
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => {
    const text = printJson(inner, number);
    return text === undefined ? undefined : `${JSON.stringify(key)}:${text}`;
  });
  return joined(entries, "{}");
}

const joined = (
  parts: readonly (string | undefined)[],
  [open = "", close = ""]: string,
): string | undefined => (parts.includes(undefined) ? undefined : `${open}${parts.join(",")}${close}`);

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** A character as a message shows it. */
const shown = (character: string): string =>
  /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)
    ? `'${character}'`
    : character === "\ufeff"
      ? "a byte order mark"
      : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value("a JSON value");
    this.blanks();
    if (this.at < this.text.length) throw this.unexpected("the end: one value is all");
    return value;
  }

  private unexpected(expected: string): JsonFault {
    const code = this.text.codePointAt(this.at);
    const found = code === undefined ? "the end" : shown(String.fromCodePoint(code));
    return new JsonFault(this.at, `found ${found}, expected ${expected}`);
  }

  private blanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private take(symbol: string): boolean {
    this.blanks();
    if (this.text[this.at] !== symbol) return false;
    this.at += 1;
    return true;
  }

  private value(expected: string): Json {
    this.blanks();
    switch (this.text[this.at]) {
      case "{":
        return this.nested(() => this.object());
      case "[":
        return this.nested(() => this.array());
      case '"':
        return this.string();
      case "t":
        return this.word("true", true, expected);
      case "f":
        return this.word("false", false, expected);
      case "n":
        return this.word("null", null, expected);
      default:
        return this.number(expected);
    }
  }

  private nested(read: () => Json): Json {
    if (this.depth === mostDepth)
      throw new JsonFault(
        this.at,
        `objects and arrays lie deeper in one another than ${mostDepth}, the most there may be`,
      );
    this.depth += 1;
    this.at += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  private word<Value extends Json>(word: string, value: Value, expected: string): Value {
    if (!this.text.startsWith(word, this.at)) throw this.unexpected(expected);
    this.at += word.length;
    return value;
  }

  private number(expected: string): Json {
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0];
    if (text === undefined) throw this.unexpected(expected);
    this.at += text.length;
    if (/[\w.+]/.test(this.text.charAt(this.at)))
      throw this.unexpected("the end of the number, as JSON writes one");
    return numberOf(text);
  }

  private string(): string {
    const begin = this.at;
    let text = "";
    let from = begin + 1;
    for (let i = from; ; i++) {
      const code = this.text.charCodeAt(i);
      if (code === 0x22) {
        this.at = i + 1;
        return text + this.text.slice(from, i);
      }
      if (Number.isNaN(code)) throw new JsonFault(begin, 'the text that begins here has no closing "');
      if (code < 0x20) {
        this.at = i;
        throw code === 0 ? this.nul() : this.unexpected("it in a text as an escape, such as \\n");
      }
      if (code !== 0x5c) continue;
      this.at = i;
      const [character, length] = this.escape();
      text += this.text.slice(from, i) + character;
      i += length - 1;
      from = i + 1;
    }
  }

  private nul(): JsonFault {
    return new JsonFault(this.at, "a text holds NUL; expected texts without NUL and half surrogate pairs");
  }

  /** The character an escape stands for, and how long the escape is. */
  private escape(): readonly [character: string, length: number] {
    const letter = this.text.charAt(this.at + 1);
    const plain = escapes[letter];
    if (plain !== undefined) return [plain, 2];
    const unit = this.unit(this.at);
    if (unit === undefined)
      throw new JsonFault(
        this.at,
        `\\${letter} is no escape of JSON; expected \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX`,
      );
    if (unit === 0) throw this.nul();
    if (!isHighSurrogate(unit) && !isLowSurrogate(unit)) return [String.fromCharCode(unit), 6];
    const low = this.unit(this.at + 6);
    if (isHighSurrogate(unit) && low !== undefined && isLowSurrogate(low))
      return [String.fromCharCode(unit, low), 12];
    throw new JsonFault(
      this.at,
      `${this.text.slice(this.at, this.at + 6)} is half of a character; expected texts without NUL and half surrogate pairs`,
    );
  }

  /** The UTF-16 unit of a `\uXXXX` at an index. */
  private unit(index: number): number | undefined {
    const [, digits] = /^\\u([0-9a-fA-F]{4})$/.exec(this.text.slice(index, index + 6)) ?? [];
    return digits === undefined ? undefined : parseInt(digits, 16);
  }

  private array(): readonly Json[] {
    const items: Json[] = [];
    if (this.take("]")) return items;
    for (;;) {
      items.push(this.value("a JSON value"));
      if (this.take("]")) return items;
      if (!this.take(",")) throw this.unexpected(", or ]");
    }
  }

  private object(): { readonly [key: string]: Json } {
    // No prototype: a key may be __proto__.
    const entries = Object.create(null) as Record<string, Json>;
    if (this.take("}")) return entries;
    for (;;) {
      this.blanks();
      const at = this.at;
      if (this.text[at] !== '"') throw this.unexpected('a key in "double quotes"');
      const key = this.string();
      if (key in entries)
        throw new JsonFault(
          at,
          `the key ${JSON.stringify(key.slice(0, 60))} is said twice; expected it once`,
        );
      if (!this.take(":")) throw this.unexpected(":");
      entries[key] = this.value("a JSON value");
      if (this.take("}")) return entries;
      if (!this.take(",")) throw this.unexpected(", or }");
    }
  }
}
