import { kernelError } from "../failures";

/**
 * Semi-structured values. A number keeps its text, since VARIANT holds 38 digits and JavaScript 16;
 * `undefined` is an element left out of an array, `[1, ,2]`.
 */
export type Json = null | boolean | string | JsonNumber | undefined | Json[] | Map<string, Json>;

export class JsonNumber {
  constructor(readonly text: string) {}
}

/** The shortest decimal text of a number: 1.50 and 1.5 are one value. */
export function canonicalNumber(text: string): JsonNumber {
  if (/[eE]/.test(text)) return new JsonNumber(String(Number(text)));
  const [whole = "0", fraction = ""] = text.split(".");
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
    if (number !== undefined) return canonicalNumber(number);
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

/** Canonical text: no spaces, keys in order, numbers at their shortest; equal values have equal texts. */
export function printJson(value: Json): string {
  if (value === undefined) return "undefined";
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(printJson).join(",")}]`;
  if (value instanceof Map) {
    const keys = [...value.keys()].sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${printJson(value.get(key))}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
