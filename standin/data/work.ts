import type { DuckDBValue } from "@duckdb/node-api";
import type { TableShape } from "./scope";
import type { Frame } from "./translate/frame";
import type { Statement } from "./translate/statement";

/** What a DML statement works with: its translation, and DuckDB inside the statement's own transaction. */
export interface Work {
  readonly statement: Statement;
  readonly frame: Frame;
  /** The mark of the Snowflake transaction, below zero. */
  readonly mark: number;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<DuckDBValue[][]>;
  /** Says that the transaction has written to a table, so that its commit stamps it. */
  touched(table: TableShape): void;
}

/** Rows of one number. */
export async function countOf(work: Work, sql: string): Promise<number> {
  const [row] = await work.rows(sql);
  return Number(row?.[0] ?? 0);
}
