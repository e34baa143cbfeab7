import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { Clock } from "../clock";
import type { Cortex } from "../cortex/cortex";
import { invalid, notFound, SnowflakeError } from "../errors";
import type { DataType } from "../types";
import type { Connection } from "./connection";
import { asSnowflake } from "./failures";
import { registerKernel } from "./kernel/register";
import { Locks, Mutex } from "./locks";
import type { ColumnShape, TableShape } from "./scope";
import type { Ledger } from "./ledger";
import { Session } from "./session";
import { storedName, storedTable } from "./stored";
import { Streams, type StreamOptions } from "./streams";
import { inTransaction, Transaction } from "./transaction";
import { Transactions, type ConnectionOwner, type TransactionRecord } from "./transactions";
import { constantSql } from "./translate/constant";
import { convert } from "./translate/cast";
import { identifier, physical } from "./translate/typed";
import { versionColumns, visibleTo } from "./versions";

export type { StreamOptions } from "./streams";

export interface StoreOptions {
  readonly cortex: Cortex;
  /** The account's; the machine's time where there is none. */
  readonly clock?: Clock;
}

/**
 * The rows of an account: versioned tables and the streams over them, in one DuckDB instance of its own.
 * Structure changes take effect at once, outside any transaction, as DDL does in Snowflake.
 */
