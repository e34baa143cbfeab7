import { canUseRole } from "./access/roles";
import { requirePrivilege } from "./access/can";
import { newCatalog } from "./catalog/bootstrap";
import type { Catalog } from "./catalog/catalog";
import { counts, type Counts } from "./catalog/counts";
import type { User } from "./catalog/objects";
import { resolveAs } from "./catalog/resolve";
import { Clock } from "./clock";
import { Cortex } from "./cortex/cortex";
import { Store } from "./data/store";
import { SnowflakeError } from "./errors";
import { Queue } from "./queue";
import { QueryLog } from "./session/query-log";
import { Session } from "./session/session";
import type { SessionStart, Surroundings } from "./session/surroundings";
import { usableWarehouse } from "./session/use";
import { Scheduler } from "./tasks/scheduler";

/** The user a new account comes with; every role of Snowflake's own is granted to it. */
export const firstUser = "ADMIN";

export interface Login {
  /** Defaults to the user a new account comes with. */
  readonly user?: string;
  readonly role?: string;
  readonly warehouse?: string;
  readonly database?: string;
  readonly schema?: string;
}

/** A Snowflake account on this machine: objects, rows, tasks and any number of sessions. Nothing of it is global. */
export class Account {
  private lastSession = 0;
  private readonly surroundings: Surroundings;
  readonly tasks: Scheduler;

  private constructor(
    private readonly catalog: Catalog,
    private readonly store: Store,
    readonly clock: Clock,
    /** The embedding service: what it was asked, and how often. */
    readonly cortex: Cortex,
  ) {
    // The user tasks run as: it can do nothing by itself, and nobody can log in as it.
    const system: User = {
      kind: "USER",
      ...catalog.base("SYSTEM", undefined, clock.now(), ""),
      properties: {},
    };
    this.tasks = new Scheduler({
      catalog,
      clock,
      sessionAs: (role, place) => this.session({ user: system, role, ...place }),
    });
    this.surroundings = {
      catalog,
      store,
      clock,
      definitions: new Queue(),
      queries: new QueryLog(clock),
      sessions: new Map(),
      taskRuns: () => this.tasks.history,
      executeTask: async (name, session) => {
        const { role, database, schema } = session.asking;
        const task = resolveAs({ catalog, database, schema }, "TASK", name);
        requirePrivilege(catalog, role, "OPERATE", task);
        await this.tasks.runNow(task);
      },
    };
  }

  /** A fresh account, as Snowflake hands one over. */
  static async open({ name = "STANDIN", clock = new Clock() } = {}): Promise<Account> {
    const cortex = new Cortex();
    return new Account(
      newCatalog(clock.now(), { account: name, user: firstUser }),
      await Store.open({ cortex, clock }),
      clock,
      cortex,
    );
  }

  /**
   * A session of a user.
   * @throws SnowflakeError 390100 for an unknown user, 390189 for a role the user may not take, 002043 for a
   *   warehouse the role may not use
   */
  login({
    user: userName = firstUser,
    role: roleName,
    warehouse,
    database,
    schema,
  }: Login = {}): Promise<Session> {
    const user = this.catalog.users.get(userName);
    if (user === undefined)
      throw new SnowflakeError("390100", "08001", "Incorrect username or password was specified.");
    const role = this.catalog.roles.get(roleName ?? "PUBLIC");
    if (role === undefined || !canUseRole(this.catalog, user, role))
      throw new SnowflakeError(
        "390189",
        "08001",
        `Role '${roleName ?? "PUBLIC"}' specified in the connect string does not exist or not authorized. Contact your local system administrator, or attempt to login with another role.`,
      );
    if (warehouse !== undefined) usableWarehouse(this.catalog, role, { parts: [warehouse] });
    return this.session({ user, role, warehouse, database, schema });
  }

  /** The user who logs in under a name, in any case: its LOGIN_NAME, which is its name where none was given. */
  user(loginName: string): User | undefined {
    const wanted = loginName.toUpperCase();
    return [...this.catalog.users.values()].find(
      ({ name, properties: { LOGIN_NAME } }) =>
        (typeof LOGIN_NAME === "string" ? LOGIN_NAME : name).toUpperCase() === wanted,
    );
  }

  /** How many objects of each kind there are, beyond those of a fresh account. */
  counts(): Counts {
    return counts(this.catalog);
  }

  /** Frees what the account holds; its sessions must be closed before. */
  close(): Promise<void> {
    return this.store.close();
  }

  private async session(start: Omit<SessionStart, "id">): Promise<Session> {
    this.lastSession += 1;
    const id = this.lastSession;
    const connection = await this.store.connect({ session: id, user: start.user.name });
    return new Session(this.surroundings, connection, { id, ...start });
  }
}
