import { invalid, unsupported, type Position } from "../../errors";
import type { Value } from "../../result";
import type { Call, Expr, OrderItem, Window } from "../sql/ast";
import { literal, translate } from "./expressions";
import type { Frame } from "./frame";
import { findFunction, takesDatePart } from "./functions";
import { wholeWindow } from "./functions/aggregates";
import { bindArguments, type CallContext } from "./functions/spec";
import type { Statement } from "./statement";
import { isSemiStructured, type Typed } from "./typed";

/** Sort order with Snowflake's place for NULL: last going up, first going down (docs: constructs/order-by). */
export const direction = (item: OrderItem): string =>
  `${item.descending ? "DESC" : "ASC"} NULLS ${item.nulls ?? (item.descending ? "FIRST" : "LAST")}`;

/** What an expression sorts by: numbers inside VARIANT sort as numbers. */
export function sortKeys(value: Typed, item: OrderItem): string {
  if (!isSemiStructured(value.type)) return `${value.sql} ${direction(item)}`;
  return `TRY_CAST(${value.sql} AS DOUBLE) ${direction(item)}, ${value.sql} ${direction(item)}`;
}

export function orderBy(items: readonly OrderItem[], frame: Frame, statement: Statement): string {
  return items.map((item) => sortKeys(translate(item.expr, frame, statement), item)).join(", ");
}

function over(window: Window | undefined, name: string, frame: Frame, statement: Statement): string {
  if (window === undefined) return "";
  const { partitionBy, orderBy: order } = window;
  const parts = [
    partitionBy.length === 0
      ? ""
      : `PARTITION BY ${partitionBy.map((expr) => translate(expr, frame, statement).sql).join(", ")}`,
    order.length === 0 ? "" : `ORDER BY ${orderBy(order, frame, statement)}`,
    window.frame ?? (wholeWindow.has(name) ? "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING" : ""),
  ];
  return ` OVER (${parts.filter((part) => part !== "").join(" ")})`;
}

/** A bare word where a date part belongs is that word. */
function dateWord(expr: Expr): Expr {
  const word = expr.kind === "column" && expr.parts.length === 1 ? expr.parts[0] : undefined;
  return word === undefined ? expr : { kind: "string", value: word, at: expr.at };
}

/**
 * A function call: one of the functions known (functions/), or one the scope answers.
 * @throws SnowflakeError 000002 naming any other
 */
export function translateCall(call: Call, frame: Frame, statement: Statement): Typed {
  const name = call.name.join(".");
  const { at } = call;
  const spec = findFunction(name);
  if (spec === undefined) return fromScope(call, name, frame, statement);
  if (call.named.size > 0) throw unsupported(`named arguments of ${name}`, at);
  if (!spec.aggregate && (call.over ?? call.withinGroup ?? (call.distinct ? true : undefined)) !== undefined)
    throw invalid(
      "002096",
      `error line ${at.line} at position ${at.column - 1}\nInvalid window or aggregate clause for function ${name}`,
    );
  if (call.star && name !== "COUNT") throw unsupported(`${name}(*)`, at);
  const context: CallContext = {
    call,
    name,
    at,
    frame,
    statement,
    over: over(call.over, name, frame, statement),
    order: (items) =>
      items === undefined || items.length === 0 ? "" : ` ORDER BY ${orderBy(items, frame, statement)}`,
    translate: (expr) => translate(expr, frame, statement),
  };
  const args = call.args.map((arg, i) =>
    translate(i === datePartPosition(name, call) ? dateWord(arg) : arg, frame, statement),
  );
  return spec.build(bindArguments(spec, args, context), context);
}

/** Which argument is a date part; DATE_TRUNC and LAST_DAY-like calls also take the date first, as Snowflake does. */
const datePartPosition = (name: string, call: Call): number =>
  takesDatePart.has(name) && call.args.length > 1 ? 0 : -1;

function fromScope(call: Call, name: string, frame: Frame, statement: Statement): Typed {
  const { at } = call;
  if (call.over !== undefined || call.named.size > 0 || call.star) throw refused(name, at);
  const args: Value[] = [];
  for (const arg of call.args) {
    const { constant } = constantOf(arg, frame, statement, name);
    if (constant === undefined) throw refused(name, at);
    args.push(constant);
  }
  const answer = statement.answers.get(frame.scope, JSON.stringify([name, args]), () => {
    const given = frame.scope.contextFunction(name, args);
    return given?.then((value) => ({ value }));
  });
  if (answer === undefined) throw refused(name, at);
  return literal(answer.value);
}

/** An argument of a function nobody knows may itself be anything: the function is what is refused then. */
function constantOf(arg: Expr, frame: Frame, statement: Statement, name: string): Typed {
  if (arg.kind === "column") throw refused(name, arg.at);
  return translate(arg, frame, statement);
}

const refused = (name: string, at: Position) => unsupported(`function ${name}`, at);
