import type { DuckDBConnection } from "@duckdb/node-api";
import type { TransactionRecord } from "./transactions";
import type { TableShape } from "./scope";

/** A Snowflake transaction: a mark on the rows it writes until it commits. */
export class Transaction {
  readonly touched = new Map<number, TableShape>();
  readonly consumed = new Set<number>();

  /**
   * @param mark below zero, no other transaction's
   * @param start the last commit when it began: how far it sees streams
   * @param record what SHOW TRANSACTIONS tells of it, and the owner of its locks
   */
  constructor(
    readonly mark: number,
    readonly start: number,
    readonly record: TransactionRecord,
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
