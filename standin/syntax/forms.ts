import type { PropertyForms } from "./properties";

/**
 * The properties each object takes, and how their values are written
 * (provider.md sections 1 and 7; pkg/sdk/{databases,schemas,warehouses,users,tasks_gen,parameters}.go).
 */

/** Parameters of a session, which ALTER SESSION, users and tasks take. */
export const sessionForms: PropertyForms = {
  ABORT_DETACHED_QUERY: "boolean",
  AUTOCOMMIT: "boolean",
  BINARY_INPUT_FORMAT: "word",
  BINARY_OUTPUT_FORMAT: "word",
  CLIENT_MEMORY_LIMIT: "number",
  CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX: "boolean",
  CLIENT_METADATA_USE_SESSION_DATABASE: "boolean",
  CLIENT_PREFETCH_THREADS: "number",
  CLIENT_RESULT_CHUNK_SIZE: "number",
  CLIENT_RESULT_COLUMN_CASE_INSENSITIVE: "boolean",
  CLIENT_SESSION_KEEP_ALIVE: "boolean",
  CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY: "number",
  CLIENT_TIMESTAMP_TYPE_MAPPING: "word",
  DATE_INPUT_FORMAT: "text",
  DATE_OUTPUT_FORMAT: "text",
  ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION: "boolean",
  ERROR_ON_NONDETERMINISTIC_MERGE: "boolean",
  ERROR_ON_NONDETERMINISTIC_UPDATE: "boolean",
  GEOGRAPHY_OUTPUT_FORMAT: "word",
  GEOMETRY_OUTPUT_FORMAT: "word",
  JDBC_TREAT_DECIMAL_AS_INT: "boolean",
  JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC: "boolean",
  JDBC_USE_SESSION_TIMEZONE: "boolean",
  JSON_INDENT: "number",
  LOCK_TIMEOUT: "number",
  LOG_LEVEL: "word",
  MULTI_STATEMENT_COUNT: "number",
  NOORDER_SEQUENCE_AS_DEFAULT: "boolean",
  ODBC_TREAT_DECIMAL_AS_INT: "boolean",
  QUERY_TAG: "text",
  QUOTED_IDENTIFIERS_IGNORE_CASE: "boolean",
  ROWS_PER_RESULTSET: "number",
  SEARCH_PATH: "text",
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: "number",
  STATEMENT_TIMEOUT_IN_SECONDS: "number",
  STRICT_JSON_OUTPUT: "boolean",
  TIMESTAMP_DAY_IS_ALWAYS_24H: "boolean",
  TIMESTAMP_INPUT_FORMAT: "text",
  TIMESTAMP_LTZ_OUTPUT_FORMAT: "text",
  TIMESTAMP_NTZ_OUTPUT_FORMAT: "text",
  TIMESTAMP_OUTPUT_FORMAT: "text",
  TIMESTAMP_TYPE_MAPPING: "word",
  TIMESTAMP_TZ_OUTPUT_FORMAT: "text",
  TIMEZONE: "text",
  TIME_INPUT_FORMAT: "text",
  TIME_OUTPUT_FORMAT: "text",
  TRACE_LEVEL: "word",
  TRANSACTION_ABORT_ON_ERROR: "boolean",
  TRANSACTION_DEFAULT_ISOLATION_LEVEL: "word",
  TWO_DIGIT_CENTURY_START: "number",
  UNSUPPORTED_DDL_ACTION: "word",
  USE_CACHED_RESULT: "boolean",
  WEEK_OF_YEAR_POLICY: "number",
  WEEK_START: "number",
};

/** Parameters of the account that ALTER ACCOUNT sets. */
export const accountForms: PropertyForms = { CORTEX_ENABLED_CROSS_REGION: "text" };

