import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

const place = {
  name: "T",
  database: "D",
  schema: "S",
  sqlStatement: "MERGE INTO t\nUSING s ON 1 = 1",
  started: false,
};
const task = (args: Partial<snowflake.TaskArgs>) => () => new snowflake.Task("x", { ...place, ...args });

export const tasks: Case[] = [
  ["a task at rest", task({}), ['CREATE TASK "D"."S"."T" AS MERGE INTO t\nUSING s ON 1 = 1']],
  [
    "a started task is resumed after it is created",
    task({ started: true, warehouse: "W" }),
    [
      'CREATE TASK "D"."S"."T" WAREHOUSE = "W" AS MERGE INTO t\nUSING s ON 1 = 1',
      'ALTER TASK "D"."S"."T" RESUME',
    ],
  ],
  [
    "a schedule in minutes",
    task({ schedule: { minutes: 5 }, warehouse: '"W"' }),
    ['CREATE TASK "D"."S"."T" WAREHOUSE = "W" SCHEDULE = \'5 MINUTE\' AS MERGE INTO t\nUSING s ON 1 = 1'],
  ],
  [
    "a schedule by cron",
    task({ schedule: { usingCron: "0 3 * * * UTC" } }),
    ['CREATE TASK "D"."S"."T" SCHEDULE = \'USING CRON 0 3 * * * UTC\' AS MERGE INTO t\nUSING s ON 1 = 1'],
  ],
  [
    "a serverless task",
    task({ userTaskManagedInitialWarehouseSize: "xsmall" }),
    [
      'CREATE TASK "D"."S"."T" USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = \'XSMALL\' AS MERGE INTO t\nUSING s ON 1 = 1',
    ],
  ],
  [
    "a triggered task with its condition as written",
    task({
      warehouse: "W",
      when: 'SYSTEM$STREAM_HAS_DATA(\'"D"."S"."X"\')',
      userTaskMinimumTriggerIntervalInSeconds: 60,
    }),
    [
      'CREATE TASK "D"."S"."T" WAREHOUSE = "W" USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 60 WHEN SYSTEM$STREAM_HAS_DATA(\'"D"."S"."X"\') AS MERGE INTO t\nUSING s ON 1 = 1',
    ],
  ],
  [
    "every option of a task in the provider's order",
    task({
      warehouse: "W",
      schedule: { minutes: 1 },
      config: '{"a": "b$"}',
      allowOverlappingExecution: "true",
      userTaskTimeoutMs: 3600000,
      suspendTaskAfterNumFailures: 3,
      errorIntegration: "I",
      comment: "it's",
      taskAutoRetryAttempts: 2,
      userTaskMinimumTriggerIntervalInSeconds: 30,
      when: "TRUE",
      queryTag: "q's",
      statementTimeoutInSeconds: 60,
    }),
    [
      'CREATE TASK "D"."S"."T" WAREHOUSE = "W" SCHEDULE = \'1 MINUTE\' CONFIG = $${"a": "b$"}$$ ALLOW_OVERLAPPING_EXECUTION = true QUERY_TAG = \'q\\\'s\', STATEMENT_TIMEOUT_IN_SECONDS = 60 USER_TASK_TIMEOUT_MS = 3600000 SUSPEND_TASK_AFTER_NUM_FAILURES = 3 ERROR_INTEGRATION = "I" COMMENT = \'it\\\'s\' TASK_AUTO_RETRY_ATTEMPTS = 2 USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 30 WHEN TRUE AS MERGE INTO t\nUSING s ON 1 = 1',
    ],
  ],
  [
    "every session parameter of a task, comma separated, in the provider's order",
    task({
      abortDetachedQuery: true,
      autocommit: true,
      binaryInputFormat: "utf-8",
      binaryOutputFormat: "hex",
      clientMemoryLimit: 1536,
      clientMetadataRequestUseConnectionCtx: false,
      clientPrefetchThreads: 4,
      clientResultChunkSize: 160,
      clientResultColumnCaseInsensitive: false,
      clientSessionKeepAlive: true,
      clientSessionKeepAliveHeartbeatFrequency: 3600,
      clientTimestampTypeMapping: "timestamp_ltz",
      dateInputFormat: "AUTO",
      dateOutputFormat: "YYYY-MM-DD",
      enableUnloadPhysicalTypeOptimization: true,
      errorOnNondeterministicMerge: true,
      errorOnNondeterministicUpdate: false,
      geographyOutputFormat: "GeoJSON",
      geometryOutputFormat: "wkt",
      jdbcTreatTimestampNtzAsUtc: false,
      jdbcUseSessionTimezone: true,
      jsonIndent: 2,
      lockTimeout: 43200,
      logLevel: "off",
      multiStatementCount: 1,
      noorderSequenceAsDefault: true,
      odbcTreatDecimalAsInt: false,
      queryTag: "",
      quotedIdentifiersIgnoreCase: false,
      rowsPerResultset: 0,
      s3StageVpceDnsName: "",
      searchPath: "$current, $public",
      statementQueuedTimeoutInSeconds: 0,
      statementTimeoutInSeconds: 172800,
      strictJsonOutput: false,
      timeInputFormat: "AUTO",
      timeOutputFormat: "HH24:MI:SS",
      timestampDayIsAlways24h: false,
      timestampInputFormat: "AUTO",
      timestampLtzOutputFormat: "",
      timestampNtzOutputFormat: "YYYY-MM-DD HH24:MI:SS.FF3",
      timestampOutputFormat: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
      timestampTypeMapping: "timestamp_ntz",
      timestampTzOutputFormat: "",
      timezone: "UTC",
      traceLevel: "on_event",
      transactionAbortOnError: false,
      transactionDefaultIsolationLevel: "read committed",
      twoDigitCenturyStart: 1970,
      unsupportedDdlAction: "ignore",
      useCachedResult: true,
      weekOfYearPolicy: 0,
      weekStart: 1,
    }),
    [
      "CREATE TASK \"D\".\"S\".\"T\" ABORT_DETACHED_QUERY = true, AUTOCOMMIT = true, BINARY_INPUT_FORMAT = 'UTF8', BINARY_OUTPUT_FORMAT = 'HEX', CLIENT_MEMORY_LIMIT = 1536, CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX = false, CLIENT_PREFETCH_THREADS = 4, CLIENT_RESULT_CHUNK_SIZE = 160, CLIENT_RESULT_COLUMN_CASE_INSENSITIVE = false, CLIENT_SESSION_KEEP_ALIVE = true, CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY = 3600, CLIENT_TIMESTAMP_TYPE_MAPPING = 'TIMESTAMP_LTZ', DATE_INPUT_FORMAT = 'AUTO', DATE_OUTPUT_FORMAT = 'YYYY-MM-DD', ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION = true, ERROR_ON_NONDETERMINISTIC_MERGE = true, ERROR_ON_NONDETERMINISTIC_UPDATE = false, GEOGRAPHY_OUTPUT_FORMAT = 'GeoJSON', GEOMETRY_OUTPUT_FORMAT = 'WKT', JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC = false, JDBC_USE_SESSION_TIMEZONE = true, JSON_INDENT = 2, LOCK_TIMEOUT = 43200, LOG_LEVEL = OFF, MULTI_STATEMENT_COUNT = 1, NOORDER_SEQUENCE_AS_DEFAULT = true, ODBC_TREAT_DECIMAL_AS_INT = false, QUERY_TAG = '', QUOTED_IDENTIFIERS_IGNORE_CASE = false, ROWS_PER_RESULTSET = 0, S3_STAGE_VPCE_DNS_NAME = '', SEARCH_PATH = '$current, $public', STATEMENT_QUEUED_TIMEOUT_IN_SECONDS = 0, STATEMENT_TIMEOUT_IN_SECONDS = 172800, STRICT_JSON_OUTPUT = false, TIMESTAMP_DAY_IS_ALWAYS_24H = false, TIMESTAMP_INPUT_FORMAT = 'AUTO', TIMESTAMP_LTZ_OUTPUT_FORMAT = '', TIMESTAMP_NTZ_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF3', TIMESTAMP_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM', TIMESTAMP_TYPE_MAPPING = 'TIMESTAMP_NTZ', TIMESTAMP_TZ_OUTPUT_FORMAT = '', TIMEZONE = 'UTC', TIME_INPUT_FORMAT = 'AUTO', TIME_OUTPUT_FORMAT = 'HH24:MI:SS', TRACE_LEVEL = 'ON_EVENT', TRANSACTION_ABORT_ON_ERROR = false, TRANSACTION_DEFAULT_ISOLATION_LEVEL = 'READ COMMITTED', TWO_DIGIT_CENTURY_START = 1970, UNSUPPORTED_DDL_ACTION = 'IGNORE', USE_CACHED_RESULT = true, WEEK_OF_YEAR_POLICY = 0, WEEK_START = 1 AS MERGE INTO t\nUSING s ON 1 = 1",
    ],
  ],
];

