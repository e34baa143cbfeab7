import { invalid } from "../errors";
import type { AlterAction, ColumnChange, MaskingPolicyUse } from "../syntax/statements";
import { setProperties } from "./properties";
import type { ExecuteContext } from "./context";
import { bindPolicy, makeColumn } from "./create-relation";
import type { Column, Table, View, ViewColumn } from "./objects";
import { columnExists, noColumn } from "./refusals";
import { setTags } from "./tags";
import { checkTypeChange } from "./type-change";

/** ALTER TABLE: what changes rows is done in storage first, so that a refusal there changes nothing here. */
export async function alterTable(table: Table, action: AlterAction, context: ExecuteContext): Promise<void> {
  switch (action.type) {
    case "add columns":
      return addColumns(table, action, context);
    case "drop columns":
      return dropColumns(table, action, context);
    case "rename column":
      return renameColumn(table, action, context);
    case "alter columns":
      for (const change of action.changes) await alterColumn(table, change, context);
      return;
    case "cluster by":
      table.clusterBy = action.expressions;
      return;
    case "drop clustering key":
      table.clusterBy = [];
      return;
    case "add constraint": {
      for (const column of action.constraint.columns) columnOf(table, column);
      const second = action.constraint.type === "PRIMARY KEY" && table.constraints.some(isPrimary);
      if (second) throw invalid("001490", `Primary key already exists on table '${table.name}'.`);
      table.constraints.push(action.constraint);
      return;
    }
    case "drop constraint": {
      const { constraint } = action;
      const kept = table.constraints.filter((held) =>
        "name" in constraint
          ? held.name !== constraint.name
          : held.type !== constraint.type ||
            (constraint.columns !== undefined && constraint.columns.join() !== held.columns.join()),
      );
      if (kept.length === table.constraints.length) {
        throw invalid("001491", `Constraint does not exist on table '${table.name}'.`);
      }
      table.constraints = kept;
      return;
    }
    default:
      setProperties(table, action);
  }
}

const isPrimary = ({ type }: { type: string }): boolean => type === "PRIMARY KEY";

function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw noColumn(name);
  return column;
}

async function addColumns(
  table: Table,
  action: Extract<AlterAction, { type: "add columns" }>,
  context: ExecuteContext,
): Promise<void> {
  for (const definition of action.columns) {
    if (table.columns.some(({ name }) => name === definition.name)) {
      if (action.ifNotExists) continue;
      throw columnExists(definition.name);
    }
    const made = makeColumn(definition, context, []);
    const column = made.defaultSql === undefined ? made : { ...made, defaultFillsRows: true };
    await context.storage.addColumn(table.id, column);
    table.columns = [...table.columns, column];
    if (definition.tags.length > 0) setTags(table, definition.name, definition.tags, context);
  }
  table.constraints.push(...action.constraints);
}

async function dropColumns(
  table: Table,
  action: Extract<AlterAction, { type: "drop columns" }>,
  context: ExecuteContext,
): Promise<void> {
  const dropped = action.columns.filter(
    (name) => !action.ifExists || table.columns.some((column) => column.name === name),
  );
  for (const name of dropped) {
    columnOf(table, name);
    const using = table.columns.find((column) => column.name !== name && column.mask?.using.includes(name));
    if (using !== undefined) {
      throw invalid("003553", `Column '${name}' is used by the masking policy of column '${using.name}'.`);
    }
  }
  if (dropped.length >= table.columns.length)
    throw invalid("001517", `Cannot drop all columns of table '${table.name}'.`);
  for (const name of dropped) {
    await context.storage.dropColumn(table.id, name);
    table.columns = table.columns.filter((column) => column.name !== name);
    table.constraints = table.constraints.filter(({ columns }) => !columns.includes(name));
  }
}

async function renameColumn(
  table: Table,
  { from, to }: { readonly from: string; readonly to: string },
  context: ExecuteContext,
): Promise<void> {
  const column = columnOf(table, from);
  if (table.columns.some(({ name }) => name === to)) throw columnExists(to);
  await context.storage.renameColumn(table.id, from, to);
  const renamed = (name: string): string => (name === from ? to : name);
  column.name = to;
  table.constraints = table.constraints.map((constraint) => ({
    ...constraint,
    columns: constraint.columns.map(renamed),
  }));
  for (const other of table.columns) {
    if (other.mask !== undefined) other.mask = { ...other.mask, using: other.mask.using.map(renamed) };
  }
}

/** Semi-structured columns become NOT NULL in an empty table only (docs alter-table-column, usage notes). */
async function requireNotNullable(table: Table, column: Column, context: ExecuteContext): Promise<void> {
  if (!["VARIANT", "OBJECT", "ARRAY"].includes(column.type.kind)) return;
  if (((await context.rowCount?.(table.id)) ?? 0) > 0)
    throw invalid(
      "002266",
      `Cannot set column '${column.name}' of type ${column.type.kind} to NOT NULL: the table has rows.`,
    );
}

async function alterColumn(table: Table, change: ColumnChange, context: ExecuteContext): Promise<void> {
  const column = columnOf(table, change.column);
  switch (change.type) {
    case "type":
      checkTypeChange(column.name, column.type, change.dataType);
      await context.storage.alterColumnType(table.id, column.name, change.dataType);
      column.type = change.dataType;
      if (change.collate !== undefined && change.collate !== "") column.collate = change.collate;
      return;
    case "nullable":
      if (!change.nullable) await requireNotNullable(table, column, context);
      await context.storage.setNullable(table.id, column.name, change.nullable);
      column.nullable = change.nullable;
      return;
    case "drop default":
      // Rows from before the column would change (docs alter-table-column, usage notes).
      if (column.defaultFillsRows === true)
        throw invalid(
          "002265",
          `Cannot drop the default of column '${column.name}': it was added with the default by ALTER TABLE.`,
        );
      delete column.defaultSql;
      return;
    case "comment":
      column.comment = change.comment;
      return;
    case "set masking policy":
      setPolicy(column, change.use, change.force, context);
      return;
    case "unset masking policy":
      unsetPolicy(column);
  }
}

/** Masking policies on the columns of a view. */
export function alterViewColumns(
  view: View,
  changes: readonly ColumnChange[],
  context: ExecuteContext,
): void {
  for (const change of changes) {
    const column = view.columns.find(({ name }) => name === change.column);
    if (column === undefined) throw noColumn(change.column);
    if (change.type === "set masking policy") setPolicy(column, change.use, change.force, context);
    else if (change.type === "unset masking policy") unsetPolicy(column);
  }
}

/** @throws SnowflakeError 003549 where another policy is set and FORCE is not given */
function setPolicy(
  column: Column | ViewColumn,
  use: MaskingPolicyUse,
  force: boolean,
  context: ExecuteContext,
): void {
  const mask = bindPolicy(use, column, context);
  if (column.mask !== undefined && !force) {
    throw invalid(
      "003549",
      `Specified column already attached to another masking policy. Column '${column.name}'.`,
    );
  }
  column.mask = mask;
}

function unsetPolicy(column: Column | ViewColumn): void {
  if (column.mask === undefined)
    throw invalid("003550", `No masking policy is attached to column '${column.name}'.`);
  delete column.mask;
}
