/** Parameters of databases and schemas, and session parameters of tasks and users. */
import { accountIdentifier } from "./identifier";
import type { Inputs } from "./inputs";
import { option, quoted, textOption } from "./sql";

/**
 * Object parameters shared by CREATE DATABASE and CREATE SCHEMA, in the order of `CreateDatabaseOptions` and
 * `CreateSchemaOptions` (sdk/databases.go, sdk/schemas.go); `afterCatalog` is what only schemas have between them.
 */
export function objectParameters(inputs: Inputs, afterCatalog?: string): (string | undefined)[] {
  return [
    option("DATA_RETENTION_TIME_IN_DAYS", inputs.integer("dataRetentionTimeInDays")),
    option("MAX_DATA_EXTENSION_TIME_IN_DAYS", inputs.integer("maxDataExtensionTimeInDays")),
    option("EXTERNAL_VOLUME", named(inputs.text("externalVolume"))),
    option("CATALOG", named(inputs.text("catalog"))),
    afterCatalog,
    option("REPLACE_INVALID_CHARACTERS", inputs.flag("replaceInvalidCharacters")),
    textOption("DEFAULT_DDL_COLLATION", inputs.text("defaultDdlCollation")),
    option("STORAGE_SERIALIZATION_POLICY", inputs.text("storageSerializationPolicy")?.toUpperCase()),
    textOption("LOG_LEVEL", inputs.text("logLevel")?.toUpperCase()),
    textOption("TRACE_LEVEL", inputs.text("traceLevel")?.toUpperCase()),
    option("SUSPEND_TASK_AFTER_NUM_FAILURES", inputs.integer("suspendTaskAfterNumFailures")),
    option("TASK_AUTO_RETRY_ATTEMPTS", inputs.integer("taskAutoRetryAttempts")),
    option(
      "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE",
      warehouseSize(inputs.text("userTaskManagedInitialWarehouseSize")),
    ),
    option("USER_TASK_TIMEOUT_MS", inputs.integer("userTaskTimeoutMs")),
    option(
      "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS",
      inputs.integer("userTaskMinimumTriggerIntervalInSeconds"),
    ),
    option("QUOTED_IDENTIFIERS_IGNORE_CASE", inputs.flag("quotedIdentifiersIgnoreCase")),
    option("ENABLE_CONSOLE_OUTPUT", inputs.flag("enableConsoleOutput")),
  ];
}

/** How a session parameter's value is written. */
type Kind = "flag" | "integer" | "text" | "keyword" | "bare keyword";

