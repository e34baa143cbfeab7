import { invalid } from "../errors";
import type { Result } from "../result";
import type { ColumnDefinition, CreateTable, CreateView, MaskingPolicyUse } from "../syntax/statements";
import { defaultTextLength, printType } from "../types";
import { created, finish, grantsToCopy, makeRoom } from "./create-parts";
import type { ExecuteContext } from "./context";
import { drop } from "./drop";
import { fullName } from "./names";
import type { Column, ColumnMask, Table, View, ViewColumn } from "./objects";
import { columnExists, noColumn } from "./refusals";
import { resolveAs, resolvePlace } from "./resolve";
import { setTags } from "./tags";

/** @throws SnowflakeError 001471 for a column twice, 000904 for a constraint on an unknown one */
export async function createTable(statement: CreateTable, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now, storage } = context;
  const { schema, name } = resolvePlace(context, statement.name);
  const { done, replaced } = makeRoom(statement.mode, "TABLE", schema.relations.get(name));
  if (done !== undefined) return done;
  const names = statement.columns.map((column) => column.name);
  const twice = names.find((column, i) => names.indexOf(column) !== i);
  if (twice !== undefined) throw columnExists(twice);
  for (const constraint of statement.constraints) {
    const missing = constraint.columns.find((column) => !names.includes(column));
    if (missing !== undefined) throw noColumn(missing);
  }
  const keys = statement.constraints
    .filter(({ type }) => type === "PRIMARY KEY")
    .flatMap(({ columns }) => columns);
  const columns = statement.columns.map((column) => makeColumn(column, context, keys));
  for (const column of columns) {
    for (const used of column.mask?.using ?? []) if (!names.includes(used)) throw noColumn(used);
  }
  const table: Table = {
    kind: "TABLE",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    schema,
    variant: statement.variant === "TABLE" && schema.transient ? "TRANSIENT" : statement.variant,
    columns,
    constraints: [...statement.constraints],
    clusterBy: statement.clusterBy,
    properties: statement.properties,
  };
  const copied = grantsToCopy(statement.copyGrants, replaced, context);
  await storage.createTable({ id: table.id, name: fullName(table), columns });
  if (replaced !== undefined) await drop(replaced, context);
  schema.relations.set(name, table);
  finish(table, statement, context, copied);
  for (const { name: column, tags } of statement.columns)
    if (tags.length > 0) setTags(table, column, tags, context);
  return created("TABLE", name);
}

/** A column as the catalog keeps it; the columns of a primary key are not nullable. */
export function makeColumn(
  definition: ColumnDefinition,
  context: ExecuteContext,
  keys: readonly string[],
): Column {
  const { name, type, collate, defaultSql, comment, maskingPolicy } = definition;
  const column: Column = {
    name,
    type,
    nullable: definition.nullable && !keys.includes(name),
    // COLLATE '' means no collation (provider.md section 7).
    ...(collate === undefined || collate === "" ? {} : { collate }),
    ...(defaultSql === undefined ? {} : { defaultSql }),
    ...(comment === undefined || comment === "" ? {} : { comment }),
    tags: new Map(),
  };
  if (maskingPolicy !== undefined) column.mask = bindPolicy(maskingPolicy, column, context);
  return column;
}

/**
 * A masking policy on a column.
 * @throws SnowflakeError 002003 for an unknown policy, 003551 where its type is not the column's
 */
export function bindPolicy(
  use: MaskingPolicyUse,
  column: Pick<Column, "name" | "type">,
  context: ExecuteContext,
): ColumnMask {
  const policy = resolveAs(context, "MASKING POLICY", use.policy);
  const first = policy.arguments[0];
  if (
    first === undefined ||
    first.type.kind !== column.type.kind ||
    policy.returns.kind !== column.type.kind
  ) {
    throw invalid(
      "003551",
      `Masking policy '${fullName(policy)}' of type ${printType(policy.returns)} cannot be set on column '${column.name}' of type ${printType(column.type)}.`,
    );
  }
  const using = use.using ?? [column.name];
  if (using.length !== policy.arguments.length) {
    throw invalid(
      "003552",
      `Masking policy '${fullName(policy)}' takes ${policy.arguments.length} columns, not ${using.length}.`,
    );
  }
  return { policy, using };
}

/** @throws SnowflakeError 002057 where the view declares another number of columns than its query has */
export async function createView(statement: CreateView, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now } = context;
  const { schema, name } = resolvePlace(context, statement.name);
  const { done, replaced } = makeRoom(statement.mode, "VIEW", schema.relations.get(name));
  if (done !== undefined) return done;
  const outputs = await context.describeQuery?.(statement.query);
  const declared = statement.columns;
  if (outputs !== undefined && declared !== undefined && outputs.length !== declared.length) {
    throw invalid("002057", `Invalid column definition list`);
  }
  const view: View = {
    kind: "VIEW",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    schema,
    secure: statement.secure,
    changeTracking: statement.changeTracking,
    columns: (declared ?? outputs ?? []).map((column, i): ViewColumn => {
      const output = outputs?.[i];
      const made: ViewColumn = {
        name: column.name,
        type: output?.type ?? { kind: "VARCHAR", length: defaultTextLength },
        nullable: output?.nullable ?? true,
        tags: new Map(),
      };
      const definition = declared?.[i];
      if (definition?.comment !== undefined) made.comment = definition.comment;
      if (definition?.maskingPolicy !== undefined)
        made.mask = bindPolicy(definition.maskingPolicy, made, context);
      return made;
    }),
    query: statement.query,
    text: statement.text,
  };
  const copied = grantsToCopy(statement.copyGrants, replaced, context);
  if (replaced !== undefined) await drop(replaced, context);
  schema.relations.set(name, view);
  finish(view, statement, context, copied);
  for (const { name: column, tags } of declared ?? [])
    if (tags.length > 0) setTags(view, column, tags, context);
  return created("VIEW", name);
}
