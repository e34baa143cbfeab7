import { invalid, SnowflakeError, unsupported, type Position } from "../../errors";
import { maxBinaryLength } from "../../types";
import type { Expr } from "../sql/ast";
import { alike, comparedAs, convert } from "./cast";
import { arithmetic } from "./arithmetic";
import { translateCall } from "./calls";
import { cases, comparison } from "./functions/conditional";
import type { Frame } from "./frame";
import { binaryLiteral, literal, nullValue, numberLiteral } from "./literals";
import type { Statement } from "./statement";
import {
  array,
  boolean,
  decimal,
  isSemiStructured,
  object,
  quote,
  text,
  unify,
  variant,
  type Type,
  type Typed,
} from "./typed";

/**
 * An expression in DuckDB's SQL, with its Snowflake type.
 * @throws SnowflakeError 000904 for a name that means nothing, 000002 for what the stand-in does not do
 */
export function translate(expr: Expr, frame: Frame, statement: Statement): Typed {
  const inner = (each: Expr): Typed => translate(each, frame, statement);
  switch (expr.kind) {
    case "string":
      return literal(expr.value);
    case "number":
      return numberLiteral(expr.value);
    case "bytes":
      return binaryLiteral(expr.value);
    case "boolean":
      return literal(expr.value);
    case "null":
      return nullValue;
    case "bind":
      return bind(expr.index, expr.at, statement);
    case "column":
      return column(expr.parts, expr.at, frame, statement);
    case "position": {
      const found = frame.nth(expr.index, expr.table, expr.at);
      return { sql: found.sql, type: found.type };
    }
    case "call":
      return translateCall(expr, frame, statement, inner);
    case "unary":
      return unary(expr.op, inner(expr.operand), expr.at);
    case "binary":
      return binary(expr, frame, statement);
    case "is": {
      const operand = inner(expr.operand);
      const subject = expr.test === "NULL" ? operand : convert(operand, boolean);
      return { sql: `(${subject.sql} IS ${expr.not ? "NOT " : ""}${expr.test})`, type: boolean };
    }
    case "between": {
      const operand = inner(expr.operand);
      const bounds = `${comparison(">=", operand, inner(expr.low)).sql} AND ${comparison("<=", operand, inner(expr.high)).sql}`;
      return { sql: `(${expr.not ? "NOT " : ""}(${bounds}))`, type: boolean };
    }
    case "in":
      return membership(expr, frame, statement);
    case "like":
      return like(expr, inner);
    case "case":
      return caseOf(expr, inner);
    case "cast":
      return convert(inner(expr.operand), expr.type, expr.tolerant ? "tolerant" : "explicit", expr.at);
    case "path":
      return path(inner(expr.operand), expr.steps, inner, expr.at);
    case "exists": {
      const query = statement.query(expr.query, frame.scope, frame);
      return { sql: `EXISTS (${query.sql})`, type: boolean };
    }
    case "subquery": {
      const query = statement.query(expr.query, frame.scope, frame);
      const [only] = query.columns;
      if (only === undefined || query.columns.length !== 1)
        throw invalid("002079", "Subquery containing a single column is expected here");
      return { sql: `(${query.sql})`, type: only.type };
    }
    case "array": {
      const items = expr.items.map((item) => convert(inner(item), variant).sql);
      return { sql: `sf_array_construct(${items.join(", ")})`, type: array };
    }
    case "object": {
      const parts = expr.entries.flatMap(({ key, value }) => [
        quote(key),
        convert(inner(value), variant).sql,
      ]);
      return { sql: `sf_object_construct(${["false", ...parts].join(", ")})`, type: object };
    }
    case "interval":
      throw unsupported("INTERVAL outside addition to a date", expr.at);
    case "tuple":
      throw unsupported("a list of expressions outside IN", expr.at);
    case "default":
      throw unsupported("DEFAULT outside the values of an INSERT, UPDATE or MERGE", expr.at);
    case "star":
      throw unsupported("* outside a select list", expr.at);
  }
}