/** Those a task can set, in the order of `SessionParameters` (sdk/parameters.go). */
const SESSION_PARAMETERS: readonly (readonly [string, Kind])[] = [
  ["ABORT_DETACHED_QUERY", "flag"],
  ["AUTOCOMMIT", "flag"],
  ["BINARY_INPUT_FORMAT", "keyword"],
  ["BINARY_OUTPUT_FORMAT", "keyword"],
  ["CLIENT_MEMORY_LIMIT", "integer"],
  ["CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX", "flag"],
  ["CLIENT_PREFETCH_THREADS", "integer"],
  ["CLIENT_RESULT_CHUNK_SIZE", "integer"],
  ["CLIENT_RESULT_COLUMN_CASE_INSENSITIVE", "flag"],
  ["CLIENT_SESSION_KEEP_ALIVE", "flag"],
  ["CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", "integer"],
  ["CLIENT_TIMESTAMP_TYPE_MAPPING", "keyword"],
  ["DATE_INPUT_FORMAT", "text"],
  ["DATE_OUTPUT_FORMAT", "text"],
  ["ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION", "flag"],
  ["ERROR_ON_NONDETERMINISTIC_MERGE", "flag"],
  ["ERROR_ON_NONDETERMINISTIC_UPDATE", "flag"],
  ["GEOGRAPHY_OUTPUT_FORMAT", "keyword"],
  ["GEOMETRY_OUTPUT_FORMAT", "keyword"],
  ["JDBC_TREAT_DECIMAL_AS_INT", "flag"],
  ["JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC", "flag"],
  ["JDBC_USE_SESSION_TIMEZONE", "flag"],
  ["JSON_INDENT", "integer"],
  ["LOCK_TIMEOUT", "integer"],
  ["LOG_LEVEL", "bare keyword"],
  ["MULTI_STATEMENT_COUNT", "integer"],
  ["NOORDER_SEQUENCE_AS_DEFAULT", "flag"],
  ["ODBC_TREAT_DECIMAL_AS_INT", "flag"],
  ["QUERY_TAG", "text"],
  ["QUOTED_IDENTIFIERS_IGNORE_CASE", "flag"],
  ["ROWS_PER_RESULTSET", "integer"],
  ["S3_STAGE_VPCE_DNS_NAME", "text"],
  ["SEARCH_PATH", "text"],
  ["SIMULATED_DATA_SHARING_CONSUMER", "text"],
  ["STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "integer"],
  ["STATEMENT_TIMEOUT_IN_SECONDS", "integer"],
  ["STRICT_JSON_OUTPUT", "flag"],
  ["TIMESTAMP_DAY_IS_ALWAYS_24H", "flag"],
  ["TIMESTAMP_INPUT_FORMAT", "text"],
  ["TIMESTAMP_LTZ_OUTPUT_FORMAT", "text"],
  ["TIMESTAMP_NTZ_OUTPUT_FORMAT", "text"],
  ["TIMESTAMP_OUTPUT_FORMAT", "text"],
  ["TIMESTAMP_TYPE_MAPPING", "keyword"],
  ["TIMESTAMP_TZ_OUTPUT_FORMAT", "text"],
  ["TIMEZONE", "text"],
  ["TIME_INPUT_FORMAT", "text"],
  ["TIME_OUTPUT_FORMAT", "text"],
  ["TRACE_LEVEL", "keyword"],
  ["TRANSACTION_ABORT_ON_ERROR", "flag"],
  ["TRANSACTION_DEFAULT_ISOLATION_LEVEL", "keyword"],
  ["TWO_DIGIT_CENTURY_START", "integer"],
  ["UNSUPPORTED_DDL_ACTION", "keyword"],
  ["USE_CACHED_RESULT", "flag"],
  ["WEEK_OF_YEAR_POLICY", "integer"],
  ["WEEK_START", "integer"],
];

/** The session parameters that are set, one `KEY = value` each. */
export function sessionParameters(inputs: Inputs): string[] {
  return SESSION_PARAMETERS.flatMap(([key, kind]) => option(key, sessionValue(inputs, key, kind)) ?? []);
}

function sessionValue(inputs: Inputs, key: string, kind: Kind): string | number | boolean | undefined {
  const input = camel(key);
  if (kind === "flag") return inputs.flag(input);
  if (kind === "integer") return inputs.integer(input);
  const text = inputs.text(input);
  if (text === undefined) return undefined;
  if (kind === "text") return quoted(text);
  return kind === "bare keyword" ? text.toUpperCase() : quoted(canonical(text));
}

/** `ToBinaryInputFormat`, `ToGeographyOutputFormat` and their kin (sdk/parameters.go). */
function canonical(keyword: string): string {
  const upper = keyword.toUpperCase();
  if (upper === "GEOJSON") return "GeoJSON";
  return upper === "UTF-8" ? "UTF8" : upper;
}

/** `TIMESTAMP_DAY_IS_ALWAYS_24H` → `timestampDayIsAlways24h`, as the Pulumi bridge names properties. */
function camel(key: string): string {
  return key.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const SIZES = new Map(
  Object.entries({
    XSMALL: ["X-SMALL"],
    SMALL: [],
    MEDIUM: [],
    LARGE: [],
    XLARGE: ["X-LARGE"],
    XXLARGE: ["X2LARGE", "2X-LARGE"],
    XXXLARGE: ["X3LARGE", "3X-LARGE"],
    X4LARGE: ["4X-LARGE"],
    X5LARGE: ["5X-LARGE"],
    X6LARGE: ["6X-LARGE"],
  }).flatMap(([size, synonyms]) => [size, ...synonyms].map((name) => [name, size] as const)),
);

/** The provider's spelling of a warehouse size (`ToWarehouseSize`, sdk/warehouses.go). */
export function warehouseSize(size: string | undefined): string | undefined {
  if (size === undefined) return undefined;
  const known = SIZES.get(size.toUpperCase());
  if (known === undefined) throw new Error(`invalid warehouse size: ${size}`);
  return known;
}

function named(name: string | undefined): string | undefined {
  return name === undefined ? undefined : accountIdentifier(name);
}
