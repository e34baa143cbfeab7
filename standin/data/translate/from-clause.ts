import type { Source } from "./frame";
import type { Statement } from "./statement";
import type { Typed } from "./typed";

/** What stands after FROM, and the sources it brings into reach. */
export interface FromClause {
  readonly sql: string;
  readonly sources: readonly Source[];
}

/**
 * Sources as one subquery with more columns: so that a value is worked out once, or a row can be told from another.
 * The new columns come as a source without a name.
 */
export function wrap(
  from: FromClause,
  extra: readonly { readonly name: string; readonly value: Typed }[],
  statement: Statement,
  where = "",
): FromClause {
  const alias = statement.alias();
  const items: string[] = [];
  const carry = (sql: string): string => {
    items.push(`${sql} AS c${items.length}`);
    return `${alias}.c${items.length - 1}`;
  };
  const sources = from.sources.map(({ name, columns }) => ({
    name,
    columns: columns.map((column) => ({ ...column, sql: carry(column.sql) })),
  }));
  const added = extra.map(({ name, value }) => ({ name, type: value.type, sql: carry(value.sql) }));
  return {
    sql: `(SELECT ${items.join(", ")} FROM ${from.sql}${where}) AS ${alias}`,
    sources: [...sources, { name: [], columns: added }],
  };
}
