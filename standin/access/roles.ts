import type { Catalog } from "../catalog/catalog";
import type { AccountRole, Role, User } from "../catalog/objects";

/**
 * The roles whose privileges a role has: itself, all it was granted, and all those were. PUBLIC is in every role
 * (docs security-access-control-overview).
 */
export function effectiveRoles(catalog: Catalog, role: Role): ReadonlySet<Role> {
  const found = new Set<Role>();
  const waiting: Role[] = [role];
  const everyone = catalog.roles.get("PUBLIC");
  if (everyone !== undefined && role.kind === "ROLE") waiting.push(everyone);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const grant of catalog.roleGrants) if (grant.to === next) waiting.push(grant.role);
  }
  return found;
}

/**
 * Whether a role is the active one or inherited by it: what IS_ROLE_IN_SESSION asks.
 * @param name an account role's name, as stored; an unknown role is in no session
 */
export function roleInSession(catalog: Catalog, name: string, active: Role): boolean {
  const role = catalog.roles.get(name);
  return role !== undefined && effectiveRoles(catalog, active).has(role);
}

/** Whether a database role is inherited by the active role: what IS_DATABASE_ROLE_IN_SESSION asks. */
export function databaseRoleInSession(
  catalog: Catalog,
  database: string,
  name: string,
  active: Role,
): boolean {
  const role = catalog.databases.get(database)?.roles.get(name);
  return role !== undefined && effectiveRoles(catalog, active).has(role);
}

/** The account roles a user may make active, PUBLIC first: those granted, and all those were (docs current_available_roles). */
export function availableRoles(catalog: Catalog, user: User): readonly AccountRole[] {
  const found = new Set<Role>();
  const everyone = catalog.roles.get("PUBLIC");
  if (everyone !== undefined) found.add(everyone);
  for (const grant of catalog.roleGrants)
    if (grant.to === user) for (const role of effectiveRoles(catalog, grant.role)) found.add(role);
  return [...found].filter((role) => role.kind === "ROLE");
}

/** Whether a user may make a role the active one: it was granted to the user, or to a role that was, or is PUBLIC. */
export function canUseRole(catalog: Catalog, user: User, role: AccountRole): boolean {
  if (role.name === "PUBLIC") return true;
  return [...catalog.roleGrants].some(
    (grant) => grant.to === user && effectiveRoles(catalog, grant.role).has(role),
  );
}
