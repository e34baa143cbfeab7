import { can } from "../access/can";
import type { Row } from "../catalog/rows";
import { parameter } from "../catalog/parameters";
import { printProperty } from "../catalog/properties";
import { version } from "../session/context-functions";
import type { QueryRecord } from "../session/query-log";
import type { Arguments } from "./arguments";
import type { InformationContext, InformationFunction } from "./information";
import { monitorsTask } from "./task-history";

type Wanted = (record: QueryRecord) => boolean;

/**
 * QUERY_HISTORY and its kin: statements of the last seven days, those that run first and then the latest ended
 * (docs query_history). Statuses stand in upper case, as accounts print them. Measures the stand-in has no counterpart
 * of are 0 where Snowflake counts something else than work (queues, transfers), NULL elsewhere.
 */
function history(
  name: string,
  own: readonly string[],
  wanted: (args: Arguments, context: InformationContext) => Wanted,
): InformationFunction {
  return {
    name,
    parameters: [
      ...own,
      "END_TIME_RANGE_START",
      "END_TIME_RANGE_END",
      "RESULT_LIMIT",
      "INCLUDE_CLIENT_GENERATED_STATEMENT",
    ],
    columns,
    rows: (args, context) => {
      const { from, to } = args.range("END_TIME_RANGE_START", "END_TIME_RANGE_END", context);
      const chosen = wanted(args, context);
      args.flag("INCLUDE_CLIENT_GENERATED_STATEMENT");
      const ended = ({ outcome }: QueryRecord): number => outcome?.endedAt.getTime() ?? Infinity;
      return context.asking.queries.all
        .filter(
          (record) => ended(record) >= from.getTime() && (to === undefined || ended(record) <= to.getTime()),
        )
        .filter((record) => chosen(record) && maySee(record, context))
        .toReversed()
        .toSorted((a, b) => Number(ended(b) > ended(a)) - Number(ended(b) < ended(a)))
        .slice(0, args.resultLimit())
        .map((record) => row(record, isUnredacted(context)));
    },
  };
}

const columns =
  "QUERY_ID QUERY_TEXT DATABASE_NAME SCHEMA_NAME QUERY_TYPE SESSION_ID:int AUTHN_EVENT_ID:int USER_NAME USER_TYPE USER_DATABASE_NAME USER_SCHEMA_NAME ROLE_NAME WAREHOUSE_NAME WAREHOUSE_SIZE WAREHOUSE_TYPE CLUSTER_NUMBER:int QUERY_TAG EXECUTION_STATUS ERROR_CODE:int ERROR_MESSAGE START_TIME:time END_TIME:time TOTAL_ELAPSED_TIME:int BYTES_SCANNED:int ROWS_PRODUCED:int COMPILATION_TIME:int EXECUTION_TIME:int QUEUED_PROVISIONING_TIME:int QUEUED_REPAIR_TIME:int QUEUED_OVERLOAD_TIME:int TRANSACTION_BLOCKED_TIME:int OUTBOUND_DATA_TRANSFER_CLOUD OUTBOUND_DATA_TRANSFER_REGION OUTBOUND_DATA_TRANSFER_BYTES:int INBOUND_DATA_TRANSFER_CLOUD INBOUND_DATA_TRANSFER_REGION INBOUND_DATA_TRANSFER_BYTES:int LIST_EXTERNAL_FILE_TIME:int CREDITS_USED_CLOUD_SERVICES:int RELEASE_VERSION EXTERNAL_FUNCTION_TOTAL_INVOCATIONS:int EXTERNAL_FUNCTION_TOTAL_SENT_ROWS:int EXTERNAL_FUNCTION_TOTAL_RECEIVED_ROWS:int EXTERNAL_FUNCTION_TOTAL_SENT_BYTES:int EXTERNAL_FUNCTION_TOTAL_RECEIVED_BYTES:int IS_CLIENT_GENERATED_STATEMENT:flag QUERY_HASH QUERY_HASH_VERSION:int QUERY_PARAMETERIZED_HASH QUERY_PARAMETERIZED_HASH_VERSION:int TRANSACTION_ID:int QUERY_ACCELERATION_BYTES_SCANNED:int QUERY_ACCELERATION_PARTITIONS_SCANNED:int QUERY_ACCELERATION_UPPER_LIMIT_SCALE_FACTOR:int BYTES_WRITTEN_TO_RESULT:int ROWS_WRITTEN_TO_RESULT:int ROWS_INSERTED:int QUERY_RETRY_TIME:int QUERY_RETRY_CAUSE FAULT_HANDLING_TIME:int BIND_VALUES:array AGENT_TYPE";

