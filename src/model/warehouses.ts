/** Sizes Snowflake offers, smallest first, as CREATE WAREHOUSE spells them. */
export const warehouseSizes = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE"] as const;
export type WarehouseSize = (typeof warehouseSizes)[number];

export interface Warehouse {
  /** Short name: the key in configuration, and the middle of the physical name. */
  readonly key: string;
  readonly name: string;
  readonly comment: string;
  readonly size: WarehouseSize;
  /** Seconds of idleness after which it stops billing. */
  readonly autoSuspendSeconds: number;
  readonly minClusters: number;
  readonly maxClusters: number;
  readonly scalingPolicy: "STANDARD" | "ECONOMY";
  /** Seconds after which a statement is cancelled. */
  readonly statementTimeoutSeconds: number;
}

const minutes = 60;

const warehouse = (
  key: string,
  size: WarehouseSize,
  autoSuspendSeconds: number,
  maxClusters: number,
  comment: string,
  more: Partial<Pick<Warehouse, "scalingPolicy" | "statementTimeoutSeconds">> = {},
): Warehouse => ({
  key,
  name: `SOPHIA_AI_${key}_WH`,
  comment,
  size,
  autoSuspendSeconds,
  minClusters: 1,
  maxClusters,
  scalingPolicy: "STANDARD",
  statementTimeoutSeconds: 60 * minutes,
  ...more,
});

/** The warehouses with the values they have in production. */
export const warehouses: readonly Warehouse[] = [
  warehouse("ANALYTICS", "SMALL", 300, 3, "Analysts and dashboards"),
  warehouse("ETL", "MEDIUM", 60, 2, "Airbyte, promotion of raw data, embedding tasks", {
    scalingPolicy: "ECONOMY",
  }),
  warehouse("ML", "LARGE", 120, 1, "Training", { statementTimeoutSeconds: 15 * minutes }),
  warehouse("COMPUTE", "SMALL", 60, 3, "The application's default"),
  warehouse("LARGE", "LARGE", 60, 1, "Heavy application queries"),
  warehouse("XS", "XSMALL", 60, 3, "Real-time look-ups and vector search", {
    statementTimeoutSeconds: 2 * minutes,
  }),
];

/** Generation of every warehouse: the second bills 1.35 times the credits and turns query acceleration on. */
export const warehouseGeneration = "1";

/** The warehouse the embedding tasks run on. */
export const embeddingWarehouse = "ETL";