const containerForms: PropertyForms = {
  DATA_RETENTION_TIME_IN_DAYS: "number",
  MAX_DATA_EXTENSION_TIME_IN_DAYS: "number",
  REPLACE_INVALID_CHARACTERS: "boolean",
  DEFAULT_DDL_COLLATION: "text",
  STORAGE_SERIALIZATION_POLICY: "word",
  LOG_LEVEL: "word",
  TRACE_LEVEL: "word",
  SUSPEND_TASK_AFTER_NUM_FAILURES: "number",
  TASK_AUTO_RETRY_ATTEMPTS: "number",
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "word",
  USER_TASK_TIMEOUT_MS: "number",
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: "number",
  QUOTED_IDENTIFIERS_IGNORE_CASE: "boolean",
  ENABLE_CONSOLE_OUTPUT: "boolean",
  COMMENT: "text",
};

export const databaseForms: PropertyForms = containerForms;

export const schemaForms: PropertyForms = { ...containerForms, PIPE_EXECUTION_PAUSED: "boolean" };

export const tableForms: PropertyForms = {
  DATA_RETENTION_TIME_IN_DAYS: "number",
  MAX_DATA_EXTENSION_TIME_IN_DAYS: "number",
  CHANGE_TRACKING: "boolean",
  DEFAULT_DDL_COLLATION: "text",
  ENABLE_SCHEMA_EVOLUTION: "boolean",
  COMMENT: "text",
};

export const viewForms: PropertyForms = { CHANGE_TRACKING: "boolean", COMMENT: "text" };

export const commentForms: PropertyForms = { COMMENT: "text" };

export const warehouseForms: PropertyForms = {
  WAREHOUSE_TYPE: "word",
  WAREHOUSE_SIZE: "word",
  GENERATION: "text",
  RESOURCE_CONSTRAINT: "word",
  WAIT_FOR_COMPLETION: "boolean",
  MAX_CLUSTER_COUNT: "number",
  MIN_CLUSTER_COUNT: "number",
  SCALING_POLICY: "word",
  AUTO_SUSPEND: "number",
  AUTO_RESUME: "boolean",
  INITIALLY_SUSPENDED: "boolean",
  RESOURCE_MONITOR: "name",
  ENABLE_QUERY_ACCELERATION: "boolean",
  QUERY_ACCELERATION_MAX_SCALE_FACTOR: "number",
  MAX_CONCURRENCY_LEVEL: "number",
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: "number",
  STATEMENT_TIMEOUT_IN_SECONDS: "number",
  COMMENT: "text",
};

export const taskForms: PropertyForms = {
  ...sessionForms,
  WAREHOUSE: "name",
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "word",
  SCHEDULE: "text",
  CONFIG: "text",
  ALLOW_OVERLAPPING_EXECUTION: "boolean",
  USER_TASK_TIMEOUT_MS: "number",
  SUSPEND_TASK_AFTER_NUM_FAILURES: "number",
  ERROR_INTEGRATION: "name",
  COMMENT: "text",
  FINALIZE: "name",
  TASK_AUTO_RETRY_ATTEMPTS: "number",
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: "number",
  TARGET_COMPLETION_INTERVAL: "text",
  SERVERLESS_TASK_MIN_STATEMENT_SIZE: "word",
  SERVERLESS_TASK_MAX_STATEMENT_SIZE: "word",
};

export const userForms: PropertyForms = {
  ...sessionForms,
  PASSWORD: "text",
  LOGIN_NAME: "text",
  DISPLAY_NAME: "text",
  FIRST_NAME: "text",
  MIDDLE_NAME: "text",
  LAST_NAME: "text",
  EMAIL: "text",
  MUST_CHANGE_PASSWORD: "boolean",
  DISABLED: "boolean",
  DAYS_TO_EXPIRY: "number",
  MINS_TO_UNLOCK: "number",
  MINS_TO_BYPASS_MFA: "number",
  DEFAULT_WAREHOUSE: "name",
  DEFAULT_NAMESPACE: "name",
  DEFAULT_ROLE: "name",
  DEFAULT_SECONDARY_ROLES: "list",
  RSA_PUBLIC_KEY: "text",
  RSA_PUBLIC_KEY_2: "text",
  TYPE: "word",
  NETWORK_POLICY: "name",
  ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR: "boolean",
  PREVENT_UNLOAD_TO_INTERNAL_STAGES: "boolean",
  COMMENT: "text",
};
