import { requireReach, shows } from "../access/can";
import { SnowflakeError } from "../errors";
import type { Result } from "../result";
import type { ShowObjects, ShowScope, ShowStatement } from "../syntax/statements";
import { contents } from "./catalog";
import type { ExecuteContext } from "./context";
import { fullName } from "./names";
import type { Database, Schema, SchemaObject, Securable, Table, View } from "./objects";
import { requireShown } from "./visible";
import { parameterRow, parametersOf, sessionParametersOf } from "./parameters";
import { resolve, resolveDatabase, resolveSchema } from "./resolve";
import { like, table } from "./rows";
import { showFutureGrants, showGrants } from "./show-grants";
import { layouts } from "./show-layouts";
import {
  columnRow,
  databaseRow,
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
  const { catalog } = context;
  const { what } = statement;
  const visible = <T extends Securable>(objects: Iterable<T>): T[] =>
    select([...objects], statement, context);
  const answer = (rows: Parameters<typeof table>[2]): Result =>
    table("SHOW", layouts[what], bounded(rows, what));
  switch (what) {
    case "DATABASES":
      return answer(visible(catalog.databases.values()).map((object) => databaseRow(object, context)));
    case "REPLICATION DATABASES":
      return answer([]);
    case "WAREHOUSES":
      return answer(visible(catalog.warehouses.values()).map((object) => warehouseRow(object, context)));
    case "ROLES":
      return answer(visible(catalog.roles.values()).map((object) => roleRow(object, context)));
    case "USERS":
      return answer(visible(catalog.users.values()).map(userRow));
    case "SCHEMAS":
      return answer(visible(schemasIn(statement.in, context)).map((object) => schemaRow(object, context)));
    case "DATABASE ROLES": {
      const database = databaseIn(statement.in, context);
      return answer(visible(database.roles.values()).map((object) => databaseRoleRow(object, catalog)));
    }
    case "COLUMNS":
      return answer(showColumns(statement, context));
    case "TABLES": {
      const tables = visible(ofKind(schemasIn(statement.in, context), "TABLE"));
      return answer(
        await Promise.all(
          tables.map(async (object) => tableRow(object, (await context.rowCount?.(object.id)) ?? 0)),
        ),
      );
    }
    case "VIEWS":
      return answer(visible(ofKind(schemasIn(statement.in, context), "VIEW")).map(viewRow));
    case "STREAMS":
      return answer(
        visible(ofKind(schemasIn(statement.in, context), "STREAM")).map((s) => streamRow(s, context)),
      );
    case "TASKS":
      return answer(visible(ofKind(schemasIn(statement.in, context), "TASK")).map(taskRow));
    case "TAGS":
      return answer(visible(ofKind(schemasIn(statement.in, context), "TAG")).map(tagRow));
    case "MASKING POLICIES":
      return answer(visible(ofKind(schemasIn(statement.in, context), "MASKING POLICY")).map(policyRow));
  }
}

function ofKind<K extends SchemaObject["kind"]>(schemas: readonly Schema[], kind: K) {
  const is = (object: SchemaObject): object is Extract<SchemaObject, { kind: K }> => object.kind === kind;
  return schemas.flatMap((schema) => [...contents(schema)]).filter(is);
}

function select<T extends Securable>(
  objects: readonly T[],
  statement: ShowObjects,
  context: ExecuteContext,
): T[] {
  const matches = like(statement.like);
  const starts = statement.startsWith ?? "";
  if ((statement.limit ?? 0) > mostRows && !unbounded.has(statement.what)) throw tooManyRows();
  const found = objects
    .filter(({ name }) => matches(name) && name.startsWith(starts))
    .filter((object) => shows(context.catalog, context.role, object))
    .sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1))
    .filter(({ name }) => statement.from === undefined || name > statement.from)
    .slice(0, statement.limit);
  // Before rows are counted and printed: so many cost.
  return bounded(found, statement.what);
}

/** Rows one SHOW gives at most (docs sql/show-tables, usage notes; likewise each SHOW command's page). */
const mostRows = 10_000;

/** Commands that leave out what is beyond, with or without LIMIT; the others fail (docs sql/show-warehouses, sql/show-columns). */
const cut = new Set<ShowObjects["what"]>(["WAREHOUSES", "COLUMNS"]);

/** Commands whose pages name no bound (docs sql/show-roles, sql/show-database-roles). */
const unbounded = new Set<ShowObjects["what"]>(["ROLES", "DATABASE ROLES"]);

function bounded<T>(rows: readonly T[], what: ShowObjects["what"]): T[] {
  if (rows.length <= mostRows || unbounded.has(what)) return [...rows];
  if (cut.has(what)) return rows.slice(0, mostRows);
  throw tooManyRows();
}

const tooManyRows = (): SnowflakeError =>
  new SnowflakeError(
    "090153",
    "22000",
    `The result set size exceeded the max number of rows(${mostRows}) supported for SHOW statements. Use LIMIT option to limit result set to a smaller number.`,
  );

/** The schemas a scope means: without one the current database's, or the account's where there is none. */
function schemasIn(scope: ShowScope | undefined, context: ExecuteContext): readonly Schema[] {
  if (scope?.object === "ACCOUNT") return [...context.catalog.schemas()];
  const ofDatabase = scope?.object === "DATABASE";
  const byName = scope !== undefined && scope.object !== "DATABASE" && scope.name !== undefined;
  if (byName && (scope.object === "SCHEMA" || scope.name.parts.length > 1)) {
    return [visibleSchema(scope.name, context)];
  }
  if (scope?.object === "SCHEMA" && context.database !== undefined && context.schema !== undefined) {
    return [visibleSchema({ parts: [context.database, context.schema] }, context)];
  }
  if (ofDatabase || byName || context.database !== undefined)
    return [...databaseIn(scope, context).schemas.values()];
  return [...context.catalog.schemas()];
}

function visibleSchema(name: { readonly parts: readonly string[] }, context: ExecuteContext): Schema {
  const schema = resolveSchema(context, name);
  requireShown(schema, context);
  return schema;
}

function databaseIn(scope: ShowScope | undefined, context: ExecuteContext): Database {
  const name = scope?.name ?? { parts: context.database === undefined ? [] : [context.database] };
  const database = resolveDatabase(context, name);
  requireShown(database, context);
  return database;
}

function showColumns(statement: ShowObjects, context: ExecuteContext) {
  const matches = like(statement.like);
  const scope = statement.in;
  const relations: (Table | View)[] =
    (scope?.object === "TABLE" || scope?.object === "VIEW") && scope.name !== undefined
      ? [resolve(context, scope.object, scope.name) as Table | View]
      : schemasIn(scope, context).flatMap((schema) => [...schema.relations.values()]);
  for (const relation of scope?.object === "TABLE" ? relations : []) {
    requireReach(context.catalog, context.role, relation);
    requireShown(relation, context);
  }
  return relations
    .filter((relation) => shows(context.catalog, context.role, relation))
    .flatMap((relation) =>
      relation.columns.filter(({ name }) => matches(name)).map((c) => columnRow(relation, c)),
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
