import { insufficientPrivileges, notFound } from "../errors";
import type { Catalog } from "../catalog/catalog";
import { fullName, kindName } from "../catalog/names";
import type { Database, Role, Schema, Securable } from "../catalog/objects";
import { effectiveRoles } from "./roles";

/**
 * Whether a role holds a privilege on an object, itself or by inheritance. OWNERSHIP holds them all.
 * @see https://docs.snowflake.com/en/user-guide/security-access-control-privileges
 */
export function can(catalog: Catalog, role: Role, privilege: string, object: Securable): boolean {
  const roles = effectiveRoles(catalog, role);
  if (object.owner !== undefined && roles.has(object.owner)) return true;
  if (object.kind === "DATABASE" && privilege === "USAGE" && holdsDatabaseRole(roles, object)) return true;
  // INFORMATION_SCHEMA is everyone's who may use the database.
  if (object.kind === "SCHEMA" && object.name === "INFORMATION_SCHEMA" && privilege === "USAGE") {
    return can(catalog, role, "USAGE", object.database);
  }
  for (const grant of catalog.grants) {
    if (grant.on === object && grant.privilege === privilege && roles.has(grant.to)) return true;
  }
  return false;
}

/** A database role brings USAGE on its database (docs security-access-control-considerations; snowflake.md D5). */
function holdsDatabaseRole(roles: ReadonlySet<Role>, database: Database): boolean {
  for (const role of roles) if (role.kind === "DATABASE ROLE" && role.database === database) return true;
  return false;
}

export function owns(catalog: Catalog, role: Role, object: Securable): boolean {
  return object.owner !== undefined && effectiveRoles(catalog, role).has(object.owner);
}

/** Whether a role holds an account privilege such as MANAGE GRANTS or EXECUTE TASK. */
export function canOnAccount(catalog: Catalog, role: Role, privilege: string): boolean {
  return can(catalog, role, privilege, catalog.account);
}

/**
 * Whether SHOW lists an object for a role: any privilege on it will do, and MANAGE GRANTS sees everything (usage
 * notes of every SHOW). Account roles are seen by all, database roles by who may use their database.
 */
export function sees(catalog: Catalog, role: Role, object: Securable): boolean {
  if (object.kind === "ACCOUNT" || object.kind === "ROLE") return true;
  if (canOnAccount(catalog, role, "MANAGE GRANTS")) return true;
  return holdsAny(catalog, role, object);
}

/** Whether a role holds any privilege on an object, itself or by inheritance. */
export function holdsAny(catalog: Catalog, role: Role, object: Securable): boolean {
  if (owns(catalog, role, object)) return true;
  switch (object.kind) {
    case "DATABASE ROLE":
    case "APPLICATION ROLE":
      return holdsAny(catalog, role, object.database);
    case "DATABASE":
    case "SCHEMA":
      if (can(catalog, role, "USAGE", object)) return true;
      break;
    default:
      break;
  }
  const roles = effectiveRoles(catalog, role);
  for (const grant of catalog.grants) if (grant.on === object && roles.has(grant.to)) return true;
  return false;
}

/**
 * Whether INFORMATION_SCHEMA has a row for an object: as SHOW does, but MANAGE GRANTS opens nothing
 * (docs info-schema/databases, usage notes).
 */
export function informs(catalog: Catalog, role: Role, object: Securable): boolean {
  if (!holdsAny(catalog, role, object)) return false;
  if ("schema" in object) return informs(catalog, role, object.schema);
  return !("database" in object) || holdsAny(catalog, role, object.database);
}

/** Whether a role may name what a schema holds: USAGE on the schema and on its database. */
export function reaches(catalog: Catalog, role: Role, schema: Schema): boolean {
  return can(catalog, role, "USAGE", schema.database) && can(catalog, role, "USAGE", schema);
}

/** Whether SHOW lists an object and the way to it is open. */
export function shows(catalog: Catalog, role: Role, object: Securable): boolean {
  if (!sees(catalog, role, object)) return false;
  if (!("schema" in object) || canOnAccount(catalog, role, "MANAGE GRANTS")) return true;
  return sees(catalog, role, object.schema) && sees(catalog, role, object.schema.database);
}

/**
 * Requires a privilege on an object.
 * @throws SnowflakeError 002003 where the role may not even know of it, 003001 where the privilege lacks
 */
export function requirePrivilege(catalog: Catalog, role: Role, privilege: string, object: Securable): void {
  requireReach(catalog, role, object);
  if (privilege === "OWNERSHIP" ? owns(catalog, role, object) : can(catalog, role, privilege, object)) return;
  if (!sees(catalog, role, object)) throw notFound(kindName(object.kind), fullName(object));
  throw insufficientPrivileges(object.kind.toLowerCase(), object.name);
}

/** @throws SnowflakeError 002003 where the database or schema an object lies in may not be used */
export function requireReach(catalog: Catalog, role: Role, object: Securable): void {
  if ("schema" in object) {
    requireUsage(catalog, role, object.schema.database);
    requireUsage(catalog, role, object.schema);
  } else if (object.kind === "SCHEMA") {
    requireUsage(catalog, role, object.database);
  }
}

/** @throws SnowflakeError 002003 where a database or schema may not be used */
export function requireUsage(catalog: Catalog, role: Role, container: Database | Schema): void {
  if (!can(catalog, role, "USAGE", container)) throw notFound(kindName(container.kind), fullName(container));
}

/** @throws SnowflakeError 003001 where the role lacks an account privilege */
export function requireOnAccount(catalog: Catalog, role: Role, privilege: string): void {
  if (!canOnAccount(catalog, role, privilege)) throw insufficientPrivileges("account", catalog.account.name);
}
