import { invalid, unsupported } from "../../errors";
import type { Scope } from "../scope";
import type { Body, Cte, Expr, Query } from "../sql/ast";
import { convert } from "./cast";
import { translate } from "./expressions";
import { Frame, type CteEntry } from "./frame";
import { direction } from "./order";
import { translateSelect } from "./select";
import type { Statement } from "./statement";
import type { OutputColumn, Tail, Translated } from "./translated";
import { decimal, text, unify, type Type } from "./typed";
import { allowedValues } from "./values-clause";

/** The columns c0, c1, ... of a relation named. */
const columnList = (relation: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `${relation}.c${i}`).join(", ");

/**
 * A query, its names read in a scope.
 * @param parent what a correlated subquery sees around it
 */
export function translateQuery(
  query: Query,
  scope: Scope,
  parent: Frame | undefined,
  statement: Statement,
): Translated {
  const frame = new Frame(scope, parent);
  const ctes = query.ctes.map((cte) => defineCte(cte, frame, statement));
  const limit = limits(query, frame, statement);
  const result = translateBody(query.body, frame, statement, { orderBy: query.orderBy, limit });
  if (ctes.length === 0) return result;
  const definitions = ctes.map(({ entry, sql, recursive }) => {
    // A query read twice runs once, so that what it costs it costs once.
    const materialized = !recursive && entry.references > 1 ? "MATERIALIZED " : "";
    const names = entry.columns.map((_, i) => `c${i}`).join(", ");
    return `${entry.sqlName}(${names}) AS ${materialized}(${sql})`;
  });
  const recursive = ctes.some((cte) => cte.recursive) ? "RECURSIVE " : "";
  return { ...result, sql: `WITH ${recursive}${definitions.join(", ")} ${result.sql}` };
}

function limits(query: Query, frame: Frame, statement: Statement): string {
  const clause = (word: string, expr: Expr | undefined): string => {
    if (expr === undefined || expr.kind === "null") return "";
    const { constant } = translate(expr, frame, statement);
    if (constant === null) return "";
    if (typeof constant !== "number" || constant < 0 || !Number.isInteger(constant))
      throw invalid("001008", `invalid value for ${word}: a whole number is expected`);
    return ` ${word} ${constant}`;
  };
  return clause("LIMIT", query.limit) + clause("OFFSET", query.offset);
}

function renamed(
  columns: readonly OutputColumn[],
  names: readonly string[] | undefined,
): readonly OutputColumn[] {
  return names === undefined
    ? columns
    : columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }));
}

function defineCte(cte: Cte, frame: Frame, statement: Statement): Defined {
  const sqlName = statement.alias();
  const define = (columns: readonly OutputColumn[]): CteEntry => {
    const entry: CteEntry = { sqlName, columns: renamed(columns, cte.columns), references: 0 };
    frame.defineCte(cte.name, entry);
    return entry;
  };
  const { body } = cte.query;
  // RECURSIVE may be left out (docs: constructs/with); a CTE that names itself in a UNION ALL is recursive.
  if (body.kind === "set" && body.op === "UNION" && body.all && mentions(body.right, cte.name)) {
    const anchor = translateBody(body.left, new Frame(frame.scope, frame), statement, noTail);
    return recursive(anchor, body.right, define, frame, statement);
  }
  const result = translateQuery(cte.query, frame.scope, frame, statement);
  return { entry: define(result.columns), sql: result.sql, recursive: false };
}

interface Defined {
  readonly entry: CteEntry;
  readonly sql: string;
  readonly recursive: boolean;
}

/** Steps tried to find types that the recursion no longer widens: a scale grows at most from 0 over 6 and 12 to 37. */
const mostWidenings = 8;

/**
 * A recursive query. Its columns have the types that anchor and step share, as in any UNION ALL, and texts and numbers
 * room to grow: the step is read again until it widens nothing (docs: constructs/with, the example that indents).
 */
function recursive(
  anchor: Translated,
  step: Body,
  define: (columns: readonly OutputColumn[]) => CteEntry,
  frame: Frame,
  statement: Statement,
): Defined {
  let columns = anchor.columns.map(({ name, type }) => ({ name, type: roomy(type) }));
  for (let i = 0; i < mostWidenings; i++) {
    const entry = define(columns);
    const next = translateBody(step, new Frame(frame.scope, frame), statement, noTail);
    if (next.columns.length !== columns.length) throw differentWidth(anchor, next);
    const shared = columns.map(({ name, type }, at) => ({
      name,
      type: roomy(unify(type, next.columns[at]?.type ?? type)),
    }));
    if (JSON.stringify(shared) === JSON.stringify(columns)) {
      const [first, then] = [anchor, next].map((part) => asTypes(part, columns, statement));
      return { entry, sql: `${first ?? ""} UNION ALL ${then ?? ""}`, recursive: true };
    }
    columns = shared;
  }
  throw unsupported("a recursive query whose column types never settle");
}

