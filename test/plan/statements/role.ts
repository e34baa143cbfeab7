import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

export const roles: Case[] = [
  [
    "an account role",
    () => new snowflake.AccountRole("x", { name: "R", comment: "c" }),
    ["CREATE ROLE \"R\" COMMENT = 'c'"],
  ],
  [
    "an account role without a comment",
    () => new snowflake.AccountRole("x", { name: "R", comment: "" }),
    ['CREATE ROLE "R"'],
  ],
  [
    "a database role",
    () => new snowflake.DatabaseRole("x", { name: "R", database: "D", comment: "c" }),
    ['CREATE DATABASE ROLE "D"."R" COMMENT = \'c\''],
  ],
  [
    "an account role to a role",
    () => new snowflake.GrantAccountRole("x", { roleName: "R", parentRoleName: "SYSADMIN" }),
    ['GRANT ROLE "R" TO ROLE "SYSADMIN"'],
  ],
  [
    "an account role to a user",
    () => new snowflake.GrantAccountRole("x", { roleName: '"R"', userName: "U" }),
    ['GRANT ROLE "R" TO USER "U"'],
  ],
  [
    "a database role to an account role",
    () => new snowflake.GrantDatabaseRole("x", { databaseRoleName: '"D"."R"', parentRoleName: "P" }),
    ['GRANT DATABASE ROLE "D"."R" TO ROLE "P"'],
  ],
  [
    "a database role to a database role",
    () =>
      new snowflake.GrantDatabaseRole("x", { databaseRoleName: "D.R", parentDatabaseRoleName: '"D"."P"' }),
    ['GRANT DATABASE ROLE "D"."R" TO DATABASE ROLE "D"."P"'],
  ],
  [
    "a database role to a share",
    () => new snowflake.GrantDatabaseRole("x", { databaseRoleName: '"D"."R"', shareName: "S" }),
    ['GRANT DATABASE ROLE "D"."R" TO SHARE "S"'],
  ],
  [
    "a role of the SNOWFLAKE database to an account role",
    () =>
      new snowflake.GrantDatabaseRole("x", {
        databaseRoleName: "SNOWFLAKE.CORTEX_USER",
        parentRoleName: "R",
      }),
    ['GRANT DATABASE ROLE "SNOWFLAKE"."CORTEX_USER" TO ROLE "R"'],
  ],
];
