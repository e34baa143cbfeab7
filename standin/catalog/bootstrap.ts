import { Catalog } from "./catalog";
import type { AccountRole, Database, DatabaseRole, Schema } from "./objects";

/** Database roles of SNOWFLAKE that estates grant (snowflake.md D6, D7). */
const snowflakeRoles = [
  "CORTEX_USER",
  "CORTEX_EMBED_USER",
  "AI_FUNCTIONS_USER",
  "OBJECT_VIEWER",
  "USAGE_VIEWER",
  "GOVERNANCE_VIEWER",
  "SECURITY_VIEWER",
];

/**
 * A new account: Snowflake's roles with their hierarchy and privileges, one user who may use all of them, the
 * warehouse COMPUTE_WH and the database SNOWFLAKE.
 *
 * Zero trust, unlike an account as Snowflake hands it over: SNOWFLAKE.CORTEX_USER is not granted to PUBLIC, so a test
 * shows which roles were given Cortex.
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
  // Everyone may use AI functions, as far as a database role of SNOWFLAKE opens one (aisql-privileges-and-access).
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
  // New accounts come with USAGE on COMPUTE_WH for everyone.
  catalog.grants.add({
    privilege: "USAGE",
    on: warehouse,
    to: publicRole,
    grantOption: false,
    grantedBy: accountAdmin,
    createdOn: now,
  });

  addSnowflake(catalog, now);
  catalog.sealAsOwn();
  return catalog;
}

function addSnowflake(catalog: Catalog, now: Date): void {
  const database: Database = {
    kind: "DATABASE",
    ...catalog.base("SNOWFLAKE", undefined, now, ""),
    transient: false,
    properties: {},
    schemas: new Map(),
    roles: new Map(),
  };
  catalog.databases.set(database.name, database);
  for (const name of ["ACCOUNT_USAGE", "CORE", "CORTEX", "INFORMATION_SCHEMA"]) {
    database.schemas.set(name, emptySchema(catalog, database, name, now));
  }
  for (const name of snowflakeRoles) {
    const role: DatabaseRole = { kind: "DATABASE ROLE", ...catalog.base(name, undefined, now, ""), database };
    database.roles.set(name, role);
  }
}

/** A schema that holds nothing and that Snowflake owns. */
export function emptySchema(catalog: Catalog, database: Database, name: string, now: Date): Schema {
  return {
    kind: "SCHEMA",
    ...catalog.base(name, undefined, now, ""),
    database,
    transient: database.transient,
    managedAccess: false,
    properties: {},
    relations: new Map(),
    streams: new Map(),
    tasks: new Map(),
    tagDefinitions: new Map(),
    policies: new Map(),
  };
}
