import { alreadyGrantedCycle, dependentGrants, runningTask } from "./refusals";
import { owns } from "../access/can";
import { allPrivileges, checkPrivilege } from "../access/privileges";
import { effectiveRoles } from "../access/roles";
import type { Result } from "../result";
import type {
  GrantStatement,
  GrantTarget,
  ObjectKind,
  PrivilegeStatement,
  PromisedKind,
  RoleStatement,
} from "../syntax/statements";
import type { Catalog } from "./catalog";
import { succeeded, type ExecuteContext } from "./context";
import type { Database, Grant, Role, Schema, Securable } from "./objects";
import { members, resolve, resolveDatabase, resolveGrantee, resolveRole, resolveSchema } from "./resolve";

/** Carries out GRANT and REVOKE; `access/authorize.ts` has decided that the role may. */
export function applyGrant(statement: GrantStatement, context: ExecuteContext): Result {
  switch (statement.kind) {
    case "grant role":
      grantRole(statement, context);
      return succeeded("GRANT");
    case "revoke role":
      revokeRole(statement, context);
      return succeeded("REVOKE");
    case "grant privileges":
      grantPrivileges(statement, context);
      return succeeded("GRANT");
    case "revoke privileges":
      revokePrivileges(statement, context);
      return succeeded("REVOKE");
    case "grant ownership":
      grantOwnership(statement, context);
      return succeeded("GRANT");
  }
}

/** The objects a target names now; none for FUTURE. */
export function targets(target: GrantTarget, context: ExecuteContext): Securable[] {
  switch (target.scope) {
    case "account":
      return [context.catalog.account];
    case "object":
      return [resolve(context, target.object, target.name)];
    case "future":
      return [];
    case "all": {
      const container = containerOf(target, context);
      const schemas = container.kind === "SCHEMA" ? [container] : [...container.schemas.values()];
      if (target.object === "SCHEMA") return schemas.filter(({ name }) => name !== "INFORMATION_SCHEMA");
      return schemas.flatMap((schema) => contentsOfKind(schema, target.object));
    }
  }
}

function contentsOfKind(schema: Schema, kind: ObjectKind | PromisedKind): Securable[] {
  switch (kind) {
    case "TABLE":
    case "VIEW":
    case "STREAM":
    case "TASK":
    case "TAG":
    case "MASKING POLICY":
      return [...members(schema, kind).values()].filter((object) => object.kind === kind);
    default:
      return [];
  }
}

/** The database or schema of ALL and FUTURE. */
export function containerOf(
  target: Extract<GrantTarget, { scope: "all" | "future" }>,
  context: ExecuteContext,
): Database | Schema {
  return target.in.kind === "DATABASE"
    ? resolveDatabase(context, target.in.name)
    : resolveSchema(context, target.in.name);
}

/** The kind of object a target's privileges are about. */
export const targetKind = (target: GrantTarget): ObjectKind | PromisedKind =>
  target.scope === "account" ? "ACCOUNT" : target.object;

/**
 * The privileges of a statement on one kind of object.
 * @throws SnowflakeError 003008 for one the kind does not have
 */
export function privilegesOn(
  statement: PrivilegeStatement,
  kind: ObjectKind | PromisedKind,
): readonly string[] {
  if (statement.privileges === "ALL") return allPrivileges(kind);
  for (const privilege of statement.privileges) checkPrivilege(privilege, kind);
  return statement.privileges;
}

function grantPrivileges(statement: PrivilegeStatement, context: ExecuteContext): void {
  const { catalog, now } = context;
  const to = resolveRole(context, statement.role);
  if (statement.on.scope === "future") {
    addFutureGrants(statement, statement.on, to, context);
    return;
  }
  const objects = targets(statement.on, context);
  const privileges = privilegesOn(statement, targetKind(statement.on));
  for (const on of objects) {
    // A view named as TABLE takes the privileges of a view.
    for (const privilege of privileges) {
      const grantedBy = grantorOf(catalog, context.role, privilege, on);
      addGrant(catalog, { privilege, on, to, grantOption: statement.grantOption, grantedBy, createdOn: now });
    }
  }
}

