import { SnowflakeError } from "../../errors";
import type { Body, Expr } from "../sql/ast";
import { findFunction, isCortex } from "./functions";
import { isSemiStructured, type Typed } from "./typed";

/** Rows of a VALUES clause at most (docs constructs/values, sql/insert). */
const maxRows = 200_000;

type Values = Body & { readonly kind: "values" };

/**
 * A VALUES clause with what Snowflake allows in one: expressions it can work out while it compiles. Not among them are
 * queries, window and aggregate functions, semi-structured and structured values (docs sql/insert, usage notes) and
 * what a model answers.
 * @param type of an expression that stands where the clause does
 * @throws SnowflakeError 002014 naming the expression, 001795 for too many rows
 */
export function allowedValues(body: Values, type: (expr: Expr) => Typed["type"]): Values["rows"] {
  const { rows, texts } = body;
  if (rows.length > maxRows)
    throw new SnowflakeError(
      "001795",
      "42601",
      `SQL compilation error:\nmaximum number of rows in a VALUES clause exceeded, expected at most ${maxRows}, got ${rows.length}`,
    );
  rows.forEach((row, r) => {
    row.forEach((expr, c) => {
      if (refused(expr, type))
        throw new SnowflakeError(
          "002014",
          "22000",
          `SQL compilation error:\nInvalid expression [${texts[r]?.[c] ?? ""}] in VALUES clause`,
        );
    });
  });
  return rows;
}

function refused(node: unknown, type: (expr: Expr) => Typed["type"]): boolean {
  if (Array.isArray(node)) return node.some((each) => refused(each, type));
  if (node === null || typeof node !== "object" || !("kind" in node)) return false;
  const expr = node as Expr;
  switch (expr.kind) {
    case "array":
    case "object":
    case "path":
    case "subquery":
    case "exists":
      return true;
    case "in":
      return "body" in expr.list || refused(expr.operand, type) || refused(expr.list, type);
    case "cast":
      return structured(expr.type) || refused(expr.operand, type);
    case "call": {
      const name = expr.name.join(".");
      if (expr.over !== undefined || findFunction(name)?.aggregate === true || isCortex(name)) return true;
      return refused(expr.args, type) || structured(type(expr));
    }
    case "case":
      return (
        expr.whens.some(({ when, then }) => refused(when, type) || refused(then, type)) || others(expr, type)
      );
    default:
      return others(expr, type);
  }
}

const others = (expr: Expr, type: (expr: Expr) => Typed["type"]): boolean =>
  Object.values(expr).some((part) => refused(part, type));

const structured = (type: Typed["type"]): boolean => isSemiStructured(type) || type.kind === "VECTOR";
