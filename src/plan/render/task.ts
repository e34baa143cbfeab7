/** Tasks (resources/task.go, resources/task_parameters.go, sdk/tasks_gen.go). */
import { accountIdentifier, identifier, schemaIdentifier } from "./identifier";
import type { Inputs } from "./inputs";
import { sessionParameters, warehouseSize } from "./parameters";
import type { Renderer } from "./renderer";
import { inSetOrder } from "./set-order";
import { option, quoted, sql, textOption } from "./sql";
import { resume, suspendRoots } from "./task-graph";

/** `CreateTask`: started roots of the graph are suspended first and resumed last, and the task itself in between. */
export const task: Renderer = (inputs, context) => {
  const name = identifier(inputs.required("database"), inputs.required("schema"), inputs.required("name"));
  const finalizes = inputs.textIfSet("finalize");
  const root = finalizes === undefined ? undefined : schemaIdentifier(finalizes);
  const predecessors = inSetOrder(inputs.texts("afters")).map(schemaIdentifier);
  const started = inputs.flag("started") ?? false;

  const rest = [...(root === undefined ? [] : [root]), ...predecessors].map((other) =>
    suspendRoots(other, name, context),
  );
  const create = statement(inputs, { name, root, predecessors });
  context.tasks.set(name, { started: false, predecessors, ...(root !== undefined && { finalizes: root }) });
  return [
    ...rest.flatMap(({ statements }) => statements),
    create,
    ...(started ? [resume(name, context)] : []),
    ...rest.flatMap(({ toResume }) => toResume).map((other) => resume(other, context)),
  ];
};

function statement(
  inputs: Inputs,
  { name, root, predecessors }: { name: string; root: string | undefined; predecessors: string[] },
): string {
  const config = inputs.textIfSet("config");
  const integration = inputs.textIfSet("errorIntegration");
  const when = inputs.textIfSet("when");
  return sql(
    "CREATE TASK",
    name,
    compute(inputs),
    schedule(inputs.block("schedule")),
    config !== undefined && `CONFIG = $$${config}$$`,
    option("ALLOW_OVERLAPPING_EXECUTION", inputs.flag("allowOverlappingExecution")),
    sessionParameters(inputs).join(", "),
    option("USER_TASK_TIMEOUT_MS", inputs.integer("userTaskTimeoutMs")),
    option("SUSPEND_TASK_AFTER_NUM_FAILURES", inputs.integer("suspendTaskAfterNumFailures")),
    option("ERROR_INTEGRATION", integration === undefined ? undefined : identifier(integration)),
    textOption("COMMENT", inputs.textIfSet("comment")),
    option("FINALIZE", root),
    option("TASK_AUTO_RETRY_ATTEMPTS", inputs.integer("taskAutoRetryAttempts")),
    option(
      "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS",
      inputs.integer("userTaskMinimumTriggerIntervalInSeconds"),
    ),
    predecessors.length > 0 && `AFTER ${predecessors.join(", ")}`,
    when !== undefined && `WHEN ${when}`,
    "AS",
    inputs.required("sqlStatement"),
  );
}

/** The initial size of a serverless task wins over a warehouse (`handleTaskParametersCreate` runs last). */
function compute(inputs: Inputs): string | undefined {
  const warehouse = inputs.textIfSet("warehouse");
  const size = warehouseSize(inputs.textIfSet("userTaskManagedInitialWarehouseSize"));
  if (size !== undefined) return textOption("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE", size);
  return option("WAREHOUSE", warehouse === undefined ? undefined : accountIdentifier(warehouse));
}

function schedule(block: Inputs | undefined): string | undefined {
  if (block === undefined) return undefined;
  const minutes = block.integerIfSet("minutes");
  const cron = block.textIfSet("usingCron");
  if (minutes !== undefined) return `SCHEDULE = ${quoted(`${minutes} MINUTE`)}`;
  if (cron !== undefined) return `SCHEDULE = ${quoted(`USING CRON ${cron}`)}`;
  throw block.error("minutes", "is missing, and so is usingCron");
}
