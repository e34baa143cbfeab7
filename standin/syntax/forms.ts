import { sessionParameters } from "../parameters";
import type { PropertyForms } from "./properties";

/**
 * The properties each object takes, and how their values are written
 * (provider.md sections 1 and 7; pkg/sdk/{databases,schemas,warehouses,users,tasks_gen,parameters}.go).
 */

/** Parameters of a session, which ALTER SESSION, users and tasks take. */
export const sessionForms: PropertyForms = Object.fromEntries(
  Object.keys(sessionParameters).map((key) => [key, "parameter"]),
);

/** Parameters of the account that ALTER ACCOUNT sets. */
export const accountForms: PropertyForms = { CORTEX_ENABLED_CROSS_REGION: "text" };

const containerForms: PropertyForms = {
  DATA_RETENTION_TIME_IN_DAYS: "parameter",
  MAX_DATA_EXTENSION_TIME_IN_DAYS: "parameter",
  REPLACE_INVALID_CHARACTERS: "parameter",
  DEFAULT_DDL_COLLATION: "parameter",
  STORAGE_SERIALIZATION_POLICY: "parameter",
  LOG_LEVEL: "parameter",
  TRACE_LEVEL: "parameter",
  SUSPEND_TASK_AFTER_NUM_FAILURES: "parameter",
  TASK_AUTO_RETRY_ATTEMPTS: "parameter",
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "word",
  USER_TASK_TIMEOUT_MS: "parameter",
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: "parameter",
  QUOTED_IDENTIFIERS_IGNORE_CASE: "parameter",
  ENABLE_CONSOLE_OUTPUT: "parameter",
  COMMENT: "text",
};

export const databaseForms: PropertyForms = containerForms;

export const schemaForms: PropertyForms = { ...containerForms, PIPE_EXECUTION_PAUSED: "boolean" };

export const tableForms: PropertyForms = {
  DATA_RETENTION_TIME_IN_DAYS: "parameter",
  MAX_DATA_EXTENSION_TIME_IN_DAYS: "parameter",
  CHANGE_TRACKING: "boolean",
  DEFAULT_DDL_COLLATION: "parameter",
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
  MAX_CONCURRENCY_LEVEL: "parameter",
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: "parameter",
  STATEMENT_TIMEOUT_IN_SECONDS: "parameter",
  COMMENT: "text",
};

export const taskForms: PropertyForms = {
  ...sessionForms,
  WAREHOUSE: "name",
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "word",
  SCHEDULE: "text",
  CONFIG: "text",
  ALLOW_OVERLAPPING_EXECUTION: "boolean",
  USER_TASK_TIMEOUT_MS: "parameter",
  SUSPEND_TASK_AFTER_NUM_FAILURES: "parameter",
  ERROR_INTEGRATION: "name",
  COMMENT: "text",
  FINALIZE: "name",
  TASK_AUTO_RETRY_ATTEMPTS: "parameter",
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: "parameter",
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
  ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR: "parameter",
  PREVENT_UNLOAD_TO_INTERNAL_STAGES: "parameter",
  COMMENT: "text",
};
