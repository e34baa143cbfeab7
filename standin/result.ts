import type { DataType } from "./types";

/**
 * A value of a result, ready for a wire format or a person:
 * NUMBER with scale 0 as number, or as decimal text beyond 2^53; NUMBER with a scale as decimal text with all its
 * digits; FLOAT as number; VARCHAR as text; BOOLEAN as boolean; DATE `YYYY-MM-DD`; TIME `HH:MI:SS.ffffff`;
 * timestamps `YYYY-MM-DDTHH:MI:SS.ffffff`, LTZ in UTC with `Z` appended, TZ with its offset (`+09:00`); BINARY as upper-case hex;
 * VARIANT, OBJECT and ARRAY as JSON text; VECTOR as its numbers.
 */
export type Value = string | number | boolean | null | readonly number[];

export interface ResultColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}

/** What one statement gives back. */
export interface Result {
  /** What kind of statement ran, e.g. `SELECT`, `MERGE`, `CREATE TABLE`. */
  readonly statement: string;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Value[])[];
  /** Rows changed, for DML; also in `rows`, under the column names Snowflake uses. */
  readonly affected?: { readonly inserted: number; readonly updated: number; readonly deleted: number };
}

/** The rows of a result as objects keyed by column name. */
export function records(result: Result): Record<string, Value>[] {
  return result.rows.map((row) =>
    Object.fromEntries(result.columns.map((column, i) => [column.name, row[i] ?? null])),
  );
}
