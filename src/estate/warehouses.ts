import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import { logicalName, physicalName, quoted } from "../model/names";
import { warehouseGeneration, warehouses, type Warehouse } from "../model/warehouses";
import { Component } from "./component";
import type { Ground } from "./declare";
import { SqlObject } from "./sql-object";

export interface WarehousesArgs {
  readonly suffix: string;
  /** The settings of each warehouse, by key. */
  readonly settings: Readonly<Record<string, Warehouse>>;
  /** Whether the edition has several clusters and query acceleration; where not, no such option may be sent. */
  readonly multiCluster: boolean;
  readonly deploy: { readonly role: string; readonly warehouse: string };
}

/** The warehouses. Every option is set: Snowflake's defaults change, and bill (docs: warehouses-gen2). */
export class Warehouses extends Component {
  private readonly warehouses = new Map<string, snowflake.Warehouse>();

  constructor(ground: Ground, { suffix, settings, multiCluster, deploy }: WarehousesArgs) {
    super("Warehouses", "warehouses", ground);
    for (const { key, name, comment } of warehouses) {
      const chosen = settings[key];
      if (chosen === undefined) throw new Error(`no settings for warehouse ${key}`);
      const warehouse = this.declare(snowflake.Warehouse, logicalName(name), {
        name: physicalName(name, suffix),
        comment,
        warehouseType: "STANDARD",
        warehouseSize: chosen.size,
        ...(multiCluster
          ? {
              minClusterCount: chosen.minClusters,
              maxClusterCount: chosen.maxClusters,
              scalingPolicy: chosen.scalingPolicy,
              enableQueryAcceleration: "false",
            }
          : {}),
        autoSuspend: chosen.autoSuspendSeconds,
        autoResume: "true",
        initiallySuspended: true,
        statementTimeoutInSeconds: chosen.statementTimeoutSeconds,
      });
      this.warehouses.set(key, warehouse);
      new SqlObject(
        logicalName(name, "generation"),
        ground,
        {
          sql: pulumi.interpolate`ALTER WAREHOUSE ${warehouse.name.apply((it) => quoted(it))} SET GENERATION = '${warehouseGeneration}'`,
          // A property of the warehouse, which ends with it.
          undo: undefined,
          deploy,
        },
        { parent: this, within: warehouse },
      );
    }
    this.registerOutputs();
  }

  /** @throws where the model names a warehouse it does not declare */
  warehouse(key: string): snowflake.Warehouse {
    const warehouse = this.warehouses.get(key);
    if (warehouse === undefined)
      throw new Error(`warehouse ${key} is not among ${[...this.warehouses.keys()].join(", ")}`);
    return warehouse;
  }

  /** Physical names by key. */
  get names(): Readonly<Record<string, pulumi.Output<string>>> {
    return Object.fromEntries([...this.warehouses].map(([key, { name }]) => [key, name]));
  }
}
