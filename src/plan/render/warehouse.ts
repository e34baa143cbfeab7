/** Warehouses (resources/warehouse.go). */
import { identifier } from "./identifier";
import { warehouseSize } from "./parameters";
import type { Renderer } from "./renderer";
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
