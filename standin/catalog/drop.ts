import { invalid, notFound } from "../errors";
import type { Result } from "../result";
import type { DropStatement } from "../syntax/statements";
import type { Catalog } from "./catalog";
import { contents } from "./catalog";
import { status, type ExecuteContext } from "./context";
import { fullName, kindName } from "./names";
import type { Database, MaskingPolicy, Role, Schema, SchemaObject, Securable, Table } from "./objects";
import { policyInUse } from "./refusals";
import { find, members, resolveAs } from "./resolve";
import { forgetTag } from "./tags";
import { requireSuspendedRoots } from "./tasks";

/** Carries out DROP of any object. */
export async function applyDrop(statement: DropStatement, context: ExecuteContext): Promise<Result> {
  const { object: kind, name, ifExists } = statement;
  if (ifExists && !exists(statement, context)) {
    return status(`DROP ${kind}`, "Drop statement executed successfully (object already dropped).");
  }
  const object = resolveAs(context, kind, name);
  await drop(object, context);
  return status(`DROP ${kind}`, `${object.name} successfully dropped.`);
}

/** Whether an object is there; one in a missing schema or database is not. */
export function exists(statement: Pick<DropStatement, "object" | "name">, context: ExecuteContext): boolean {
  try {
    return find(context, statement.object, statement.name) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Takes an object away with all it holds, its grants and its rows.
 * @throws SnowflakeError 003529 for a masking policy in use, 091093 for a task of a running graph
 */
export async function drop(object: Securable, context: ExecuteContext): Promise<void> {
  const { catalog } = context;
  switch (object.kind) {
    case "DATABASE":
      await dropDatabase(object, context);
      break;
    case "SCHEMA":
      checkPoliciesWithin(catalog, [object]);
      await dropSchema(object, context);
      break;
    case "WAREHOUSE":
      catalog.warehouses.delete(object.name);
      break;
    case "ROLE":
      inherit(catalog, object, context.role);
      catalog.roles.delete(object.name);
      break;
    case "DATABASE ROLE":
      inherit(catalog, object, context.role);
      object.database.roles.delete(object.name);
      break;
    case "USER":
      catalog.users.delete(object.name);
      break;
    case "ACCOUNT":
    case "APPLICATION ROLE":
      throw notFound(kindName(object.kind), object.name);
    default:
      if (object.kind === "MASKING POLICY" && usesOf(catalog, object).length > 0) throw policyInUse(object);
      if (object.kind === "TASK" && object.predecessors.length > 0) requireSuspendedRoots(object);
      await dropFromSchema(object, context);
  }
  catalog.forget(object);
}

/** What a dropped role owned goes to the role that drops it (docs drop-role). */
function inherit(catalog: Catalog, from: Role, to: Role): void {
  for (const object of catalog.objects()) if (object.owner === from) object.owner = to;
}

async function dropDatabase(database: Database, context: ExecuteContext): Promise<void> {
  checkPoliciesWithin(context.catalog, [...database.schemas.values()]);
  for (const schema of database.schemas.values()) {
    await dropSchema(schema, context);
    context.catalog.forget(schema);
  }
  for (const role of database.roles.values()) {
    inherit(context.catalog, role, context.role);
    context.catalog.forget(role);
  }
  context.catalog.databases.delete(database.name);
}

async function dropSchema(schema: Schema, context: ExecuteContext): Promise<void> {
  for (const object of [...contents(schema)]) {
    await dropFromSchema(object, context);
    context.catalog.forget(object);
  }
  schema.database.schemas.delete(schema.name);
}

/** A policy used by tables outside what is dropped would leave them unprotected. */
function checkPoliciesWithin(catalog: Catalog, schemas: readonly Schema[]): void {
  for (const schema of schemas) {
    for (const policy of schema.policies.values()) {
      if (usesOf(catalog, policy).some((relation) => !schemas.includes(relation.schema)))
        throw policyInUse(policy);
    }
  }
}

/** The tables and views with a column under a policy. */
export function usesOf(catalog: Catalog, policy: MaskingPolicy) {
  return [...catalog.relations()].filter(({ columns }) =>
    columns.some(({ mask }) => mask?.policy === policy),
  );
}

async function dropFromSchema(object: SchemaObject, context: ExecuteContext): Promise<void> {
  switch (object.kind) {
    case "TABLE":
      await context.storage.dropTable(object.id);
      orphanStreams(context.catalog, object);
      break;
    case "STREAM":
      await context.storage.dropStream(object.id);
      break;
    case "TASK":
      for (const task of object.schema.tasks.values()) {
        task.predecessors = task.predecessors.filter((predecessor) => predecessor !== object);
        if (task.finalizes === object) task.finalizes = undefined;
      }
      break;
    case "TAG":
      forgetTag(context.catalog, object);
      break;
    default:
      break;
  }
  members(object.schema, object.kind).delete(object.name);
}

/** A stream does not follow its table's name to another table (snowflake.md B4). */
function orphanStreams(catalog: Catalog, table: Table): void {
  for (const schema of catalog.schemas()) {
    for (const stream of schema.streams.values()) if (stream.table === table) stream.orphaned = true;
  }
}

/** @throws SnowflakeError 002203 where OR REPLACE would replace a table by a view or the reverse */
export function requireSameKind(existing: Securable, kind: Securable["kind"]): void {
  if (existing.kind !== kind) {
    throw invalid("002203", `Object '${fullName(existing)}' already exists as ${existing.kind}.`);
  }
}