export class Store implements Ledger {
  readonly cortex: Cortex;
  readonly locks: Locks;
  readonly transactions: Transactions;
  readonly streams: Streams;
  private readonly tables = new Map<number, TableShape>();
  /** The commit that last wrote each table. */
  private readonly written = new Map<number, number>();
  private readonly commits = new Mutex();
  private lastCommit = 1;
  private lastMark = 0;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly duck: DuckDBConnection,
    options: StoreOptions,
  ) {
    this.cortex = options.cortex;
    const clock = options.clock ?? new Clock();
    this.locks = new Locks(clock);
    this.transactions = new Transactions(clock, (record) => this.locks.blocks(record));
    this.streams = new Streams(
      (id) => this.tables.has(id),
      () => clock.now(),
    );
  }

  static async open(options: StoreOptions): Promise<Store> {
    const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
    const duck = await instance.connect();
    await duck.run("SET GLOBAL TimeZone = 'UTC'");
    await duck.run("CREATE SEQUENCE row_ids");
    registerKernel(duck, options.cortex);
    return new Store(instance, duck, options);
  }

  async createTable(shape: TableShape): Promise<void> {
    const columns = shape.columns.map(
      ({ name, type }) => `${identifier(storedName(name))} ${physical(type)}`,
    );
    await this.change(`CREATE TABLE ${storedTable(shape.id)} (${[...columns, versionColumns].join(", ")})`);
    this.tables.set(shape.id, shape);
  }

  async dropTable(id: number): Promise<void> {
    this.shape(id);
    this.tables.delete(id);
    this.written.delete(id);
    await this.change(`DROP TABLE ${storedTable(id)}`);
  }

  /**
   * Rows there are take the default; their old versions too, since Snowflake shows them so.
   * @throws SnowflakeError 002263 for a NOT NULL column without default on a table with rows
   */
  async addColumn(id: number, column: ColumnShape): Promise<void> {
    const shape = this.shape(id);
    const { name, type, nullable, defaultSql } = column;
    if (!nullable && defaultSql === undefined && (await this.exists(id)))
      throw invalid(
        "002263",
        `Non-nullable column '${name}' cannot be added to non-empty table '${shape.name}' unless it has a non-null default value.`,
      );
    const stored = identifier(storedName(name));
    await this.change(`ALTER TABLE ${storedTable(id)} ADD COLUMN ${stored} ${physical(type)}`);
    this.reshape(id, [...shape.columns, column]);
    if (defaultSql !== undefined)
      await this.change(`UPDATE ${storedTable(id)} SET ${stored} = ${constantSql(defaultSql, type)}`);
  }

  async dropColumn(id: number, name: string): Promise<void> {
    await this.change(`ALTER TABLE ${storedTable(id)} DROP COLUMN ${this.stored(id, name)}`);
    this.reshape(
      id,
      this.shape(id).columns.filter((column) => column.name !== name),
    );
  }

  async renameColumn(id: number, from: string, to: string): Promise<void> {
    await this.change(
      `ALTER TABLE ${storedTable(id)} RENAME COLUMN ${this.stored(id, from)} TO ${identifier(storedName(to))}`,
    );
    this.alter(id, from, { name: to });
  }

  /** Values are converted; one that does not fit fails the change. */
  async alterColumnType(id: number, name: string, type: DataType): Promise<void> {
    const stored = this.stored(id, name);
    const converted = convert({ sql: stored, type: this.column(id, name).type }, type, "explicit").sql;
    if (converted !== stored)
      await this.change(
        `ALTER TABLE ${storedTable(id)} ALTER ${stored} TYPE ${physical(type)} USING ${converted}`,
      );
    this.alter(id, name, { type });
  }

  /** @throws SnowflakeError 100072 where NOT NULL is asked for and the column holds a NULL */
  async setNullable(id: number, name: string, nullable: boolean): Promise<void> {
    if (!nullable && (await this.exists(id, `${this.stored(id, name)} IS NULL`)))
      throw new SnowflakeError("100072", "22000", "NULL result in a non-nullable column");
    this.alter(id, name, { nullable });
  }

  /** A stream over changes committed from now on; with initial rows, over those first, where there are any. */
  createStream(id: number, table: TableShape, options: StreamOptions): Promise<void> {
    return this.commits.run(async () => {
      this.shape(table.id);
      const showInitialRows = options.showInitialRows && (await this.exists(table.id));
      this.streams.create(id, table, { ...options, showInitialRows }, this.lastCommit);
    });
  }

  dropStream(id: number): Promise<void> {
    this.streams.drop(id);
    return Promise.resolve();
  }

  /**
   * Whether a read of the stream outside any transaction would return a row.
   * @param name what messages call the stream
   */
  async streamHasData(id: number, name: string): Promise<boolean> {
    const found = await this.streamHasRows(id, name);
    if (!found) this.streams.foundEmpty(id);
    return found;
  }

  /** When a stream was last consumed or found empty; its creation, where it never was. */
  streamReadAt(id: number): Date {
    return this.streams.state(id).readAt;
  }

  private async streamHasRows(id: number, name: string): Promise<boolean> {
    const { table, offset, initial } = this.streams.state(id, name);
    // Asked of every stream each time tasks are due, and mostly of one whose table nobody wrote.
    if (!initial && this.tables.has(table.id) && (this.written.get(table.id) ?? 0) <= offset) return false;
    const current = this.tables.get(table.id) ?? table;
    const rows = this.streams.rows({ id, name, table: current }, this.lastCommit);
    const reader = await this.duck.runAndReadAll(`SELECT 1 FROM (${rows}) LIMIT 1`);
    return reader.currentRowCount > 0;
  }

  /** Committed rows of a table; 0 where it is gone. */
  async rowCount(id: number): Promise<number> {
    if (!this.tables.has(id)) return 0;
    const count = `SELECT count(*) FROM ${storedTable(id)} WHERE ${visibleTo(0)}`;
    return Number((await this.duck.runAndReadAll(count)).getRows()[0]?.[0] ?? 0);
  }

  /** @param owner whose the connection is, for those who look at its transactions */
  connect(owner: ConnectionOwner = { session: 0, user: "" }): Promise<Connection> {
    return Promise.resolve(new Session(this, () => this.instance.connect(), owner));
  }

  /** Ends all connections; the rows are gone. */
  close(): Promise<void> {
    this.duck.closeSync();
    this.instance.closeSync();
    return Promise.resolve();
  }

  get latest(): number {
    return this.lastCommit;
  }

  requireTable({ id, name }: TableShape): void {
    if (!this.tables.has(id)) throw notFound("Table", name);
  }

  begin(record: TransactionRecord): Transaction {
    return new Transaction(--this.lastMark, this.lastCommit, record);
  }

  async commit(transaction: Transaction, duck: DuckDBConnection): Promise<void> {
    const { mark, touched, consumed, start } = transaction;
    await this.commits.run(async () => {
      const number = this.lastCommit + 1;
      const tables = [...touched.keys()].filter((id) => this.tables.has(id));
      await inTransaction(duck, async () => {
        for (const id of tables) {
          await duck.run(`UPDATE ${storedTable(id)} SET "$from" = ${number} WHERE "$from" = ${mark}`);
          await duck.run(`UPDATE ${storedTable(id)} SET "$to" = ${number} WHERE "$to" = ${mark}`);
        }
      });
      if (tables.length > 0) this.lastCommit = number;
      for (const id of tables) this.written.set(id, number);
      for (const id of consumed) this.streams.consume(id, start);
    });
    this.ended(transaction, "committed");
  }

  async rollback(transaction: Transaction, duck: DuckDBConnection): Promise<void> {
    const { mark, touched } = transaction;
    await inTransaction(duck, async () => {
      for (const id of [...touched.keys()].filter((each) => this.tables.has(each))) {
        await duck.run(`DELETE FROM ${storedTable(id)} WHERE "$from" = ${mark}`);
        await duck.run(`UPDATE ${storedTable(id)} SET "$to" = NULL WHERE "$to" = ${mark}`);
      }
    });
    this.ended(transaction, "rolled back");
  }

  private ended({ record }: Transaction, state: "committed" | "rolled back"): void {
    this.locks.release(record);
    this.transactions.end(record, state);
  }

  /** Runs DDL between commits, so that neither sees the other half done. */
  private change(sql: string): Promise<void> {
    return this.commits.run(async () => {
      try {
        await this.duck.run(sql);
      } catch (error) {
        throw asSnowflake(error);
      }
    });
  }

  private async exists(id: number, where = "true"): Promise<boolean> {
    const reader = await this.duck.runAndReadAll(
      `SELECT 1 FROM ${storedTable(id)} WHERE ${visibleTo(0)} AND ${where} LIMIT 1`,
    );
    return reader.currentRowCount > 0;
  }

  private shape(id: number): TableShape {
    const shape = this.tables.get(id);
    if (shape === undefined) throw notFound("Table", "of an object that is gone");
    return shape;
  }

  private column(id: number, name: string): ColumnShape {
    const column = this.shape(id).columns.find((each) => each.name === name);
    if (column === undefined) throw invalid("000904", `invalid identifier '${name}'`);
    return column;
  }

  private stored(id: number, name: string): string {
    return identifier(storedName(this.column(id, name).name));
  }

  private reshape(id: number, columns: readonly ColumnShape[]): void {
    this.tables.set(id, { ...this.shape(id), columns });
  }

  private alter(id: number, name: string, change: Partial<ColumnShape>): void {
    this.reshape(
      id,
      this.shape(id).columns.map((column) => (column.name === name ? { ...column, ...change } : column)),
    );
  }
}
