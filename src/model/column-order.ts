import type { Column, Table } from "./table";

/** Columns of tables as an account has them, in its order. A table that is not there yet is not in it. */
export type ColumnOrder = ReadonlyMap<Table, readonly string[]>;

/**
 * The columns of a table as they are to be declared: first those the account has, in its order, then the others in the
 * model's. Snowflake adds a column at the end (docs: alter-table), and provider 1.3.0 compares columns by their places:
 * declared in any other order, a table would differ from its account for ever.
 */
export function columnsInOrder(table: Table, order: ColumnOrder): readonly Column[] {
  const present = order.get(table) ?? [];
  const placeOf = ({ name }: Column): number => {
    const place = present.indexOf(name);
    return place === -1 ? present.length : place;
  };
  // Stable: what the account does not have stays in the model's order.
  return table.columns.toSorted((a, b) => placeOf(a) - placeOf(b));
}
