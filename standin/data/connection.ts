import type { Result, ResultColumn, Value } from "../result";
import type { Scope, TableShape } from "./scope";

/** One session's line to the rows: a transaction at a time, statements one after another. */
export interface Connection {
  /** True between begin() and commit(), rollback() or an end from outside (`Transactions`). */
  readonly inTransaction: boolean;

  /** Runs a query (SELECT, WITH, VALUES). Reads of a stream leave its offset where it is. */
  query(sql: string, scope: Scope, binds?: readonly Value[]): Promise<Result>;

  /**
   * Runs INSERT, UPDATE, DELETE, TRUNCATE or MERGE; committed at once outside a transaction.
   * Inside one, a statement that fails undoes itself wholly and leaves the transaction open.
   * Streams the statement reads move their offset when it commits.
   */
  dml(sql: string, scope: Scope, binds?: readonly Value[]): Promise<Result>;

  /**
   * Writes a query's rows to a table (CREATE TABLE AS SELECT) in this transaction; streams it reads are consumed.
   * @returns rows written
   */
  fill(table: TableShape, sql: string, scope: Scope, binds?: readonly Value[]): Promise<number>;

  /** Name and type of each column of a query's result, without running it (CREATE VIEW, CTAS, DESCRIBE). */
  describe(sql: string, scope: Scope): Promise<readonly ResultColumn[]>;

  /** Ends the query or DML that runs, or waits for a lock, with 000604; a commit is never cut short. */
  cancel(): void;

  /** The id of the open transaction, and of the one before. */
  readonly transactionId: string | undefined;
  readonly lastTransactionId: string | undefined;

  /** @param name one is made up where there is none */
  begin(name?: string): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;

  /** Rolls an open transaction back and frees the connection. */
  close(): Promise<void>;
}
