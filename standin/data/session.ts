import type { DuckDBConnection } from "@duckdb/node-api";
import { invalid } from "../errors";
import { plainSettings, type SettingName, type Settings } from "../moments/settings";
import type { Result, ResultColumn, Value } from "../result";
import type { Connection } from "./connection";
import { insert, inColumnTypes } from "./dml/insert";
import { deleteRows, truncate } from "./dml/delete";
import { merge } from "./dml/merge";
import type { Planned } from "./dml/outcome";
import { insertRows } from "./dml/targets";
import { update } from "./dml/update";
import { asSnowflake, canceled } from "./failures";
import type { Ledger } from "./ledger";
import { Mutex, type Patience, type Resource } from "./locks";
import { dmlResult, resultColumns, toValue } from "./results";
import type { Scope, StreamShape, TableShape } from "./scope";
import type { Dml } from "./sql/ast";
import { parseDml } from "./sql/dml";
import { parseQuery } from "./sql/query";
import { inTransaction, type Transaction } from "./transaction";
import type { ConnectionOwner, TransactionRecord } from "./transactions";
import { Answers, settle } from "./translate/answers";
import { Frame } from "./translate/frame";
import { translateQuery } from "./translate/query";
import { Statement } from "./translate/statement";
import type { Translated } from "./translate/translated";
import { quote, type Typed } from "./translate/typed";
import { tableRows } from "./versions";
import type { Work } from "./work";

/** A writing statement translated: what it must lock, and what to run once it has. */
interface Plan<T> {
  readonly locks: readonly Resource[];
  readonly statement: Statement;
  readonly run: () => Promise<T>;
}

type Planner<T> = (work: Work) => { readonly writes?: TableShape; readonly run: () => Promise<T> };

export class Session implements Connection {
  private transaction: Transaction | undefined;
  private readonly turn = new Mutex();
  /** What `cancel` may end now: DuckDB's work, and a wait of this owner for a lock. */
  private running = false;
  private waiting: TransactionRecord | undefined;
  private lastTransaction: string | undefined;
  private opening: Promise<DuckDBConnection> | undefined;
  private duck: DuckDBConnection | undefined;
  private followed: Settings = plainSettings;

  /** @param open gives the session a connection of its own, when it first has rows to see: many never do */
  constructor(
    private readonly store: Ledger,
    private readonly open: () => Promise<DuckDBConnection>,
    private readonly owner: ConnectionOwner,
  ) {}

  get inTransaction(): boolean {
    return this.transaction !== undefined;
  }

  get transactionId(): string | undefined {
    return this.transaction?.record.id;
  }

  get lastTransactionId(): string | undefined {
    return this.lastTransaction;
  }

  query(sql: string, scope: Scope, binds: readonly Value[] = []): Promise<Result> {
    return this.turn.run(async () => {
      const query = parseQuery(sql, binds);
      const answers = new Answers();
      return this.during(this.transaction, scope, async () => {
        await this.follow(scope.settings);
        const translated = await settle(() => {
          const statement = this.statement(this.transaction, answers, binds);
          return translateQuery(query, scope, undefined, statement);
        });
        return this.read(translated);
      });
    });
  }

  describe(sql: string, scope: Scope): Promise<readonly ResultColumn[]> {
    const query = parseQuery(sql);
    const answers = new Answers();
    return settle(() => {
      const statement = new Statement(translateQuery, this.access(this.transaction), answers, []);
      return resultColumns(translateQuery(query, scope, undefined, statement).columns);
    });
  }

  dml(sql: string, scope: Scope, binds: readonly Value[] = []): Promise<Result> {
    return this.turn.run(async () => {
      const dml = parseDml(sql, binds);
      const outcome = await this.write(scope, binds, (work) => plan(dml, work));
      return dmlResult(dml, outcome);
    });
  }

  fill(table: TableShape, sql: string, scope: Scope, binds: readonly Value[] = []): Promise<number> {
    const query = parseQuery(sql, binds);
    return this.turn.run(() =>
      this.write(scope, binds, (work) => {
        const translated = translateQuery(query, scope, undefined, work.statement);
        if (translated.columns.length !== table.columns.length)
          throw invalid(
            "002020",
            `expecting ${table.columns.length} columns but got ${translated.columns.length}`,
          );
        const rows = inColumnTypes(translated, table.columns, work);
        return { run: () => insertRows(work, table, table.columns, rows) };
      }),
    );
  }

