import { unsupported, type Position } from "../../errors";
import type { Call, Expr, OrderItem, Query, Star } from "./ast";
import { Calls } from "./calls";
import type { Cursor } from "../../syntax/cursor";
import { reserved } from "./reserved";
import { parseType } from "../../syntax/datatype";

/** Binding strength: OR 1, AND 2, NOT 3, comparison 4, || and + - 5, * / % 6, unary 7; `::`, `:`, `[` bind tightest. */
const binaryOperators: Readonly<Record<string, number>> = {
  OR: 1,
  AND: 2,
  "=": 4,
  "<>": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "||": 5,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};

const parenlessFunctions = new Set(
  `CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME LOCALTIMESTAMP LOCALTIME CURRENT_USER CURRENT_ROLE CURRENT_DATABASE
  CURRENT_SCHEMA CURRENT_WAREHOUSE`.split(/\s+/),
);

const callWords = new Set(["LEFT", "RIGHT", "INSERT", "RLIKE", "LIKE", "ILIKE", "REGEXP"]);

/** Reads expressions; a query inside one is read by the rule handed in. */
export class Expressions {
  private readonly calls: Calls;

  constructor(
    private readonly cursor: Cursor,
    private readonly query: () => Query,
  ) {
    this.calls = new Calls(cursor, this);
  }

  expression(strength = 0): Expr {
    let left = this.prefix();
    for (;;) {
      const next = this.infix(left, strength);
      if (next === undefined) return left;
      left = next;
    }
  }

  orderItem(): OrderItem {
    const { cursor } = this;
    const expr = this.expression();
    const descending = cursor.accept("DESC");
    if (!descending) cursor.accept("ASC");
    const nulls = cursor.accept("NULLS") ? cursor.acceptOneOf("FIRST", "LAST") : undefined;
    return { expr, descending, ...(nulls && { nulls }) };
  }

  orderBy(): OrderItem[] {
    if (!this.cursor.accept("ORDER")) return [];
    this.cursor.expect("BY");
    return this.cursor.list(() => this.orderItem());
  }

  private prefix(): Expr {
    const { cursor } = this;
    const { at } = cursor;
    if (cursor.accept("NOT")) return { kind: "unary", op: "NOT", operand: this.expression(3), at };
    for (const op of ["-", "+"] as const)
      if (cursor.accept(op)) return { kind: "unary", op, operand: this.expression(6), at };
    return this.postfix(this.primary());
  }

  private infix(left: Expr, strength: number): Expr | undefined {
    const { cursor } = this;
    const { at } = cursor;
    const token = cursor.peek();
    if (token.kind !== "word" && token.kind !== "operator") return undefined;
    const own = binaryOperators[token.value];
    if (own !== undefined) {
      if (own <= strength) return undefined;
      cursor.next();
      const quantified = own === 4 ? cursor.acceptOneOf("ANY", "ALL", "SOME") : undefined;
      if (quantified !== undefined) throw unsupported(`comparison with ${quantified}`, at);
      return {
        kind: "binary",
        op: token.value === "!=" ? "<>" : token.value,
        left,
        right: this.expression(own),
        at,
      };
    }
    return strength < 4 ? this.predicate(left) : undefined;
  }

