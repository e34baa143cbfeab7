import type { Catalog } from "../catalog/catalog";
import { status, succeeded } from "../catalog/context";
import { execute } from "../catalog/execute";
import { printName } from "../catalog/names";
import type { AccountRole, Task, User } from "../catalog/objects";
import { sessionDefaults } from "../catalog/parameters";
import { printProperty } from "../catalog/properties";
import type { Clock } from "../clock";
import type { Connection } from "../data/connection";
import type { Store } from "../data/store";
import { unsupported } from "../errors";
import { informationViews } from "../information";
import type { Queue } from "../queue";
import { accountSettings, checkSetting, settingsOf } from "../moments/settings";
import type { Result, ResultColumn, Value } from "../result";
import { namedLimit } from "../syntax/nesting";
import { parseStatement } from "../syntax/parse";
import { splitStatements } from "../syntax/split";
import type {
  CatalogStatement,
  ExecuteTaskStatement,
  Name,
  Properties,
  Statement,
  TransactionStatement,
  UseStatement,
} from "../syntax/statements";
import type { TaskRun } from "../tasks/run";
import type { QueryLog, QueryOrigin, QueryRecord } from "./query-log";
import { StatementScope } from "./scope";
import { placeAfter } from "./use";
import type { Asking } from "./viewpoint";

/** What sessions of an account share. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly clock: Clock;
  /** Definitions change one at a time: each waits for the rows' side of the one before. */
  readonly definitions: Queue;
  /** Runs a task once, now, as EXECUTE TASK does. */
  readonly executeTask: (name: Name, session: Session) => Promise<void>;
  /** Every statement of every session. */
  readonly queries: QueryLog;
  /** Every run of every task, oldest first. */
  readonly taskRuns: () => readonly TaskRun[];
}

/** Who a session is at its start. */
export interface SessionStart {
  readonly id: number;
  readonly user: User;
  readonly role: AccountRole;
  readonly warehouse: string | undefined;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  /** The task it runs, where it is no user's. */
  readonly task?: Task;
}

/** One session: a role, a warehouse, a place for names, a transaction. Statements run one after another. */
export class Session {
  private role: AccountRole;
  private warehouse: string | undefined;
  private database: string | undefined;
  private schema: string | undefined;
  private readonly parameters = new Map<string, Properties[string]>();

  constructor(
    private readonly surroundings: Surroundings,
    private readonly connection: Connection,
    private readonly start: SessionStart,
  ) {
    ({ role: this.role, warehouse: this.warehouse, database: this.database, schema: this.schema } = start);
  }

  /**
   * Runs one statement.
   * @param binds values for `?` or `:1`, in order
   * @param queryId its id in QUERY_HISTORY, where the caller must know it before
   * @throws SnowflakeError whatever Snowflake would say; the session stays usable
   */
  execute(sql: string, binds: readonly Value[] = [], queryId?: string): Promise<Result> {
    return this.surroundings.queries.run(this.origin(sql, binds, queryId), async (query) => {
      try {
        return await this.run(parseStatement(sql, binds), binds, query);
      } catch (error) {
        throw namedLimit(error);
      }
    });
  }

  /** Whether a condition holds, as a task asks before it runs; it leaves no trace in QUERY_HISTORY. */
  async holds(condition: string): Promise<boolean> {
    const { rows } = await this.connection.query(`SELECT ${condition}`, this.scope());
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
    const statement = parseStatement(sql);
    if (statement.kind !== "query") throw unsupported("describing a statement that is no query");
    return this.connection.describe(statement.text, this.scope());
  }

  /** Ends the statement that runs, with 000604. */
  cancel(): void {
    this.connection.cancel();
  }

  /** A parameter as text: as set for the session, else for its task or user, else for the account, else the default. */
  parameter(name: string): string {
    const { task, user } = this.start;
    const value = this.parameters.get(name) ?? task?.properties[name] ?? user.properties[name];
    return printProperty(value, accountSettings[name] ?? sessionDefaults[name]);
  }

