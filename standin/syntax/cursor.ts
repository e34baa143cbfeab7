import { syntaxError, unsupported, type SnowflakeError } from "../errors";
import type { Name } from "./statements";
import { tokenize, type Token } from "./tokens";

/**
 * A place in one statement's tokens, with the small readers every parser is made of: `accept...` reads on where the
 * text fits and says whether it did, the others throw 001003 with the position.
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

  /** Text from a token read earlier to the last token read, verbatim. */
  textFrom(start: Token): string {
    return this.text.slice(start.start, this.tokens[this.index - 1]?.end ?? start.start);
  }

  raw(token: Token): string {
    return token.kind === "end" ? "<EOF>" : this.text.slice(token.start, token.end);
  }

  unexpected(expected: string): SnowflakeError {
    return syntaxError(this.raw(this.peek()), expected, this.peek().position);
  }

  /** Refuses by name what stands here. */
  refuse(what: string, at: Token = this.peek()): SnowflakeError {
    return unsupported(what, at.position);
  }

  /** Whether these unquoted words come next. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.peek(i);
      return token.kind === "word" && token.value === word;
    });
  }

  accept(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.index += words.length;
    return true;
  }

  expect(...words: readonly string[]): void {
    for (const word of words) if (!this.accept(word)) throw this.unexpected(word);
  }

  /** The one of these words that comes next. */
  expectOneOf<W extends string>(...words: readonly W[]): W {
    const found = words.find((word) => this.accept(...word.split(" ")));
    if (found === undefined) throw this.unexpected(words.join(" or "));
    return found;
  }

  seesOperator(operator: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "operator" && token.value === operator;
  }

  acceptOperator(operator: string): boolean {
    if (!this.seesOperator(operator)) return false;
    this.index += 1;
    return true;
  }

  expectOperator(operator: string): void {
    if (!this.acceptOperator(operator)) throw this.unexpected(`'${operator}'`);
  }

  expectEnd(): void {
    this.acceptOperator(";");
    if (!this.atEnd) throw this.unexpected("the end of the statement");
  }

  word(): string {
    if (this.peek().kind !== "word") throw this.unexpected("a word");
    return this.next().value;
  }

  /** One part of a name: unquoted, in upper case, or quoted, verbatim. */
  identifier(): string {
    const { kind, value } = this.peek();
    if ((kind !== "word" && kind !== "quoted") || value === "") throw this.unexpected("an identifier");
    return this.next().value;
  }

  name(): Name {
    const parts = [this.identifier()];
    while (this.acceptOperator(".")) {
      // `DB..T` means the schema PUBLIC.
      parts.push(this.seesOperator(".") ? "PUBLIC" : this.identifier());
    }
    return { parts };
  }

  string(): string {
    if (this.peek().kind !== "string") throw this.unexpected("a string");
    return this.next().value;
  }

  number(): number {
    const sign = this.acceptOperator("-") ? -1 : 1;
    if (this.peek().kind !== "number") throw this.unexpected("a number");
    return sign * Number(this.next().value);
  }

  boolean(): boolean {
    return this.expectOneOf("TRUE", "FALSE") === "TRUE";
  }

  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.acceptOperator(",")) items.push(read());
    return items;
  }

  parenthesized<T>(read: () => T): T[] {
    this.expectOperator("(");
    const items = this.list(read);
    this.expectOperator(")");
    return items;
  }

  /** Text verbatim up to where `stop` holds outside brackets, or the end of the statement. */
  textUntil(stop: () => boolean, expected: string): string {
    const start = this.peek();
    let depth = 0;
    while (!this.atEnd && !(depth === 0 && (stop() || this.seesOperator(";")))) {
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
