import { Catalog } from "./catalog";
import type { AccountRole } from "./objects";
import { addSnowflake } from "./snowflake";

/**
 * A new account: Snowflake's roles with their hierarchy and privileges, one user who may use all of them, the
 * warehouse COMPUTE_WH and the database SNOWFLAKE.
 * It is as Snowflake hands one over: PUBLIC may call every AI function with every model, and use no warehouse.
 * @param names the account's name and its user's, both as identifiers are stored
 */
export function newCatalog(now: Date, names: { readonly account: string; readonly user: string }): Catalog {
  const catalog = new Catalog(names.account, now);
  const role = (name: string): AccountRole => {
    const made: AccountRole = { kind: "ROLE", ...catalog.base(name, undefined, now, "") };
    catalog.roles.set(name, made);
    return made;
  };
  const accountAdmin = role("ACCOUNTADMIN");
  const securityAdmin = role("SECURITYADMIN");
  const userAdmin = role("USERADMIN");
  const sysAdmin = role("SYSADMIN");
  const publicRole = role("PUBLIC");

  // Ownership of the account stands for "every account privilege, with grant option".
  catalog.account.owner = accountAdmin;
  const hold = (to: AccountRole, ...privileges: string[]): void => {
    for (const privilege of privileges) {
      catalog.grants.add({
        privilege,
        on: catalog.account,
        to,
        grantOption: true,
        grantedBy: undefined,
        createdOn: now,
      });
    }
  };
  hold(sysAdmin, "CREATE DATABASE", "CREATE WAREHOUSE");
  hold(securityAdmin, "MANAGE GRANTS");
  hold(userAdmin, "CREATE ROLE", "CREATE USER");
  // Everyone may use AI functions (docs aisql-privileges-and-access).
  catalog.grants.add({
    privilege: "USE AI FUNCTIONS",
    on: catalog.account,
    to: publicRole,
    grantOption: false,
    grantedBy: undefined,
    createdOn: now,
  });

  const inherit = (inner: AccountRole, to: AccountRole): void => {
    catalog.roleGrants.add({ role: inner, to, grantedBy: undefined, createdOn: now });
  };
  inherit(sysAdmin, accountAdmin);
  inherit(securityAdmin, accountAdmin);
  inherit(userAdmin, securityAdmin);

  const user = {
    kind: "USER" as const,
    ...catalog.base(names.user, accountAdmin, now, ""),
    properties: { LOGIN_NAME: names.user, DISPLAY_NAME: names.user, TYPE: "PERSON" },
  };
  catalog.users.set(user.name, user);
  for (const held of [accountAdmin, securityAdmin, userAdmin, sysAdmin]) {
    catalog.roleGrants.add({ role: held, to: user, grantedBy: undefined, createdOn: now });
  }

  const warehouse = {
    kind: "WAREHOUSE" as const,
    ...catalog.base("COMPUTE_WH", accountAdmin, now, ""),
    state: "SUSPENDED" as const,
    properties: { WAREHOUSE_SIZE: "XSMALL", AUTO_SUSPEND: 600, AUTO_RESUME: true },
    resumedOn: now,
    updatedOn: now,
  };
  catalog.warehouses.set(warehouse.name, warehouse);

  addSnowflake(catalog, publicRole, now);
  catalog.sealAsOwn();
  return catalog;
}