  /**
   * Sets a parameter, as ALTER SESSION does.
   * @throws SnowflakeError 001008 for a value it does not take, 000002 for one the stand-in does not follow
   */
  setParameter(name: string, value: Properties[string]): void {
    checkSetting(name, printProperty(value));
    this.parameters.set(name, value);
  }

  /** Rolls an open transaction back and ends the session. */
  close(): Promise<void> {
    return this.connection.close();
  }

  /** The session as context functions, policies and grants see it. */
  get asking(): Asking {
    return this.askingFor(undefined);
  }

  private askingFor(query: QueryRecord | undefined): Asking {
    const { store, queries, taskRuns } = this.surroundings;
    return {
      role: this.role,
      user: this.start.user,
      database: this.database,
      schema: this.schema,
      warehouse: this.warehouse,
      sessionId: this.start.id,
      settings: settingsOf((name) => this.parameter(name)),
      query,
      queries,
      taskRuns,
      streamHasData: (id, name) => store.streamHasData(id, name),
      streamReadAt: (id) => store.streamReadAt(id),
      rowCount: (id) => store.rowCount(id),
    };
  }

  private origin(text: string, binds: readonly Value[], id: string | undefined): QueryOrigin {
    return {
      id,
      text,
      sessionId: this.start.id,
      user: this.start.user,
      role: this.role,
      warehouse: this.surroundings.catalog.warehouses.get(this.warehouse ?? ""),
      database: this.database,
      schema: this.schema,
      tag: this.parameter("QUERY_TAG"),
      bound: binds.length > 0,
      inTransaction: this.connection.inTransaction,
      task: this.start.task,
    };
  }

  private run(statement: Statement, binds: readonly Value[], query: QueryRecord): Promise<Result> {
    switch (statement.kind) {
      case "query":
        return this.connection.query(statement.text, this.scope(query), binds);
      case "dml":
        return this.write(statement.text, binds, query);
      case "transaction":
        return this.transact(statement);
      case "use":
        return Promise.resolve(this.use(statement));
      case "use secondary roles":
        return Promise.resolve(succeeded("USE SECONDARY ROLES"));
      case "alter session":
        for (const [key, value] of Object.entries(statement.set)) this.setParameter(key, value);
        for (const key of statement.unset) this.parameters.delete(key);
        return Promise.resolve(succeeded("ALTER SESSION"));
      case "execute task":
        return this.executeTask(statement);
      default:
        return this.define(statement, query);
    }
  }

  /** With AUTOCOMMIT off the first DML opens a transaction (docs: transactions, "autocommit"). */
  private async write(sql: string, binds: readonly Value[], query: QueryRecord): Promise<Result> {
    const keeps = this.parameter("AUTOCOMMIT").toLowerCase() === "false";
    if (keeps && !this.connection.inTransaction) await this.connection.begin();
    return this.connection.dml(sql, this.scope(query), binds);
  }

  private scope(query?: QueryRecord): StatementScope {
    const { catalog, clock } = this.surroundings;
    return new StatementScope({
      catalog,
      role: this.role,
      database: this.database,
      schema: this.schema,
      asking: this.askingFor(query),
      now: clock.now(),
    });
  }

  /** DDL ends an open transaction first, keeping its work (docs: transactions, "DDL"). */
  private async define(statement: CatalogStatement, asked: QueryRecord): Promise<Result> {
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
      storage: store,
      describeQuery: (query: string) => this.connection.describe(query, this.scope(asked)),
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

  private async transact({ verb }: TransactionStatement): Promise<Result> {
    // BEGIN in a transaction, and COMMIT or ROLLBACK outside one, do nothing (docs: begin, commit).
    if (verb === "BEGIN" ? !this.connection.inTransaction : this.connection.inTransaction) {
      if (verb === "BEGIN") await this.connection.begin();
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
