import { invalid, noCurrent, notFound } from "../errors";
import type { Name, ObjectKind, RoleReference } from "../syntax/statements";
import type { Catalog } from "./catalog";
import { fullName, kindName, printName } from "./names";
import type { Database, Role, Schema, SchemaObject, Securable, User } from "./objects";

/** Where unqualified names are looked for. */
export interface NameContext {
  readonly catalog: Catalog;
  readonly database?: string;
  readonly schema?: string;
  /** What is being done, for messages: `CREATE TABLE`. */
  readonly statement?: string;
}

/** The objects that live in a schema, by kind. TABLE finds views as well: they share a namespace. */
export function members(schema: Schema, kind: SchemaObject["kind"]): Map<string, SchemaObject> {
  const maps: Record<SchemaObject["kind"], Map<string, SchemaObject>> = {
    TABLE: schema.relations,
    VIEW: schema.relations,
    STREAM: schema.streams,
    TASK: schema.tasks,
    TAG: schema.tagDefinitions,
    "MASKING POLICY": schema.policies,
  };
  return maps[kind];
}

/** @throws SnowflakeError 002003 */
export function resolveDatabase({ catalog }: NameContext, { parts }: Name): Database {
  const database = findDatabase(catalog, { parts });
  if (database === undefined) throw notFound("Database", printName(parts));
  return database;
}

export const findDatabase = (catalog: Catalog, { parts }: Name): Database | undefined =>
  parts.length === 1 ? catalog.databases.get(parts[0] ?? "") : undefined;

/** The schema of a name, looked for in the current database where none is named. */
export function findSchema({ catalog, database }: NameContext, { parts }: Name): Schema | undefined {
  const container = parts.length === 2 ? parts[0] : parts.length === 1 ? database : undefined;
  return container === undefined
    ? undefined
    : catalog.databases.get(container)?.schemas.get(parts.at(-1) ?? "");
}

/** The database a name of `parts` lies in: its first part, or the current one. */
function databaseOf(context: NameContext, explicit: string | undefined): Database {
  const name = explicit ?? context.database;
  if (name === undefined) {
    throw noCurrent("database", context.statement ?? "operation");
  }
  return resolveDatabase(context, { parts: [name] });
}

/** @throws SnowflakeError 002003, 090105 without a current database */
export function resolveSchema(context: NameContext, { parts }: Name): Schema {
  if (parts.length > 2) throw notFound("Schema", printName(parts));
  const database = databaseOf(context, parts.length === 2 ? parts[0] : undefined);
  const schema = database.schemas.get(parts.at(-1) ?? "");
  if (schema === undefined) throw notFound("Schema", printName([database.name, parts.at(-1) ?? ""]));
  return schema;
}

/**
 * The schema a schema object's name lies in, and its last part.
 * @throws SnowflakeError 002003 where database or schema is missing, 090105 or 090106 where there is no current one
 */
export function resolvePlace(context: NameContext, { parts }: Name): { schema: Schema; name: string } {
  const name = parts.at(-1) ?? "";
  if (parts.length > 3) throw notFound("Object", printName(parts));
  if (parts.length > 1) return { schema: resolveSchema(context, { parts: parts.slice(0, -1) }), name };
  const database = databaseOf(context, undefined);
  if (context.schema === undefined) {
    throw noCurrent("schema", context.statement ?? "operation");
  }
  return { schema: resolveSchema(context, { parts: [database.name, context.schema] }), name };
}

/** The database a database role's name lies in, and its last part. */
export function resolveRolePlace(
  context: NameContext,
  { parts }: Name,
): { database: Database; name: string } {
  const database = databaseOf(context, parts.length > 1 ? parts[0] : undefined);
  return { database, name: parts.at(-1) ?? "" };
}

/**
 * The object of a kind with this name, or undefined where only the object itself is missing.
 * @throws SnowflakeError 002003 where its database or schema is missing
 */
export function find(context: NameContext, kind: ObjectKind, name: Name): Securable | undefined {
  const { catalog } = context;
  const single = name.parts.length === 1 ? (name.parts[0] ?? "") : "";
  switch (kind) {
    case "ACCOUNT":
      return catalog.account;
    case "DATABASE":
      return catalog.databases.get(single);
    case "WAREHOUSE":
      return catalog.warehouses.get(single);
    case "ROLE":
      return catalog.roles.get(single);
    case "USER":
      return catalog.users.get(single);
    case "SCHEMA": {
      const database = databaseOf(context, name.parts.length > 1 ? name.parts[0] : undefined);
      return database.schemas.get(name.parts.at(-1) ?? "");
    }
    case "DATABASE ROLE": {
      const place = resolveRolePlace(context, name);
      return place.database.roles.get(place.name);
    }
    case "APPLICATION ROLE": {
      const place = resolveRolePlace(context, name);
      return place.database.applicationRoles.get(place.name);
    }
    default: {
      const place = resolvePlace(context, name);
      return members(place.schema, kind).get(place.name);
    }
  }
}

/** @throws SnowflakeError 002003 where it is missing */
export function resolve(context: NameContext, kind: ObjectKind, name: Name): Securable {
  const object = find(context, kind, name);
  if (object === undefined) throw notFound(kindName(kind), missingName(context, kind, name));
  return object;
}

/** A missing schema object is named in full, as Snowflake does once it knows the schema. */
function missingName(context: NameContext, kind: ObjectKind, name: Name): string {
  switch (kind) {
    case "TABLE":
    case "VIEW":
    case "STREAM":
    case "TASK":
    case "TAG":
    case "MASKING POLICY": {
      const place = resolvePlace(context, name);
      return `${fullName(place.schema)}.${printName([place.name])}`;
    }
    default:
      return printName(name.parts);
  }
}

/**
 * The object of exactly this kind.
 * @throws SnowflakeError 002003 where it is missing, 002203 where a table is a view or the reverse
 */
export function resolveAs<K extends Securable["kind"]>(
  context: NameContext,
  kind: K,
  name: Name,
): Extract<Securable, { kind: K }> {
  const object = resolve(context, kind, name);
  if (object.kind !== kind) {
    throw invalid("002203", `Object found is of type '${object.kind}', not specified type '${kind}'.`);
  }
  return object as Extract<Securable, { kind: K }>;
}

/** @throws SnowflakeError 002003 */
export function resolveRole(context: NameContext, { kind, name }: RoleReference): Role {
  return resolve(context, kind, name) as Role;
}

/** @throws SnowflakeError 002003 */
export function resolveGrantee(
  context: NameContext,
  reference: RoleReference | { readonly kind: "USER"; readonly name: Name },
): Role | User {
  return resolve(context, reference.kind, reference.name) as Role | User;
}