  cancel(): void {
    if (this.running) this.duck?.interrupt();
    if (this.waiting !== undefined) this.store.locks.cancel(this.waiting, canceled());
  }

  begin(name?: string): Promise<void> {
    return this.turn.run(() => {
      // A BEGIN inside a transaction changes nothing (docs: sql/begin, usage notes).
      this.transaction ??= this.store.begin(this.record(true, name));
      return Promise.resolve();
    });
  }

  commit(): Promise<void> {
    return this.turn.run(async () => {
      const ended = this.takeTransaction();
      if (ended !== undefined) await this.store.commit(ended, await this.connected());
    });
  }

  rollback(): Promise<void> {
    return this.turn.run(async () => {
      const ended = this.takeTransaction();
      if (ended !== undefined) await this.store.rollback(ended, await this.connected());
    });
  }

  private takeTransaction(): Transaction | undefined {
    const ended = this.transaction;
    this.transaction = undefined;
    return ended;
  }

  private record(explicit: boolean, name?: string): TransactionRecord {
    const { transactions } = this.store;
    const record = transactions.begin(this.owner, explicit, (which) => this.abort(which), name);
    this.lastTransaction = record.id;
    return record;
  }

  /** Ends a transaction from outside: the statement it runs fails with 000604, its work is undone. */
  private async abort(record: TransactionRecord): Promise<void> {
    if (record.idleSince === undefined) this.cancel();
    await this.turn.run(async () => {
      if (this.transaction?.record !== record) return;
      const ended = this.takeTransaction();
      if (ended !== undefined) await this.store.rollback(ended, await this.connected());
    });
  }

  /** Does a statement's work; meanwhile its transaction is not idle. */
  private async during<T>(
    transaction: Transaction | undefined,
    scope: Scope,
    work: () => Promise<T>,
  ): Promise<T> {
    if (transaction === undefined) return work();
    this.store.transactions.busy(transaction.record, scope.queryId);
    try {
      return await work();
    } finally {
      this.store.transactions.idle(transaction.record);
    }
  }

  async close(): Promise<void> {
    await this.rollback();
    if (this.opening !== undefined) (await this.opening).closeSync();
  }

  private connected(): Promise<DuckDBConnection> {
    this.opening ??= this.open().then((duck) => (this.duck = duck));
    return this.opening;
  }

  /** Tells the connection the session's settings, which translated queries read as variables (translate/moments.ts). */
  private async follow(settings: Settings): Promise<void> {
    const { followed } = this;
    const changed = (Object.keys(settings) as SettingName[]).filter(
      (name) => settings[name] !== followed[name],
    );
    if (changed.length === 0) return;
    const duck = await this.connected();
    for (const name of changed) await duck.run(`SET VARIABLE ${name} = ${quote(settings[name])}`);
    this.followed = settings;
  }

  private access(transaction: Transaction | undefined) {
    const { store } = this;
    return {
      requireTable: (table: TableShape): void => store.requireTable(table),
      table: (table: TableShape): string => {
        store.requireTable(table);
        return tableRows(table, transaction?.mark ?? 0);
      },
      stream: (stream: StreamShape): string => store.streams.rows(stream, transaction?.start ?? store.latest),
      value: async ({ sql, type }: Typed): Promise<Value> => {
        const { rows } = await this.read({ sql: `SELECT ${sql}`, columns: [{ name: "", type }] });
        return rows[0]?.[0] ?? null;
      },
    };
  }

  private statement(
    transaction: Transaction | undefined,
    answers: Answers,
    binds: readonly Value[],
  ): Statement {
    return new Statement(translateQuery, this.access(transaction), answers, binds, this.store.cortex);
  }

