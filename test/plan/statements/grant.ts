import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

const toRole = (args: Omit<snowflake.GrantPrivilegesToAccountRoleArgs, "accountRoleName">) => () =>
  new snowflake.GrantPrivilegesToAccountRole("x", { accountRoleName: "R", ...args });
const toDatabaseRole = (args: Omit<snowflake.GrantPrivilegesToDatabaseRoleArgs, "databaseRoleName">) => () =>
  new snowflake.GrantPrivilegesToDatabaseRole("x", { databaseRoleName: '"D"."R"', ...args });

export const grantsToAccountRoles: Case[] = [
  [
    "privileges are sent in set order, not as written",
    toRole({
      privileges: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES"],
      onSchemaObject: { objectType: "TABLE", objectName: '"D"."S"."T"' },
    }),
    ['GRANT INSERT, DELETE, TRUNCATE, SELECT, REFERENCES, UPDATE ON TABLE "D"."S"."T" TO ROLE "R"'],
  ],
  [
    "on the account",
    toRole({ privileges: ["EXECUTE TASK"], onAccount: true }),
    ['GRANT EXECUTE TASK ON ACCOUNT TO ROLE "R"'],
  ],
  [
    "on a database, with grant option",
    toRole({
      privileges: ["USAGE", "MONITOR"],
      onAccountObject: { objectType: "DATABASE", objectName: "D" },
      withGrantOption: true,
    }),
    ['GRANT USAGE, MONITOR ON DATABASE "D" TO ROLE "R" WITH GRANT OPTION'],
  ],
  [
    "on a warehouse, all privileges",
    toRole({ allPrivileges: true, onAccountObject: { objectType: "WAREHOUSE", objectName: '"W"' } }),
    ['GRANT ALL PRIVILEGES ON WAREHOUSE "W" TO ROLE "R"'],
  ],
  [
    "on a schema",
    toRole({ privileges: ["USAGE"], onSchema: { schemaName: '"D"."S"' } }),
    ['GRANT USAGE ON SCHEMA "D"."S" TO ROLE "R"'],
  ],
  [
    "on all schemas",
    toRole({ privileges: ["USAGE"], onSchema: { allSchemasInDatabase: "D" } }),
    ['GRANT USAGE ON ALL SCHEMAS IN DATABASE "D" TO ROLE "R"'],
  ],
  [
    "on future schemas",
    toRole({ privileges: ["USAGE"], onSchema: { futureSchemasInDatabase: '"D"' } }),
    ['GRANT USAGE ON FUTURE SCHEMAS IN DATABASE "D" TO ROLE "R"'],
  ],
  [
    "on all tables of a schema",
    toRole({
      privileges: ["SELECT"],
      onSchemaObject: { all: { objectTypePlural: "TABLES", inSchema: '"D"."S"' } },
    }),
    ['GRANT SELECT ON ALL TABLES IN SCHEMA "D"."S" TO ROLE "R"'],
  ],
  [
    "on future views of a database",
    toRole({
      privileges: ["SELECT"],
      onSchemaObject: { future: { objectTypePlural: "VIEWS", inDatabase: "D" } },
    }),
    ['GRANT SELECT ON FUTURE VIEWS IN DATABASE "D" TO ROLE "R"'],
  ],
  [
    "on a procedure with its argument types",
    toRole({
      privileges: ["USAGE"],
      onSchemaObject: { objectType: "PROCEDURE", objectName: '"D"."S"."P"(VARCHAR, NUMBER)' },
    }),
    ['GRANT USAGE ON PROCEDURE "D"."S"."P"(VARCHAR, NUMBER) TO ROLE "R"'],
  ],
  [
    "on a function without arguments",
    toRole({
      privileges: ["USAGE"],
      onSchemaObject: { objectType: "FUNCTION", objectName: '"D"."S"."F"()' },
    }),
    ['GRANT USAGE ON FUNCTION "D"."S"."F"() TO ROLE "R"'],
  ],
  [
    "a grant that applies again on each run is the same grant at first",
    toRole({ privileges: ["USAGE"], onSchema: { schemaName: "D.S" }, alwaysApply: true }),
    ['GRANT USAGE ON SCHEMA "D"."S" TO ROLE "R"'],
  ],
];

export const grantsToDatabaseRoles: Case[] = [
  [
    "on its database",
    toDatabaseRole({ privileges: ["USAGE", "CREATE SCHEMA"], onDatabase: "D" }),
    ['GRANT CREATE SCHEMA, USAGE ON DATABASE "D" TO DATABASE ROLE "D"."R"'],
  ],
  [
    "on a schema",
    toDatabaseRole({ privileges: ["USAGE"], onSchema: { schemaName: "D.S" } }),
    ['GRANT USAGE ON SCHEMA "D"."S" TO DATABASE ROLE "D"."R"'],
  ],
  [
    "on a table, with grant option",
    toDatabaseRole({
      privileges: ["SELECT"],
      onSchemaObject: { objectType: "TABLE", objectName: '"D"."S"."T"' },
      withGrantOption: true,
    }),
    ['GRANT SELECT ON TABLE "D"."S"."T" TO DATABASE ROLE "D"."R" WITH GRANT OPTION'],
  ],
  [
    "all privileges on future tables of a schema",
    toDatabaseRole({
      allPrivileges: true,
      onSchemaObject: { future: { objectTypePlural: "tables", inSchema: '"D"."S"' } },
    }),
    ['GRANT ALL PRIVILEGES ON FUTURE TABLES IN SCHEMA "D"."S" TO DATABASE ROLE "D"."R"'],
  ],
  [
    "on all dynamic tables of a database",
    toDatabaseRole({
      privileges: ["SELECT", "MONITOR"],
      onSchemaObject: { all: { objectTypePlural: "DYNAMIC TABLES", inDatabase: "D" } },
    }),
    ['GRANT SELECT, MONITOR ON ALL DYNAMIC TABLES IN DATABASE "D" TO DATABASE ROLE "D"."R"'],
  ],
];

export const ownerships: Case[] = [
  [
    "of a view to an account role, copying grants",
    () =>
      new snowflake.GrantOwnership("x", {
        on: { objectType: "VIEW", objectName: '"D"."S"."V"' },
        accountRoleName: "R",
        outboundPrivileges: "COPY",
      }),
    ['GRANT OWNERSHIP ON VIEW "D"."S"."V" TO ROLE "R" COPY CURRENT GRANTS'],
  ],
  [
    "of a database, saying nothing of grants on it",
    () =>
      new snowflake.GrantOwnership("x", {
        on: { objectType: "DATABASE", objectName: "D" },
        accountRoleName: "R",
      }),
    ['GRANT OWNERSHIP ON DATABASE "D" TO ROLE "R"'],
  ],
];
