import { shows } from "../access/can";
import { invalid, SnowflakeError, unsupported } from "../errors";
import type { Result } from "../result";
import type { ShowKind, ShowObjects, ShowStatement } from "../syntax/statements";
import { contents } from "./catalog";
import type { ExecuteContext } from "./context";
import { fullName } from "./names";
import { informationRelations } from "./information-relations";
import type { Schema, SchemaObject, Securable, Table, View } from "./objects";
import { requireShown } from "./visible";
import { parameterRow, parametersOf, sessionParametersOf } from "./parameters";
import { resolve } from "./resolve";
import { like, table, type Row } from "./rows";
import { showFutureGrants, showGrants } from "./show-grants";
import { keyRows } from "./show-keys";
import { layouts, terseLayouts } from "./show-layouts";
import {
  applicationRoleRow,
  columnRow,
  databaseRow,
  objectRow,
  policyRow,
  roleRow,
  databaseRoleRow,
  schemaRow,
  streamRow,
  tableRow,
  tagRow,
  taskRow,
  userRow,
  viewRow,
  warehouseRow,
} from "./show-rows";
import { databaseIn, relationsIn, schemasIn } from "./show-scope";

/** Answers SHOW: only what the role may see (access/can.ts), ordered by name. */
export async function applyShow(statement: ShowStatement, context: ExecuteContext): Promise<Result> {
  switch (statement.kind) {
    case "show grants":
      return showGrants(statement.of, context);
    case "show future grants":
      return showFutureGrants(statement.of, context);
    case "show parameters":
      return showParameters(statement, context);
    case "show":
      return showObjects(statement, context);
  }
}

async function showObjects(statement: ShowObjects, context: ExecuteContext): Promise<Result> {
  const { what, terse } = statement;
  const layout = terse ? terseLayouts[what] : layouts[what];
  if (layout === undefined) throw unsupported(`SHOW TERSE ${what}`);
  const rows = atMost(await rowsOf(statement, context), statement);
  return table("SHOW", layout, terse ? rows.map((row) => ({ ...row, ...terseCells(what, row) })) : rows);
}

/** Rows of a SHOW at most (usage notes of the SHOW commands). */
const mostRows = 10_000;

/** Kinds whose pages say that more rows without LIMIT are an error; of the others the rest is left out. */
const failsBeyond: ReadonlySet<ShowKind> = new Set([
  "DATABASES",
  "SCHEMAS",
  "TABLES",
  "VIEWS",
  "STREAMS",
  "TASKS",
  "TAGS",
]);

/** Kinds whose pages name no bound (docs sql/show-roles, sql/show-database-roles). */
const unbounded: ReadonlySet<ShowKind> = new Set(["ROLES", "DATABASE ROLES"]);

/** @throws SnowflakeError 090153 for too many rows, 001008 for a LIMIT above what a SHOW gives */
function atMost(rows: readonly Row[], { what, limit }: ShowObjects): readonly Row[] {
  if (unbounded.has(what)) return rows;
  if (limit !== undefined && limit > mostRows)
    throw invalid("001008", `invalid value [${limit}] for parameter 'LIMIT': at most ${mostRows}`);
  if (rows.length > mostRows && failsBeyond.has(what))
    throw new SnowflakeError(
      "090153",
      "22000",
      `The result set size exceeded the max number of rows(${mostRows}) supported for SHOW statements. Use LIMIT option to limit result set to a smaller number.`,
    );
  return rows.slice(0, mostRows);
}

/** What SHOW TERSE gives in columns that the whole listing has not, or has otherwise. */
function terseCells(what: ShowKind, row: Row): Row {
  const none = undefined;
  switch (what) {
    case "DATABASES":
      return { kind: none };
    case "TABLES":
      return { kind: "TABLE" };
    case "VIEWS":
      return { kind: "VIEW" };
    case "STREAMS":
      return { kind: row.type, tableOn: row.table_name };
    default:
      return {};
  }
}

