import { SnowflakeError, unsupported } from "../../errors";
import type { Value } from "../../result";
import { Cursor } from "../../syntax/cursor";
import { clauseWords, noTableName } from "../../syntax/reserved";
import type { Body, Cte, Expr, From, Join, Query, Select, SelectItem } from "./ast";
import { Expressions } from "./expressions";
import { balanced, notTooHigh } from "./height";
import { seesMoreOfQuery } from "./primaries";

/** Clauses of docs.snowflake.com/en/sql-reference/constructs the stand-in does not run. */
const refusedClauses = [
  "PIVOT",
  "UNPIVOT",
  "MATCH_RECOGNIZE",
  "ASOF",
  "AT",
  "BEFORE",
  "CHANGES",
  "SAMPLE",
  "TABLESAMPLE",
  "RESAMPLE",
];

/** Reads queries: WITH, SELECT, VALUES, set operations. */
export class Queries {
  readonly expressions: Expressions;

  constructor(readonly cursor: Cursor) {
    this.expressions = new Expressions(cursor, (start) => this.query(start));
  }

  /** @param start a query in brackets, read already, that this one begins with */
  query(start?: Query): Query {
    return this.cursor.nested(() => this.wholeQuery(start));
  }

  private wholeQuery(start?: Query): Query {
    const { cursor } = this;
    const ctes: Cte[] = [];
    const withed = cursor.accept("WITH");
    const recursive = withed && cursor.accept("RECURSIVE");
    if (withed) ctes.push(...cursor.list(() => this.cte()));
    const names = ctes.map(({ name }) => name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined)
      throw new SnowflakeError("002027", "42601", `SQL compilation error:\nduplicate alias '${twice}'`);
    const body = this.setOperation(0, start && { kind: "nested", query: start });
    const orderBy = this.expressions.orderBy();
    const { limit, offset } = this.limits();
    if (cursor.sees("FOR", "UPDATE")) throw unsupported("SELECT FOR UPDATE", cursor.at);
    return { recursive, ctes, body, orderBy, ...(limit && { limit }), ...(offset && { offset }) };
  }

  private cte(): Cte {
    const { cursor } = this;
    const name = cursor.identifier(noTableName);
    const columns = cursor.sees("(") ? cursor.parenthesized(() => cursor.identifier()) : undefined;
    cursor.expect("AS");
    if (cursor.sees("PROCEDURE")) throw unsupported("CALL with an anonymous procedure", cursor.at);
    cursor.expect("(");
    const query = this.query();
    cursor.expect(")");
    return { name, query, ...(columns && { columns }) };
  }

  /** INTERSECT binds tighter than UNION and EXCEPT (docs: operators-query). */
  private setOperation(strength: number, first?: Body): Body {
    const { cursor } = this;
    let left = first ?? this.bodyTerm();
    for (;;) {
      const { at } = cursor;
      const own = cursor.sees("INTERSECT") ? 2 : 1;
      if (own <= strength) return left;
      if (cursor.sees("UNION", "ALL")) {
        left = this.unionAll(left);
        continue;
      }
      const word = cursor.acceptOneOf("UNION", "INTERSECT", "EXCEPT", "MINUS");
      if (word === undefined) return left;
      const all = cursor.accept("ALL");
      if (all && word !== "UNION") throw unsupported(`${word} ALL`, at);
      if (cursor.sees("BY", "NAME")) throw unsupported("UNION BY NAME", at);
      cursor.accept("DISTINCT");
      left = {
        kind: "set",
        op: word === "MINUS" ? "EXCEPT" : word,
        all,
        left,
        right: this.setOperation(own),
        at,
      };
    }
  }

  /** A row of UNION ALL, which generated statements make long. */
  private unionAll(first: Body): Body {
    const { cursor } = this;
    const operands = [first];
    const places = [cursor.at];
    for (let { at } = cursor; cursor.accept("UNION", "ALL"); { at } = cursor) {
      if (cursor.sees("BY", "NAME")) throw unsupported("UNION BY NAME", at);
      operands.push(this.setOperation(1));
      places.push(at);
    }
    const join = (left: Body, right: Body, i: number): Body => ({
      kind: "set",
      op: "UNION",
      all: true,
      left,
      right,
      at: places[i] ?? cursor.at,
    });
    // The last branch of a recursive query is told by its place, so a short row stays as it is written.
    return operands.length > 64
      ? balanced(operands, join)
      : operands.slice(1).reduce((left, right, i) => join(left, right, i + 1), first);
  }

  private bodyTerm(): Body {
    const { cursor } = this;
    if (cursor.accept("(")) {
      const query = this.query();
      cursor.expect(")");
      return { kind: "nested", query };
    }
    if (cursor.sees("VALUES")) return this.values();
    return this.select();
  }

