import { requireReach, shows } from "../access/can";
import { notThere } from "../errors";
import type { Name, ShowScope } from "../syntax/statements";
import type { ExecuteContext } from "./context";
import type { Database, Schema, Table, View } from "./objects";
import { findDatabase, findSchema, resolve } from "./resolve";
import { requireShown } from "./visible";

/**
 * The schemas the scope of a SHOW means (docs of each SHOW command): of the database it names or the current one, of
 * the account where there is neither; or one schema. A name alone is a schema of the current database, or a database.
 * @throws SnowflakeError 002043 for a scope that is missing or not for this role
 */
export function schemasIn(scope: ShowScope | undefined, context: ExecuteContext): readonly Schema[] {
  const { catalog, database, schema } = context;
  const everywhere = (): readonly Schema[] => [...catalog.schemas()];
  const name = scope?.name;
  if (name !== undefined && scope?.object !== "ACCOUNT") {
    if (scope?.object === "DATABASE") return [...shownDatabase(name, context).schemas.values()];
    const found = findSchema(context, name);
    if (found === undefined && scope?.object === undefined && name.parts.length === 1)
      return [...shownDatabase(name, context).schemas.values()];
    if (found === undefined || !shows(catalog, context.role, found)) throw notThere();
    return [found];
  }
  if (scope?.object === "ACCOUNT" || database === undefined) return everywhere();
  if (scope?.object !== "DATABASE" && scope !== undefined && schema !== undefined) {
    const current = findSchema(context, { parts: [schema] });
    return current === undefined ? [] : [current];
  }
  return [...(findDatabase(catalog, { parts: [database] })?.schemas.values() ?? [])];
}

/** The database a SHOW means: the one named, or the current one. @throws SnowflakeError 002043 */
export function databaseIn(scope: ShowScope | undefined, context: ExecuteContext): Database {
  return shownDatabase(
    scope?.name ?? { parts: context.database === undefined ? [] : [context.database] },
    context,
  );
}

function shownDatabase(name: Name, context: ExecuteContext): Database {
  const database = findDatabase(context.catalog, name);
  if (database === undefined || !shows(context.catalog, context.role, database)) throw notThere();
  return database;
}

/**
 * The tables and views a SHOW of what is inside them means: those of its schemas, or the one it names, with or
 * without the word TABLE or VIEW (docs show-columns, show-primary-keys).
 * @throws SnowflakeError 002003 for one that is missing or not for this role
 */
export function relationsIn(
  scope: ShowScope | undefined,
  context: ExecuteContext,
): readonly (Table | View)[] {
  const kind = scope?.object === "VIEW" ? "VIEW" : "TABLE";
  const one = scope?.name !== undefined && ["TABLE", "VIEW", undefined].includes(scope.object);
  if (scope?.name === undefined || !one)
    return schemasIn(scope, context)
      .flatMap((schema) => [...schema.relations.values()])
      .filter((relation) => shows(context.catalog, context.role, relation));
  const relation = resolve(context, kind, scope.name) as Table | View;
  requireReach(context.catalog, context.role, relation);
  requireShown(relation, context);
  return [relation];
}
