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

export const users: Case[] = [
  [
    "a service user with nothing said",
    () => new snowflake.ServiceUser("x", { name: "U" }),
    ['CREATE USER "U" TYPE = SERVICE'],
  ],
  [
    "every property of a service user in the provider's order",
    () =>
      new snowflake.ServiceUser("x", {
        name: "U",
        loginName: "u@x",
        displayName: "it's U",
        email: "u@x.test",
        disabled: "false",
        daysToExpiry: 30,
        minsToUnlock: 0,
        defaultWarehouse: "W",
        defaultNamespace: "D.S",
        defaultRole: "R",
        defaultSecondaryRolesOption: "NONE",
        rsaPublicKey: "MIIB",
        rsaPublicKey2: "MIIC",
        comment: "c",
        enableUnredactedQuerySyntaxError: true,
        networkPolicy: "P",
        preventUnloadToInternalStages: true,
        statementTimeoutInSeconds: 60,
        queryTag: "q",
        logLevel: "info",
        geographyOutputFormat: "geojson",
        timestampDayIsAlways24h: true,
        s3StageVpceDnsName: "n",
      }),
    [
      "CREATE USER \"U\" LOGIN_NAME = 'u@x' DISPLAY_NAME = 'it\\'s U' EMAIL = 'u@x.test' DISABLED = false DAYS_TO_EXPIRY = 30 MINS_TO_UNLOCK = 0 DEFAULT_WAREHOUSE = \"W\" DEFAULT_NAMESPACE = \"D\".\"S\" DEFAULT_ROLE = \"R\" DEFAULT_SECONDARY_ROLES = () RSA_PUBLIC_KEY = 'MIIB' RSA_PUBLIC_KEY_2 = 'MIIC' TYPE = SERVICE COMMENT = 'c' ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR = true NETWORK_POLICY = \"P\" PREVENT_UNLOAD_TO_INTERNAL_STAGES = true GEOGRAPHY_OUTPUT_FORMAT = 'GeoJSON' LOG_LEVEL = INFO QUERY_TAG = 'q' S3_STAGE_VPCE_DNS_NAME = 'n' STATEMENT_TIMEOUT_IN_SECONDS = 60 TIMESTAMP_DAY_IS_ALWAYS_24H = true",
    ],
  ],
  [
    "all secondary roles",
    () => new snowflake.ServiceUser("x", { name: "U", defaultSecondaryRolesOption: "ALL" }),
    ["CREATE USER \"U\" DEFAULT_SECONDARY_ROLES = ('ALL') TYPE = SERVICE"],
  ],
  [
    "the account's default for secondary roles",
    () =>
      new snowflake.ServiceUser("x", {
        name: "U",
        defaultSecondaryRolesOption: "DEFAULT",
        disabled: "default",
      }),
    ['CREATE USER "U" TYPE = SERVICE'],
  ],
];
