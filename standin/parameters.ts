import { SnowflakeError, unsupported } from "./errors";
import { settingDefaults } from "./moments/settings";
import { isZone } from "./moments/zones";

/** What a parameter takes, and what the stand-in makes of it (docs parameters; type as SHOW PARAMETERS tells it). */
export interface ParameterKind {
  readonly type: "BOOLEAN" | "NUMBER" | "STRING";
  /** In its canonical form: `true`, `43200`, `READ COMMITTED`. */
  readonly default: string;
  /** NUMBER: the least and the most. */
  readonly range?: readonly [number, number];
  /** STRING: the values there are; any text where they are left out. */
  readonly choices?: readonly string[];
  /**
   * `obeyed`: it does what the documentation says. `harmless`: it changes nothing the stand-in has (a client's
   * business, a queue, a log). Otherwise it decides results in a way the stand-in does not follow: it takes the
   * default and these values, and refuses any other by name.
   */
  readonly follows: "obeyed" | "harmless" | readonly string[];
  readonly description: string;
}

type Follows = ParameterKind["follows"];

const onlyDefault: Follows = [];

const flag = (preset: boolean, follows: Follows, description: string): ParameterKind => ({
  type: "BOOLEAN",
  default: String(preset),
  follows,
  description,
});

const number = (
  preset: number,
  range: readonly [number, number],
  follows: Follows,
  description: string,
): ParameterKind => ({ type: "NUMBER", default: String(preset), range, follows, description });

const text = (
  preset: string,
  follows: Follows,
  description: string,
  choices?: readonly string[],
): ParameterKind => ({
  type: "STRING",
  default: preset,
  follows,
  description,
  ...(choices === undefined ? {} : { choices }),
});

const days = 86_400;
const whole = 2_147_483_647;
const queryFormat = text("JSON", ["ARROW"], "Form of a result's rows; the stand-in sends JSON.", [
  "JSON",
  "ARROW",
]);

/**
 * Parameters of a session, which ALTER SESSION, a login, users and tasks may set (docs parameters: type, default and
 * values of each). Whoever teaches the stand-in to obey one changes its `follows` here, and nothing else takes it.
 */
