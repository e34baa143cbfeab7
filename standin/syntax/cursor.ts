import { syntaxError, unsupported, type Position, type SnowflakeError } from "../errors";
import type { Name } from "./statements";
import { tokenize, type Token } from "./tokens";

/**
 * A place in one statement's tokens, with the small readers every parser is made of: `accept...` reads on where the
 * text fits and says whether it did, the others throw 001003 with the position. Unquoted words and operators are given
 * as text, which no quoted name or string is mistaken for.
 */
export class Cursor {
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(readonly text: string) {
    this.tokens = tokenize(text);
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error("a token list ends with its end token");
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.index += 1;
    return token;
  }

  get atEnd(): boolean {
    return this.peek().kind === "end";
  }

  /** Where the next token stands. */
  get at(): Position {
    return this.peek().position;
  }

  /** Text from a token read earlier to the last token read, verbatim. */
  textFrom(start: Token): string {
    return this.text.slice(start.start, this.tokens[this.index - 1]?.end ?? start.start);
  }

  raw(token: Token): string {
    return token.kind === "end" ? "<EOF>" : this.text.slice(token.start, token.end);
  }

  unexpected(expected: string): SnowflakeError {
    const { kind, value } = this.peek();
    // `$1` is a column, `$name` a session variable, which no grammar here reads.
    if (kind === "variable" && !/^\$\d+$/.test(value)) return this.refuse("session variables");
    return syntaxError(this.raw(this.peek()), expected, this.at);
  }

  /** Refuses by name what stands here. */
  refuse(what: string, at: Token = this.peek()): SnowflakeError {
    return unsupported(what, at.position);
  }

  /** Whether these words and operators come next. */
  sees(...texts: readonly string[]): boolean {
    return this.seesAt(0, ...texts);
  }

  /** Whether these words and operators come after so many tokens. */
  seesAt(ahead: number, ...texts: readonly string[]): boolean {
    return texts.every((text, i) => {
      const { kind, value } = this.peek(ahead + i);
      return (kind === "word" || kind === "operator") && value === text;
    });
  }

  accept(...texts: readonly string[]): boolean {
    if (!this.sees(...texts)) return false;
    this.index += texts.length;
    return true;
  }

  /** The one of these that comes next; several words are parted by a space. */
  acceptOneOf<T extends string>(...texts: readonly T[]): T | undefined {
    return texts.find((text) => this.accept(...text.split(" ")));
  }

  expect(...texts: readonly string[]): void {
    for (const text of texts)
      if (!this.accept(text)) throw this.unexpected(/^\w/.test(text) ? text : `'${text}'`);
  }

  expectOneOf<T extends string>(...texts: readonly T[]): T {
    const found = this.acceptOneOf(...texts);
    if (found === undefined) throw this.unexpected(texts.join(" or "));
    return found;
  }

  /** What `read` reads, or, where it comes back without, nothing at all. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const { index } = this;
    const result = read();
    if (result === undefined) this.index = index;
    return result;
  }

  expectEnd(): void {
    this.accept(";");
    if (!this.atEnd) throw this.unexpected("the end of the statement");
  }

  word(): string {
    if (this.peek().kind !== "word") throw this.unexpected("a word");
    return this.next().value;
  }

  /** One part of a name: unquoted, in upper case, or quoted, verbatim; words of `reserved` only if quoted. */
  identifier(reserved?: ReadonlySet<string>): string {
    const name = this.acceptIdentifier(reserved);
    if (name === undefined) throw this.unexpected("an identifier");
    return name;
  }

  acceptIdentifier(reserved?: ReadonlySet<string>): string | undefined {
    const { kind, value } = this.peek();
    const fits = kind === "quoted" ? value !== "" : kind === "word" && !reserved?.has(value);
    return fits ? this.next().value : undefined;
  }

  name(): Name {
    const parts = [this.identifier()];
    while (this.accept(".")) {
      // `DB..T` means the schema PUBLIC.
      parts.push(this.sees(".") ? "PUBLIC" : this.identifier());
    }
    return { parts };
  }

  string(): string {
    if (this.peek().kind !== "string") throw this.unexpected("a string");
    return this.next().value;
  }

  number(): number {
    const sign = this.accept("-") ? -1 : 1;
    if (this.peek().kind !== "number") throw this.unexpected("a number");
    return sign * Number(this.next().value);
  }

  boolean(): boolean {
    return this.expectOneOf("TRUE", "FALSE") === "TRUE";
  }

  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.accept(",")) items.push(read());
    return items;
  }

  parenthesized<T>(read: () => T): T[] {
    this.expect("(");
    const items = this.list(read);
    this.expect(")");
    return items;
  }

  /** Text verbatim up to where `stop` holds outside brackets, or the end of the statement. */
  textUntil(stop: () => boolean, expected: string): string {
    const start = this.peek();
    let depth = 0;
    while (!this.atEnd && !(depth === 0 && (stop() || this.sees(";")))) {
      const { kind, value } = this.peek();
      if (kind === "operator" && "([{".includes(value)) depth += 1;
      if (kind === "operator" && ")]}".includes(value)) {
        if (depth === 0) break;
        depth -= 1;
      }
      this.next();
    }
    if (this.peek() === start || depth > 0) throw this.unexpected(expected);
    return this.textFrom(start);
  }

  /** The rest of the statement verbatim: a body or a query. */
  rest(expected: string): string {
    const start = this.peek();
    if (this.atEnd) throw this.unexpected(expected);
    let last = start;
    while (this.peek().kind !== "end") last = this.next();
    const end = last.kind === "operator" && last.value === ";" ? last.start : last.end;
    return this.text.slice(start.start, end).trimEnd();
  }
}
