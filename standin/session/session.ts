import { can } from "../access/can";
import { canUseRole } from "../access/roles";
import type { Catalog } from "../catalog/catalog";
import { status, succeeded } from "../catalog/context";
import { execute } from "../catalog/execute";
import { printName } from "../catalog/names";
import type { AccountRole, User, Warehouse } from "../catalog/objects";
import { sessionDefaults } from "../catalog/parameters";
import { printProperty } from "../catalog/properties";
import { resolveAs, resolveDatabase, resolveSchema } from "../catalog/resolve";
import type { Clock } from "../clock";
import type { Connection } from "../data/connection";
import type { Store } from "../data/store";
import { notFound, SnowflakeError, unsupported } from "../errors";
import type { Queue } from "../queue";
import type { Result, ResultColumn, Value } from "../result";
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
import type { Asking } from "./context-functions";
import { StatementScope } from "./scope";

/** What sessions of an account share. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly clock: Clock;
  /** Definitions change one at a time: each waits for the rows' side of the one before. */
  readonly definitions: Queue;
  /** Runs a task once, now, as EXECUTE TASK does. */
  readonly executeTask: (name: Name, session: Session) => Promise<void>;
}

/** Who a session is at its start. */
export interface SessionStart {
  readonly id: number;
  readonly user: User;
  readonly role: AccountRole;
  readonly warehouse: string | undefined;
  readonly database: string | undefined;
  readonly schema: string | undefined;
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
   * @throws SnowflakeError whatever Snowflake would say; the session stays usable
   */
  async execute(sql: string, binds: readonly Value[] = []): Promise<Result> {
    return this.run(parseStatement(sql), binds);
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

  /** A parameter as text: as set for the session, else for its user, else Snowflake's default. */
  parameter(name: string): string {
    const value = this.parameters.get(name) ?? this.start.user.properties[name];
    return printProperty(value, sessionDefaults[name]);
  }

  /** Sets a parameter, as ALTER SESSION does. */
  setParameter(name: string, value: Properties[string]): void {
    this.parameters.set(name, value);
  }

  /** Rolls an open transaction back and ends the session. */
  close(): Promise<void> {
    return this.connection.close();
  }

  /** The session as context functions, policies and grants see it. */
  get asking(): Asking {
    return {
      role: this.role,
      user: this.start.user,
      database: this.database,
      schema: this.schema,
      warehouse: this.warehouse,
      sessionId: this.start.id,
      streamHasData: (id) => this.surroundings.store.streamHasData(id),
    };
  }

  private run(statement: Statement, binds: readonly Value[]): Promise<Result> {
    switch (statement.kind) {
      case "query":
        return this.connection.query(statement.text, this.scope(), binds);
      case "dml":
        return this.write(statement.text, binds);
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
        return this.define(statement);
    }
  }

  /** With AUTOCOMMIT off the first DML opens a transaction (docs: transactions, "autocommit"). */
  private async write(sql: string, binds: readonly Value[]): Promise<Result> {
    const keeps = this.parameter("AUTOCOMMIT").toLowerCase() === "false";
    if (keeps && !this.connection.inTransaction) await this.connection.begin();
    return this.connection.dml(sql, this.scope(), binds);
  }

  private scope(): StatementScope {
    const { catalog, clock } = this.surroundings;
    return new StatementScope({
      catalog,
      role: this.role,
      database: this.database,
      schema: this.schema,
      asking: this.asking,
      now: clock.now(),
    });
  }

  /** DDL ends an open transaction first, keeping its work (docs: transactions, "DDL"). */
  private async define(statement: CatalogStatement): Promise<Result> {
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
      describeQuery: (query: string) => this.connection.describe(query, this.scope()),
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

  private use({ what, name }: UseStatement): Result {
    const { catalog } = this.surroundings;
    const place = { catalog, database: this.database };
    switch (what) {
      case "ROLE": {
        const role = resolveAs(place, "ROLE", name);
        if (!canUseRole(catalog, this.start.user, role))
          throw new SnowflakeError(
            "003013",
            "42501",
            `SQL execution error: Requested role '${role.name}' is not assigned to the executing user. Specify another role.`,
          );
        this.role = role;
        break;
      }
      case "WAREHOUSE":
        this.warehouse = usableWarehouse(catalog, this.role, name).name;
        break;
      case "DATABASE": {
        const database = resolveDatabase(place, name);
        if (!can(catalog, this.role, "USAGE", database)) throw notFound("Database", database.name);
        [this.database, this.schema] = [database.name, database.schemas.has("PUBLIC") ? "PUBLIC" : undefined];
        break;
      }
      case "SCHEMA": {
        const schema = resolveSchema(place, name);
        if (!can(catalog, this.role, "USAGE", schema)) throw notFound("Schema", printName(name.parts));
        [this.database, this.schema] = [schema.database.name, schema.name];
        break;
      }
    }
    return succeeded(`USE ${what}`);
  }

  private async executeTask({ name }: ExecuteTaskStatement): Promise<Result> {
    await this.surroundings.executeTask(name, this);
    return status("EXECUTE TASK", `Task ${printName(name.parts)} is scheduled to run immediately.`);
  }
}

/** @throws SnowflakeError 002043 where it is missing or the role may not use it */
export function usableWarehouse(catalog: Catalog, role: AccountRole, name: Name): Warehouse {
  const warehouse = catalog.warehouses.get(name.parts.at(-1) ?? "");
  if (warehouse === undefined || !can(catalog, role, "USAGE", warehouse))
    throw new SnowflakeError(
      "002043",
      "02000",
      "SQL compilation error:\nObject does not exist, or operation cannot be performed.",
    );
  return warehouse;
}
