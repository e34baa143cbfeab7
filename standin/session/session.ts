import { status, succeeded } from "../catalog/context";
import { execute } from "../catalog/execute";
import { printName } from "../catalog/names";
import type { AccountRole } from "../catalog/objects";
import type { Connection } from "../data/connection";
import { unsupported } from "../errors";
import { informationViews } from "../information";
import { settingsOf } from "../moments/settings";
import type { Result, ResultColumn, Value } from "../result";
import { namedLimit } from "../syntax/nesting";
import { parseStatement } from "../syntax/parse";
import { splitStatements } from "../syntax/split";
import type {
  AlterSessionStatement,
  CatalogStatement,
  ExecuteTaskStatement,
  Properties,
  Statement,
  TransactionStatement,
  UseStatement,
} from "../syntax/statements";
import { describeTransaction, showActivity, type Activity, type RunningSession } from "./activity";
import { ignoringCase } from "./ignore-case";
import { limited, sessionGone, transactionAborted } from "./outcome";
import { SessionParameters, statementTimeout, type ReadParameter } from "./parameters";
import type { QueryOrigin, QueryRecord } from "./query-log";
import { StatementScope } from "./scope";
import type { SessionStart, Surroundings } from "./surroundings";
import { cancelUntilDone, withTimeout } from "./timeout";
import { placeAfter } from "./use";
import type { Asking } from "./viewpoint";

/** One statement under way: how it reads parameters, and its record in QUERY_HISTORY. */
interface Running {
  readonly read: ReadParameter;
  readonly query: QueryRecord | undefined;
}

export interface StatementOptions {
  /** Over the session's own. */
  readonly parameters?: Properties;
  /** The statement with its variables cast to the types they were sent as; the history shows it as it was written. */
  readonly typed?: string;
}

