import type { Catalog } from "../catalog/catalog";
import { fullName } from "../catalog/names";
import type { AccountRole, Task } from "../catalog/objects";
import { requireRunnable, taskWarehouse } from "../catalog/tasks";
import type { Clock } from "../clock";
import { SnowflakeError } from "../errors";
import type { Result } from "../result";
import { newQueryId } from "../session/query-log";
import type { Session } from "../session/session";
import type { GraphRun, TaskRun } from "./run";
import { dueAfter, failuresAllowed } from "./schedule";

export type { TaskRun } from "./run";

export interface SchedulerOptions {
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** A session that acts as a role, without a user. */
  readonly sessionAs: (
    role: AccountRole,
    place: {
      readonly warehouse: string | undefined;
      readonly database: string;
      readonly schema: string;
      readonly task: Task;
    },
  ) => Promise<Session>;
}

/** A run under way. */
interface Started extends Pick<TaskRun, "graph" | "scheduledAt" | "startedAt" | "queryId"> {
  readonly task: Task;
}

/** What a task's runs so far mean for its next one. */
interface Progress {
  lastStart: number;
  failures: number;
}

/**
 * Runs tasks as Snowflake does: with the owner's rights, triggered by WHEN alone or on a schedule, one run of a task
 * at a time, successors after their predecessors, suspended after too many failures in a row.
 */
export class Scheduler {
  /** Every run so far, oldest first. */
  readonly history: TaskRun[] = [];
  private readonly progress = new Map<number, Progress>();
  private graphRuns = 0;

  constructor(private readonly options: SchedulerOptions) {}

  /** Runs what is due now. @returns the runs, in order */
  async runDue(): Promise<readonly TaskRun[]> {
    const before = this.history.length;
    for (const task of this.roots())
      if (task.state === "started" && this.waitOf(task) <= 0 && (await this.isTriggered(task)))
        await this.runGraph(task, scheduling(task));
    return this.history.slice(before);
  }

  /**
   * Moves time from one due run to the next until no triggered task has anything to do. Scheduled tasks without WHEN
   * are always due again and are not waited for.
   * @param onRun called after each run
   */
  async runUntilIdle(onRun: (run: TaskRun) => void = () => undefined): Promise<readonly TaskRun[]> {
    const before = this.history.length;
    for (;;) {
      for (const run of await this.runDue()) onRun(run);
      const waits: number[] = [];
      for (const task of this.roots())
        if (task.state === "started" && task.when !== undefined && (await this.isTriggered(task)))
          waits.push(this.waitOf(task));
      if (waits.length === 0) return this.history.slice(before);
      this.options.clock.advance(Math.max(0, Math.min(...waits)));
    }
  }

  /** Runs a task and its successors now, whatever its schedule and WHEN. */
  runNow(task: Task): Promise<void> {
    return this.runGraph(task, "EXECUTE TASK");
  }

  private *tasks(): Generator<Task> {
    for (const schema of this.options.catalog.schemas()) yield* schema.tasks.values();
  }

  private roots(): readonly Task[] {
    return [...this.tasks()].filter(
      ({ predecessors, finalizes }) => predecessors.length === 0 && finalizes === undefined,
    );
  }

  /** Milliseconds until a task may run again. */
  private waitOf(task: Task): number {
    return this.dueAt(task).getTime() - this.options.clock.now().getTime();
  }

  private dueAt(task: Task): Date {
    const last = this.progress.get(task.id)?.lastStart;
    return dueAfter(task.properties, {
      resumed: task.resumedOn ?? task.createdOn,
      ...(last === undefined ? {} : { lastRun: new Date(last) }),
    });
  }

  private async isTriggered(task: Task): Promise<boolean> {
    if (task.when === undefined) return true;
    const { when } = task;
    try {
      return await this.withSession(task, (session) => session.holds(when));
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      // A condition that cannot be evaluated is a failed run, as in TASK_HISTORY.
      const graph = this.graphRun(task, scheduling(task));
      this.record({ ...this.begin(task, graph), outcome: error });
      return false;
    }
  }