/** Adds a grant; granting again can add the grant option and never takes it away. */
export function addGrant(catalog: Catalog, grant: Grant): void {
  for (const held of catalog.grants) {
    if (held.privilege === grant.privilege && held.on === grant.on && held.to === grant.to) {
      held.grantOption ||= grant.grantOption;
      return;
    }
  }
  catalog.grants.add(grant);
}

/**
 * The role a grant is recorded for: the owner where the active role has ownership or acts by MANAGE GRANTS, else the
 * role whose grant option is used (docs show-grants, usage notes).
 */
function grantorOf(catalog: Catalog, role: Role, privilege: string, object: Securable): Role | undefined {
  if (owns(catalog, role, object)) return object.owner;
  const roles = effectiveRoles(catalog, role);
  for (const grant of catalog.grants) {
    if (grant.on === object && grant.privilege === privilege && grant.grantOption && roles.has(grant.to))
      return grant.to;
  }
  return object.owner ?? role;
}

function addFutureGrants(
  statement: PrivilegeStatement,
  target: Extract<GrantTarget, { scope: "all" | "future" }>,
  to: Role,
  context: ExecuteContext,
): void {
  const container = containerOf(target, context);
  for (const privilege of privilegesOn(statement, target.object)) {
    addFutureGrant(context, {
      privilege,
      object: target.object,
      in: container,
      to,
      grantOption: statement.grantOption,
    });
  }
}

function addFutureGrant(
  { catalog, now }: ExecuteContext,
  grant: {
    privilege: string;
    object: ObjectKind | PromisedKind;
    in: Database | Schema;
    to: Role;
    grantOption: boolean;
  },
): void {
  for (const held of catalog.futureGrants) {
    const same = held.privilege === grant.privilege && held.object === grant.object && held.in === grant.in;
    if (same && held.to === grant.to) {
      held.grantOption ||= grant.grantOption;
      return;
    }
  }
  catalog.futureGrants.add({ ...grant, createdOn: now });
}

function revokePrivileges(statement: PrivilegeStatement, context: ExecuteContext): void {
  const { catalog } = context;
  const from = resolveRole(context, statement.role);
  if (statement.on.scope === "future") {
    const container = containerOf(statement.on, context);
    // OWNERSHIP on future objects is revoked like any privilege; there is no other way to take it back.
    const owning = statement.privileges !== "ALL" && statement.privileges.includes("OWNERSHIP");
    const privileges = owning ? ["OWNERSHIP"] : privilegesOn(statement, statement.on.object);
    for (const held of catalog.futureGrants) {
      const meant = held.in === container && held.object === statement.on.object && held.to === from;
      if (!meant || !privileges.includes(held.privilege)) continue;
      if (statement.grantOption) held.grantOption = false;
      else catalog.futureGrants.delete(held);
    }
    return;
  }
  const privileges = privilegesOn(statement, targetKind(statement.on));
  for (const object of targets(statement.on, context)) {
    for (const privilege of privileges) revoke(catalog, privilege, object, from, statement);
  }
}

/** @throws SnowflakeError 003364 where grants made by virtue of this one would be left, without CASCADE */
function revoke(
  catalog: Catalog,
  privilege: string,
  on: Securable,
  from: Role,
  statement: PrivilegeStatement,
): void {
  for (const held of catalog.grants) {
    if (held.on !== on || held.privilege !== privilege || held.to !== from) continue;
    const dependents = [...catalog.grants].filter(
      (other) =>
        other !== held && other.on === on && other.privilege === privilege && other.grantedBy === from,
    );
    const first = dependents[0];
    if (first !== undefined && from !== on.owner && !statement.cascade) throw dependentGrants(first);
    if (from !== on.owner) for (const dependent of dependents) catalog.grants.delete(dependent);
    if (statement.grantOption) held.grantOption = false;
    else catalog.grants.delete(held);
  }
}