/** One session: a role, a warehouse, a place for names, a transaction. Statements run one after another. */
export class Session implements RunningSession {
  private role: AccountRole;
  private warehouse: string | undefined;
  private database: string | undefined;
  private schema: string | undefined;
  private readonly parameters: SessionParameters;
  private ended = false;
  /** A statement has failed in a transaction that does not outlive that (TRANSACTION_ABORT_ON_ERROR). */
  private transactionFailed = false;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly connection: Connection,
    private readonly start: SessionStart,
  ) {
    ({ role: this.role, warehouse: this.warehouse, database: this.database, schema: this.schema } = start);
    this.parameters = new SessionParameters(start);
    surroundings.sessions.set(start.id, this);
  }

  /**
   * Runs one statement.
   * @param binds values for `?` or `:1`, in order
   * @param queryId its id in QUERY_HISTORY, where the caller must know it before
   * @param options for this statement alone
   * @throws SnowflakeError whatever Snowflake would say; the session stays usable. 390111 once it was ended
   */
  execute(
    sql: string,
    binds: readonly Value[] = [],
    queryId?: string,
    { parameters, typed = sql }: StatementOptions = {},
  ): Promise<Result> {
    const read = this.parameters.forStatement(parameters);
    return this.surroundings.queries.run(this.origin(sql, binds, queryId, read), async (query) => {
      this.requireOpen();
      const statement = this.parse(typed, read, binds);
      const seconds = statementTimeout(read, this.warehouseUsed);
      const running = { read, query };
      try {
        const work = (): Promise<Result> => this.run(statement, binds, running);
        return limited(await withTimeout(seconds, work, () => this.cancel()), read);
      } catch (error) {
        await this.failTransaction(read);
        throw namedLimit(error);
      }
    });
  }

  /** Whether a condition holds, as a task asks before it runs; it leaves no trace in QUERY_HISTORY. */
  async holds(condition: string): Promise<boolean> {
    const { rows } = await this.connection.query(`SELECT ${condition}`, this.scope(this.apart));
    return rows[0]?.[0] === true;
  }

  /** Runs the statements of a script one after another, up to the first that fails. */
  async executeScript(script: string): Promise<readonly Result[]> {
    const results: Result[] = [];
    for (const statement of splitStatements(script)) results.push(await this.execute(statement));
    return results;
  }

  /**
   * The columns a query would have, without running it.
   * @throws SnowflakeError 000002 for a statement that is no query
   */
  async describe(sql: string): Promise<readonly ResultColumn[]> {
    this.requireOpen();
    const statement = this.parse(sql, this.apart.read, []);
    if (statement.kind !== "query") throw unsupported("describing a statement that is no query");
    return this.connection.describe(statement.text, this.scope(this.apart));
  }

  /** Ends the statement that runs, with 000604. */
  cancel(): void {
    this.connection.cancel();
  }

  /** A parameter as text: as set for the session, else for its task or user, else for the account, else the default. */
  parameter(name: string): string {
    return this.parameters.get(name);
  }

  /** Sets parameters as they are given at login. @throws SnowflakeError as ALTER SESSION */
  setParameters(values: Properties): void {
    this.parameters.set(values);
  }

  /** Rolls an open transaction back and ends the session. */
  async close(): Promise<void> {
    this.surroundings.sessions.delete(this.start.id);
    this.ended = true;
    await this.connection.close();
  }

  /** Ends the session from outside: the statement that runs fails with 000604, every later one with 390111. */
  async abort(): Promise<void> {
    this.surroundings.sessions.delete(this.start.id);
    this.ended = true;
    const stop = cancelUntilDone(() => this.connection.cancel());
    await this.connection.rollback().finally(stop);
  }

  /** Whether the session has ended. */
  get isOver(): boolean {
    return this.ended;
  }

  get user(): string {
    return this.start.user.name;
  }

  private requireOpen(): void {
    if (this.ended) throw sessionGone();
  }

  private parse(sql: string, read: ReadParameter, binds: readonly Value[]): Statement {
    return parseStatement(read("QUOTED_IDENTIFIERS_IGNORE_CASE") === "true" ? ignoringCase(sql) : sql, binds);
  }

  /** With TRANSACTION_ABORT_ON_ERROR a statement that fails undoes its transaction (docs parameters). */
  private async failTransaction(read: ReadParameter): Promise<void> {
    if (!this.connection.inTransaction || read("TRANSACTION_ABORT_ON_ERROR") !== "true") return;
    await this.connection.rollback();
    this.transactionFailed = true;
  }

  private get warehouseUsed() {
    return this.surroundings.catalog.warehouses.get(this.warehouse ?? "");
  }

  /** What stands in no history: conditions of tasks, descriptions. */
  private get apart(): Running {
    return { read: (name) => this.parameters.get(name), query: undefined };
  }

  /** The session as context functions, policies and grants see it. */
  get asking(): Asking {
    return this.askingFor(this.apart);
  }

  private get activity(): Activity {
    const { transactions, locks } = this.surroundings.store;
    return { running: transactions.running, locks: locks.all, find: (id) => transactions.find(id) };
  }

  private askingFor({ read, query }: Running): Asking {
    const { store, queries, taskRuns, sessions } = this.surroundings;
    return {
      role: this.role,
      user: this.start.user,
      database: this.database,
      schema: this.schema,
      warehouse: this.warehouse,
      sessionId: this.start.id,
      settings: settingsOf(read),
      query,
      queries,
      taskRuns,
      parameter: read,
      transactionId: this.connection.transactionId,
      lastTransactionId: this.connection.lastTransactionId,
      activity: this.activity,
      sessions,
      streamHasData: (id, name) => store.streamHasData(id, name),
      streamReadAt: (id) => store.streamReadAt(id),
      rowCount: (id) => store.rowCount(id),
    };
  }

  private origin(
    text: string,
    binds: readonly Value[],
    id: string | undefined,
    read: ReadParameter,
  ): QueryOrigin {
    return {
      id,
      text,
      sessionId: this.start.id,
      user: this.start.user,
      role: this.role,
      warehouse: this.warehouseUsed,
      database: this.database,
      schema: this.schema,
      tag: read("QUERY_TAG"),
      bound: binds.length > 0,
      transactionId: this.connection.transactionId,
      task: this.start.task,
    };
  }

  private async run(statement: Statement, binds: readonly Value[], running: Running): Promise<Result> {
    if (this.transactionFailed && statement.kind !== "transaction") throw transactionAborted();
    switch (statement.kind) {
      case "query":
        return this.connection.query(statement.text, this.scope(running), binds);
      case "dml":
        return this.write(statement.text, binds, running);
      case "transaction":
        return this.transact(statement);
      case "use":
        return this.use(statement);
      case "use secondary roles":
        return succeeded("USE SECONDARY ROLES");
      case "alter session":
        return this.alterSession(statement);
      case "show activity":
        return showActivity(statement, this.activity, this.watching(running));
      case "describe transaction":
        return describeTransaction(statement, this.activity, this.watching(running));
      case "execute task":
        return this.executeTask(statement);
      default:
        return this.define(statement, running);
    }
  }

  private watching(running: Running) {
    return { catalog: this.surroundings.catalog, asking: this.askingFor(running) };
  }

  /** Any change of AUTOCOMMIT commits, also to the value it has (docs transactions, "AUTOCOMMIT"). */
  private async alterSession({ set, unset }: AlterSessionStatement): Promise<Result> {
    this.parameters.set(set);
    this.parameters.unset(unset);
    if (Object.hasOwn(set, "AUTOCOMMIT") || unset.includes("AUTOCOMMIT")) await this.connection.commit();
    return succeeded("ALTER SESSION");
  }

  /** With AUTOCOMMIT off the first DML opens a transaction (docs: transactions, "autocommit"). */
  private async write(sql: string, binds: readonly Value[], running: Running): Promise<Result> {
    const keeps = running.read("AUTOCOMMIT") === "false";
    if (keeps && !this.connection.inTransaction) await this.connection.begin();
    return this.connection.dml(sql, this.scope(running), binds);
  }

  private scope(running: Running): StatementScope {
    const { catalog, clock } = this.surroundings;
    return new StatementScope({
      catalog,
      role: this.role,
      database: this.database,
      schema: this.schema,
      asking: this.askingFor(running),
      now: clock.now(),
    });
  }

  /** DDL ends an open transaction first, keeping its work (docs: transactions, "DDL"). */
  private async define(statement: CatalogStatement, running: Running): Promise<Result> {
    const changes = !statement.kind.startsWith("show") && statement.kind !== "describe";
    if (changes && this.connection.inTransaction) await this.connection.commit();
    const { catalog, clock, store, definitions } = this.surroundings;
    const context = {
      catalog,
      role: this.role,
      user: this.start.user,
      database: this.database,
      schema: this.schema,
      warehouse: this.warehouse,
      now: clock.now(),
      sessionParameters: this.parameters.all,
      storage: store,
      describeQuery: (query: string) => this.connection.describe(query, this.scope(running)),
      rowCount: (id: number) => store.rowCount(id),
      streamReadAt: (id: number) => store.streamReadAt(id),
      informationViews,
    };
    const result = await definitions.run(() => execute(statement, context));
    // As in Snowflake, what is made becomes the place for names.
    if (statement.kind === "create database")
      [this.database, this.schema] = [statement.name.parts[0], "PUBLIC"];
    if (statement.kind === "create schema")
      [this.database, this.schema] = [
        statement.name.parts.at(-2) ?? this.database,
        statement.name.parts.at(-1),
      ];
    return result;
  }

  private async transact({ verb, name }: TransactionStatement): Promise<Result> {
    if (this.transactionFailed) {
      if (verb === "BEGIN") throw transactionAborted();
      this.transactionFailed = false;
    }
    // BEGIN in a transaction, and COMMIT or ROLLBACK outside one, do nothing (docs: begin, commit).
    if (verb === "BEGIN" ? !this.connection.inTransaction : this.connection.inTransaction) {
      if (verb === "BEGIN") await this.connection.begin(name);
      else if (verb === "COMMIT") await this.connection.commit();
      else await this.connection.rollback();
    }
    return succeeded(verb);
  }

  private use(statement: UseStatement): Result {
    const { catalog } = this.surroundings;
    ({
      role: this.role,
      warehouse: this.warehouse,
      database: this.database,
      schema: this.schema,
    } = placeAfter(statement, { catalog, ...this.asking }));
    return succeeded(`USE ${statement.what}`);
  }

  private async executeTask({ name }: ExecuteTaskStatement): Promise<Result> {
    await this.surroundings.executeTask(name, this);
    return status("EXECUTE TASK", `Task ${printName(name.parts)} is scheduled to run immediately.`);
  }
}
