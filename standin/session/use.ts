import { can } from "../access/can";
import { canUseRole } from "../access/roles";
import type { Catalog } from "../catalog/catalog";
import type { AccountRole, User, Warehouse } from "../catalog/objects";
import { findDatabase, findSchema, resolveAs } from "../catalog/resolve";
import { notThere, SnowflakeError } from "../errors";
import type { Name, UseStatement } from "../syntax/statements";

/** What USE chooses. */
export interface Place {
  readonly role: AccountRole;
  readonly warehouse: string | undefined;
  readonly database: string | undefined;
  readonly schema: string | undefined;
}

/**
 * Where a session stands after USE.
 * @throws SnowflakeError 003013 for a role the user may not take, 002043 for a warehouse, database or schema that is
 *   missing or not for the role
 */
export function placeAfter(
  { what, name }: UseStatement,
  {
    catalog,
    user,
    role,
    warehouse,
    database,
    schema,
  }: Place & { readonly catalog: Catalog; readonly user: User },
): Place {
  const names = { catalog, database };
  const place = { role, warehouse, database, schema };
  switch (what) {
    case "ROLE": {
      const wanted = resolveAs(names, "ROLE", name);
      if (!canUseRole(catalog, user, wanted))
        throw new SnowflakeError(
          "003013",
          "42501",
          `SQL execution error: Requested role '${wanted.name}' is not assigned to the executing user. Specify another role.`,
        );
      return { ...place, role: wanted };
    }
    case "WAREHOUSE":
      return { ...place, warehouse: usableWarehouse(catalog, role, name).name };
    case "DATABASE": {
      const chosen = findDatabase(catalog, name);
      if (chosen === undefined || !can(catalog, role, "USAGE", chosen)) throw notThere();
      return { ...place, database: chosen.name, schema: chosen.schemas.has("PUBLIC") ? "PUBLIC" : undefined };
    }
    case "SCHEMA": {
      const chosen = findSchema(names, name);
      if (chosen === undefined || !can(catalog, role, "USAGE", chosen)) throw notThere();
      return { ...place, database: chosen.database.name, schema: chosen.name };
    }
  }
}

/** @throws SnowflakeError 002043 where it is missing or the role may not use it */
export function usableWarehouse(catalog: Catalog, role: AccountRole, name: Name): Warehouse {
  const warehouse = catalog.warehouses.get(name.parts.at(-1) ?? "");
  if (warehouse === undefined || !can(catalog, role, "USAGE", warehouse)) throw notThere();
  return warehouse;
}
