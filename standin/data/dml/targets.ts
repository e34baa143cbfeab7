import { SnowflakeError, unsupported, type Position } from "../../errors";
import type { ColumnShape, Mask, TableShape, Use } from "../scope";
import type { Expr, Target } from "../sql/ast";
import { parseExpression } from "../sql/query";
import { fail, textTooLong } from "../failures";
import { storedName, storedTable } from "../stored";
import { convert } from "../translate/cast";
import { translate } from "../translate/expressions";
import { Frame, invalidIdentifier, type Source } from "../translate/frame";
import { maskedColumns } from "../translate/relation";
import { maxTextLength } from "../../types";
import { chosen, identifier, type Typed } from "../translate/typed";
import { countOf, type Work } from "../work";

export interface TargetTable {
  readonly table: TableShape;
  readonly masks: readonly Mask[];
}

/** The table a statement writes. @throws SnowflakeError 000002 for anything but a table */
export function targetTable(target: Target, use: Use, work: Work): TargetTable {
  const relation = work.statement.answers.relation(work.frame.scope, target.name, use);
  if (relation.kind !== "table") throw unsupported(`DML on a ${relation.kind}`, target.at);
  work.statement.rows.requireTable(relation.table);
  return { table: relation.table, masks: relation.masks };
}

/** The target as a source to read from: its alias or name, its columns as the role may see them. */
export function targetSource(
  target: Target,
  { table, masks }: TargetTable,
  alias: string,
  work: Work,
): Source {
  return {
    name: target.alias === undefined ? target.name : [target.alias],
    columns: maskedColumns(table, masks, alias, work.statement),
  };
}

/** @throws SnowflakeError 000904 */
export function columnOf(table: TableShape, name: string, at: Position): ColumnShape {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) throw invalidIdentifier([name], at);
  return column;
}

/** A column's DEFAULT, or NULL. */
export function defaultOf(column: ColumnShape, work: Work): Typed {
  if (column.defaultSql === undefined) return { sql: "NULL", type: { kind: "NULL" } };
  return translate(parseExpression(column.defaultSql), new Frame(work.frame.scope), work.statement);
}

/** An expression written to a column; DEFAULT stands for the column's own. */
export function valueFor(column: ColumnShape, expr: Expr, frame: Frame, work: Work): Typed {
  const value = expr.kind === "default" ? defaultOf(column, work) : translate(expr, frame, work.statement);
  return asColumn(column, value);
}

/**
 * A value in a column's type, range checked. A text's length is checked where it is stored (`checked`), by name rather
 * than by expression, so that no expression runs twice.
 */
export function asColumn(column: ColumnShape, value: Typed): Typed {
  const type = column.type.kind === "VARCHAR" ? { ...column.type, length: maxTextLength } : column.type;
  return convert(value, type);
}

/** A staged value with the checks of its column: NOT NULL, and the length of a text. */
export function checked(column: ColumnShape, staged: string): string {
  const { type } = column;
  const checks: string[] = [];
  if (!column.nullable)
    checks.push(
      `WHEN ${staged} IS NULL THEN ${fail("100072", "22000", `'NULL result in a non-nullable column'`)}`,
    );
  if (type.kind === "VARCHAR" && type.length < maxTextLength)
    checks.push(`WHEN length(${staged}) > ${type.length} THEN ${textTooLong(staged)}`);
  if (checks.length === 0) return staged;
  return chosen(type, (each) => `CASE ${checks.join(" ")} ELSE ${each(staged)} END`);
}

/** Adds rows a query stages as c0, c1, ... in the columns' order. @returns how many */
export async function insertRows(
  work: Work,
  table: TableShape,
  columns: readonly ColumnShape[],
  query: string,
): Promise<number> {
  const given = new Map(columns.map((column, i) => [column.name, `s.c${i}`]));
  const values = table.columns.map((column) => {
    const staged = given.get(column.name) ?? `(${asColumn(column, defaultOf(column, work)).sql})`;
    return checked(column, staged);
  });
  const names = table.columns.map(({ name }) => identifier(storedName(name)));
  const before = `INSERT INTO ${storedTable(table.id)} (${names.join(", ")}, "$row", "$from", "$to", "$new")`;
  const rows = `SELECT ${values.join(", ")}, nextval('row_ids'), ${work.mark}, NULL, true FROM (${query}) AS s`;
  work.touched(table);
  return countOf(work, `${before} ${rows}`);
}

/**
 * Ends the versions staged and adds new ones with some columns replaced.
 * @param stage a relation with `rid` (the version's rowid) and c0, c1, ... for the columns assigned
 * @returns rows updated
 */
export async function updateRows(
  work: Work,
  table: TableShape,
  columns: readonly ColumnShape[],
  stage: string,
): Promise<number> {
  const stored = storedTable(table.id);
  const assigned = new Map(columns.map((column, i) => [column.name, checked(column, `s.c${i}`)]));
  const values = table.columns.map(({ name }) => assigned.get(name) ?? `t.${identifier(storedName(name))}`);
  const names = table.columns.map(({ name }) => identifier(storedName(name)));
  work.touched(table);
  await endRows(work, table, stage);
  return countOf(
    work,
    `INSERT INTO ${stored} (${names.join(", ")}, "$row", "$from", "$to", "$new") ` +
      `SELECT ${values.join(", ")}, t."$row", ${work.mark}, NULL, false FROM ${stored} AS t JOIN ${stage} AS s ON t.rowid = s.rid`,
  );
}

/** Ends the versions staged. @returns rows ended */
export async function endRows(work: Work, table: TableShape, stage: string): Promise<number> {
  work.touched(table);
  return countOf(
    work,
    `UPDATE ${storedTable(table.id)} SET "$to" = ${work.mark} WHERE rowid IN (SELECT rid FROM ${stage})`,
  );
}

/** A temporary relation holding a query's rows until the statement ends. @returns its name */
export async function stage(work: Work, query: string): Promise<string> {
  const name = work.statement.alias();
  await work.run(`CREATE TEMP TABLE ${name} AS ${query}`);
  return name;
}

/** 100090: several source rows would change one target row (docs parameters, ERROR_ON_NONDETERMINISTIC_MERGE, ..._UPDATE). */
export const nondeterministic = (): SnowflakeError =>
  new SnowflakeError("100090", "42P18", "Duplicate row detected during DML action");

/** For a column given twice in a list. */
export function duplicateColumn(name: string): SnowflakeError {
  return new SnowflakeError("002025", "42701", `SQL compilation error:\nduplicate column name '${name}'`);
}
