import { invalid, syntaxError, unsupported, type Position, type SnowflakeError } from "../errors";
import type { Value } from "../result";
import { reserved } from "./reserved";
import type { Name } from "./statements";
import { maxNesting, tooDeep } from "./nesting";
import { tokenize, type Token } from "./tokens";

/** Characters of the longest identifier (docs identifiers-syntax). */
const maxIdentifierLength = 255;

/**
 * A place in one statement's tokens, with the small readers every parser is made of: `accept...` reads on where the
 * text fits and says whether it did, the others throw 001003 with the position. Unquoted words and operators are given
 * as text, which no quoted name or string is mistaken for.
 */
export class Cursor {
  private readonly tokens: readonly Token[];
  private index = 0;
  /** Rules that are being read inside one another. */
  private nesting = 0;

  /** @param binds values of bind variables, for those that stand for a name */
  constructor(
    readonly text: string,
    private readonly binds: readonly Value[] = [],
  ) {
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

  /** The same text in upper case outside quotes: what Snowflake calls a column that has no alias. */
  headingFrom(start: Token): string {
    let at = start.start;
    return this.tokens
      .slice(this.tokens.lastIndexOf(start, this.index), this.index)
      .map((token) => {
        const gap = this.text.slice(at, token.start);
        at = token.end;
        const raw = this.raw(token);
        return gap + (token.kind === "string" || token.kind === "quoted" ? raw : raw.toUpperCase());
      })
      .join("");
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

  /**
   * What `read` reads inside what is being read: brackets, a query in a query, NOT before NOT.
   * @throws SnowflakeError 000002 where that goes too deep for this machine
   */
  nested<T>(read: () => T): T {
    if (this.nesting >= maxNesting) throw tooDeep(this.at);
    this.nesting += 1;
    try {
      return read();
    } finally {
      this.nesting -= 1;
    }
  }

  expectEnd(): void {
    if (this.sees("->", ">")) throw this.refuse("the pipe operator ->>");
    this.accept(";");
    if (!this.atEnd) throw this.unexpected("the end of the statement");
  }

  word(): string {
    if (this.peek().kind !== "word") throw this.unexpected("a word");
    return this.next().value;
  }

  /**
   * One part of a name: unquoted, in upper case, or quoted, verbatim.
   * @param refused words that are a name here only if quoted
   * @throws SnowflakeError 001003, and 000904 for a name of more than 255 characters (docs identifiers-syntax)
   */
  identifier(refused: ReadonlySet<string> = reserved): string {
    const name = this.acceptIdentifier(refused);
    if (name === undefined) throw this.unexpected("an identifier");
    return name;
  }

  acceptIdentifier(refused: ReadonlySet<string> = reserved): string | undefined {
    return this.peek().kind === "quoted" && this.peek().value === "" ? undefined : this.acceptAlias(refused);
  }

  /** The name of a column of a result, which may be empty: `SELECT 1 AS ""`. */
  alias(refused: ReadonlySet<string> = reserved): string {
    const name = this.acceptAlias(refused);
    if (name === undefined) throw this.unexpected("an identifier");
    return name;
  }

  acceptAlias(refused: ReadonlySet<string> = reserved): string | undefined {
    const { kind, value } = this.peek();
    if (kind !== "quoted" && (kind !== "word" || refused.has(value))) return undefined;
    if (value.length > maxIdentifierLength)
      throw invalid(
        "000904",
        `invalid identifier '${value.slice(0, 40)}...': ${value.length} characters, and an identifier has at most ${maxIdentifierLength}.`,
      );
    return this.next().value;
  }

  /** @param refused words that are no name here unless quoted */
  name(refused: ReadonlySet<string> = reserved): Name {
    if (this.seesIdentifierLiteral()) return this.identifierLiteral();
    const parts = [this.identifier(refused)];
    while (this.accept(".")) {
      // `DB..T` means the schema PUBLIC.
      parts.push(this.sees(".") ? "PUBLIC" : this.identifier());
    }
    return { parts };
  }

  seesIdentifierLiteral(): boolean {
    return this.sees("IDENTIFIER", "(") && this.peek(2).kind !== "word" && this.peek(2).kind !== "quoted";
  }

  /** `IDENTIFIER('name')`, `IDENTIFIER(?)`: the name a text holds (docs identifier-literal). */
  private identifierLiteral(): Name {
    this.expect("IDENTIFIER", "(");
    const name = this.nameInText();
    this.expect(")");
    return name;
  }

  /** The name in a string or a bind variable. @throws SnowflakeError 000002 for session variables */
  nameInText(): Name {
    const token = this.peek();
    if (token.kind !== "string" && token.kind !== "bind") throw this.unexpected("a string with a name");
    this.next();
    const value = token.kind === "string" ? token.value : this.binds[Number(token.value) - 1];
    if (typeof value !== "string")
      throw this.refuse("IDENTIFIER() of a bind variable that holds no text", token);
    const inner = new Cursor(value);
    const name = inner.name();
    inner.expectEnd();
    return name;
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
