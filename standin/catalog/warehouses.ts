import { invalid } from "../errors";
import type { Properties } from "../syntax/statements";
import { printProperty } from "./properties";

/** Sizes by every spelling CREATE takes, and how SHOW WAREHOUSES prints them (docs create-warehouse). */
const sizes: Readonly<Record<string, string>> = {
  XSMALL: "X-Small",
  "X-SMALL": "X-Small",
  SMALL: "Small",
  MEDIUM: "Medium",
  LARGE: "Large",
  XLARGE: "X-Large",
  "X-LARGE": "X-Large",
  XXLARGE: "2X-Large",
  X2LARGE: "2X-Large",
  "2X-LARGE": "2X-Large",
  XXXLARGE: "3X-Large",
  X3LARGE: "3X-Large",
  "3X-LARGE": "3X-Large",
  X4LARGE: "4X-Large",
  "4X-LARGE": "4X-Large",
  X5LARGE: "5X-Large",
  "5X-LARGE": "5X-Large",
  X6LARGE: "6X-Large",
  "6X-LARGE": "6X-Large",
};

/** A warehouse's size as SHOW prints it; XSMALL where none was given. */
export function printSize({ WAREHOUSE_SIZE: size }: Properties): string {
  return sizes[typeof size === "string" ? size : "XSMALL"] ?? "X-Small";
}

/**
 * The values a warehouse may have, and those that go together.
 * @throws SnowflakeError 001008 naming the property
 */
export function checkWarehouse(properties: Properties): void {
  const refuse = (key: string): never => {
    throw invalid("001008", `invalid value [${printProperty(properties[key])}] for parameter '${key}'`);
  };
  const oneOf = (key: string, allowed: readonly string[]): void => {
    const value = properties[key];
    if (value !== undefined && value !== null && !allowed.includes(printProperty(value))) refuse(key);
  };
  oneOf("WAREHOUSE_SIZE", Object.keys(sizes));
  oneOf("WAREHOUSE_TYPE", ["STANDARD", "SNOWPARK-OPTIMIZED"]);
  oneOf("SCALING_POLICY", ["STANDARD", "ECONOMY"]);
  oneOf("GENERATION", ["1", "2"]);
  const least = properties.MIN_CLUSTER_COUNT ?? 1;
  const most = properties.MAX_CLUSTER_COUNT ?? least;
  if (Number(least) < 1) refuse("MIN_CLUSTER_COUNT");
  if (Number(most) < Number(least) || Number(most) > 300) refuse("MAX_CLUSTER_COUNT");
  if (Number(properties.AUTO_SUSPEND ?? 0) < 0) refuse("AUTO_SUSPEND");
  const scale = Number(properties.QUERY_ACCELERATION_MAX_SCALE_FACTOR ?? 8);
  if (scale < 0 || scale > 100) refuse("QUERY_ACCELERATION_MAX_SCALE_FACTOR");
}