export const sessionParameters: Readonly<Record<string, ParameterKind>> = {
  ABORT_DETACHED_QUERY: flag(false, "obeyed", "Abort a query 5 minutes after its client has gone."),
  AUTOCOMMIT: flag(true, "obeyed", "Commit each statement outside an explicit transaction by itself."),
  BINARY_INPUT_FORMAT: text("HEX", onlyDefault, "Form of text read as binary.", ["HEX", "BASE64", "UTF8"]),
  BINARY_OUTPUT_FORMAT: text("HEX", onlyDefault, "Form of binary written as text.", ["HEX", "BASE64"]),
  CLIENT_MEMORY_LIMIT: number(1536, [0, whole], "harmless", "Memory a client uses for results, in MB."),
  CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX: flag(
    false,
    "harmless",
    "Clients look in the current place alone.",
  ),
  CLIENT_METADATA_USE_SESSION_DATABASE: flag(
    false,
    "harmless",
    "Clients look in the current database alone.",
  ),
  CLIENT_PREFETCH_THREADS: number(4, [1, 10], "harmless", "Threads with which a client fetches a result."),
  CLIENT_RESULT_CHUNK_SIZE: number(160, [16, 160], "harmless", "Size of a piece of a result, in MB."),
  CLIENT_RESULT_COLUMN_CASE_INSENSITIVE: flag(false, "harmless", "JDBC finds columns in any case."),
  CLIENT_SESSION_KEEP_ALIVE: flag(false, "harmless", "Clients renew the session for as long as they run."),
  CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY: number(
    3600,
    [900, 3600],
    "harmless",
    "Seconds between two signs of life of a client.",
  ),
  CLIENT_TIMESTAMP_TYPE_MAPPING: text("TIMESTAMP_LTZ", "harmless", "The type JDBC binds timestamps as.", [
    "TIMESTAMP_LTZ",
    "TIMESTAMP_NTZ",
  ]),
  DATE_INPUT_FORMAT: text(settingDefaults.DATE_INPUT_FORMAT, "obeyed", "Form of text read as a date."),
  DATE_OUTPUT_FORMAT: text(settingDefaults.DATE_OUTPUT_FORMAT, "obeyed", "Form of a date written as text."),
  ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION: flag(true, "harmless", "Types of unloaded Parquet files."),
  ERROR_ON_NONDETERMINISTIC_MERGE: flag(
    true,
    "obeyed",
    "Refuse a MERGE that several rows match one target row of.",
  ),
  ERROR_ON_NONDETERMINISTIC_UPDATE: flag(
    false,
    "obeyed",
    "Refuse an UPDATE that several rows match one target row of.",
  ),
  GEOGRAPHY_OUTPUT_FORMAT: text("GeoJSON", "harmless", "Form of a GEOGRAPHY value.", [
    ...["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"],
  ]),
  GEOMETRY_OUTPUT_FORMAT: text("GeoJSON", "harmless", "Form of a GEOMETRY value.", [
    ...["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"],
  ]),
  GO_QUERY_RESULT_FORMAT: queryFormat,
  HYBRID_TABLE_LOCK_TIMEOUT: number(
    3600,
    [0, whole],
    "harmless",
    "Seconds to wait for a lock of a hybrid table.",
  ),
  JDBC_QUERY_RESULT_FORMAT: queryFormat,
  JDBC_TREAT_DECIMAL_AS_INT: flag(true, "harmless", "JDBC reads whole numbers as such."),
  JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC: flag(false, "harmless", "JDBC reads TIMESTAMP_NTZ as UTC."),
  JDBC_USE_SESSION_TIMEZONE: flag(true, "harmless", "JDBC uses the session's time zone."),
  JSON_INDENT: number(2, [0, 16], "obeyed", "Blanks before each level of JSON; 0 writes one line."),
  JS_TREAT_INTEGER_AS_BIGINT: flag(false, "harmless", "The Node driver reads whole numbers as BigInt."),
  LOCK_TIMEOUT: number(
    43_200,
    [0, whole],
    "obeyed",
    "Number of seconds to wait while trying to lock a resource, before timing out and aborting the statement. A value of 0 turns off lock waiting i.e. the statement must acquire the lock immediately or abort. If multiple resources need to be locked by the statement, the timeout applies separately to each lock attempt.",
  ),
  LOG_LEVEL: text("OFF", "harmless", "Least severity of messages kept in the event table.", [
    ...["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
  ]),
  METRIC_LEVEL: text("NONE", "harmless", "Whether metrics go to the event table.", ["ALL", "NONE"]),
  MULTI_STATEMENT_COUNT: number(
    1,
    [0, 100_000],
    "obeyed",
    "Statements one request may hold; 0 is any number.",
  ),
  NOORDER_SEQUENCE_AS_DEFAULT: flag(true, "harmless", "Whether new sequences may give numbers out of order."),
  ODBC_QUERY_RESULT_FORMAT: queryFormat,
  ODBC_TREAT_DECIMAL_AS_INT: flag(false, "harmless", "ODBC reads whole numbers as such."),
  PYTHON_CONNECTOR_QUERY_RESULT_FORMAT: queryFormat,
  QUERY_TAG: text("", "obeyed", "Text that QUERY_HISTORY shows with each statement."),
  QUOTED_IDENTIFIERS_IGNORE_CASE: flag(false, "obeyed", "Read quoted identifiers as upper case."),
  ROWS_PER_RESULTSET: number(0, [0, whole], "obeyed", "Most rows of a result; 0 is no limit."),
  S3_STAGE_VPCE_DNS_NAME: text("", "harmless", "DNS name of the endpoint of S3 stages."),
  SEARCH_PATH: text("$current, $public", onlyDefault, "Schemas where unqualified names are looked for."),
  SIMULATED_DATA_SHARING_CONSUMER: text("", onlyDefault, "Account as whose secure views are read."),
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: number(
    0,
    [0, whole],
    "harmless",
    "Seconds a statement may wait for its warehouse; 0 is no limit.",
  ),
  STATEMENT_TIMEOUT_IN_SECONDS: number(
    2 * days,
    [0, 7 * days],
    "obeyed",
    "Seconds after which a statement that runs is cancelled; 0 is the most there is, 7 days.",
  ),
  STRICT_JSON_OUTPUT: flag(false, onlyDefault, "Write JSON that follows the standard strictly."),
  TIMESTAMP_DAY_IS_ALWAYS_24H: flag(false, onlyDefault, "Whether a day has 24 hours when clocks change."),
  TIMESTAMP_INPUT_FORMAT: text(
    settingDefaults.TIMESTAMP_INPUT_FORMAT,
    "obeyed",
    "Form of text read as a timestamp.",
  ),
  TIMESTAMP_LTZ_OUTPUT_FORMAT: text(
    settingDefaults.TIMESTAMP_LTZ_OUTPUT_FORMAT,
    "obeyed",
    "Form of a TIMESTAMP_LTZ written as text.",
  ),
  TIMESTAMP_NTZ_OUTPUT_FORMAT: text(
    settingDefaults.TIMESTAMP_NTZ_OUTPUT_FORMAT,
    "obeyed",
    "Form of a TIMESTAMP_NTZ written as text.",
  ),
  TIMESTAMP_OUTPUT_FORMAT: text(
    settingDefaults.TIMESTAMP_OUTPUT_FORMAT,
    "obeyed",
    "Form of a timestamp written as text.",
  ),
  TIMESTAMP_TYPE_MAPPING: text("TIMESTAMP_NTZ", onlyDefault, "The type TIMESTAMP stands for.", [
    ...["TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ"],
  ]),
  TIMESTAMP_TZ_OUTPUT_FORMAT: text(
    settingDefaults.TIMESTAMP_TZ_OUTPUT_FORMAT,
    "obeyed",
    "Form of a TIMESTAMP_TZ written as text.",
  ),
  TIMEZONE: text(settingDefaults.TIMEZONE, "obeyed", "Time zone of the session."),
  TIME_INPUT_FORMAT: text(settingDefaults.TIME_INPUT_FORMAT, "obeyed", "Form of text read as a time."),
  TIME_OUTPUT_FORMAT: text(settingDefaults.TIME_OUTPUT_FORMAT, "obeyed", "Form of a time written as text."),
  TRACE_LEVEL: text("OFF", "harmless", "Which trace events go to the event table.", [
    ...["ALWAYS", "ON_EVENT", "PROPAGATE", "OFF"],
  ]),
  TRANSACTION_ABORT_ON_ERROR: flag(false, "obeyed", "A statement that fails aborts its transaction."),
  TRANSACTION_DEFAULT_ISOLATION_LEVEL: text("READ COMMITTED", "obeyed", "Isolation of transactions.", [
    "READ COMMITTED",
  ]),
  TWO_DIGIT_CENTURY_START: number(1970, [1900, 2100], "obeyed", "Earliest year two digits stand for."),
  UNSUPPORTED_DDL_ACTION: text("IGNORE", onlyDefault, "What an unsupported constraint property does.", [
    "IGNORE",
    "FAIL",
  ]),
  USE_CACHED_RESULT: flag(true, "harmless", "Answer a query again from its last result."),
  WEEK_OF_YEAR_POLICY: number(0, [0, 1], "obeyed", "Which week is the first of a year."),
  WEEK_START: number(0, [0, 7], "obeyed", "First day of the week; 0 is as ISO has it."),
};

/** Parameters of databases, schemas, tables, warehouses, tasks and users beside the session's (docs parameters). */
export const objectParameters: Readonly<Record<string, ParameterKind>> = {
  CORTEX_ENABLED_CROSS_REGION: text("ANY_REGION", "harmless", "Regions where inference may run."),
  CATALOG: text("", "harmless", "Catalog of Iceberg tables."),
  DATA_RETENTION_TIME_IN_DAYS: number(1, [0, 90], "obeyed", "Days for which old rows are kept."),
  DEFAULT_DDL_COLLATION: text("", onlyDefault, "Collation of new text columns."),
  ENABLE_CONSOLE_OUTPUT: flag(false, "harmless", "Whether functions print to the console."),
  ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR: flag(
    false,
    "obeyed",
    "Show the text of statements that cannot be read in the query history.",
  ),
  EXTERNAL_VOLUME: text("", "harmless", "Volume of Iceberg tables."),
  MAX_CONCURRENCY_LEVEL: number(8, [1, 32], "harmless", "Statements a warehouse runs at once."),
  MAX_DATA_EXTENSION_TIME_IN_DAYS: number(14, [0, 90], "obeyed", "Days by which streams extend retention."),
  NETWORK_POLICY: text("", "harmless", "Network policy of the user."),
  PIPE_EXECUTION_PAUSED: flag(false, "harmless", "Whether pipes are paused."),
  PREVENT_UNLOAD_TO_INTERNAL_STAGES: flag(
    false,
    "harmless",
    "Whether data may be unloaded to internal stages.",
  ),
  REPLACE_INVALID_CHARACTERS: flag(false, "harmless", "Replace invalid characters of Iceberg tables."),
  STORAGE_SERIALIZATION_POLICY: text("OPTIMIZED", "harmless", "Encoding of Iceberg tables.", [
    "COMPATIBLE",
    "OPTIMIZED",
  ]),
  SUSPEND_TASK_AFTER_NUM_FAILURES: number(10, [0, whole], "obeyed", "Failures in a row that suspend a task."),
  TASK_AUTO_RETRY_ATTEMPTS: number(0, [0, 30], "harmless", "How often a failed graph is run again."),
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: text("Medium", "harmless", "Size a serverless task starts with."),
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: number(
    30,
    [10, 604_800],
    "obeyed",
    "Least seconds between two runs of a triggered task.",
  ),
  USER_TASK_TIMEOUT_MS: number(3_600_000, [0, 7 * days * 1000], "harmless", "Milliseconds a task may run."),
};

/** The parameter of a name, of sessions or of objects. */
export const parameterKind = (key: string): ParameterKind | undefined =>
  Object.hasOwn(sessionParameters, key)
    ? sessionParameters[key]
    : Object.hasOwn(objectParameters, key)
      ? objectParameters[key]
      : undefined;

/** A parameter's default, in its canonical form; empty for no parameter. */
export const parameterDefault = (key: string): string => parameterKind(key)?.default ?? "";

/**
 * A value given to a parameter, in its canonical form.
 * @param kind as `parameterKind` gives it
 * @throws SnowflakeError 001008 for a value it cannot have, 000002 for one the stand-in does not follow
 */
export function parameterValue(key: string, kind: ParameterKind, given: string | number | boolean): string {
  const value = canonical(kind, given);
  if (value === undefined || (key === "TIMEZONE" && !isZone(value)))
    throw new SnowflakeError(
      "001008",
      "22023",
      `SQL compilation error:\ninvalid value [${typeof given === "string" ? `'${given}'` : String(given)}] for parameter '${key}'`,
    );
  const { follows } = kind;
  if (typeof follows !== "string" && value !== kind.default && !follows.includes(value))
    throw unsupported(
      `parameter ${key} = '${value}' (only ${[kind.default, ...follows].map((each) => `'${each}'`).join(" or ")})`,
    );
  return value;
}

/** A value in a parameter's canonical form; undefined where it cannot have it. */
export function canonical(
  { type, range, choices }: ParameterKind,
  given: string | number | boolean,
): string | undefined {
  const said = String(given);
  switch (type) {
    case "BOOLEAN":
      return /^(?:true|false)$/i.test(said) ? said.toLowerCase() : undefined;
    case "NUMBER": {
      if (typeof given === "boolean" || !/^\s*[+-]?\d+\s*$/.test(said)) return undefined;
      const found = Number(said);
      const [least, most] = range ?? [-Infinity, Infinity];
      return found >= least && found <= most ? String(found) : undefined;
    }
    case "STRING":
      if (choices === undefined) return said;
      return choices.find((choice) => choice.toUpperCase() === said.toUpperCase());
  }
}

/** 001420: there is no such parameter. No public source tells the code for sessions: it is that of other objects. */
export const unknownParameter = (key: string, object: string): SnowflakeError =>
  new SnowflakeError("001420", "22023", `SQL compilation error:\ninvalid property '${key}' for '${object}'`);
