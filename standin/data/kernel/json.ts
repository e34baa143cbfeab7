import { kernelError } from "../failures";

/**
 * Semi-structured values. A number keeps its text, since VARIANT holds 38 digits and JavaScript 16;
 * `undefined` is an element left out of an array, `[1, ,2]`.
 */
export type Json = null | boolean | string | JsonNumber | undefined | Json[] | Map<string, Json>;

export class JsonNumber {
  /** @param text a double has an exponent, `1.912e+2`; a NUMBER has none (docs: functions/typeof) */
  constructor(readonly text: string) {}

  get isDouble(): boolean {
    return this.text.includes("e");
  }
}

/** A FLOAT inside VARIANT. @throws 000002 for NaN and infinity, for which JSON has no text */
export function canonicalFloat(value: number): string {
  if (!Number.isFinite(value))
    throw kernelError("000002", "0A000", `unsupported by the local stand-in: ${value} inside VARIANT`);
  return value.toExponential();
}

/** The shortest text of a number: 1.50 and 1.5 are one value. What no NUMBER can hold is a double. */
export function canonicalNumber(text: string): JsonNumber {
  const [whole = "0", fraction = ""] = text.split(".");
  const isWide = (whole + fraction).replace(/^-?0*/, "").length > 38;
  if (/[eE]/.test(text) || isWide) return new JsonNumber(canonicalFloat(Number(text)));
  const digits = fraction.replace(/0+$/, "");
  const start = whole === "" || whole === "-" ? `${whole}0` : whole;
  return new JsonNumber(digits === "" ? start : `${start}.${digits}`);
}

/**
 * Reads JSON as PARSE_JSON does, which also takes keys without quotes, single quotes and elements left out.
 * @throws 100069 with what is wrong and where
 */
export function parseJson(source: string): Json {
  const reader = new Reader(source);
  const value = reader.value();
  reader.end();
  return value;
}

class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  private failure(what: string): Error {
    return kernelError("100069", "22P02", `Error parsing JSON: ${what}, pos ${this.at + 1}`);
  }

  private token(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.at;
    const match = sticky.exec(this.source);
    if (match === null) return undefined;
    this.at = sticky.lastIndex;
    return match[0];
  }

  private skip(): void {
    while (/\s/.test(this.source.charAt(this.at))) this.at++;
  }

  private take(symbol: string): boolean {
    this.skip();
    if (this.source[this.at] !== symbol) return false;
    this.at++;
    return true;
  }

  end(): void {
    this.skip();
    if (this.at < this.source.length) throw this.failure("more than one document in the input");
  }

  value(): Json {
    this.skip();
    const c = this.source[this.at];
    if (c === undefined) throw this.failure("incomplete JSON value");
    if (c === "{") return this.object();
    if (c === "[") return this.array();
    if (c === '"' || c === "'") return this.string(c);
    const number = this.token(/-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/);
    if (number !== undefined) {
      if (!Number.isFinite(Number(number))) throw this.failure(`number out of range "${number}"`);
      return canonicalNumber(number);
    }
    const word = this.token(/[A-Za-z_]\w*/);
    switch (word?.toLowerCase()) {
      case "true":
        return true;
      case "false":
        return false;
      case "null":
        return null;
      case "undefined":
        return undefined;
      default:
        throw this.failure(word === undefined ? `misplaced ${c}` : `unknown keyword "${word}"`);
    }
  }

  private string(mark: string): string {
    const start = this.at;
    let text = "";
    // Stretches between escapes are taken whole: a text may have 16 million characters.
    let from = start + 1;
    for (this.at = from; this.at < this.source.length; this.at++) {
      const c = this.source[this.at];
      if (c !== mark && c !== "\\") continue;
      text += this.source.slice(from, this.at);
      if (c === mark) {
        this.at++;
        return text;
      }
      const escape = this.source.charAt(++this.at);
      if (escape === "u") {
        text += String.fromCharCode(parseInt(this.source.slice(this.at + 1, this.at + 5), 16));
        this.at += 4;
      } else {
        text += { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[escape] ?? escape;
      }
      from = this.at + 1;
    }
    this.at = start;
    throw this.failure("unfinished string");
  }

  private array(): Json[] {
    const items: Json[] = [];
    this.at++;
    if (this.take("]")) return items;
    for (;;) {
      this.skip();
      const missing = this.source[this.at] === "," || this.source[this.at] === "]";
      items.push(missing ? undefined : this.value());
      if (this.take("]")) return items;
      if (!this.take(",")) throw this.failure("missing comma");
    }
  }

  private object(): Map<string, Json> {
    const entries = new Map<string, Json>();
    this.at++;
    if (this.take("}")) return entries;
    for (;;) {
      this.skip();
      const c = this.source.charAt(this.at);
      const key = c === '"' || c === "'" ? this.string(c) : this.token(/[A-Za-z_$][\w$]*/);
      if (key === undefined) throw this.failure("missing key");
      if (!this.take(":")) throw this.failure("missing colon");
      const value = this.value();
      if (entries.has(key)) throw this.failure(`duplicate object attribute "${key}"`);
      if (value !== undefined) entries.set(key, value);
      if (this.take("}")) return entries;
      if (!this.take(",")) throw this.failure("missing comma");
    }
  }
}

/** Writes a value, numbers by a rule of their own, over lines where `indent` is above 0. */
function write(value: Json, number: (value: JsonNumber) => string, indent = 0, margin = "\n"): string {
  if (value === undefined) return "undefined";
  if (value instanceof JsonNumber) return number(value);
  if (!Array.isArray(value) && !(value instanceof Map)) return JSON.stringify(value);
  const inner = margin + " ".repeat(indent);
  const each = (item: Json): string => write(item, number, indent, inner);
  const [open, close, items] = Array.isArray(value)
    ? ["[", "]", value.map(each)]
    : [
        "{",
        "}",
        [...value.keys()]
          .sort()
          .map((key) => `${JSON.stringify(key)}:${indent > 0 ? " " : ""}${each(value.get(key))}`),
      ];
  if (items.length === 0 || indent === 0) return open + items.join(",") + close;
  return open + inner + items.join(`,${inner}`) + margin + close;
}

/** Canonical text: no spaces, keys in order, numbers at their shortest; equal values have equal texts. */
export const printJson = (value: Json): string => write(value, ({ text }) => text);

/** A double as JSON shows it, 16 digits and an exponent of two or more: `1.912000000000000e+02` (docs: functions/typeof). */
const shownNumber = ({ text, isDouble }: JsonNumber): string =>
  isDouble
    ? Number(text)
        .toExponential(15)
        .replace(/e([+-])(\d)$/, "e$10$2")
    : text;

/**
 * A value as people and clients see it.
 * @param indent spaces a level, 0 for one line (docs: parameters, JSON_INDENT)
 */
export const showJson = (value: Json, indent = 0): string => write(value, shownNumber, indent);

/** A number in plain digits where it is short enough, as a FLOAT turned into text. */
export const plainNumber = ({ text, isDouble }: JsonNumber): string =>
  isDouble ? String(Number(text)) : text;

/** Text in which 3 and 3e+0 are the same. */
export const comparableJson = (value: Json): string => write(value, plainNumber);
