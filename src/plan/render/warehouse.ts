/** Warehouses and resource monitors (resources/warehouse.go, resources/resource_monitor.go). */
import { identifier } from "./identifier";
import type { Inputs } from "./inputs";
import { warehouseSize } from "./parameters";
import type { Renderer } from "./renderer";
import { inSetOrder } from "./set-order";
import { option, sql, textOption } from "./sql";

/** `CreateWarehouse`. */
export const warehouse: Renderer = (inputs) => {
  const monitor = inputs.textIfSet("resourceMonitor");
  return [
    sql(
      "CREATE WAREHOUSE",
      identifier(inputs.required("name")),
      textOption("WAREHOUSE_TYPE", inputs.textIfSet("warehouseType")?.toUpperCase()),
      textOption("WAREHOUSE_SIZE", warehouseSize(inputs.textIfSet("warehouseSize"))),
      option("MAX_CLUSTER_COUNT", inputs.integerIfSet("maxClusterCount")),
      option("MIN_CLUSTER_COUNT", inputs.integerIfSet("minClusterCount")),
      textOption("SCALING_POLICY", inputs.textIfSet("scalingPolicy")?.toUpperCase()),
      option("AUTO_SUSPEND", inputs.integerOrDefault("autoSuspend")),
      option("AUTO_RESUME", inputs.flag("autoResume")),
      inputs.flag("initiallySuspended") && "INITIALLY_SUSPENDED = true",
      option("RESOURCE_MONITOR", monitor === undefined ? undefined : identifier(monitor)),
      textOption("COMMENT", inputs.textIfSet("comment")),
      option("ENABLE_QUERY_ACCELERATION", inputs.flag("enableQueryAcceleration")),
      option(
        "QUERY_ACCELERATION_MAX_SCALE_FACTOR",
        inputs.integerOrDefault("queryAccelerationMaxScaleFactor"),
      ),
      option("MAX_CONCURRENCY_LEVEL", inputs.integer("maxConcurrencyLevel")),
      option("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", inputs.integer("statementQueuedTimeoutInSeconds")),
      option("STATEMENT_TIMEOUT_IN_SECONDS", inputs.integer("statementTimeoutInSeconds")),
    ),
  ];
};

/** `CreateResourceMonitor`. */
export const resourceMonitor: Renderer = (inputs) => {
  const users = inSetOrder(inputs.texts("notifyUsers")).map((user) => identifier(user));
  const triggers = monitorTriggers(inputs);
  const settings = sql(
    option("CREDIT_QUOTA", inputs.integerIfSet("creditQuota")),
    option("FREQUENCY", inputs.textIfSet("frequency")?.toUpperCase()),
    textOption("START_TIMESTAMP", inputs.textIfSet("startTimestamp")),
    textOption("END_TIMESTAMP", inputs.textIfSet("endTimestamp")),
    users.length > 0 && `NOTIFY_USERS = (${users.join(", ")})`,
    triggers.length > 0 && `TRIGGERS ${triggers.join(" ")}`,
  );
  return [
    sql(
      "CREATE RESOURCE MONITOR",
      identifier(inputs.required("name")),
      settings !== "" && `WITH ${settings}`,
    ),
  ];
};

function monitorTriggers(inputs: Inputs): string[] {
  const trigger = (action: string) => (percent: number) => `ON ${percent} PERCENT DO ${action}`;
  const suspend = inputs.integerIfSet("suspendTrigger");
  const suspendImmediately = inputs.integerIfSet("suspendImmediateTrigger");
  return [
    ...inSetOrder(inputs.integers("notifyTriggers")).map(trigger("NOTIFY")),
    ...(suspend === undefined ? [] : [suspend]).map(trigger("SUSPEND")),
    ...(suspendImmediately === undefined ? [] : [suspendImmediately]).map(trigger("SUSPEND_IMMEDIATE")),
  ];
}
