import { insufficientPrivileges } from "../errors";
import type { Catalog } from "../catalog/catalog";
import type { ExecuteContext } from "../catalog/context";
import { containerOf, privilegesOn, targetKind, targets } from "../catalog/grants";
import type { Database, Role, Schema, Securable } from "../catalog/objects";
import { resolveRole } from "../catalog/resolve";
import type { GrantStatement } from "../syntax/statements";
import { isAiPrivilege } from "./cortex";
import { canOnAccount, owns, requirePrivilege } from "./can";
import { effectiveRoles } from "./roles";

/**
 * Who may grant and revoke (docs grant-privilege, grant-role, grant-ownership).
 * @throws SnowflakeError 002003, 003001, 003008 for a privilege the object's kind does not have
 */
export function authorizeGrant(statement: GrantStatement, context: ExecuteContext): void {
  const { catalog, role } = context;
  const managesGrants = canOnAccount(catalog, role, "MANAGE GRANTS");
  switch (statement.kind) {
    case "grant role":
    case "revoke role": {
      const granted = resolveRole(context, statement.role);
      if (mayGrantOn(catalog, role, granted)) return;
      // Snowflake's own roles are nobody's to manage: OWNERSHIP or a grant option is asked for. Account roles of its own
      // are what MANAGE GRANTS is for (docs grant-role, grant-database-role, grant-application-role).
      if (!managesGrants || (granted.kind !== "ROLE" && granted.owner === undefined))
        requirePrivilege(catalog, role, "OWNERSHIP", granted);
      return;
    }
    case "grant ownership":
      if (managesGrants) return;
      if (statement.on.scope === "future") requireFuture(context, containerOf(statement.on, context));
      else {
        for (const object of targets(statement.on, context))
          requirePrivilege(catalog, role, "OWNERSHIP", object);
      }
      return;
    default:
      if (statement.on.scope === "future") {
        requireFuture(context, containerOf(statement.on, context));
        return;
      }
      for (const object of targets(statement.on, context)) {
        for (const privilege of privilegesOn(statement, targetKind(statement.on))) {
          if (mayGrant(catalog, role, privilege, object)) continue;
          requirePrivilege(catalog, role, privilege, object);
          throw insufficientPrivileges(object.kind.toLowerCase(), object.name);
        }
      }
  }
}

function requireFuture({ catalog, role }: ExecuteContext, container: Database | Schema): void {
  if (mayGrantFuture(catalog, role, container)) return;
  requirePrivilege(catalog, role, "USAGE", container);
  throw insufficientPrivileges(container.kind.toLowerCase(), container.name);
}

/** Whether a role may hand out a privilege on an object (docs grant-privilege, access control requirements). */
export function mayGrant(catalog: Catalog, role: Role, privilege: string, object: Securable): boolean {
  if (isAiPrivilege(privilege)) return owns(catalog, role, catalog.account);
  // Account privileges are the account administrator's, or go with their grant option.
  const manages = object.kind !== "ACCOUNT" && canOnAccount(catalog, role, "MANAGE GRANTS");
  if (manages) return true;
  if ("schema" in object && object.schema.managedAccess) return owns(catalog, role, object.schema);
  if (owns(catalog, role, object)) return true;
  const roles = effectiveRoles(catalog, role);
  return [...catalog.grants].some(
    (grant) =>
      grant.on === object && grant.privilege === privilege && grant.grantOption && roles.has(grant.to),
  );
}

/** Whether a role may promise grants on what a database or schema will hold. */
function mayGrantFuture(catalog: Catalog, role: Role, container: Database | Schema): boolean {
  if (canOnAccount(catalog, role, "MANAGE GRANTS")) return true;
  // In a managed schema its owner decides on future objects as well (snowflake.md D2).
  return container.kind === "SCHEMA" && container.managedAccess && owns(catalog, role, container);
}

/** Whether a role was granted another with the option to grant it on; ACCOUNTADMIN may grant all that is Snowflake's. */
function mayGrantOn(catalog: Catalog, role: Role, granted: Role): boolean {
  if (granted.owner === undefined && owns(catalog, role, catalog.account)) return true;
  const held = effectiveRoles(catalog, role);
  return [...catalog.roleGrants].some(
    (grant) =>
      grant.role === granted && grant.grantOption === true && grant.to.kind !== "USER" && held.has(grant.to),
  );
}
