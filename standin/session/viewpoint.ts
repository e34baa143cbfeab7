import type { Catalog } from "../catalog/catalog";
import type { AccountRole, Role, User } from "../catalog/objects";
import type { Settings } from "../moments/settings";
import type { TaskRun } from "../tasks/run";
import type { Activity, RunningSession } from "./activity";
import type { QueryLog, QueryRecord } from "./query-log";

/** The session a statement came in on, as context functions and policies see it. */
export interface Asking {
  readonly role: AccountRole;
  readonly user: User;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly warehouse: string | undefined;
  readonly sessionId: number;
  readonly settings: Settings;
  /** The statement that asks, where it is one the session was given. */
  readonly query: QueryRecord | undefined;
  readonly queries: QueryLog;
  readonly taskRuns: () => readonly TaskRun[];
  /** A parameter as the statement that asks has it. */
  readonly parameter: (name: string) => string;
  /** The id of the transaction the session has open, and of the one before. */
  readonly transactionId: string | undefined;
  readonly lastTransactionId: string | undefined;
  /** Transactions and locks of every session. */
  readonly activity: Activity;
  readonly sessions: ReadonlyMap<number, RunningSession>;
  readonly streamHasData: (streamId: number, name: string) => Promise<boolean>;
  readonly streamReadAt: (streamId: number) => Date;
  /** Committed rows of a table. */
  readonly rowCount: (tableId: number) => Promise<number>;
}

/** What a statement or a view sees: names from here, rights of this role, and the session that asks. */
export interface Viewpoint {
  readonly catalog: Catalog;
  /** Whose rights decide: the session's role, or a view's owner. */
  readonly role: Role;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly asking: Asking;
  readonly now: Date;
}
