import { models } from "../cortex/models";
import { notFound, unsupported } from "../errors";
import type { Result } from "../result";
import type { CallStatement } from "../syntax/statements";
import type { Catalog } from "./catalog";
import { status, type ExecuteContext } from "./context";
import { printName } from "./names";
import type { AccountRole, ApplicationRole, Database, DatabaseRole, Role, Schema } from "./objects";

/** Database roles of SNOWFLAKE that estates grant (docs snowflake-db-roles, aisql-privileges-and-access). */
const databaseRoles = [
  "AI_FUNCTIONS_USER",
  "CORTEX_AGENT_USER",
  "CORTEX_ANALYST_USER",
  "CORTEX_EMBED_USER",
  "CORTEX_USER",
  "GOVERNANCE_VIEWER",
  "OBJECT_VIEWER",
  "SECURITY_VIEWER",
  "USAGE_VIEWER",
];

/** The application role that stands for every model, those to come too. */
export const everyModel = "CORTEX-MODEL-ROLE-ALL";

/** The application role of one model (docs aisql-privileges-and-access, "Grant application roles to user roles"). */
export const modelRole = (model: string): string => `CORTEX-MODEL-ROLE-${model.toUpperCase()}`;

/** Application roles of SNOWFLAKE: what everybody has, what every Native App has (bcr-2437), and one a model. */
const applicationRoles = [
  "PUBLIC",
  "APP_PUBLIC",
  everyModel,
  ...models.map(({ name }) => modelRole(name)),
] as const;

/**
 * The database SNOWFLAKE as a new account has it: CORTEX_USER with PUBLIC and, since bcr-2437, with the application
 * role APP_PUBLIC; every model with the application role PUBLIC, which the account's PUBLIC has (bcr-2378).
 */
export function addSnowflake(catalog: Catalog, everyone: AccountRole, now: Date): void {
  const database: Database = {
    kind: "DATABASE",
    ...catalog.base("SNOWFLAKE", undefined, now, ""),
    transient: false,
    properties: {},
    schemas: new Map(),
    roles: new Map(),
    applicationRoles: new Map(),
  };
  catalog.databases.set(database.name, database);
  for (const name of ["ACCOUNT_USAGE", "CORE", "CORTEX", "INFORMATION_SCHEMA", "LOCAL", "MODELS"])
    database.schemas.set(name, emptySchema(catalog, database, name, now));
  for (const name of databaseRoles) {
    const role: DatabaseRole = { kind: "DATABASE ROLE", ...catalog.base(name, undefined, now, ""), database };
    database.roles.set(name, role);
  }
  for (const name of applicationRoles) {
    const role: ApplicationRole = {
      kind: "APPLICATION ROLE",
      ...catalog.base(name, undefined, now, ""),
      database,
    };
    database.applicationRoles.set(name, role);
  }
  const give = (role: Role | undefined, to: Role | undefined): void => {
    if (role !== undefined && to !== undefined)
      catalog.roleGrants.add({ role, to, grantedBy: undefined, createdOn: now });
  };
  const ofApplication = (name: string) => database.applicationRoles.get(name);
  give(database.roles.get("CORTEX_USER"), everyone);
  give(database.roles.get("CORTEX_USER"), ofApplication("APP_PUBLIC"));
  give(ofApplication(everyModel), ofApplication("PUBLIC"));
  give(ofApplication(everyModel), ofApplication("APP_PUBLIC"));
  give(ofApplication("PUBLIC"), everyone);
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

/** What the procedures do to the grant of an application role to SNOWFLAKE's application role PUBLIC. */
const procedures: Readonly<Record<string, "GRANT" | "REVOKE">> = {
  "SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE": "GRANT",
  "SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE": "REVOKE",
};

/**
 * CALL of SNOWFLAKE.LOCAL's procedures for the grant that Snowflake itself makes, which REVOKE APPLICATION ROLE does
 * not reach (docs aisql-privileges-and-access, "Default bootstrap of CORTEX-MODEL-ROLE-ALL").
 * @throws SnowflakeError 002003 for a role that is none, 000002 for a kind of role other than APP_ROLE
 */
export function applyCall(statement: CallStatement, { catalog, now }: ExecuteContext): Result {
  const [kind = "", name = ""] = statement.arguments;
  const procedure = printName(statement.procedure.parts);
  if (kind !== "APP_ROLE") throw unsupported(`${procedure} for ${kind}`);
  const roles = catalog.databases.get("SNOWFLAKE")?.applicationRoles;
  const [role, to] = [roles?.get(name), roles?.get("PUBLIC")];
  if (role === undefined || to === undefined) throw notFound("Application role", name);
  const held = [...catalog.roleGrants].find((grant) => grant.role === role && grant.to === to);
  if (procedures[procedure] === "GRANT" && held === undefined)
    catalog.roleGrants.add({ role, to, grantedBy: undefined, createdOn: now });
  if (procedures[procedure] === "REVOKE" && held !== undefined) catalog.roleGrants.delete(held);
  return status("CALL", "Statement executed successfully.");
}
