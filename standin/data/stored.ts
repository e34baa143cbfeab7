/**
 * What a column is called in DuckDB, which does not tell `a` from `A`: lower-case letters are marked, so that every
 * name has one of its own; so is `$`, which begins the names of our own columns.
 */
export const storedName = (name: string): string =>
  name.replace(/[\^$a-z]/g, (sign) => `^${sign.toUpperCase()}`);

/** The DuckDB table of a table's id. */
export const storedTable = (id: number): string => `t_${id}`;