async function rowsOf(statement: ShowObjects, context: ExecuteContext): Promise<readonly Row[]> {
  const { catalog } = context;
  const { what } = statement;
  const visible = <T extends Securable>(objects: Iterable<T>): T[] =>
    select([...objects], statement, context);
  const inSchemas = <K extends SchemaObject["kind"]>(kind: K) =>
    visible(ofKind(schemasIn(statement.in, context), kind));
  const counted = (relation: Table | View): Promise<number> =>
    relation.kind === "TABLE" ? (context.rowCount?.(relation.id) ?? Promise.resolve(0)) : Promise.resolve(0);
  const relations = (): (Table | View)[] => {
    const schemas = schemasIn(statement.in, context);
    return [
      ...ofKind(schemas, "VIEW"),
      ...schemas.flatMap((schema) => informationRelations(schema, context)),
    ];
  };
  switch (what) {
    case "DATABASES":
      return visible(catalog.databases.values()).map((object) => databaseRow(object, context));
    case "REPLICATION DATABASES":
      return [];
    case "WAREHOUSES":
      return visible(catalog.warehouses.values()).map((object) => warehouseRow(object, context));
    case "ROLES":
      return visible(catalog.roles.values()).map((object) => roleRow(object, context));
    case "USERS":
      return visible(catalog.users.values()).map(userRow);
    case "SCHEMAS":
      return visible(schemasOf(statement, context)).map((object) => schemaRow(object, context));
    case "DATABASE ROLES": {
      const database = databaseIn(statement.in, context);
      return visible(database.roles.values()).map((object) => databaseRoleRow(object, catalog));
    }
    case "APPLICATION ROLES": {
      const { applicationRoles } = databaseIn(statement.in, context);
      return visible(applicationRoles.values()).map(applicationRoleRow);
    }
    case "COLUMNS":
      return columnRows(statement, context);
    case "TABLES":
      return Promise.all(inSchemas("TABLE").map(async (object) => tableRow(object, await counted(object))));
    case "VIEWS":
      return visible(relations()).map((view) => viewRow(view as View));
    case "OBJECTS": {
      const tables = ofKind(schemasIn(statement.in, context), "TABLE");
      return Promise.all(
        visible([...tables, ...relations()]).map(async (object) => objectRow(object, await counted(object))),
      );
    }
    case "PRIMARY KEYS":
    case "UNIQUE KEYS":
    case "IMPORTED KEYS":
    case "EXPORTED KEYS":
      return keyRows(what, statement.in, context);
    case "STREAMS":
      return inSchemas("STREAM").map((stream) => streamRow(stream, context));
    case "TASKS":
      return inSchemas("TASK")
        .filter(({ predecessors }) => !statement.rootOnly || predecessors.length === 0)
        .map(taskRow);
    case "TAGS":
      return inSchemas("TAG").map(tagRow);
    case "MASKING POLICIES":
      return inSchemas("MASKING POLICY").map(policyRow);
  }
}

/** The name alone after SHOW SCHEMAS IN is a database. */
function schemasOf({ in: scope }: ShowObjects, context: ExecuteContext): readonly Schema[] {
  return scope?.name !== undefined && scope.object === undefined
    ? [...databaseIn(scope, context).schemas.values()]
    : schemasIn(scope, context);
}

function ofKind<K extends SchemaObject["kind"]>(schemas: readonly Schema[], kind: K) {
  const is = (object: SchemaObject): object is Extract<SchemaObject, { kind: K }> => object.kind === kind;
  return schemas.flatMap((schema) => [...contents(schema)]).filter(is);
}

/** Who sees an INFORMATION_SCHEMA sees its views, which nobody grants. */
const whatIsSeen = (object: Securable): Securable =>
  object.kind === "VIEW" && object.schema.name === "INFORMATION_SCHEMA" ? object.schema : object;

function select<T extends Securable>(
  objects: readonly T[],
  statement: ShowObjects,
  context: ExecuteContext,
): T[] {
  const matches = like(statement.like);
  const starts = statement.startsWith ?? "";
  return objects
    .filter(({ name }) => matches(name) && name.startsWith(starts))
    .filter((object) => shows(context.catalog, context.role, whatIsSeen(object)))
    .sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1))
    .filter(({ name }) => statement.from === undefined || name > statement.from)
    .slice(0, statement.limit);
}

function columnRows(statement: ShowObjects, context: ExecuteContext): Row[] {
  const matches = like(statement.like);
  return relationsIn(statement.in, context).flatMap((relation) =>
    relation.columns.filter(({ name }) => matches(name)).map((column) => columnRow(relation, column)),
  );
}

function showParameters(
  statement: Extract<ShowStatement, { kind: "show parameters" }>,
  context: ExecuteContext,
): Result {
  const matches = like(statement.like);
  const { in: scope } = statement;
  const parameters =
    scope === undefined || scope.object === "SESSION"
      ? (context.sessionParameters ?? sessionParametersOf([]))
      : parametersOf(scope.object === "ACCOUNT" ? context.catalog.account : parameterHolder(scope, context));
  const rows = parameters.filter(({ key }) => matches(key)).map(parameterRow);
  return table("SHOW", layouts.PARAMETERS, rows);
}

function parameterHolder(
  scope: Exclude<Extract<ShowStatement, { kind: "show parameters" }>["in"], undefined>,
  context: ExecuteContext,
): Securable {
  const current = {
    DATABASE: context.database,
    SCHEMA: context.schema,
    WAREHOUSE: context.warehouse,
    USER: context.user.name,
  };
  const fallback = current[scope.object as keyof typeof current];
  const name = scope.name ?? { parts: fallback === undefined ? [] : [fallback] };
  const object = resolve(context, scope.object as Securable["kind"], name);
  requireShown(object, context);
  return object;
}
