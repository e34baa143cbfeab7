import * as snowflake from "@pulumi/snowflake";

import type { Case } from "./case";

export const warehouses: Case[] = [
  [
    "a warehouse with nothing said",
    () => new snowflake.Warehouse("x", { name: "W" }),
    ['CREATE WAREHOUSE "W"'],
  ],
  [
    "every option of a warehouse in the provider's order",
    () =>
      new snowflake.Warehouse("x", {
        name: "W",
        warehouseType: "standard",
        warehouseSize: "X-Small",
        maxClusterCount: 3,
        minClusterCount: 1,
        scalingPolicy: "economy",
        autoSuspend: 60,
        autoResume: "true",
        initiallySuspended: true,
        resourceMonitor: "M",
        comment: "c",
        enableQueryAcceleration: "false",
        queryAccelerationMaxScaleFactor: 8,
        maxConcurrencyLevel: 8,
        statementQueuedTimeoutInSeconds: 0,
        statementTimeoutInSeconds: 900,
      }),
    [
      "CREATE WAREHOUSE \"W\" WAREHOUSE_TYPE = 'STANDARD' WAREHOUSE_SIZE = 'XSMALL' MAX_CLUSTER_COUNT = 3 MIN_CLUSTER_COUNT = 1 SCALING_POLICY = 'ECONOMY' AUTO_SUSPEND = 60 AUTO_RESUME = true INITIALLY_SUSPENDED = true RESOURCE_MONITOR = \"M\" COMMENT = 'c' ENABLE_QUERY_ACCELERATION = false QUERY_ACCELERATION_MAX_SCALE_FACTOR = 8 MAX_CONCURRENCY_LEVEL = 8 STATEMENT_QUEUED_TIMEOUT_IN_SECONDS = 0 STATEMENT_TIMEOUT_IN_SECONDS = 900",
    ],
  ],
  [
    "zero seconds to suspend are sent, and zero as a scale factor",
    () =>
      new snowflake.Warehouse("x", {
        name: "W",
        autoSuspend: 0,
        autoResume: "false",
        initiallySuspended: false,
        queryAccelerationMaxScaleFactor: 0,
      }),
    ['CREATE WAREHOUSE "W" AUTO_SUSPEND = 0 AUTO_RESUME = false QUERY_ACCELERATION_MAX_SCALE_FACTOR = 0'],
  ],
  [
    "sizes by their other names",
    () => new snowflake.Warehouse("x", { name: "W", warehouseSize: "2X-Large" }),
    ["CREATE WAREHOUSE \"W\" WAREHOUSE_SIZE = 'XXLARGE'"],
  ],
];