export const streams: Case[] = [
  [
    "a stream with nothing said",
    () => new snowflake.StreamOnTable("x", { name: "X", database: "D", schema: "S", table: '"D"."S"."T"' }),
    ['CREATE STREAM "D"."S"."X" ON TABLE "D"."S"."T"'],
  ],
  [
    "an append-only stream with initial rows and a comment",
    () =>
      new snowflake.StreamOnTable("x", {
        name: "X",
        database: "D",
        schema: "S",
        table: "D.S.T",
        appendOnly: "true",
        showInitialRows: "false",
        copyGrants: true,
        comment: "c",
      }),
    [
      'CREATE STREAM "D"."S"."X" ON TABLE "D"."S"."T" APPEND_ONLY = true SHOW_INITIAL_ROWS = false COMMENT = \'c\'',
    ],
  ],
  [
    "a stream from an offset",
    () =>
      new snowflake.StreamOnTable("x", {
        name: "X",
        database: "D",
        schema: "S",
        table: "D.S.T",
        at: { offset: "-60*5" },
      }),
    ['CREATE STREAM "D"."S"."X" ON TABLE "D"."S"."T" AT (OFFSET => -60*5)'],
  ],
  [
    "a stream from before a statement",
    () =>
      new snowflake.StreamOnTable("x", {
        name: "X",
        database: "D",
        schema: "S",
        table: "D.S.T",
        before: { statement: "8e5d0ca9" },
      }),
    ['CREATE STREAM "D"."S"."X" ON TABLE "D"."S"."T" BEFORE (STATEMENT => \'8e5d0ca9\')'],
  ],
];

