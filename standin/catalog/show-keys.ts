import type { Constraint, KeyKind, ShowScope } from "../syntax/statements";
import type { ExecuteContext } from "./context";
import type { Schema, Table } from "./objects";
import { find } from "./resolve";
import type { Row } from "./rows";
import { relationsIn } from "./show-scope";

/** SHOW PRIMARY | UNIQUE | IMPORTED | EXPORTED KEYS: a row for each column of a key (docs show-primary-keys). */
export function keyRows(
  what: KeyKind,
  scope: ShowScope | undefined,
  context: ExecuteContext,
): readonly Row[] {
  const tables = relationsIn(scope, context).filter((relation) => relation.kind === "TABLE");
  switch (what) {
    case "PRIMARY KEYS":
      return tables.flatMap((table) => ownKeys(table, "PRIMARY KEY"));
    case "UNIQUE KEYS":
      return tables.flatMap((table) => ownKeys(table, "UNIQUE"));
    case "IMPORTED KEYS":
      return tables.flatMap((table) => references(table, context).map(({ row }) => row));
    case "EXPORTED KEYS":
      return relationsIn({ object: "ACCOUNT" }, context)
        .filter((relation) => relation.kind === "TABLE")
        .flatMap((table) => references(table, context))
        .filter(({ to }) => tables.includes(to))
        .map(({ row }) => row);
  }
}

/** The name Snowflake would make up for a constraint that was given none. */
const nameOf = (table: Table, constraint: Constraint): string =>
  constraint.name ??
  `SYS_CONSTRAINT_${String(table.id).padStart(8, "0")}-${String(table.constraints.indexOf(constraint)).padStart(4, "0")}`;

const place = (schema: Schema, prefix = ""): Row => ({
  [`${prefix}database_name`]: schema.database.name,
  [`${prefix}schema_name`]: schema.name,
});

const ownKeys = (table: Table, type: Constraint["type"]): Row[] =>
  table.constraints
    .filter((constraint) => constraint.type === type)
    .flatMap((constraint) =>
      constraint.columns.map((column, i) => ({
        created_on: table.createdOn,
        ...place(table.schema),
        table_name: table.name,
        column_name: column,
        key_sequence: i + 1,
        constraint_name: nameOf(table, constraint),
        rely: "false",
      })),
    );

/** The foreign keys of a table whose other table is there: its key stands for columns that are not named. */
function references(table: Table, context: ExecuteContext): { readonly to: Table; readonly row: Row }[] {
  const { schema } = table;
  const names = { catalog: context.catalog, database: schema.database.name, schema: schema.name };
  return table.constraints.flatMap((constraint) => {
    const { references: to } = constraint;
    const target = to && find(names, "TABLE", to.table);
    if (to === undefined || target?.kind !== "TABLE") return [];
    const key = target.constraints.find(({ type }) => type === "PRIMARY KEY");
    const columns = to.columns.length > 0 ? to.columns : (key?.columns ?? []);
    return constraint.columns.map((column, i) => ({
      to: target,
      row: {
        created_on: table.createdOn,
        ...place(target.schema, "pk_"),
        pk_table_name: target.name,
        pk_column_name: columns[i],
        ...place(schema, "fk_"),
        fk_table_name: table.name,
        fk_column_name: column,
        key_sequence: i + 1,
        update_rule: "NO ACTION",
        delete_rule: "NO ACTION",
        fk_name: nameOf(table, constraint),
        pk_name: key === undefined ? undefined : nameOf(target, key),
        deferrability: "NOT DEFERRABLE",
        rely: "false",
      },
    }));
  });
}