  private graphRun(root: Task, scheduledFrom: GraphRun["scheduledFrom"]): GraphRun {
    const due = scheduledFrom === "SCHEDULE" ? this.dueAt(root) : this.options.clock.now();
    this.graphRuns += 1;
    return { id: String(this.graphRuns), root, scheduledFrom, scheduledAt: due };
  }

  /** A run that starts now; what follows the root is scheduled when it may start. */
  private begin(task: Task, graph: GraphRun): Started {
    const startedAt = this.options.clock.now();
    const scheduledAt = task === graph.root ? graph.scheduledAt : startedAt;
    return { task, graph, scheduledAt, startedAt, queryId: undefined };
  }

  private async runGraph(root: Task, scheduledFrom: GraphRun["scheduledFrom"]): Promise<void> {
    const graph = this.graphRun(root, scheduledFrom);
    const succeeded = new Set<Task>();
    if (await this.runOne(root, graph)) succeeded.add(root);
    const waiting = new Set(
      [...this.tasks()].filter((task) => task.state === "started" && task.predecessors.length > 0),
    );
    for (let ready = next(waiting, succeeded); ready !== undefined; ready = next(waiting, succeeded)) {
      waiting.delete(ready);
      if (await this.runOne(ready, graph)) succeeded.add(ready);
    }
    for (const task of this.tasks())
      if (task.finalizes === root && task.state === "started") await this.runOne(task, graph);
  }

  private async runOne(task: Task, graph: GraphRun): Promise<boolean> {
    const started = this.begin(task, graph);
    const progress = this.progress.get(task.id) ?? { lastStart: 0, failures: 0 };
    this.progress.set(task.id, progress);
    progress.lastStart = started.startedAt.getTime();
    let queryId: string | undefined;
    try {
      const outcome = await this.withSession(task, (session) => {
        queryId = newQueryId();
        return session.execute(task.body, [], queryId);
      });
      this.record({ ...started, queryId, outcome });
      progress.failures = 0;
      return true;
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      progress.failures += 1;
      // Of a graph the root says how many, and the root is suspended, whichever task failed (docs: create-task).
      const { root } = graph;
      const allowed = failuresAllowed(root.properties);
      const suspended = allowed > 0 && progress.failures >= allowed;
      if (suspended) {
        root.state = "suspended";
        root.lastSuspendedOn = this.options.clock.now();
        root.lastSuspendedReason = "SUSPENDED_DUE_TO_ERRORS";
      }
      this.record({ ...started, queryId, outcome: error, suspended });
      return false;
    }
  }

  private record({
    task,
    outcome,
    suspended = false,
    ...started
  }: Started & { readonly outcome: Result | SnowflakeError; readonly suspended?: boolean }): void {
    const run = {
      ...started,
      task: fullName(task),
      of: task,
      scheduledFrom: task === started.graph.root ? started.graph.scheduledFrom : ("PREDECESSOR" as const),
      completedAt: this.options.clock.now(),
      body: task.body,
      condition: task.when,
      suspended,
    };
    this.history.push(
      outcome instanceof SnowflakeError
        ? { ...run, state: "FAILED", error: { code: outcome.code, message: outcome.message } }
        : {
            ...run,
            state: "SUCCEEDED",
            ...(outcome.affected === undefined ? {} : { affected: outcome.affected }),
          },
    );
  }

  private async withSession<T>(task: Task, work: (session: Session) => Promise<T>): Promise<T> {
    const { catalog, sessionAs } = this.options;
    requireRunnable(catalog, task);
    const { owner } = task;
    if (owner?.kind !== "ROLE")
      throw new SnowflakeError("091089", "23001", `Task ${fullName(task)} has no account role as owner`);
    const session = await sessionAs(owner, {
      warehouse: taskWarehouse(task),
      database: task.schema.database.name,
      schema: task.schema.name,
      task,
    });
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }
}

/** A waiting task all of whose predecessors have succeeded. */
const next = (waiting: ReadonlySet<Task>, succeeded: ReadonlySet<Task>): Task | undefined =>
  [...waiting].find(({ predecessors }) => predecessors.every((task) => succeeded.has(task)));

const scheduling = (task: Task): "SCHEDULE" | "TRIGGER" =>
  task.properties["SCHEDULE"] === undefined ? "TRIGGER" : "SCHEDULE";