  private predicate(operand: Expr): Expr | undefined {
    const { cursor } = this;
    const { at } = cursor;
    if (cursor.accept("IS")) return this.isTest(operand);
    const not =
      cursor.sees("NOT") &&
      ["IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "REGEXP"].some((word) => cursor.seesAt(1, word));
    if (not) cursor.next();
    if (cursor.accept("BETWEEN")) {
      const low = this.expression(4);
      cursor.expect("AND");
      return { kind: "between", operand, low, high: this.expression(4), not, at };
    }
    if (cursor.accept("IN")) {
      cursor.expect("(");
      const list = this.seesQuery() ? this.query() : cursor.list(() => this.expression());
      cursor.expect(")");
      return { kind: "in", operand, list, not, at };
    }
    const word = cursor.acceptOneOf("LIKE", "ILIKE", "RLIKE", "REGEXP");
    if (word === undefined) return undefined;
    const op = word === "REGEXP" ? "RLIKE" : word;
    const quantifier = cursor.acceptOneOf("ANY", "ALL");
    const patterns =
      quantifier === undefined ? [this.expression(4)] : cursor.parenthesized(() => this.expression());
    const escape = cursor.accept("ESCAPE") ? this.expression(4) : undefined;
    return {
      kind: "like",
      op,
      operand,
      patterns,
      not,
      at,
      ...(quantifier && { quantifier }),
      ...(escape && { escape }),
    };
  }

  private isTest(operand: Expr): Expr {
    const { cursor } = this;
    const { at } = cursor;
    const not = cursor.accept("NOT");
    if (cursor.accept("DISTINCT", "FROM"))
      return {
        kind: "binary",
        op: not ? "IS NOT DISTINCT" : "IS DISTINCT",
        left: operand,
        right: this.expression(4),
        at,
      };
    const test = cursor.acceptOneOf("NULL", "TRUE", "FALSE");
    if (test === undefined) throw cursor.unexpected("NULL, TRUE, FALSE or DISTINCT FROM");
    return { kind: "is", operand, test, not, at };
  }

  private postfix(start: Expr): Expr {
    const { cursor } = this;
    let expr = start;
    for (;;) {
      const { at } = cursor;
      if (cursor.accept("::")) {
        expr = { kind: "cast", operand: expr, type: parseType(cursor), tolerant: false, at };
      } else if (cursor.sees("[") || (cursor.sees(":") && expr.kind !== "string" && expr.kind !== "number")) {
        expr = { kind: "path", operand: expr, steps: this.steps(), at };
      } else if (cursor.sees("COLLATE")) {
        throw unsupported("COLLATE", at);
      } else {
        return expr;
      }
    }
  }

  /** `:a.b[0]["c"]`: keys keep their case (docs: querying-semistructured). */
  private steps(): (string | number | Expr)[] {
    const { cursor } = this;
    const steps: (string | number | Expr)[] = [];
    const key = (): void => {
      const token = cursor.peek();
      if (token.kind === "word") steps.push(cursor.raw(cursor.next()));
      else steps.push(cursor.identifier());
    };
    for (;;) {
      if (cursor.accept(":")) {
        if (cursor.sees("[")) continue;
        key();
      } else if (steps.length > 0 && cursor.accept(".")) key();
      else if (cursor.accept("[")) {
        const token = cursor.peek();
        const plain = cursor.seesAt(1, "]");
        if (plain && token.kind === "string") steps.push(cursor.next().value);
        else if (plain && token.kind === "number") steps.push(Number(cursor.next().value));
        else steps.push(this.expression());
        cursor.expect("]");
      } else return steps;
    }
  }

  seesQuery(ahead = 0): boolean {
    const { cursor } = this;
    if (cursor.seesAt(ahead, "(")) return this.seesQuery(ahead + 1);
    return cursor.seesAt(ahead, "SELECT") || cursor.seesAt(ahead, "WITH");
  }

  private primary(): Expr {
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
      // `((SELECT 1) + 2)` opens like a query and is none.
      const query = this.seesQuery()
        ? cursor.attempt(() => {
            cursor.expect("(");
            const inner = this.query();
            return cursor.accept(")") ? inner : undefined;
          })
        : undefined;
      if (query !== undefined) return { kind: "subquery", query, at };
      const items = cursor.parenthesized(() => this.expression());
      const [only] = items;
      if (only === undefined) throw cursor.unexpected("an expression");
      return items.length === 1 ? only : { kind: "tuple", items, at };
    }
    if (cursor.accept("*")) return { ...this.starModifiers([]), at };
    if (cursor.accept("[")) {
      const items = cursor.sees("]") ? [] : cursor.list(() => this.expression());
      cursor.expect("]");
      return { kind: "array", items, at };
    }
    if (cursor.accept("{")) {
      const entry = (): { key: string; value: Expr } => {
        const key = cursor.next();
        if (key.kind !== "string") throw cursor.unexpected("a key in quotes");
        cursor.expect(":");
        return { key: key.value, value: this.expression() };
      };
      const entries = cursor.sees("}") ? [] : cursor.list(entry);
      cursor.expect("}");
      return { kind: "object", entries, at };
    }
    throw cursor.unexpected("an expression");
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
      const query = this.query();
      cursor.expect(")");
      return { kind: "exists", query, at };
    }
    if ((text === "CAST" || text === "TRY_CAST") && opens) {
      cursor.next();
      cursor.expect("(");
      const operand = this.expression();
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
    if (text === "INTERVAL" && cursor.peek(1).kind === "string") {
      cursor.next();
      return { kind: "interval", text: cursor.next().value, at };
    }
    if (text === "DEFAULT" && !opens && !cursor.seesAt(1, ".")) {
      cursor.next();
      return { kind: "default", at };
    }
    if (reserved.has(text) && !(opens && callWords.has(text))) throw cursor.unexpected("an expression");
    return this.named();
  }

  /** A column, a call, `t.*` or `t.$1`. */
  private named(): Expr {
    const { cursor } = this;
    const first = cursor.peek();
    const { at } = cursor;
    const parts = [cursor.identifier()];
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
        const expr = this.expression();
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
    const operand = cursor.sees("WHEN") ? undefined : this.expression();
    const whens: { when: Expr; then: Expr }[] = [];
    while (cursor.accept("WHEN")) {
      const when = this.expression();
      cursor.expect("THEN");
      whens.push({ when, then: this.expression() });
    }
    if (whens.length === 0) throw cursor.unexpected("WHEN");
    const otherwise = cursor.accept("ELSE") ? this.expression() : undefined;
    cursor.expect("END");
    return { kind: "case", whens, at, ...(operand && { operand }), ...(otherwise && { otherwise }) };
  }

  /** The call of a function whose name is read already. */
  call(name: readonly string[], at: Position): Call {
    return this.calls.call(name, at);
  }

  /** A query or an expression: what stands between the commas of a call. */
  argument(): Expr {
    const { at } = this.cursor;
    return this.seesQuery() && !this.cursor.sees("(")
      ? { kind: "subquery", query: this.query(), at }
      : this.expression();
  }
}