  values(): Body {
    const { cursor } = this;
    const { at } = cursor;
    cursor.expect("VALUES");
    const rows = cursor.list(() =>
      cursor.parenthesized(() => {
        const start = cursor.peek();
        // Read where a call's argument may be a query, so that a query here is named as what it is.
        const expr = this.expressions.argument();
        return { expr, text: cursor.textFrom(start) };
      }),
    );
    return {
      kind: "values",
      rows: rows.map((row) => row.map(({ expr }) => expr)),
      texts: rows.map((row) => row.map(({ text }) => text)),
      at,
    };
  }

  private limits(): { limit?: Expr; offset?: Expr } {
    const { cursor } = this;
    const constant = (): Expr => this.expressions.expression();
    const limit = cursor.accept("LIMIT") ? constant() : undefined;
    const offset = cursor.accept("OFFSET") ? constant() : undefined;
    if (offset !== undefined) cursor.acceptOneOf("ROW", "ROWS");
    if (!cursor.accept("FETCH")) return { ...(limit && { limit }), ...(offset && { offset }) };
    cursor.acceptOneOf("FIRST", "NEXT");
    const fetched = constant();
    cursor.acceptOneOf("ROW", "ROWS");
    cursor.accept("ONLY");
    return { limit: fetched, ...(offset && { offset }) };
  }

  private select(): Select {
    const { cursor, expressions } = this;
    cursor.expect("SELECT");
    const distinct = cursor.accept("DISTINCT");
    if (!distinct) cursor.accept("ALL");
    const top = cursor.sees("TOP") && cursor.peek(1).kind === "number" ? this.top() : undefined;
    const items = [this.item()];
    // A comma may stand after the last item (docs sql/select).
    while (cursor.accept(",") && !cursor.sees("FROM")) items.push(this.item());
    if (cursor.sees("INTO")) throw unsupported("SELECT INTO", cursor.at);
    const from = cursor.accept("FROM") ? this.from() : undefined;
    const where = cursor.accept("WHERE") ? expressions.expression() : undefined;
    if (cursor.sees("WINDOW")) throw unsupported("WINDOW clause", cursor.at);
    if (cursor.sees("CONNECT") || cursor.sees("START")) throw unsupported("CONNECT BY", cursor.at);
    const groupBy = cursor.accept("GROUP", "BY") ? this.groupBy() : undefined;
    const having = cursor.accept("HAVING") ? expressions.expression() : undefined;
    const qualify = cursor.accept("QUALIFY") ? expressions.expression() : undefined;
    return {
      kind: "select",
      distinct,
      items,
      ...(top && { top }),
      ...(from && { from }),
      ...(where && { where }),
      ...(groupBy && { groupBy }),
      ...(having && { having }),
      ...(qualify && { qualify }),
    };
  }

  private top(): Expr {
    const { position: at } = this.cursor.next();
    return { kind: "number", value: this.cursor.next().value, at };
  }

  private groupBy(): readonly Expr[] | "ALL" {
    const { cursor } = this;
    if (cursor.accept("ALL")) return "ALL";
    for (const word of ["CUBE", "ROLLUP", "GROUPING"])
      if (cursor.sees(word)) throw unsupported(`GROUP BY ${word}`, cursor.at);
    return cursor.list(() => this.expressions.expression());
  }

  private item(): SelectItem {
    const { cursor } = this;
    const start = cursor.peek();
    const expr = this.expressions.expression();
    const text = cursor.headingFrom(start);
    const alias = cursor.accept("AS") ? cursor.alias() : cursor.acceptAlias(clauseWords);
    return { expr, text, ...(alias !== undefined && { alias }) };
  }

  /** What stands after FROM or USING. */
  from(): From {
    return this.cursor.nested(() => this.commaJoined());
  }

  /** @param first the first term, where it is read already */
  private commaJoined(first?: From): From {
    const { cursor } = this;
    let left = this.joined(first);
    while (cursor.sees(",")) {
      const { position: at } = cursor.next();
      left = { kind: "join", type: "CROSS", left, right: this.joined(), natural: false, at };
    }
    return left;
  }

  private joined(first?: From): From {
    const { cursor } = this;
    let left = first ?? this.term();
    for (;;) {
      const { at } = cursor;
      const kind = this.joinType();
      if (kind === undefined) return left;
      const right = this.term();
      const on = cursor.accept("ON") ? this.expressions.expression() : undefined;
      const using =
        on === undefined && cursor.accept("USING")
          ? cursor.parenthesized(() => cursor.identifier())
          : undefined;
      left = { kind: "join", ...kind, left, right, at, ...(on && { on }), ...(using && { using }) };
    }
  }

