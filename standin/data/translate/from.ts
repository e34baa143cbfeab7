import { invalid, notFound, unsupported } from "../../errors";
import type { Value } from "../../result";
import type { From, Join } from "../sql/ast";
import { condition, translate } from "./expressions";
import type { FromClause } from "./from-clause";
import { Frame, invalidIdentifier, type Column, type Source } from "./frame";
import { comparison } from "./functions/conditional";
import { flattenSource } from "./flatten";
import { relationQuery, rowsQuery } from "./relation";
import type { Statement } from "./statement";
import type { OutputColumn } from "./translated";

/** @param frame where the FROM stands; its parents are in reach of correlated subqueries */
export function translateFrom(from: From, frame: Frame, statement: Statement): FromClause {
  return term(from, undefined, frame, statement);
}

/** @param left what stands before, in reach of LATERAL */
function term(from: From, left: FromClause | undefined, frame: Frame, statement: Statement): FromClause {
  switch (from.kind) {
    case "join":
      return join(from, frame, statement);
    case "table": {
      const { alias, columns: names } = from;
      const [only] = from.name;
      const cte = from.name.length === 1 && only !== undefined ? frame.cte(only) : undefined;
      if (cte !== undefined) cte.references++;
      const relation =
        cte === undefined
          ? relationQuery(statement.answers.relation(frame.scope, from.name, "SELECT"), statement)
          : { sql: `SELECT * FROM ${cte.sqlName}`, columns: cte.columns };
      return source(relation, alias === undefined ? from.name : [alias], names, statement);
    }
    case "query": {
      const inner = new Frame(frame.scope, frame.parent);
      for (const [name, entry] of frame.ownCtes()) inner.defineCte(name, entry);
      if (from.lateral) inner.sources = left?.sources ?? [];
      const query = statement.query(from.query, frame.scope, inner);
      const name = from.alias === undefined ? [] : [from.alias];
      return source(query, name, from.columns, statement, from.lateral ? "LATERAL " : "");
    }
    case "function":
      return tableFunction(from, left, frame, statement);
  }
}

/** A query as a source: its columns under the names of its alias, or its own. */
function source(
  query: { readonly sql: string; readonly columns: readonly OutputColumn[] },
  name: readonly string[],
  names: readonly string[] | undefined,
  statement: Statement,
  lateral = "",
): FromClause {
  const alias = statement.alias();
  const columns = query.columns.map((column, i) => ({
    name: names?.[i] ?? column.name,
    type: column.type,
    sql: `${alias}.c${i}`,
  }));
  return { sql: `${lateral}(${query.sql}) AS ${alias}`, sources: [{ name, columns }] };
}

function join(node: Join, frame: Frame, statement: Statement): FromClause {
  const left = term(node.left, undefined, frame, statement);
  if (node.right.kind === "function" && isFlatten(node.right.call.name)) {
    if (node.on !== undefined || (node.type !== "CROSS" && node.type !== "INNER"))
      throw unsupported("FLATTEN in a join other than a lateral one; use OUTER => TRUE", node.at);
    return flattenSource(node.right, left, lateralFrame(frame, left), statement);
  }
  const right = term(node.right, left, frame, statement);
  const both = [...left.sources, ...right.sources];
  const type = node.on === undefined && node.using === undefined && !node.natural ? "CROSS" : node.type;
  if (type === "CROSS") {
    if (node.type !== "CROSS" && node.type !== "INNER")
      throw unsupported(`${node.type} JOIN without ON`, node.at);
    return { sql: `${left.sql} CROSS JOIN ${right.sql}`, sources: both };
  }
  if (node.on !== undefined) {
    const inner = new Frame(frame.scope, frame.parent);
    for (const [name, entry] of frame.ownCtes()) inner.defineCte(name, entry);
    inner.sources = both;
    // What the select list names may be used here too, over the tables joined so far.
    inner.aliases = frame.aliases;
    return {
      sql: `${left.sql} ${type} JOIN ${right.sql} ON ${condition(node.on, inner, statement)}`,
      sources: both,
    };
  }
  return joinUsing(node, left, right, type);
}

