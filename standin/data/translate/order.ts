import type { OrderItem } from "../sql/ast";
import { isSemiStructured, type Typed } from "./typed";

/** Sort order with Snowflake's place for NULL: last going up, first going down (docs: constructs/order-by). */
export const direction = (item: OrderItem): string =>
  `${item.descending ? "DESC" : "ASC"} NULLS ${item.nulls ?? (item.descending ? "FIRST" : "LAST")}`;

/** What an expression sorts by: numbers inside VARIANT sort as numbers. */
export function sortKeys(value: Typed, item: OrderItem): string {
  if (!isSemiStructured(value.type)) return `${value.sql} ${direction(item)}`;
  return `TRY_CAST(${value.sql} AS DOUBLE) ${direction(item)}, ${value.sql} ${direction(item)}`;
}