  private joinType(): Pick<Join, "type" | "natural"> | undefined {
    const { cursor } = this;
    return cursor.attempt(() => {
      const natural = cursor.accept("NATURAL");
      const side = cursor.acceptOneOf("INNER", "LEFT", "RIGHT", "FULL", "CROSS");
      if (side !== undefined && side !== "INNER" && side !== "CROSS") cursor.accept("OUTER");
      if (cursor.sees("DIRECTED", "JOIN")) throw unsupported("DIRECTED JOIN", cursor.at);
      return cursor.accept("JOIN") ? { type: side ?? "INNER", natural } : undefined;
    });
  }

  private term(): From {
    const { cursor } = this;
    const { at } = cursor;
    const lateral = cursor.accept("LATERAL");
    if (cursor.sees("(")) return this.bracketed(lateral);
    if (cursor.sees("VALUES")) {
      const body = this.values();
      return {
        kind: "query",
        query: { recursive: false, ctes: [], body, orderBy: [] },
        lateral,
        ...this.alias(),
        at,
      };
    }
    if (cursor.accept("TABLE", "(")) return this.tableFunction();
    if (cursor.sees("@")) throw unsupported("queries over staged files", at);
    for (const construct of ["SEMANTIC_VIEW", "DIRECTORY"])
      if (cursor.sees(construct, "(")) throw unsupported(construct, at);
    const name = cursor.name(noTableName).parts;
    if (cursor.sees("("))
      return { kind: "function", call: this.expressions.primaries.call(name, at), ...this.alias(), at };
    this.refuseClauses();
    const table: From = { kind: "table", name, ...this.alias(), at };
    this.refuseClauses();
    return table;
  }

  private bracketed(lateral: boolean): From {
    const { at } = this.cursor;
    const inner = this.inBrackets();
    return "body" in inner ? { kind: "query", query: inner, lateral, ...this.alias(), at } : inner;
  }

  /** `((SELECT 1) a JOIN ...)` opens like a query and is a join, which shows only behind the inner brackets. */
  private inBrackets(): Query | From {
    const { cursor } = this;
    cursor.expect("(");
    const inner = cursor.nested(() => this.queryOrJoin());
    cursor.expect(")");
    return inner;
  }

  private queryOrJoin(): Query | From {
    const { cursor } = this;
    if (cursor.sees("VALUES")) return this.query();
    if (!this.expressions.seesQuery()) return this.from();
    if (!cursor.sees("(")) return this.query();
    const { at } = cursor;
    const inner = this.inBrackets();
    if ("body" in inner && seesMoreOfQuery(cursor)) return this.query(inner);
    return this.commaJoined(
      "body" in inner ? { kind: "query", query: inner, lateral: false, ...this.alias(), at } : inner,
    );
  }

  private tableFunction(): From {
    const { cursor } = this;
    const { at } = cursor;
    if (cursor.peek().kind === "string" || cursor.peek().kind === "bind") {
      // Here TABLE('name') means IDENTIFIER('name') (docs identifier-literal).
      const { parts } = cursor.nameInText();
      cursor.expect(")");
      return { kind: "table", name: parts, ...this.alias(), at };
    }
    const name = cursor.name().parts;
    if (!cursor.sees("(")) throw unsupported("TABLE(...) of a name", at);
    const call = this.expressions.primaries.call(name, at);
    cursor.expect(")");
    return { kind: "function", call, ...this.alias(), at };
  }

  private refuseClauses(): void {
    const { cursor } = this;
    const clause = refusedClauses.find((word) => cursor.sees(word) && !cursor.seesAt(1, "."));
    if (clause !== undefined) throw unsupported(clause, cursor.at);
  }

  private alias(): { alias?: string; columns?: string[] } {
    const { cursor } = this;
    const alias = cursor.accept("AS") ? cursor.identifier(noTableName) : cursor.acceptIdentifier(clauseWords);
    if (alias === undefined) return {};
    const columns = cursor.sees("(") ? cursor.parenthesized(() => cursor.identifier()) : undefined;
    return { alias, ...(columns && { columns }) };
  }
}

/** Reads one query. @throws SnowflakeError 001003, 000002 */
export function parseQuery(sql: string, binds: readonly Value[] = []): Query {
  const queries = new Queries(new Cursor(sql, binds));
  const query = queries.query();
  queries.cursor.expectEnd();
  return notTooHigh(query);
}

/** Reads one expression: a policy's body, a DEFAULT. @throws SnowflakeError 001003, 000002 */
export function parseExpression(sql: string): Expr {
  const queries = new Queries(new Cursor(sql));
  const expr = queries.expressions.expression();
  queries.cursor.expectEnd();
  return notTooHigh(expr);
}
