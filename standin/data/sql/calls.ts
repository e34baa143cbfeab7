import { unsupported, type Position } from "../../errors";
import type { Cursor } from "../../syntax/cursor";
import type { Call, Expr, OrderItem, Window } from "./ast";

/** The name of an argument may be any word. */
const anyWord: ReadonlySet<string> = new Set();

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
    if (cursor.sees("TABLE", "(")) throw unsupported("TABLE(...) as an argument", cursor.at);
    if (name[0] === "POSITION") this.refusePositionIn();
    const args = cursor.sees(")") ? [] : this.callArguments(name, named);
    cursor.expect(")");
    const withinGroup = cursor.accept("WITHIN", "GROUP") ? this.withinGroup() : undefined;
    const nulls = cursor.attempt(() => {
      const word = cursor.acceptOneOf("IGNORE", "RESPECT");
      return word !== undefined && cursor.accept("NULLS") ? word : undefined;
    });
    if (cursor.sees("FROM", "FIRST") || cursor.sees("FROM", "LAST"))
      throw unsupported("NTH_VALUE(...) FROM FIRST | LAST", cursor.at);
    if (cursor.sees("OVER") && !cursor.seesAt(1, "(")) throw unsupported("named windows", cursor.at);
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
        const key = cursor.identifier(anyWord);
        cursor.expect("=>");
        named.set(key, this.expressions.expression());
      } else {
        args.push(this.expressions.argument());
        const typed = cursor.peek().kind === "word" && cursor.seesAt(1, "->");
        if (cursor.sees("->") || typed) throw unsupported("lambda expressions", cursor.at);
      }
    } while (cursor.accept(","));
    return args;
  }

  /** `POSITION(a IN b)`, which would read as a test: looked for ahead, outside brackets. */
  private refusePositionIn(): void {
    const { cursor } = this;
    let depth = 0;
    for (let ahead = 0; ; ahead += 1) {
      const { kind, value } = cursor.peek(ahead);
      if (kind === "end" || (depth === 0 && (value === "," || value === ")"))) return;
      if (kind === "operator" && "([{".includes(value)) depth += 1;
      if (kind === "operator" && ")]}".includes(value)) depth -= 1;
      if (depth === 0 && kind === "word" && value === "IN") throw unsupported("POSITION(a IN b)", cursor.at);
    }
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
