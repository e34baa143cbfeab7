import { unsupported, type Position } from "../../errors";
import type { Cursor } from "../../syntax/cursor";
import { parseType } from "../../syntax/datatype";
import type { Call, Expr, Query, Star } from "./ast";
import { Calls, type Operands } from "./calls";
import { noColumnReference, reserved } from "../../syntax/reserved";

const parenlessFunctions = new Set(
  `CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME LOCALTIMESTAMP LOCALTIME CURRENT_USER CURRENT_ROLE CURRENT_DATABASE
  CURRENT_SCHEMA CURRENT_WAREHOUSE`.split(/\s+/),
);

const callWords = new Set(["LEFT", "RIGHT", "INSERT", "RLIKE", "LIKE", "ILIKE", "REGEXP"]);

/** Words that name no function. */
const callable: ReadonlySet<string> = new Set([...reserved].filter((word) => !callWords.has(word)));

/** Whether a query in brackets, just read, is the start of a longer query or all there is in the brackets around it. */
export const seesMoreOfQuery = (cursor: Cursor): boolean =>
  [")", "UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET", "FETCH"].some((word) =>
    cursor.sees(word),
  );

function bracketedValue(inner: Query | readonly Expr[], at: Position): Expr {
  if ("body" in inner) return { kind: "subquery", query: inner, at };
  const [only, ...more] = inner;
  return only !== undefined && more.length === 0 ? only : { kind: "tuple", items: inner, at };
}

/** What a primary reads inside its brackets. */
interface Inner extends Operands {
  /** @param start a query in brackets, read already, that this one begins with */
  query(start?: Query): Query;
  /** An expression whose first operand is read already. */
  continued(first: Expr): Expr;
  postfix(operand: Expr): Expr;
  /** Whether a query starts here, perhaps in parentheses. */
  seesQuery(): boolean;
}

/** Reads what operators join: literals, columns, calls, CASE, and whatever stands in brackets. */
export class Primaries {
  private readonly calls: Calls;

  constructor(
    private readonly cursor: Cursor,
    private readonly operands: Inner,
  ) {
    this.calls = new Calls(cursor, operands);
  }

  primary(): Expr {
    const { cursor } = this;
    const token = cursor.peek();
    const { at } = cursor;
    switch (token.kind) {
      case "string":
      case "number":
        cursor.next();
        return { kind: token.kind, value: token.value, at };
      case "bind":
        cursor.next();
        return { kind: "bind", index: Number(token.value) - 1, at };
      case "variable":
        return { kind: "position", index: this.columnNumber(), at };
      case "operator":
        return this.bracketed();
      case "quoted":
        return this.named();
      case "word":
        return this.word();
      default:
        throw cursor.unexpected("an expression");
    }
  }

  private bracketed(): Expr {
    const { cursor } = this;
    const { at } = cursor;
    if (cursor.sees("(")) {
      return bracketedValue(this.inBrackets(), at);
    }
    if (cursor.accept("*")) return { ...this.starModifiers([]), at };
    if (cursor.accept("[")) {
      const items = cursor.sees("]") ? [] : cursor.list(() => this.operands.expression());
      cursor.expect("]");
      return { kind: "array", items, at };
    }
    if (cursor.accept("{")) {
      if (cursor.sees("*")) throw unsupported("object constants with *", at);
      const entry = (): { key: string; value: Expr } => {
        if (cursor.sees("*")) throw unsupported("object constants with *", cursor.at);
        if (cursor.peek().kind !== "string") throw cursor.unexpected("a key in quotes");
        const key = cursor.next().value;
        cursor.expect(":");
        return { key, value: this.operands.expression() };
      };
      const entries = cursor.sees("}") ? [] : cursor.list(entry);
      cursor.expect("}");
      return { kind: "object", entries, at };
    }
    throw cursor.unexpected("an expression");
  }

  /**
   * What stands in brackets: a query, or expressions. `((SELECT 1) + 2)` opens like the one and is the other, which
   * shows only behind the inner brackets.
   */
  inBrackets(): Query | readonly Expr[] {
    const { cursor } = this;
    cursor.expect("(");
    const inner = cursor.nested(() => this.queryOrExpressions());
    cursor.expect(")");
    return inner;
  }

  private queryOrExpressions(): Query | readonly Expr[] {
    const { cursor, operands } = this;
    if (!operands.seesQuery()) return cursor.list(() => operands.expression());
    if (!cursor.sees("(")) return operands.query();
    const { at } = cursor;
    const inner = this.inBrackets();
    if ("body" in inner && seesMoreOfQuery(cursor)) return operands.query(inner);
    const items = [operands.continued(operands.postfix(bracketedValue(inner, at)))];
    while (cursor.accept(",")) items.push(operands.expression());
    return items;
  }

