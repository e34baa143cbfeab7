import { z } from "zod";
import { warehouses, warehouseSizes, type Warehouse } from "../model/warehouses";
import { byKey, oneOf, whole } from "./kinds";
import type { StackDefaults } from "./stacks";

const day = 24 * 60 * 60;

const overrides = z.strictObject({
  size: oneOf(warehouseSizes).optional(),
  /** Seconds idle before it stops billing. At least 60: every start bills a minute (docs: warehouses-overview). */
  autoSuspendSeconds: whole("seconds", 60, day).optional(),
  /** Clusters that run while it runs. */
  minClusters: whole("clusters", 1, 10).optional(),
  /** Clusters it grows to (docs: warehouses-multicluster; 10 for every size). */
  maxClusters: whole("clusters", 1, 10).optional(),
  scalingPolicy: oneOf(["STANDARD", "ECONOMY"]).optional(),
  /** Seconds after which a statement is cancelled. At most 7 days, Snowflake's limit. */
  statementTimeoutSeconds: whole("seconds", 1, 7 * day).optional(),
});

/** `sophia-ai:warehouses`: by key of the model, what differs from the stack's defaults. */
export const warehousesSchema = byKey(
  warehouses.map(({ key }) => key),
  overrides,
);

/** Every warehouse as a stack has it: the model's values, made small outside production, then the overrides. */
export const warehousesOf = (
  { small }: StackDefaults,
  given: z.infer<typeof warehousesSchema>,
): Readonly<Record<string, Warehouse>> =>
  Object.fromEntries(
    warehouses.map((warehouse) => [
      warehouse.key,
      { ...warehouse, ...small?.warehouse, ...given[warehouse.key] },
    ]),
  );