/** A type as wide as it gets. */
const roomy = (type: Type): Type =>
  type.kind === "VARCHAR" ? text : type.kind === "NUMBER" ? decimal(type.scale) : type;

/** Whether a body reads from a name, at any depth. */
function mentions(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((item) => mentions(item, name));
  if (node === null || typeof node !== "object") return false;
  const { kind, name: own } = node as { kind?: unknown; name?: unknown };
  if (kind === "table" && Array.isArray(own) && own.length === 1 && own[0] === name) return true;
  return Object.values(node).some((value) => mentions(value, name));
}

const noTail: Tail = { orderBy: [], limit: "" };

export function translateBody(body: Body, frame: Frame, statement: Statement, tail: Tail): Translated {
  switch (body.kind) {
    case "select":
      return translateSelect(body, frame, statement, tail);
    case "nested":
      return withTail(translateQuery(body.query, frame.scope, frame, statement), statement, tail);
    case "values":
      return withTail(
        values(
          allowedValues(body, (expr) => translate(expr, frame, statement).type),
          frame,
          statement,
        ),
        statement,
        tail,
      );
    case "set": {
      const left = translateBody(body.left, new Frame(frame.scope, frame), statement, noTail);
      const right = translateBody(body.right, new Frame(frame.scope, frame), statement, noTail);
      if (left.columns.length !== right.columns.length) throw differentWidth(left, right);
      const columns = left.columns.map(({ name, type }, i) => ({
        name,
        type: unify(type, right.columns[i]?.type ?? type),
      }));
      const [a, b] = [left, right].map((side) => asTypes(side, columns, statement));
      const op = `${body.op}${body.all ? " ALL" : ""}`;
      return withTail({ sql: `(${a ?? ""}) ${op} (${b ?? ""})`, columns }, statement, tail);
    }
  }
}

const differentWidth = (left: Translated, right: Translated) =>
  invalid(
    "001789",
    `invalid number of result columns for set operator input branches, expected ${left.columns.length}, got ${right.columns.length} in branch {2}`,
  );

/** A query with its columns in the types given. */
function asTypes(query: Translated, columns: readonly OutputColumn[], statement: Statement): string {
  const name = statement.alias();
  const items = query.columns.map(({ type }, i) => {
    const to = columns[i]?.type ?? type;
    const value = { sql: `${name}.c${i}`, type };
    return `${to.kind === "NULL" ? value.sql : convert(value, to).sql} AS c${i}`;
  });
  return `SELECT ${items.join(", ")} FROM (${query.sql}) AS ${name}`;
}

/** ORDER BY and LIMIT over a whole query: only its columns are in reach, by name or number. */
function withTail(query: Translated, statement: Statement, tail: Tail): Translated {
  if (tail.orderBy.length === 0 && tail.limit === "") return query;
  const name = statement.alias();
  const keys = tail.orderBy.map((item) => {
    const { expr } = item;
    const index =
      expr.kind === "number"
        ? Number(expr.value) - 1
        : expr.kind === "column"
          ? query.columns.findIndex((column) => column.name === expr.parts.at(-1))
          : -1;
    if (query.columns[index] === undefined)
      throw unsupported("ORDER BY of an expression after a set operation", expr.at);
    return `${name}.c${index} ${direction(item)}`;
  });
  const order = keys.length === 0 ? "" : ` ORDER BY ${keys.join(", ")}`;
  return { ...query, sql: `SELECT * FROM (${query.sql}) AS ${name}${order}${tail.limit}` };
}

/** VALUES: its columns are COLUMN1, COLUMN2, ... of the types its rows share (docs: constructs/values). */
function values(rows: readonly (readonly Expr[])[], frame: Frame, statement: Statement): Translated {
  const width = rows[0]?.length ?? 0;
  const cells = rows.map((row) => {
    if (row.length !== width)
      throw invalid("002041", "VALUES clause rows must have the same number of columns");
    return row.map((cell) => translate(cell, frame, statement));
  });
  const columns = Array.from({ length: width }, (_, i) => ({
    name: `COLUMN${i + 1}`,
    type: cells
      .map((row) => row[i]?.type ?? ({ kind: "NULL" } as const))
      .reduce<Type>(unify, { kind: "NULL" }),
  }));
  const written = cells.map((row) => {
    const items = row.map((cell, i) => {
      const to = columns[i]?.type;
      return to === undefined || to.kind === "NULL" ? "CAST(NULL AS VARCHAR)" : convert(cell, to).sql;
    });
    return `(${items.join(", ")})`;
  });
  const name = statement.alias();
  const names = columns.map((_, i) => `c${i}`).join(", ");
  return {
    sql: `SELECT ${columnList(name, width)} FROM (VALUES ${written.join(", ")}) AS ${name}(${names})`,
    columns,
  };
}
