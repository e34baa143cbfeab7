import type { DuckDBConnection } from "@duckdb/node-api";
import type { TableShape } from "./scope";

/** A Snowflake transaction: a mark on the rows it writes until it commits. */
export class Transaction {
  readonly touched = new Map<number, TableShape>();
  readonly consumed = new Set<number>();

  /**
   * @param mark below zero, no other transaction's
   * @param start the last commit when it began: how far it sees streams
   */
  constructor(
    readonly mark: number,
    readonly start: number,
  ) {}
}

/** Runs work in a DuckDB transaction; anything it throws undoes it. */
export async function inTransaction<T>(duck: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await duck.run("BEGIN TRANSACTION");
  try {
    const result = await work();
    await duck.run("COMMIT");
    return result;
  } catch (error) {
    // A failed COMMIT has rolled back already, and then there is nothing to roll back.
    await duck.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
