import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

export const databases: Case[] = [
  ["a database with nothing said", () => new snowflake.Database("x", { name: "D" }), ['CREATE DATABASE "D"']],
  [
    "a transient database without its PUBLIC schema",
    () => new snowflake.Database("x", { name: "D", isTransient: true, dropPublicSchemaOnCreation: true }),
    ['CREATE TRANSIENT DATABASE "D"', 'DROP SCHEMA IF EXISTS "D"."PUBLIC"'],
  ],
  [
    "a database that is not transient and keeps its PUBLIC schema",
    () => new snowflake.Database("x", { name: "D", isTransient: false, dropPublicSchemaOnCreation: false }),
    ['CREATE DATABASE "D"'],
  ],
  [
    "a database with an empty comment sends it",
    () => new snowflake.Database("x", { name: "D", comment: "" }),
    ["CREATE DATABASE \"D\" COMMENT = ''"],
  ],
  [
    "a comment with quotes, a backslash, line ends and a tab is escaped with backslashes",
    () => new snowflake.Database("x", { name: "D", comment: 'it\'s "a" \\ b\r\nc\td $$ e' }),
    ['CREATE DATABASE "D" COMMENT = \'it\\\'s \\"a\\" \\\\ b\\r\\nc\\td $$ e\''],
  ],
  [
    "zero is a value for database parameters",
    () => new snowflake.Database("x", { name: "D", dataRetentionTimeInDays: 0, taskAutoRetryAttempts: 0 }),
    ['CREATE DATABASE "D" DATA_RETENTION_TIME_IN_DAYS = 0 TASK_AUTO_RETRY_ATTEMPTS = 0'],
  ],
  [
    "every database parameter in the provider's order",
    () =>
      new snowflake.Database("x", {
        name: "D",
        dataRetentionTimeInDays: 30,
        maxDataExtensionTimeInDays: 14,
        externalVolume: "V",
        catalog: "C",
        replaceInvalidCharacters: true,
        defaultDdlCollation: "en_US",
        storageSerializationPolicy: "optimized",
        logLevel: "info",
        traceLevel: "always",
        suspendTaskAfterNumFailures: 10,
        taskAutoRetryAttempts: 1,
        userTaskManagedInitialWarehouseSize: "X-Small",
        userTaskTimeoutMs: 3600000,
        userTaskMinimumTriggerIntervalInSeconds: 30,
        quotedIdentifiersIgnoreCase: false,
        enableConsoleOutput: true,
        comment: "c",
      }),
    [
      "CREATE DATABASE \"D\" DATA_RETENTION_TIME_IN_DAYS = 30 MAX_DATA_EXTENSION_TIME_IN_DAYS = 14 EXTERNAL_VOLUME = \"V\" CATALOG = \"C\" REPLACE_INVALID_CHARACTERS = true DEFAULT_DDL_COLLATION = 'en_US' STORAGE_SERIALIZATION_POLICY = OPTIMIZED LOG_LEVEL = 'INFO' TRACE_LEVEL = 'ALWAYS' SUSPEND_TASK_AFTER_NUM_FAILURES = 10 TASK_AUTO_RETRY_ATTEMPTS = 1 USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = XSMALL USER_TASK_TIMEOUT_MS = 3600000 USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 30 QUOTED_IDENTIFIERS_IGNORE_CASE = false ENABLE_CONSOLE_OUTPUT = true COMMENT = 'c'",
    ],
  ],
  [
    "a database replicated to two accounts, one of them for failover",
    () =>
      new snowflake.Database("x", {
        name: "D",
        replication: {
          enableToAccounts: [
            { accountIdentifier: "ORG.A1", withFailover: true },
            { accountIdentifier: '"ORG"."A2"', withFailover: false },
          ],
          ignoreEditionCheck: true,
        },
      }),
    [
      'CREATE DATABASE "D"',
      'ALTER DATABASE "D" ENABLE REPLICATION TO ACCOUNTS "ORG"."A1", "ORG"."A2" IGNORE EDITION CHECK',
      'ALTER DATABASE "D" ENABLE FAILOVER TO ACCOUNTS "ORG"."A1"',
    ],
  ],
];

export const schemas: Case[] = [
  [
    "a schema with nothing said",
    () => new snowflake.Schema("x", { name: "S", database: "D" }),
    ['CREATE SCHEMA "D"."S"'],
  ],
  [
    "a transient schema with managed access, retention and a comment",
    () =>
      new snowflake.Schema("x", {
        name: "S",
        database: "D",
        isTransient: "true",
        withManagedAccess: "true",
        dataRetentionTimeInDays: 90,
        comment: "c",
      }),
    ['CREATE TRANSIENT SCHEMA "D"."S" WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 90 COMMENT = \'c\''],
  ],
  [
    "a schema that says false",
    () =>
      new snowflake.Schema("x", {
        name: "S",
        database: "D",
        isTransient: "false",
        withManagedAccess: "false",
      }),
    ['CREATE SCHEMA "D"."S"'],
  ],
  [
    "PIPE_EXECUTION_PAUSED stands between the catalog and the other parameters",
    () =>
      new snowflake.Schema("x", {
        name: "S",
        database: "D",
        catalog: "C",
        pipeExecutionPaused: false,
        logLevel: "WARN",
      }),
    ['CREATE SCHEMA "D"."S" CATALOG = "C" PIPE_EXECUTION_PAUSED = false LOG_LEVEL = \'WARN\''],
  ],
];