function grantRole(statement: RoleStatement, context: ExecuteContext): void {
  const { catalog, now } = context;
  const role = resolveRole(context, statement.role);
  const to = resolveGrantee(context, statement.to);
  if (to.kind !== "USER" && effectiveRoles(catalog, role).has(to) && to.name !== "PUBLIC") {
    throw alreadyGrantedCycle(role, to);
  }
  for (const held of catalog.roleGrants) if (held.role === role && held.to === to) return;
  const grantedBy = owns(catalog, context.role, role) ? role.owner : context.role;
  catalog.roleGrants.add({ role, to, grantOption: statement.grantOption, grantedBy, createdOn: now });
}

function revokeRole(statement: RoleStatement, context: ExecuteContext): void {
  const { catalog } = context;
  const role = resolveRole(context, statement.role);
  const from = resolveGrantee(context, statement.to);
  for (const held of catalog.roleGrants)
    if (held.role === role && held.to === from) catalog.roleGrants.delete(held);
}

function grantOwnership(
  statement: Extract<GrantStatement, { kind: "grant ownership" }>,
  context: ExecuteContext,
): void {
  const { catalog } = context;
  const to = resolveRole(context, statement.to);
  if (statement.on.scope === "future") {
    const container = containerOf(statement.on, context);
    const object = statement.on.object;
    for (const held of catalog.futureGrants) {
      // Future objects of a kind have one owner.
      const same = held.in === container && held.object === object && held.privilege === "OWNERSHIP";
      if (same) catalog.futureGrants.delete(held);
    }
    addFutureGrant(context, { privilege: "OWNERSHIP", object, in: container, to, grantOption: false });
    return;
  }
  for (const object of targets(statement.on, context)) transfer(object, to, statement, context);
}

/**
 * Gives one object a new owner. The grants on it must be said to be kept or dropped; a running task must be suspended
 * first, which COPY CURRENT GRANTS does by itself (docs grant-ownership; snowflake.md B5).
 */
function transfer(
  object: Securable,
  to: Role,
  { currentGrants, on }: Extract<GrantStatement, { kind: "grant ownership" }>,
  { catalog, now }: ExecuteContext,
): void {
  if (object.owner === to) return;
  const grants = [...catalog.grants].filter((grant) => grant.on === object);
  const first = grants[0];
  if (first !== undefined && currentGrants === undefined) throw dependentGrants(first);
  if (object.kind === "TASK" && object.state === "started") {
    if (currentGrants !== "COPY" && on.scope !== "all") throw runningTask(object);
    object.state = "suspended";
    object.lastSuspendedOn = now;
    object.lastSuspendedReason = "GRANT OWNERSHIP";
  }
  for (const grant of grants) {
    if (currentGrants === "REVOKE") catalog.grants.delete(grant);
    else if (grant.grantedBy === object.owner) grant.grantedBy = to;
  }
  object.owner = to;
}

/**
 * Gives a new object the grants its schema or database promises to objects of its kind. Promises of the schema hide
 * those of the database for that kind (snowflake.md D3).
 */
export function applyFutureGrants(object: Securable, { catalog, now }: ExecuteContext): void {
  const schema = "schema" in object ? object.schema : undefined;
  const database = schema?.database ?? (object.kind === "SCHEMA" ? object.database : undefined);
  const promised = (container: Database | Schema | undefined) =>
    [...catalog.futureGrants].filter((grant) => grant.in === container && grant.object === object.kind);
  const bySchema = schema === undefined ? [] : promised(schema);
  for (const future of bySchema.length > 0 ? bySchema : promised(database)) {
    if (future.privilege === "OWNERSHIP") object.owner = future.to;
  }
  for (const future of bySchema.length > 0 ? bySchema : promised(database)) {
    if (future.privilege === "OWNERSHIP") continue;
    const { privilege, to, grantOption } = future;
    addGrant(catalog, { privilege, on: object, to, grantOption, grantedBy: object.owner, createdOn: now });
  }
}
