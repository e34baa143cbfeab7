import { syntaxError, type Position, type SnowflakeError } from "../../errors";
import { tokenize, type Token } from "./lexer";

/** A place in a statement's tokens, with what every grammar rule needs: look, take, require. */
export class Cursor {
  private index = 0;
  private binds = 0;
  private readonly tokens: readonly Token[];

  constructor(private readonly sql: string) {
    this.tokens = tokenize(sql);
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error("a token list ends with `end`");
    return token;
  }

  get at(): Position {
    return this.peek().at;
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  /** Whether the words or symbols given come next. */
  sees(...texts: readonly string[]): boolean {
    return texts.every((text, i) => {
      const token = this.peek(i);
      return (token.kind === "word" || token.kind === "symbol") && token.text === text;
    });
  }

  /** Takes the words or symbols given if they come next. */
  take(...texts: readonly string[]): boolean {
    if (!this.sees(...texts)) return false;
    this.index += texts.length;
    return true;
  }

  /** Takes the first of several words that comes next. */
  takeOne<T extends string>(texts: readonly T[]): T | undefined {
    const found = texts.find((text) => this.sees(text));
    if (found !== undefined) this.index++;
    return found;
  }

  expect(...texts: readonly string[]): void {
    for (const text of texts) if (!this.take(text)) throw this.unexpected(text);
  }

  unexpected(expected: string): SnowflakeError {
    const token = this.peek();
    return syntaxError(this.sql.slice(token.start, token.end) || token.text, expected, token.at);
  }

  /** An identifier; `reserved` words do not count unless quoted. */
  identifier(reserved?: ReadonlySet<string>): string {
    const name = this.takeIdentifier(reserved);
    if (name === undefined) throw this.unexpected("a name");
    return name;
  }

  takeIdentifier(reserved?: ReadonlySet<string>): string | undefined {
    const token = this.peek();
    if (token.kind === "quoted" || (token.kind === "word" && !reserved?.has(token.text))) {
      this.index++;
      return token.text;
    }
    return undefined;
  }

  /** `a.b.c`, folded. */
  qualifiedName(): string[] {
    const name = [this.identifier()];
    while (this.take(".")) name.push(this.identifier());
    return name;
  }

  /** One or more of what `read` reads, separated by commas. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.take(",")) items.push(read());
    return items;
  }

  /** A list in parentheses, perhaps empty. */
  parenthesised<T>(read: () => T): T[] {
    this.expect("(");
    const items = this.sees(")") ? [] : this.list(read);
    this.expect(")");
    return items;
  }

  /** Tries a rule and comes back to where it started if the rule does not apply. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const { index, binds } = this;
    const result = read();
    if (result === undefined) {
      this.index = index;
      this.binds = binds;
    }
    return result;
  }

  /** A token as it was written, for path steps, which keep their case. */
  sourceText(token: Token): string {
    return this.sql.slice(token.start, token.end);
  }

  /** The next `?`, counted from 0. */
  nextBind(): number {
    return this.binds++;
  }

  /** The statement's text from a token to the last one taken, upper case outside quotes. */
  textSince(start: Token): string {
    const last = this.tokens[this.index - 1] ?? start;
    return this.sql
      .slice(start.start, last.end)
      .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]+/g, (part) =>
        /^['"]/.test(part) ? part : part.toUpperCase(),
      );
  }
}