export const maskingPolicies: Case[] = [
  [
    "types lose their arguments, and an empty comment is sent",
    () =>
      new snowflake.MaskingPolicy("x", {
        name: "M",
        database: "D",
        schema: "S",
        arguments: [
          { name: "val", type: "VARCHAR(36)" },
          { name: "n", type: "int" },
        ],
        returnDataType: "string",
        body: "CASE WHEN TRUE THEN val ELSE '***' END",
      }),
    [
      'CREATE MASKING POLICY "D"."S"."M" AS ("val" VARCHAR, "n" NUMBER) RETURNS VARCHAR -> CASE WHEN TRUE THEN val ELSE \'***\' END COMMENT = \'\'',
    ],
  ],
  [
    "a comment and the exemption follow the body",
    () =>
      new snowflake.MaskingPolicy("x", {
        name: "M",
        database: "D",
        schema: "S",
        arguments: [{ name: "V", type: "TIMESTAMP_NTZ(9)" }],
        returnDataType: "TIMESTAMP_NTZ(9)",
        body: "V",
        comment: "it's",
        exemptOtherPolicies: "true",
      }),
    [
      'CREATE MASKING POLICY "D"."S"."M" AS ("V" TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ -> V COMMENT = \'it\\\'s\' EXEMPT_OTHER_POLICIES = true',
    ],
  ],
];
