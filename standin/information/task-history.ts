import { can, canOnAccount, requireUsage } from "../access/can";
import type { Task } from "../catalog/objects";
import { resolveDatabase, resolveSchema } from "../catalog/resolve";
import type { Row } from "../catalog/rows";
import { invalid } from "../errors";
import { dueAfter } from "../tasks/schedule";
import type { TaskRun } from "../tasks/run";
import type { Arguments } from "./arguments";
import type { InformationContext, InformationFunction } from "./information";

/**
 * TASK_HISTORY: runs of the last seven days, the latest scheduled first (docs task_history). Runs to come and runs a
 * WHEN kept from starting are not recorded, and so never in it.
 */
export const taskHistory: InformationFunction = {
  name: "TASK_HISTORY",
  parameters: [
    "SCHEDULED_TIME_RANGE_START",
    "SCHEDULED_TIME_RANGE_END",
    "RESULT_LIMIT",
    "TASK_NAME",
    "DATABASE_NAME",
    "SCHEMA_NAME",
    "ERROR_ONLY",
    "ROOT_TASK_ID",
  ],
  columns:
    "QUERY_ID NAME DATABASE_NAME SCHEMA_NAME QUERY_TEXT CONDITION_TEXT STATE ERROR_CODE:int ERROR_MESSAGE SCHEDULED_TIME:time QUERY_START_TIME:time NEXT_SCHEDULED_TIME:time COMPLETED_TIME:time ROOT_TASK_ID GRAPH_VERSION:int RUN_ID:int RETURN_VALUE SCHEDULED_FROM ATTEMPT_NUMBER:int CONFIG QUERY_HASH QUERY_HASH_VERSION:int QUERY_PARAMETERIZED_HASH QUERY_PARAMETERIZED_HASH_VERSION:int GRAPH_RUN_GROUP_ID BACKFILL_INFO:object SPCS_JOB_ID:int",
  rows: (args, context) => {
    const wanted = filter(args, context);
    const { from, to } = args.range("SCHEDULED_TIME_RANGE_START", "SCHEDULED_TIME_RANGE_END", context);
    const runs = context.asking
      .taskRuns()
      .filter((run) => run.scheduledAt >= from && (to === undefined || run.scheduledAt <= to))
      .filter((run) => wanted(run) && monitorsTask(run.of, context));
    return (
      runs
        .toReversed()
        // Stable, so that of runs scheduled at one moment the later recorded stays first.
        .toSorted((a, b) => b.scheduledAt.getTime() - a.scheduledAt.getTime())
        .slice(0, args.resultLimit())
        .map((run) => row(run, context))
    );
  },
};

/** Who may see runs of a task (docs task_history, usage notes); ACCOUNTADMIN holds every account privilege. */
export const monitorsTask = (task: Task, { catalog, role }: InformationContext): boolean =>
  canOnAccount(catalog, role, "MONITOR EXECUTION") ||
  can(catalog, role, "MONITOR", task) ||
  can(catalog, role, "OPERATE", task);

function filter(args: Arguments, context: InformationContext): (run: TaskRun) => boolean {
  const task = args.text("TASK_NAME")?.toUpperCase();
  const database = args.name("DATABASE_NAME");
  const schema = args.name("SCHEMA_NAME");
  if (schema !== undefined && database === undefined)
    throw invalid("001044", "SCHEMA_NAME of function 'TASK_HISTORY' needs DATABASE_NAME beside it");
  const { catalog, role } = context;
  if (database !== undefined) requireUsage(catalog, role, resolveDatabase(context, database));
  const place = schema && database && resolveSchema(context, { parts: [...database.parts, ...schema.parts] });
  if (place !== undefined) requireUsage(catalog, role, place);
  const failed = args.flag("ERROR_ONLY");
  const root = args.text("ROOT_TASK_ID");
  return ({ of, graph, state }) =>
    (task === undefined || of.name.toUpperCase() === task) &&
    (database === undefined || of.schema.database.name === database.parts[0]) &&
    (place === undefined || of.schema === place) &&
    (!failed || state === "FAILED") &&
    (root === undefined || String(graph.root.id) === root);
}

function row(run: TaskRun, { catalog, role }: InformationContext): Row {
  const { of, graph } = run;
  const { schema } = of;
  const config = of.properties.CONFIG;
  const reaches = can(catalog, role, "USAGE", schema.database) && can(catalog, role, "USAGE", schema);
  return {
    QUERY_ID: run.queryId,
    NAME: of.name,
    DATABASE_NAME: reaches ? schema.database.name : undefined,
    SCHEMA_NAME: reaches ? schema.name : undefined,
    QUERY_TEXT: run.body,
    CONDITION_TEXT: run.condition,
    STATE: run.suspended ? "FAILED_AND_AUTO_SUSPENDED" : run.state,
    ERROR_CODE: run.error && Number(run.error.code),
    ERROR_MESSAGE: run.error?.message,
    SCHEDULED_TIME: run.scheduledAt,
    QUERY_START_TIME: run.queryId === undefined ? undefined : run.startedAt,
    NEXT_SCHEDULED_TIME: nextOf(run),
    COMPLETED_TIME: run.completedAt,
    ROOT_TASK_ID: String(graph.root.id),
    RUN_ID: graph.scheduledAt.getTime(),
    // All runs of a graph say what started it.
    SCHEDULED_FROM: graph.scheduledFrom.replace(" ", "_"),
    ATTEMPT_NUMBER: 1,
    CONFIG: typeof config === "string" ? config : undefined,
    GRAPH_RUN_GROUP_ID: graph.id,
  };
}

/** When a root on a schedule was to run next. */
function nextOf({ of, graph }: TaskRun): Date | undefined {
  if (of !== graph.root || graph.scheduledFrom !== "SCHEDULE") return undefined;
  return dueAfter(of.properties, { lastRun: graph.scheduledAt, resumed: graph.scheduledAt });
}