/** A frame that sees the sources to its left. */
function lateralFrame(frame: Frame, left: FromClause): Frame {
  const inner = new Frame(frame.scope, frame.parent);
  inner.sources = left.sources;
  return inner;
}

/** USING and NATURAL: each shared column is in reach once without a table, and comes first (docs: constructs/join). */
function joinUsing(node: Join, left: FromClause, right: FromClause, type: string): FromClause {
  const visible = (side: FromClause): readonly Column[] =>
    side.sources.flatMap((each) => each.columns).filter((column) => !column.hidden);
  const shared =
    node.using ??
    visible(left).flatMap(({ name }) => (visible(right).some((other) => other.name === name) ? [name] : []));
  const find = (side: FromClause, name: string): Column => {
    const column = visible(side).find((each) => each.name === name);
    if (column === undefined) throw invalidIdentifier([name], node.at);
    return column;
  };
  const pairs = shared.map((name) => ({ name, a: find(left, name), b: find(right, name) }));
  if (pairs.length === 0)
    return { sql: `${left.sql} CROSS JOIN ${right.sql}`, sources: [...left.sources, ...right.sources] };
  const on = pairs.map(({ a, b }) => comparison("=", a, b).sql).join(" AND ");
  const merged: Source = {
    name: [],
    columns: pairs.map(({ name, a, b }) => ({
      name,
      type: a.type,
      sql: type === "RIGHT" ? b.sql : type === "FULL" ? `coalesce(${a.sql}, ${b.sql})` : a.sql,
    })),
  };
  const hide = (side: FromClause): Source[] =>
    side.sources.map((each) => ({
      ...each,
      columns: each.columns.map((column) =>
        shared.includes(column.name) ? { ...column, hidden: true } : column,
      ),
    }));
  return {
    sql: `${left.sql} ${type} JOIN ${right.sql} ON ${on}`,
    sources: [merged, ...hide(left), ...hide(right)],
  };
}

const isFlatten = (name: readonly string[]): boolean => name.length === 1 && name[0] === "FLATTEN";

function tableFunction(
  from: From & { kind: "function" },
  left: FromClause | undefined,
  frame: Frame,
  statement: Statement,
): FromClause {
  const { call, at } = from;
  if (isFlatten(call.name))
    return flattenSource(from, undefined, left === undefined ? frame : lateralFrame(frame, left), statement);
  const name = from.alias === undefined ? [] : [from.alias];
  const constant = (expr: (typeof call.args)[number]): Value => {
    const value = translate(expr, frame, statement);
    if (value.constant !== undefined) return value.constant;
    // Catalog functions are often given a moment, DATEADD('hour', -1, CURRENT_TIMESTAMP()), and take it as a value.
    const answer = statement.answers.get(frame.scope, `value ${value.sql}`, async () => ({
      value: await statement.rows.value(value),
    }));
    return answer?.value ?? null;
  };
  if (call.name.join(".") === "GENERATOR") {
    const rows = call.named.get("ROWCOUNT");
    const count = rows && translate(rows, frame, statement).constant;
    if (typeof count !== "number") throw unsupported("GENERATOR without a constant ROWCOUNT", at);
    return { sql: `range(${count}) AS ${statement.alias()}`, sources: [{ name, columns: [] }] };
  }
  const args = new Map([
    ...call.args.map((arg, i) => [String(i), constant(arg)] as const),
    ...[...call.named].map(([key, arg]) => [key, constant(arg)] as const),
  ]);
  const question = JSON.stringify(["table", call.name, [...args]]);
  const rows = statement.answers.get(frame.scope, question, () => frame.scope.tableFunction(call.name, args));
  if (rows === undefined) {
    if (call.name.length > 1) throw notFound("Table function", call.name.join("."));
    throw unsupported(`table function ${call.name.join(".")}`, at);
  }
  if (rows.columns.length === 0) throw invalid("002015", "a table function with no columns");
  return source(rowsQuery(rows), name, from.columns, statement);
}
