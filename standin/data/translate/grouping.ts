import { SnowflakeError } from "../../errors";
import type { Call, Expr, Select } from "../sql/ast";
import { translate } from "./expressions";
import type { Frame } from "./frame";
import { findFunction } from "./functions";
import type { Statement } from "./statement";

const isNode = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object";

const isExpr = (node: Record<string, unknown>): boolean => typeof node["kind"] === "string" && "at" in node;

const isAggregate = (call: Call): boolean =>
  call.over === undefined && findFunction(call.name.join("."))?.aggregate === true;

/** Whether an expression aggregates, in itself rather than in a query inside it. */
function aggregates(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(aggregates);
  if (!isNode(node) || "body" in node) return false;
  if (node["kind"] === "call" && isAggregate(node as unknown as Call)) return true;
  return Object.values(node).some(aggregates);
}

/**
 * Refuses a column that is neither grouped by nor aggregated, under its own name; DuckDB only knows ours.
 * @param keys the SQL of what is grouped by
 * @throws SnowflakeError 000979
 */
export function requireGrouped(
  select: Select,
  keys: ReadonlySet<string>,
  frame: Frame,
  statement: Statement,
): void {
  if (select.groupBy === "ALL") return;
  const exprs = select.items.map(({ expr }) => expr);
  if (select.groupBy === undefined && !aggregates([exprs, select.having])) return;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    if (!isNode(node) || "body" in node) return;
    if (isExpr(node)) {
      const expr = node as unknown as Expr;
      if (expr.kind === "call" && isAggregate(expr)) return;
      if (expr.kind === "column") {
        column(expr, keys, frame, statement);
        return;
      }
      if (keys.size > 0 && expr.kind !== "star" && isKey(expr, keys, frame, statement)) return;
    }
    Object.values(node).forEach(visit);
  };
  visit(exprs);
}

function isKey(expr: Expr, keys: ReadonlySet<string>, frame: Frame, statement: Statement): boolean {
  // Words that are no expression of their own, such as a date part, are no key either.
  if (expr.kind === "string" || expr.kind === "interval" || expr.kind === "default" || expr.kind === "tuple")
    return false;
  return keys.has(translate(expr, frame, statement).sql);
}

function column(
  expr: Expr & { kind: "column" },
  keys: ReadonlySet<string>,
  frame: Frame,
  statement: Statement,
): void {
  const own = frame.ownColumn(expr.parts, expr.at);
  if (own === undefined || keys.has(translate(expr, frame, statement).sql)) return;
  const table = own.table.length === 0 ? "" : `${own.table.at(-1) ?? ""}.`;
  throw new SnowflakeError(
    "000979",
    "42601",
    `SQL compilation error:\n[${table}${own.name}] is not a valid group by expression`,
  );
}
