import { invalid, SnowflakeError } from "../../errors";
import type { DataType } from "../../types";
import type { Dml, Expr } from "../sql/ast";
import type { ColumnShape, TableShape } from "../scope";
import { convert } from "../translate/cast";
import { translate } from "../translate/expressions";
import { translateQuery } from "../translate/query";
import type { Translated } from "../translate/translated";
import { text, unify, type Typed } from "../translate/typed";
import { allowedValues } from "../translate/values-clause";
import type { Planned } from "./outcome";
import { truncateRows } from "./delete";
import { asColumn, columnOf, duplicateColumn, insertRows, stage, targetTable, valueFor } from "./targets";
import type { Work } from "../work";

type Insert = Dml & { kind: "insert" };

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
  const query = rowsOf(dml, table, columns, work);
  const run = async () => {
    if (!dml.overwrite) return { inserted: await insertRows(work, table, columns, query) };
    // The query may read the table it replaces.
    const rows = `SELECT * FROM ${await stage(work, query)}`;
    await truncateRows(work, table);
    return { inserted: await insertRows(work, table, columns, rows) };
  };
  return dml.overwrite ? { writes: table, run } : { run };
}

function rowsOf(dml: Insert, table: TableShape, columns: readonly ColumnShape[], work: Work): string {
  const { body } = dml.query;
  if (body.kind === "values") {
    const type = (expr: Expr) => translate(expr, work.frame, work.statement).type;
    return valuesQuery(allowedValues(body, type), table, columns, work);
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
 * Values written out. The first row's type is the guide for each column: later values come to it before they go to the
 * column, and fail where they cannot (docs: sql/insert, examples). Rows may say DEFAULT.
 */
function valuesQuery(
  rows: readonly (readonly Expr[])[],
  table: TableShape,
  columns: readonly ColumnShape[],
  work: Work,
): string {
  const guides = columns.map((): DataType | undefined => undefined);
  const selects = rows.map((row) => {
    if (row.length !== columns.length) throw wrongWidth(columns.length, row.length);
    const items = columns.map((column, i) => {
      const expr = row[i];
      if (expr === undefined) throw wrongWidth(columns.length, row.length);
      if (expr.kind === "default") return valueFor(column, expr, work.frame, work).sql;
      const value = translate(expr, work.frame, work.statement);
      if (value.type.kind !== "NULL") guides[i] ??= value.type;
      return asColumn(column, guided(value, guides[i], table, column)).sql;
    });
    return `(${items.join(", ")})`;
  });
  const names = columns.map((_, i) => `c${i}`).join(", ");
  return `SELECT * FROM (VALUES ${selects.join(", ")}) AS v(${names})`;
}

const isNumeric = (type: DataType): boolean => type.kind === "NUMBER" || type.kind === "FLOAT";

/** A value in the kind its column's guide has; numbers keep their own digits. @throws SnowflakeError 100038 */
function guided(value: Typed, guide: DataType | undefined, table: TableShape, column: ColumnShape): Typed {
  const { type, constant } = value;
  if (guide === undefined || type.kind === "NULL" || type.kind === guide.kind) return value;
  if (isNumeric(type) && isNumeric(guide)) return value;
  if (!isNumeric(guide)) return convert(value, guide.kind === "VARCHAR" ? text : guide);
  if (typeof constant === "string" && (constant.trim() === "" || !Number.isFinite(Number(constant))))
    throw new SnowflakeError(
      "100038",
      "22018",
      `DML operation to table ${table.name.split(".").at(-1) ?? ""} failed on column ${column.name} with error: Numeric value '${constant}' is not recognized`,
    );
  // A text keeps the digits it has, as in any list of numbers and texts.
  return convert(value, type.kind === "VARCHAR" ? (unify(type, guide) as DataType) : guide);
}
