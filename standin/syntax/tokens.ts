import { syntaxError, type Position } from "../errors";

/**
 * A token of Snowflake SQL. `value` is the meaning: a word in upper case, a quoted identifier or a string without
 * quotes and escapes, the number of a bind variable, counted from 1 (`?` by its place, `:2` as written). `start` and
 * `end` are offsets, so that text can be taken out verbatim.
 */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "variable" | "bind" | "operator" | "end";
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly position: Position;
}

// Longest first: the first that matches is taken.
const operators = ["<=>", "::", "=>", "->", "<=", ">=", "<>", "!=", "||"];

const simpleEscapes: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Splits text into tokens, the last of kind `end`; white space and comments (`--`, `//`, `/*` to its end) are skipped.
 * @throws SnowflakeError 001003 for an unterminated string, identifier or comment, and for a stray character
 * @see https://docs.snowflake.com/en/sql-reference/identifiers-syntax, data-types-text (escape sequences)
 */
export function tokenize(text: string): readonly Token[] {
  return new Lexer(text).run();
}

/** The tokens up to where a text cannot be read any more, without the one of kind `end`, and that place. */
export function readableTokens(text: string): { readonly tokens: readonly Token[]; readonly end: number } {
  const lexer = new Lexer(text);
  try {
    return { tokens: lexer.run().slice(0, -1), end: text.length };
  } catch {
    return { tokens: lexer.tokens, end: lexer.at };
  }
}

class Lexer {
  readonly tokens: Token[] = [];
  at = 0;
  private line = 1;
  private lineStart = 0;
  private binds = 0;

  constructor(private readonly text: string) {}

  run(): Token[] {
    for (;;) {
      this.skipBlank();
      const start = this.at;
      const position = this.position();
      if (start >= this.text.length) {
        this.tokens.push({ kind: "end", value: "", start, end: start, position });
        return this.tokens;
      }
      const [kind, value] = this.read(position);
      this.tokens.push({ kind, value, start, end: this.at, position });
    }
  }

  private position(): Position {
    return { line: this.line, column: this.at - this.lineStart + 1 };
  }

  private advance(to: number): void {
    for (let newline = this.text.indexOf("\n", this.at); newline >= 0 && newline < to;) {
      this.line += 1;
      this.lineStart = newline + 1;
      newline = this.text.indexOf("\n", newline + 1);
    }
    this.at = to;
  }

  private skipBlank(): void {
    for (;;) {
      const blank = this.match(/[\s\u00a0\ufeff]+/y) ?? this.match(/(--|\/\/)[^\n]*/y);
      if (blank !== undefined) {
        this.advance(this.at + blank.length);
      } else if (this.text.startsWith("/*", this.at)) {
        const close = this.text.indexOf("*/", this.at + 2);
        if (close < 0) throw syntaxError("/*", "the end of the comment", this.position());
        this.advance(close + 2);
      } else {
        return;
      }
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  private read(position: Position): [Token["kind"], string] {
    const first = this.text.charAt(this.at);
    if (first === "'") return ["string", this.readString(position)];
    if (first === '"') return ["quoted", this.readQuoted(position)];
    if (this.text.startsWith("$$", this.at)) return ["string", this.readDollars(position)];
    const word = this.match(/[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y);
    if (word !== undefined) return this.take("word", word, word.toUpperCase());
    const variable = this.match(/\$\w+/y);
    if (variable !== undefined) return this.take("variable", variable, variable.toUpperCase());
    const number = this.match(/(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/y);
    if (number !== undefined) return this.take("number", number, number);
    if (first === "?") return this.take("bind", first, String((this.binds += 1)));
    // A number right after a key's colon is its value: `{'a':1}`.
    const bind = this.tokens.at(-1)?.kind === "string" ? undefined : this.match(/:\d+(?!\w)/y);
    if (bind !== undefined) return this.take("bind", bind, bind.slice(1));
    const operator =
      operators.find((op) => this.text.startsWith(op, this.at)) ??
      this.match(/[-+*/%=<>(),.;:[\]{}|!@^&~\\]/y);
    if (operator === undefined) throw syntaxError(first, "a statement", position);
    return this.take("operator", operator, operator);
  }

  private take(kind: Token["kind"], raw: string, value: string): [Token["kind"], string] {
    this.advance(this.at + raw.length);
    return [kind, value];
  }

  private readQuoted(position: Position): string {
    const close = this.closing('"', false);
    if (close === undefined) throw syntaxError('"', "the end of the identifier", position);
    const raw = this.text.slice(this.at + 1, close);
    this.advance(close + 1);
    return raw.replaceAll('""', '"');
  }

  private readDollars(position: Position): string {
    const close = this.text.indexOf("$$", this.at + 2);
    if (close < 0) throw syntaxError("$$", "the end of the string", position);
    const value = this.text.slice(this.at + 2, close);
    this.advance(close + 2);
    return value;
  }

  private readString(position: Position): string {
    const close = this.closing("'", true);
    if (close === undefined) throw syntaxError("'", "the end of the string", position);
    const raw = this.text.slice(this.at + 1, close);
    this.advance(close + 1);
    if (!raw.includes("\\")) return raw.replaceAll("''", "'");
    return raw.replace(/''|\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{3}|[^])/g, unescape);
  }

  /**
   * Where the quote that opens here closes; a doubled quote, and one after a backslash, stand for themselves. It walks:
   * one expression for the whole literal overflows the stack of the expression's engine at some million characters.
   */
  private closing(quote: "'" | '"', escapes: boolean): number | undefined {
    const { text } = this;
    for (let at = this.at + 1; at < text.length; at += 1) {
      const character = text[at];
      if (character === quote && text[at + 1] !== quote) return at;
      if (character === quote || (escapes && character === "\\")) at += 1;
    }
    return undefined;
  }
}

function unescape(whole: string, escaped: string | undefined): string {
  if (escaped === undefined) return "'";
  if (/^[ux]./.test(escaped)) return String.fromCharCode(parseInt(escaped.slice(1), 16));
  if (/^[0-7]{3}$/.test(escaped)) return String.fromCharCode(parseInt(escaped, 8));
  // Any other character stands for itself, which covers \\, \' and \".
  return simpleEscapes[escaped] ?? whole.slice(1);
}