/** A condition: converted to BOOLEAN as Snowflake converts it. */
export const condition = (expr: Expr, frame: Frame, statement: Statement): string =>
  convert(translate(expr, frame, statement), boolean).sql;

function bind(index: number, at: Position, statement: Statement): Typed {
  const value = statement.binds[index];
  if (value === undefined)
    throw new SnowflakeError(
      "002049",
      "42601",
      `SQL compilation error: error line ${at.line} at position ${at.column - 1}\nBind variable ${index + 1} not set.`,
    );
  return literal(value);
}

function column(parts: readonly string[], at: Position, frame: Frame, statement: Statement): Typed {
  const found = frame.resolve(parts, at);
  if ("sql" in found) return { sql: found.sql, type: found.type };
  frame.expanding.add(found.alias);
  try {
    return translate(found.expr, frame, statement);
  } finally {
    frame.expanding.delete(found.alias);
  }
}

function unary(op: "-" | "+" | "NOT", operand: Typed, at: Position): Typed {
  if (op === "NOT") return { sql: `(NOT ${convert(operand, boolean).sql})`, type: boolean };
  const value =
    operand.type.kind === "NUMBER" || operand.type.kind === "FLOAT"
      ? operand
      : convert(operand, decimal(5), "implicit", at);
  if (op === "+") return value;
  const constant = typeof value.constant === "number" ? { constant: -value.constant } : {};
  return { sql: `(-${value.sql})`, type: value.type, ...constant };
}

const comparisons = new Set(["=", "<>", "<", "<=", ">", ">="]);

function binary(expr: Expr & { kind: "binary" }, frame: Frame, statement: Statement): Typed {
  const { op, at } = expr;
  const left = translate(expr.left, frame, statement);
  if (expr.right.kind === "interval") return arithmetic.interval(op, left, expr.right.text, at);
  const right = translate(expr.right, frame, statement);
  if (comparisons.has(op)) return comparison(op, left, right);
  switch (op) {
    case "AND":
    case "OR":
      return { sql: `(${convert(left, boolean).sql} ${op} ${convert(right, boolean).sql})`, type: boolean };
    case "IS DISTINCT":
    case "IS NOT DISTINCT":
      return comparison(`${op} FROM`, left, right);
    case "||":
      if (left.type.kind === "BINARY" && right.type.kind === "BINARY")
        return { sql: `(${left.sql} || ${right.sql})`, type: { kind: "BINARY", length: maxBinaryLength } };
      if (left.type.kind === "BINARY" || right.type.kind === "BINARY")
        throw unsupported("|| of BINARY and another type", at);
      return { sql: `(${convert(left, text).sql} || ${convert(right, text).sql})`, type: text };
    default:
      return arithmetic.binary(op, left, right, at);
  }
}

