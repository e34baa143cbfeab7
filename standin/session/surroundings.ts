import type { Catalog } from "../catalog/catalog";
import type { AccountRole, Task, User } from "../catalog/objects";
import type { Clock } from "../clock";
import type { Store } from "../data/store";
import type { Queue } from "../queue";
import type { Name } from "../syntax/statements";
import type { TaskRun } from "../tasks/run";
import type { RunningSession } from "./activity";
import type { QueryLog } from "./query-log";
import type { Session } from "./session";

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
  /** The sessions that are open, by id. */
  readonly sessions: Map<number, RunningSession>;
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
