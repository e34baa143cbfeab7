import { invalid, unsupported, type Position } from "../../errors";
import type { Value } from "../../result";
import type { Call, Expr, OrderItem, Window } from "../sql/ast";
import type { Frame } from "./frame";
import { findFunction, datePartArguments } from "./functions";
import { wholeWindow } from "./functions/aggregates";
import { bindArguments, type CallContext } from "./functions/spec";
import { literal } from "./literals";
import { sortKeys } from "./order";
import type { Statement } from "./statement";
import type { Typed } from "./typed";

/** Translates an expression where the call stands. */
type Inner = (expr: Expr) => Typed;

const orderBy = (items: readonly OrderItem[], inner: Inner): string =>
  items.map((item) => sortKeys(inner(item.expr), item)).join(", ");

function over(window: Window | undefined, name: string, inner: Inner): string {
  if (window === undefined) return "";
  const { partitionBy, orderBy: order } = window;
  const parts = [
    partitionBy.length === 0 ? "" : `PARTITION BY ${partitionBy.map((expr) => inner(expr).sql).join(", ")}`,
    order.length === 0 ? "" : `ORDER BY ${orderBy(order, inner)}`,
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
export function translateCall(call: Call, frame: Frame, statement: Statement, inner: Inner): Typed {
  const name = call.name.join(".");
  const { at } = call;
  const spec = findFunction(name);
  if (spec === undefined) return fromScope(call, name, frame, statement, inner);
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
    over: over(call.over, name, inner),
    order: (items) => (items === undefined || items.length === 0 ? "" : ` ORDER BY ${orderBy(items, inner)}`),
    translate: inner,
  };
  const args = call.args.map((arg, i) => inner(i === datePartPosition(name, call) ? dateWord(arg) : arg));
  return spec.build(bindArguments(spec, args, context), context);
}

/** Which argument is a date part; -1 where none is. */
const datePartPosition = (name: string, call: Call): number =>
  call.args.length > 1 ? (datePartArguments.get(name) ?? -1) : -1;

function fromScope(call: Call, name: string, frame: Frame, statement: Statement, inner: Inner): Typed {
  const { at } = call;
  if (call.over !== undefined || call.named.size > 0 || call.star) throw refused(name, at);
  const args: Value[] = [];
  for (const arg of call.args) {
    const { constant } = constantOf(arg, name, inner);
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
function constantOf(arg: Expr, name: string, inner: Inner): Typed {
  if (arg.kind === "column") throw refused(name, arg.at);
  return inner(arg);
}

const refused = (name: string, at: Position) => unsupported(`function ${name}`, at);
