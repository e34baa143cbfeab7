import { unsupported } from "../../errors";
import type { Cursor } from "../../syntax/cursor";
import { parseType } from "../../syntax/datatype";
import type { Expr, OrderItem, Query } from "./ast";
import { balanced } from "./height";
import { Primaries } from "./primaries";

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

/** Reads expressions, operators by their strength; a query inside one is read by the rule handed in. */
export class Expressions {
  readonly primaries: Primaries;

  constructor(
    private readonly cursor: Cursor,
    readonly query: (start?: Query) => Query,
  ) {
    this.primaries = new Primaries(cursor, this);
  }

  expression(strength = 0): Expr {
    return this.cursor.nested(() => this.continued(this.prefix(), strength));
  }

  /** An expression whose first operand is read already. */
  continued(first: Expr, strength = 0): Expr {
    let left = first;
    for (;;) {
      const next = this.junction(left, strength) ?? this.infix(left, strength);
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
    if (this.cursor.sees("ALL")) throw unsupported("ORDER BY ALL", this.cursor.at);
    return this.cursor.list(() => this.orderItem());
  }

  private prefix(): Expr {
    const { cursor } = this;
    const { at } = cursor;
    if (cursor.accept("NOT")) return { kind: "unary", op: "NOT", operand: this.expression(3), at };
    for (const op of ["-", "+"] as const)
      if (cursor.accept(op)) return { kind: "unary", op, operand: this.expression(6), at };
    return this.postfix(this.primaries.primary());
  }

  /** A row of ANDs or of ORs. It may be long, and means the same as a tree that is not high. */
  private junction(first: Expr, strength: number): Expr | undefined {
    const { cursor } = this;
    const op = (["AND", "OR"] as const).find((word) => cursor.sees(word));
    const own = binaryOperators[op ?? ""];
    if (op === undefined || own === undefined || own <= strength) return undefined;
    const operands = [first];
    const places = [cursor.at];
    for (let { at } = cursor; cursor.accept(op); { at } = cursor) {
      operands.push(this.expression(own));
      places.push(at);
    }
    return balanced(operands, (left, right, i) => ({
      kind: "binary",
      op,
      left,
      right,
      at: places[i] ?? cursor.at,
    }));
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
      return { kind: "in", operand, list: this.primaries.inBrackets(), not, at };
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

  /** What may stand right behind an operand: casts, paths. */
  postfix(start: Expr): Expr {
    const { cursor } = this;
    let expr = start;
    for (;;) {
      const { at } = cursor;
      if (cursor.accept("::")) {
        expr = { kind: "cast", operand: expr, type: parseType(cursor), tolerant: false, at };
      } else if (cursor.sees("[") || (cursor.sees(":") && expr.kind !== "string" && expr.kind !== "number")) {
        expr = { kind: "path", operand: expr, steps: this.steps(), at };
      } else if (cursor.sees("!")) {
        throw unsupported("methods of an object", at);
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
      else if (token.kind === "quoted") steps.push(cursor.next().value);
      else throw cursor.unexpected("a key");
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
    let at = ahead;
    while (cursor.seesAt(at, "(")) at += 1;
    return cursor.seesAt(at, "SELECT") || cursor.seesAt(at, "WITH");
  }

  /** A query or an expression: what stands between the commas of a call. */
  argument(): Expr {
    const { at } = this.cursor;
    return this.seesQuery() && !this.cursor.sees("(")
      ? { kind: "subquery", query: this.query(), at }
      : this.expression();
  }
}
