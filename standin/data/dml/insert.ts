import { invalid } from "../../errors";
import type { Dml, Expr } from "../sql/ast";
import type { ColumnShape } from "../scope";
import { convert } from "../translate/cast";
import { translate } from "../translate/expressions";
import { translateQuery } from "../translate/query";
import type { Translated } from "../translate/translated";
import { unify, type Type } from "../translate/typed";
import { allowedValues } from "../translate/values-clause";
import type { Planned } from "./outcome";
import { truncateRows } from "./delete";
import { asColumn, columnOf, duplicateColumn, insertRows, stage, targetTable, valueFor } from "./targets";
import type { Work } from "../work";

type Insert = Dml & { kind: "insert" };

const nothing: Type = { kind: "NULL" };

const wrongWidth = (expected: number, got: number) =>
  invalid("002020", `Insert value list does not match column list expecting ${expected} but got ${got}`);

/** INSERT [OVERWRITE] INTO ... VALUES or a query (docs: sql/insert). */
export function insert(dml: Insert, work: Work): Planned {
  const { table } = targetTable(dml.target, "INSERT", work);
  if (dml.overwrite) targetTable(dml.target, "DELETE", work);
  const names = dml.columns ?? table.columns.map((column) => column.name);
  const columns = names.map((name) => columnOf(table, name, dml.target.at));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw duplicateColumn(twice);
  const query = rowsOf(dml, columns, work);
  const run = async () => {
    if (!dml.overwrite) return { inserted: await insertRows(work, table, columns, query) };
    // The query may read the table it replaces.
    const rows = `SELECT * FROM ${await stage(work, query)}`;
    await truncateRows(work, table);
    return { inserted: await insertRows(work, table, columns, rows) };
  };
  return dml.overwrite ? { writes: table, run } : { run };
}

function rowsOf(dml: Insert, columns: readonly ColumnShape[], work: Work): string {
  const { body } = dml.query;
  if (body.kind === "values") {
    const type = (expr: Expr) => translate(expr, work.frame, work.statement).type;
    return valuesQuery(allowedValues(body, type), columns, work);
  }
  const query = translateQuery(dml.query, work.frame.scope, undefined, work.statement);
  if (query.columns.length !== columns.length) throw wrongWidth(columns.length, query.columns.length);
  return inColumnTypes(query, columns, work);
}

/** A query's rows in the types of the columns they go to. */
export function inColumnTypes(query: Translated, columns: readonly ColumnShape[], work: Work): string {
  const name = work.statement.alias();
  const items = columns.map((column, i) => {
    const type = query.columns[i]?.type ?? { kind: "NULL" as const };
    return `${asColumn(column, { sql: `${name}.c${i}`, type }).sql} AS c${i}`;
  });
  return `SELECT ${items.join(", ")} FROM (${query.sql}) AS ${name}`;
}

/**
 * Each value goes to its column's type, by way of the type the clause's rows share: a text in a column of numbers must
 * be a number even where the table's column is text (docs sql/insert, "type mismatch"). DEFAULT is the column's own.
 */
function valuesQuery(
  rows: readonly (readonly Expr[])[],
  columns: readonly ColumnShape[],
  work: Work,
): string {
  const cells = rows.map((row) =>
    row.map((expr) => (expr.kind === "default" ? undefined : translate(expr, work.frame, work.statement))),
  );
  const shared = columns.map((_, i) =>
    cells.map((row) => row[i]?.type ?? nothing).reduce<Type>(unify, nothing),
  );
  const selects = rows.map((row, r) => {
    if (row.length !== columns.length) throw wrongWidth(columns.length, row.length);
    const items = columns.map((column, i) => {
      const expr = row[i];
      if (expr === undefined) throw wrongWidth(columns.length, row.length);
      const cell = cells[r]?.[i];
      const to = shared[i] ?? nothing;
      if (cell?.type.kind !== "VARCHAR" || to.kind === "VARCHAR" || to.kind === "NULL")
        return cell === undefined ? valueFor(column, expr, work.frame, work).sql : asColumn(column, cell).sql;
      return asColumn(column, convert(cell, to)).sql;
    });
    return `(${items.join(", ")})`;
  });
  const names = columns.map((_, i) => `c${i}`).join(", ");
  return `SELECT * FROM (VALUES ${selects.join(", ")}) AS v(${names})`;
}