export const queryHistories: readonly InformationFunction[] = [
  history("QUERY_HISTORY", [], () => () => true),
  history("QUERY_HISTORY_BY_SESSION", ["SESSION_ID"], (args, { asking }) => {
    const session = args.whole("SESSION_ID") ?? asking.sessionId;
    return ({ sessionId }) => sessionId === session;
  }),
  history("QUERY_HISTORY_BY_USER", ["USER_NAME"], (args, { asking }) => {
    const name = args.name("USER_NAME")?.parts[0] ?? asking.user.name;
    return ({ user }) => user.name === name;
  }),
  history("QUERY_HISTORY_BY_WAREHOUSE", ["WAREHOUSE_NAME"], (args, { asking }) => {
    const name = args.name("WAREHOUSE_NAME")?.parts[0] ?? asking.warehouse;
    return ({ warehouse }) => warehouse !== undefined && warehouse.name === name;
  }),
];

/** One's own statements; others' by a privilege on their warehouse or task (docs query_history, usage notes). */
function maySee({ user, warehouse, task }: QueryRecord, context: InformationContext): boolean {
  const { catalog, role, asking } = context;
  if (user === asking.user) return true;
  if (task !== undefined && monitorsTask(task, context)) return true;
  return (
    warehouse !== undefined &&
    ["MONITOR", "OPERATE"].some((privilege) => can(catalog, role, privilege, warehouse))
  );
}

/** What stands for the text of a statement that could not be read, which may hold anything (docs ui-history, "Considerations"). */
const redacted = "<redacted>";

/** Whether the user who looks may see such texts (docs parameters, ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR). */
const isUnredacted = ({ asking }: InformationContext): boolean =>
  parameter(asking.user, "ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR") === "true";

function row(record: QueryRecord, unredacted: boolean): Row {
  const { outcome, warehouse, startedAt } = record;
  const { affected, rows = 0 } = outcome?.result ?? {};
  const elapsed = outcome && outcome.endedAt.getTime() - startedAt.getTime();
  return {
    QUERY_ID: record.id,
    QUERY_TEXT: record.unread === true && !unredacted ? redacted : record.text,
    DATABASE_NAME: record.database,
    SCHEMA_NAME: record.schema,
    QUERY_TYPE: queryType(outcome?.result?.statement),
    SESSION_ID: record.sessionId,
    USER_NAME: record.user.name,
    USER_TYPE: printProperty(record.user.properties.TYPE, record.task === undefined ? "PERSON" : ""),
    ROLE_NAME: record.role.name,
    WAREHOUSE_NAME: warehouse?.name,
    WAREHOUSE_SIZE: record.warehouseSize,
    WAREHOUSE_TYPE: warehouse && printProperty(warehouse.properties.WAREHOUSE_TYPE, "STANDARD"),
    QUERY_TAG: record.tag,
    EXECUTION_STATUS: outcome?.status ?? "RUNNING",
    ERROR_CODE: outcome?.error?.code === undefined ? undefined : Number(outcome.error.code),
    ERROR_MESSAGE: outcome?.error?.message,
    START_TIME: startedAt,
    // A statement that runs ends with the epoch (docs query_history, END_TIME).
    END_TIME: outcome?.endedAt ?? new Date(0),
    TOTAL_ELAPSED_TIME: elapsed,
    ROWS_PRODUCED: affected === undefined ? rows : affected.inserted + affected.updated + affected.deleted,
    EXECUTION_TIME: elapsed,
    QUEUED_PROVISIONING_TIME: 0,
    QUEUED_REPAIR_TIME: 0,
    QUEUED_OVERLOAD_TIME: 0,
    OUTBOUND_DATA_TRANSFER_BYTES: 0,
    INBOUND_DATA_TRANSFER_BYTES: 0,
    LIST_EXTERNAL_FILE_TIME: 0,
    CREDITS_USED_CLOUD_SERVICES: 0,
    RELEASE_VERSION: version,
    EXTERNAL_FUNCTION_TOTAL_INVOCATIONS: 0,
    EXTERNAL_FUNCTION_TOTAL_SENT_ROWS: 0,
    EXTERNAL_FUNCTION_TOTAL_RECEIVED_ROWS: 0,
    EXTERNAL_FUNCTION_TOTAL_SENT_BYTES: 0,
    EXTERNAL_FUNCTION_TOTAL_RECEIVED_BYTES: 0,
    IS_CLIENT_GENERATED_STATEMENT: false,
    TRANSACTION_ID: record.transactionId ?? 0,
    QUERY_ACCELERATION_BYTES_SCANNED: 0,
    QUERY_ACCELERATION_PARTITIONS_SCANNED: 0,
    QUERY_ACCELERATION_UPPER_LIMIT_SCALE_FACTOR: 0,
    ROWS_WRITTEN_TO_RESULT: rows,
    ROWS_INSERTED: affected?.inserted ?? 0,
    QUERY_RETRY_TIME: 0,
    FAULT_HANDLING_TIME: 0,
    // Values are kept for nobody, as with ALLOW_BIND_VALUES_ACCESS = FALSE.
    BIND_VALUES: record.bound ? undefined : "[]",
  };
}

/** `CREATE TABLE` is CREATE_TABLE; what runs or failed is UNKNOWN. */
function queryType(statement: string | undefined): string {
  if (statement === undefined) return "UNKNOWN";
  return statement === "BEGIN" ? "BEGIN_TRANSACTION" : statement.replaceAll(" ", "_");
}
