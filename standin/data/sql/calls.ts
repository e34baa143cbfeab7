import { unsupported, type Position } from "../../errors";
import type { Cursor } from "../../syntax/cursor";
import type { Call, Expr, OrderItem, Window } from "./ast";

/** What stands between the parentheses of a call. */
export interface Operands {
  expression(): Expr;
  /** A query or an expression. */
  argument(): Expr;
  orderBy(): OrderItem[];
}

/** Reads calls of functions, with all that may follow their parentheses. */
export class Calls {
  constructor(
    private readonly cursor: Cursor,
    private readonly expressions: Operands,
  ) {}

  /** The call of a function whose name is read already. */
  call(name: readonly string[], at: Position): Call {
    const { cursor } = this;
    cursor.expect("(");
    const distinct = cursor.accept("DISTINCT");
    const star = cursor.sees("*") && cursor.seesAt(1, ")");
    if (star) cursor.next();
    const named = new Map<string, Expr>();
    const args = cursor.sees(")") ? [] : this.callArguments(name, named);
    cursor.expect(")");
    const withinGroup = cursor.accept("WITHIN", "GROUP") ? this.withinGroup() : undefined;
    const nulls = cursor.attempt(() => {
      const word = cursor.acceptOneOf("IGNORE", "RESPECT");
      return word !== undefined && cursor.accept("NULLS") ? word : undefined;
    });
    const over = cursor.accept("OVER") ? this.window() : undefined;
    return {
      kind: "call",
      name,
      args,
      named,
      star,
      distinct,
      at,
      ...(withinGroup && { withinGroup }),
      ...(nulls && { nulls }),
      ...(over && { over }),
    };
  }

  private callArguments(name: readonly string[], named: Map<string, Expr>): Expr[] {
    const { cursor } = this;
    if (
      name.length === 1 &&
      (name[0] === "EXTRACT" || (name[0] === "DATE_PART" && cursor.seesAt(1, "FROM")))
    ) {
      const { at } = cursor;
      const part = cursor.next().value;
      // EXTRACT is DATE_PART under another name and takes its comma (docs: functions/extract, date_part).
      if (!cursor.accept(",")) cursor.expect("FROM");
      return [{ kind: "string", value: part, at }, this.expressions.expression()];
    }
    const args: Expr[] = [];
    do {
      if (cursor.seesAt(1, "=>")) {
        const key = cursor.identifier();
        cursor.expect("=>");
        named.set(key, this.expressions.expression());
      } else {
        args.push(this.expressions.argument());
        if (cursor.sees("IN") && name[0] === "POSITION") throw unsupported("POSITION(a IN b)", cursor.at);
        if (cursor.sees("->")) throw unsupported("lambda expressions", cursor.at);
      }
    } while (cursor.accept(","));
    return args;
  }

  private withinGroup(): OrderItem[] {
    this.cursor.expect("(");
    const items = this.expressions.orderBy();
    this.cursor.expect(")");
    return items;
  }

  private window(): Window {
    const { cursor } = this;
    cursor.expect("(");
    const partitionBy = cursor.accept("PARTITION", "BY")
      ? cursor.list(() => this.expressions.expression())
      : [];
    const orderBy = this.expressions.orderBy();
    const frame = cursor.sees("ROWS") || cursor.sees("RANGE") ? this.frame() : undefined;
    cursor.expect(")");
    return { partitionBy, orderBy, ...(frame && { frame }) };
  }

  private frame(): string {
    const { cursor } = this;
    const words: string[] = [];
    while (!cursor.sees(")")) {
      const token = cursor.next();
      if (!/^(ROWS|RANGE|BETWEEN|AND|UNBOUNDED|PRECEDING|FOLLOWING|CURRENT|ROW|\d+)$/.test(token.value))
        throw unsupported(`window frame with ${token.value}`, token.position);
      words.push(token.value);
    }
    return words.join(" ");
  }
}