function membership(expr: Expr & { kind: "in" }, frame: Frame, statement: Statement): Typed {
  const { operand, list, at } = expr;
  const not = expr.not ? "NOT " : "";
  const each = (item: Expr): Typed => translate(item, frame, statement);
  if ("body" in list) {
    if (operand.kind === "tuple") throw unsupported("a list of columns IN (query)", at);
    const query = statement.query(list, frame.scope, frame);
    const [only] = query.columns;
    if (only === undefined || query.columns.length !== 1)
      throw invalid("002079", "Subquery containing a single column is expected here");
    const name = statement.alias();
    const [left, right] = alike(each(operand), { sql: `${name}.c0`, type: only.type });
    return {
      sql: `(${not}(${left.sql} IN (SELECT ${right.sql} FROM (${query.sql}) AS ${name})))`,
      type: boolean,
    };
  }
  if (operand.kind === "tuple") return { sql: `(${not}(${rowsIn(operand, list, each)}))`, type: boolean };
  const subject = each(operand);
  const items = list.map(each);
  // Numbers of any scale compare as they are; other items come to one type with the subject.
  const types = [subject, ...items].map((item) => item.type);
  if (isSemiStructured(subject.type) || types.some(isSemiStructured))
    return {
      sql: `(${not}(${items.map((item) => comparison("=", subject, item).sql).join(" OR ")}))`,
      type: boolean,
    };
  const shared = comparedAs(types.reduce<Type>(unify, { kind: "NULL" }));
  const written = (item: Typed): string =>
    item.type.kind === "NUMBER" || shared.kind === "NULL" ? item.sql : convert(item, shared).sql;
  const subjectSql =
    shared.kind === "NUMBER"
      ? written(subject)
      : shared.kind === "NULL"
        ? subject.sql
        : convert(subject, shared).sql;
  const itemSql =
    shared.kind === "NUMBER"
      ? written
      : (item: Typed) => (shared.kind === "NULL" ? item.sql : convert(item, shared).sql);
  return { sql: `(${subjectSql} ${not}IN (${items.map(itemSql).join(", ")}))`, type: boolean };
}

function rowsIn(
  operand: Expr & { kind: "tuple" | "array" },
  list: readonly Expr[],
  each: (item: Expr) => Typed,
): string {
  const left = operand.items.map(each);
  const matches = list.map((item) => {
    if (item.kind !== "tuple") throw unsupported("a list of columns IN something other than lists", item.at);
    const right = item.items.map(each);
    return `(${left.map((side, i) => comparison("=", side, right[i] ?? nullValue).sql).join(" AND ")})`;
  });
  return matches.join(" OR ");
}

function like(expr: Expr & { kind: "like" }, inner: (each: Expr) => Typed): Typed {
  const subject = convert(inner(expr.operand), text).sql;
  const escape = expr.escape === undefined ? "" : ` ESCAPE ${inner(expr.escape).sql}`;
  const tests = expr.patterns.map((pattern) => {
    const wanted = convert(inner(pattern), text).sql;
    return expr.op === "RLIKE"
      ? `regexp_full_match(${subject}, ${wanted})`
      : `(${subject} ${expr.op} ${wanted}${escape})`;
  });
  const joined = `(${tests.join(expr.quantifier === "ALL" ? " AND " : " OR ")})`;
  return { sql: expr.not ? `(NOT ${joined})` : joined, type: boolean };
}

function caseOf(expr: Expr & { kind: "case" }, inner: (each: Expr) => Typed): Typed {
  const operand = expr.operand && inner(expr.operand);
  const branches = expr.whens.map(({ when, then }) => ({
    when:
      operand === undefined ? convert(inner(when), boolean).sql : comparison("=", operand, inner(when)).sql,
    then: inner(then),
  }));
  return cases(branches, expr.otherwise === undefined ? nullValue : inner(expr.otherwise));
}

/** `a:b.c[0]`: constant steps in one go, others one by one. */
function path(
  operand: Typed,
  steps: readonly (string | number | Expr)[],
  inner: (each: Expr) => Typed,
  at: Position,
): Typed {
  if (!isSemiStructured(operand.type) && operand.type.kind !== "NULL")
    throw invalid(
      "001044",
      `error line ${at.line} at position ${at.column - 1}\nInvalid argument types for function 'GET': (${operand.type.kind}, VARCHAR)`,
    );
  let sql = convert(operand, variant).sql;
  let pending = "";
  const flush = (): void => {
    if (pending !== "") sql = `sf_get_path(${sql}, ${quote(pending)})`;
    pending = "";
  };
  for (const step of steps) {
    if (typeof step === "number") pending += `[${step}]`;
    else if (typeof step === "string") pending += `["${step.replaceAll('"', '""')}"]`;
    else {
      flush();
      sql = `sf_get(${sql}, ${convert(inner(step), variant).sql})`;
    }
  }
  flush();
  return { sql, type: variant };
}
