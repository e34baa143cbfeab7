import { accountSettings, fixedSettings, settingDefaults } from "../moments/settings";
import type { Properties } from "../syntax/statements";
import type { Schema, Securable } from "./objects";
import { printProperty } from "./properties";

type Level = "" | "ACCOUNT" | "DATABASE" | "SCHEMA" | "TABLE" | "WAREHOUSE" | "TASK" | "USER";

/** A row of SHOW PARAMETERS: `level` is where the value was set, empty for Snowflake's default. */
export interface Parameter {
  readonly key: string;
  readonly value: string;
  readonly default: string;
  readonly level: Level;
}

/** Defaults of the parameters of what holds tables (docs parameters). */
const containerDefaults: Readonly<Record<string, string>> = {
  CATALOG: "",
  DATA_RETENTION_TIME_IN_DAYS: "1",
  DEFAULT_DDL_COLLATION: "",
  ENABLE_CONSOLE_OUTPUT: "false",
  EXTERNAL_VOLUME: "",
  LOG_LEVEL: "OFF",
  MAX_DATA_EXTENSION_TIME_IN_DAYS: "14",
  QUOTED_IDENTIFIERS_IGNORE_CASE: "false",
  REPLACE_INVALID_CHARACTERS: "false",
  STORAGE_SERIALIZATION_POLICY: "OPTIMIZED",
  SUSPEND_TASK_AFTER_NUM_FAILURES: "10",
  TASK_AUTO_RETRY_ATTEMPTS: "0",
  TRACE_LEVEL: "OFF",
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "Medium",
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: "30",
  USER_TASK_TIMEOUT_MS: "3600000",
};

/** Where inference may run: anywhere, unless somebody decides (docs cross-region-inference, "Default routing"). */
const accountDefaults: Readonly<Record<string, string>> = { CORTEX_ENABLED_CROSS_REGION: "ANY_REGION" };

/** Defaults of the session's parameters, which users and tasks may set. */
export const sessionDefaults: Readonly<Record<string, string>> = {
  ABORT_DETACHED_QUERY: "false",
  AUTOCOMMIT: "true",
  BINARY_INPUT_FORMAT: "HEX",
  BINARY_OUTPUT_FORMAT: "HEX",
  ERROR_ON_NONDETERMINISTIC_MERGE: "true",
  ERROR_ON_NONDETERMINISTIC_UPDATE: "false",
  JSON_INDENT: "2",
  LOCK_TIMEOUT: "43200",
  MULTI_STATEMENT_COUNT: "1",
  QUERY_TAG: "",
  QUOTED_IDENTIFIERS_IGNORE_CASE: "false",
  ROWS_PER_RESULTSET: "0",
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: "0",
  STATEMENT_TIMEOUT_IN_SECONDS: "172800",
  STRICT_JSON_OUTPUT: "false",
  TRANSACTION_ABORT_ON_ERROR: "false",
  USE_CACHED_RESULT: "true",
  ...settingDefaults,
  ...fixedSettings,
};

const taskDefaults: Readonly<Record<string, string>> = {
  ...sessionDefaults,
  SUSPEND_TASK_AFTER_NUM_FAILURES: "10",
  TASK_AUTO_RETRY_ATTEMPTS: "0",
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "Medium",
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: "30",
  USER_TASK_TIMEOUT_MS: "3600000",
};

const warehouseDefaults: Readonly<Record<string, string>> = {
  MAX_CONCURRENCY_LEVEL: "8",
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: "0",
  STATEMENT_TIMEOUT_IN_SECONDS: "172800",
};

const defaultsOf = (object: Securable): Readonly<Record<string, string>> => {
  switch (object.kind) {
    case "ACCOUNT":
      return accountDefaults;
    case "DATABASE":
      return containerDefaults;
    case "SCHEMA":
      return { ...containerDefaults, PIPE_EXECUTION_PAUSED: "false" };
    case "TABLE":
      return {
        DATA_RETENTION_TIME_IN_DAYS: "1",
        DEFAULT_DDL_COLLATION: "",
        MAX_DATA_EXTENSION_TIME_IN_DAYS: "14",
      };
    case "WAREHOUSE":
      return warehouseDefaults;
    case "TASK":
      return taskDefaults;
    case "USER":
      return { ...sessionDefaults, ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR: "false", NETWORK_POLICY: "" };
    default:
      return {};
  }
};

/** The effective parameters of an object: set on it, else on what holds it, else the default. */
export function parametersOf(object: Securable): readonly Parameter[] {
  const holders = lineage(object);
  return Object.entries(defaultsOf(object)).map(([key, preset]) => {
    const holder = holders.find(
      ({ properties }) => properties[key] !== undefined && properties[key] !== null,
    );
    if (holder === undefined) return ofAccount(key, preset);
    return { key, value: printProperty(holder.properties[key]), default: preset, level: holder.level };
  });
}

/** A parameter as the account has it. */
function ofAccount(key: string, preset: string): Parameter {
  const set = accountSettings[key];
  return { key, value: set ?? preset, default: preset, level: set === undefined ? "" : "ACCOUNT" };
}

/** The parameters of the account's sessions. */
export const accountParameters = (): readonly Parameter[] =>
  Object.entries(sessionDefaults).map(([key, preset]) => ofAccount(key, preset));

function lineage(object: Securable): { level: Level; properties: Properties }[] {
  switch (object.kind) {
    case "ACCOUNT":
    case "DATABASE":
    case "WAREHOUSE":
    case "USER":
      return [{ level: object.kind, properties: object.properties }];
    case "SCHEMA":
      return ofSchema(object);
    case "TABLE":
    case "TASK":
      return [{ level: object.kind, properties: object.properties }, ...ofSchema(object.schema)];
    default:
      return [];
  }
}

const ofSchema = (schema: Schema): { level: Level; properties: Properties }[] => [
  { level: "SCHEMA", properties: schema.properties },
  { level: "DATABASE", properties: schema.database.properties },
];

/** One parameter's effective value, e.g. the days of time travel of a table. */
export function parameter(object: Securable, key: string): string {
  return parametersOf(object).find((found) => found.key === key)?.value ?? "";
}