  private async read({ sql, columns }: Translated): Promise<Result> {
    const duck = await this.connected();
    try {
      this.running = true;
      const reader = await duck.runAndReadAll(sql);
      const output = resultColumns(columns);
      const types = output.map(({ type }) => type);
      const rows = reader.getRows().map((row) => types.map((type, i) => toValue(row[i] ?? null, type)));
      return { statement: "SELECT", columns: output, rows };
    } catch (error) {
      throw asSnowflake(error);
    } finally {
      this.running = false;
    }
  }

  /**
   * Runs a statement that writes, in the open transaction or one of its own. It is translated to learn what it locks,
   * and again once it holds the locks: only then are the rows and offsets it will see known.
   */
  private write<T>(scope: Scope, binds: readonly Value[], planner: Planner<T>): Promise<T> {
    const transaction = this.transaction ?? this.store.begin(this.record(false));
    return this.during(transaction, scope, () => this.writeIn(transaction, scope, binds, planner));
  }

  private async writeIn<T>(
    begun: Transaction,
    scope: Scope,
    binds: readonly Value[],
    planner: Planner<T>,
  ): Promise<T> {
    const answers = new Answers();
    const explicit = this.transaction;
    let transaction = begun;
    const { record } = transaction;
    const patience: Patience = {
      timeoutMs: Number(scope.parameter("LOCK_TIMEOUT")) * 1000,
      queryId: scope.queryId,
    };
    const duck = await this.connected();
    try {
      await this.follow(scope.settings);
      const first = await this.plan(duck, scope, binds, answers, transaction, planner);
      this.waiting = record;
      for (const lock of first.locks) await this.store.locks.acquire(lock, record, patience);
      this.waiting = undefined;
      let current = first;
      if (first.locks.length > 0) {
        answers.renew();
        if (explicit === undefined) {
          transaction = this.store.begin(record);
        }
        current = await this.plan(duck, scope, binds, answers, transaction, planner);
      }
      const { run, statement } = current;
      const touched = new Map(transaction.touched);
      let result: T;
      try {
        this.running = true;
        result = await inTransaction(duck, run);
      } catch (error) {
        restore(transaction.touched, touched);
        throw error;
      } finally {
        this.running = false;
      }
      for (const id of statement.streams.keys()) transaction.consumed.add(id);
      if (explicit === undefined) await this.store.commit(transaction, duck);
      return result;
    } catch (error) {
      this.waiting = undefined;
      if (explicit === undefined) {
        await this.store.rollback(transaction, duck);
      }
      throw asSnowflake(error);
    }
  }

  private plan<T>(
    duck: DuckDBConnection,
    scope: Scope,
    binds: readonly Value[],
    answers: Answers,
    transaction: Transaction,
    planner: Planner<T>,
  ): Promise<Plan<T>> {
    return settle(() => {
      const statement = this.statement(transaction, answers, binds);
      const stages: string[] = [];
      const work: Work = {
        statement,
        frame: new Frame(scope),
        mark: transaction.mark,
        run: async (sql) => {
          const staged = /^CREATE TEMP TABLE (\w+)/.exec(sql)?.[1];
          await duck.run(sql);
          if (staged !== undefined) stages.push(staged);
        },
        rows: async (sql) => (await duck.runAndReadAll(sql)).getRows(),
        touched: (table) => transaction.touched.set(table.id, table),
      };
      const { writes, run } = planner(work);
      const locks: Resource[] = [...statement.streams.values()].map(({ id, name }) => ({
        key: `stream ${id}`,
        name,
        type: "STREAM" as const,
      }));
      if (writes !== undefined)
        locks.unshift({ key: `table ${writes.id}`, name: writes.name, type: "PARTITIONS" });
      return {
        locks,
        statement,
        run: async () => {
          const result = await run();
          for (const name of stages) await duck.run(`DROP TABLE ${name}`);
          return result;
        },
      };
    });
  }
}

function restore<K, V>(map: Map<K, V>, to: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of to) map.set(key, value);
}

function plan(dml: Dml, work: Work): Planned {
  switch (dml.kind) {
    case "insert":
      return insert(dml, work);
    case "update":
      return update(dml, work);
    case "delete":
      return deleteRows(dml, work);
    case "truncate":
      return truncate(dml, work);
    case "merge":
      return merge(dml, work);
  }
}
