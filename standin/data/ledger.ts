import type { DuckDBConnection } from "@duckdb/node-api";
import type { Cortex } from "../cortex/cortex";
import type { Locks } from "./locks";
import type { TableShape } from "./scope";
import type { Streams } from "./streams";
import type { Transaction } from "./transaction";
import type { TransactionRecord, Transactions } from "./transactions";

/** What a session asks of the store: where transactions begin and end, and what all sessions share. */
export interface Ledger {
  readonly cortex: Cortex;
  readonly locks: Locks;
  readonly transactions: Transactions;
  readonly streams: Streams;
  /** The number of the latest commit: what a reader may see of streams. */
  readonly latest: number;
  /** @throws SnowflakeError 002003 for a table that is gone */
  requireTable(table: TableShape): void;
  begin(record: TransactionRecord): Transaction;
  /** Numbers a transaction's rows and moves the streams it consumed, in one step no other commit sees half of. */
  commit(transaction: Transaction, duck: DuckDBConnection): Promise<void>;
  /** Takes back everything a transaction wrote. */
  rollback(transaction: Transaction, duck: DuckDBConnection): Promise<void>;
}
