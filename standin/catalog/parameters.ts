import { unsupported } from "../errors";
import { accountSettings } from "../moments/settings";
import {
  canonical,
  objectParameters,
  parameterDefault,
  parameterKind,
  parameterValue,
  sessionParameters,
} from "../parameters";
import type { CatalogStatement, Properties } from "../syntax/statements";
import type { Schema, Securable } from "./objects";
import type { Row } from "./rows";
import { printProperty } from "./properties";

type Level = "" | "SESSION" | "ACCOUNT" | "DATABASE" | "SCHEMA" | "TABLE" | "WAREHOUSE" | "TASK" | "USER";

/** A parameter as SHOW PARAMETERS tells it: `level` is where the value was set, empty for Snowflake's default. */
export interface Parameter {
  readonly key: string;
  readonly value: string;
  readonly level: Level;
}

/** A place where parameters may be set: the value of the first that has one counts. */
export interface ParameterHolder {
  readonly level: Level;
  readonly properties: Properties;
}

const ofTables = ["DATA_RETENTION_TIME_IN_DAYS", "DEFAULT_DDL_COLLATION", "MAX_DATA_EXTENSION_TIME_IN_DAYS"];
const ofTasks = [
  "SUSPEND_TASK_AFTER_NUM_FAILURES",
  "TASK_AUTO_RETRY_ATTEMPTS",
  "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE",
  "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS",
  "USER_TASK_TIMEOUT_MS",
];
const ofContainers = [
  ...ofTables,
  ...ofTasks,
  ...["CATALOG", "ENABLE_CONSOLE_OUTPUT", "EXTERNAL_VOLUME", "LOG_LEVEL", "QUOTED_IDENTIFIERS_IGNORE_CASE"],
  ...["REPLACE_INVALID_CHARACTERS", "STORAGE_SERIALIZATION_POLICY", "TRACE_LEVEL"],
];
const ofSessions = Object.keys(sessionParameters);

/** The parameters each kind of object has (docs parameters). */
function keysOf({ kind }: Securable): readonly string[] {
  switch (kind) {
    case "ACCOUNT":
      return [...ofSessions, ...Object.keys(objectParameters)];
    case "DATABASE":
      return ofContainers;
    case "SCHEMA":
      return [...ofContainers, "PIPE_EXECUTION_PAUSED"];
    case "TABLE":
      return ofTables;
    case "WAREHOUSE":
      return ["MAX_CONCURRENCY_LEVEL", "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "STATEMENT_TIMEOUT_IN_SECONDS"];
    case "TASK":
      return [...ofSessions, ...ofTasks];
    case "USER":
      return [
        ...ofSessions,
        ...["ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR", "NETWORK_POLICY", "PREVENT_UNLOAD_TO_INTERNAL_STAGES"],
      ];
    default:
      return [];
  }
}

/** The effective parameters of an object: set on it, else on what holds it, else the default. */
export const parametersOf = (object: Securable): readonly Parameter[] =>
  keysOf(object)
    .toSorted()
    .map((key) => effective(key, lineage(object)));

/** The effective parameters of a session. @param holders the session, its task and its user, in this order */
export const sessionParametersOf = (holders: readonly ParameterHolder[]): readonly Parameter[] =>
  ofSessions.map((key) => effective(key, holders));

/** A parameter's effective value. @param holders where it may be set, the one that counts most first */
export function effective(key: string, holders: readonly ParameterHolder[]): Parameter {
  const holder = holders.find(({ properties }) => properties[key] !== undefined && properties[key] !== null);
  const given = holder?.properties[key];
  if (holder === undefined || given === undefined) return ofAccount(key);
  const kind = parameterKind(key);
  const value =
    kind === undefined || given === null || typeof given === "object" ? undefined : canonical(kind, given);
  return { key, value: value ?? printProperty(given), level: holder.level };
}

/** A parameter as the account has it, for what sets none of its own. */
function ofAccount(key: string): Parameter {
  const value = accountSettings[key];
  return value === undefined
    ? { key, value: parameterDefault(key), level: "" }
    : { key, value, level: "ACCOUNT" };
}

/** Rows of SHOW PARAMETERS (docs sql/show-parameters). */
export const parameterRow = ({ key, value, level }: Parameter): Row => {
  const kind = parameterKind(key);
  return { key, value, default: kind?.default, level, description: kind?.description, type: kind?.type };
};

function lineage(object: Securable): readonly ParameterHolder[] {
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

const ofSchema = (schema: Schema): readonly ParameterHolder[] => [
  { level: "SCHEMA", properties: schema.properties },
  { level: "DATABASE", properties: schema.database.properties },
];

/** One parameter's effective value, e.g. the days of time travel of a table. */
export const parameter = (object: Securable, key: string): string => effective(key, lineage(object)).value;

/**
 * Refuses values of parameters that CREATE or ALTER of an object sets: those there are not, and those the stand-in
 * would not follow.
 * @throws SnowflakeError 001008, 000002
 */
export function checkParameters(statement: CatalogStatement): void {
  const given =
    statement.kind === "alter"
      ? statement.action.type === "set"
        ? statement.action.properties
        : undefined
      : "properties" in statement
        ? statement.properties
        : undefined;
  for (const [key, value] of Object.entries(given ?? {})) {
    const kind = parameterKind(key);
    if (kind === undefined || value === null || typeof value === "object") continue;
    const canonical = parameterValue(key, kind, value);
    const object =
      statement.kind === "alter" ? statement.object : statement.kind.slice("create ".length).toUpperCase();
    if (
      key === "QUOTED_IDENTIFIERS_IGNORE_CASE" &&
      canonical === "true" &&
      (object === "DATABASE" || object === "SCHEMA")
    )
      throw unsupported(`QUOTED_IDENTIFIERS_IGNORE_CASE of a ${object.toLowerCase()}`);
  }
}