  private word(): Expr {
    const { cursor } = this;
    const { value: text, position: at } = cursor.peek();
    const opens = cursor.seesAt(1, "(");
    if (cursor.accept("NULL")) return { kind: "null", at };
    if (cursor.accept("TRUE")) return { kind: "boolean", value: true, at };
    if (cursor.accept("FALSE")) return { kind: "boolean", value: false, at };
    if (cursor.accept("CASE")) return this.caseExpression();
    if (text === "EXISTS" && opens) {
      cursor.next();
      cursor.expect("(");
      const query = this.operands.query();
      cursor.expect(")");
      return { kind: "exists", query, at };
    }
    if ((text === "CAST" || text === "TRY_CAST") && opens) {
      cursor.next();
      cursor.expect("(");
      const operand = this.operands.expression();
      cursor.expect("AS");
      const type = parseType(cursor);
      cursor.expect(")");
      return { kind: "cast", operand, type, tolerant: text === "TRY_CAST", at };
    }
    if (["DATE", "TIMESTAMP", "TIME"].includes(text) && cursor.peek(1).kind === "string") {
      const type = parseType(cursor);
      const literal = cursor.next();
      return {
        kind: "cast",
        operand: { kind: "string", value: literal.value, at: literal.position },
        type,
        tolerant: false,
        at,
      };
    }
    const literal = cursor.peek(1);
    if (text === "X" && literal.kind === "string" && literal.start === cursor.peek().end) {
      cursor.next();
      return { kind: "bytes", value: cursor.next().value, at };
    }
    if (text === "INTERVAL" && cursor.peek(1).kind === "string") {
      cursor.next();
      return { kind: "interval", text: cursor.next().value, at };
    }
    if (text === "DEFAULT" && !opens && !cursor.seesAt(1, ".")) {
      cursor.next();
      return { kind: "default", at };
    }
    if (noColumnReference.has(text) && !(opens && callWords.has(text)))
      throw cursor.unexpected("an expression");
    return this.named();
  }

  /** A column, a call, `t.*` or `t.$1`. */
  private named(): Expr {
    const { cursor } = this;
    const first = cursor.peek();
    const { at } = cursor;
    const parts = cursor.seesIdentifierLiteral()
      ? [...cursor.name().parts]
      : [cursor.identifier(cursor.seesAt(1, "(") ? callable : undefined)];
    while (cursor.accept(".")) {
      if (cursor.accept("*")) return { ...this.starModifiers(parts), at };
      if (cursor.peek().kind === "variable")
        return { kind: "position", table: parts.join("."), index: this.columnNumber(), at };
      parts.push(cursor.identifier());
    }
    if (cursor.sees("(")) return this.call(parts, at);
    if (parts.length === 1 && first.kind === "word" && parenlessFunctions.has(first.value))
      return { kind: "call", name: parts, args: [], named: new Map(), star: false, distinct: false, at };
    return { kind: "column", parts, at };
  }

  /** The 1 of `$1`. */
  private columnNumber(): number {
    const { cursor } = this;
    if (!/^\$\d+$/.test(cursor.peek().value)) throw cursor.unexpected("an expression");
    return Number(cursor.next().value.slice(1));
  }

  private starModifiers(table: readonly string[]): Star {
    const { cursor } = this;
    const { at } = cursor;
    const names = (): string[] =>
      cursor.sees("(") ? cursor.parenthesized(() => cursor.identifier()) : [cursor.identifier()];
    if (cursor.accept("ILIKE")) throw unsupported("SELECT * ILIKE", at);
    const exclude = cursor.accept("EXCLUDE") ? names() : [];
    const replace = new Map<string, Expr>();
    if (cursor.accept("REPLACE"))
      for (const [name, expr] of cursor.parenthesized(() => {
        const expr = this.operands.expression();
        cursor.expect("AS");
        return [cursor.identifier(), expr] as const;
      }))
        replace.set(name, expr);
    const rename = new Map<string, string>();
    if (cursor.accept("RENAME")) {
      const pair = (): void => {
        const from = cursor.identifier();
        cursor.expect("AS");
        rename.set(from, cursor.identifier());
      };
      if (cursor.sees("(")) cursor.parenthesized(pair);
      else pair();
    }
    return { kind: "star", table, exclude, rename, replace, at };
  }

  private caseExpression(): Expr {
    const { cursor } = this;
    const { at } = cursor;
    const operand = cursor.sees("WHEN") ? undefined : this.operands.expression();
    const whens: { when: Expr; then: Expr }[] = [];
    while (cursor.accept("WHEN")) {
      const when = this.operands.expression();
      cursor.expect("THEN");
      whens.push({ when, then: this.operands.expression() });
    }
    if (whens.length === 0) throw cursor.unexpected("WHEN");
    const otherwise = cursor.accept("ELSE") ? this.operands.expression() : undefined;
    cursor.expect("END");
    return { kind: "case", whens, at, ...(operand && { operand }), ...(otherwise && { otherwise }) };
  }

  /** The call of a function whose name is read already. */
  call(name: readonly string[], at: Position): Call {
    return this.calls.call(name, at);
  }
}
