import type { Task } from "../catalog/objects";
import type { Result } from "../result";

/** One run of a root and all that follows it. */
export interface GraphRun {
  readonly id: string;
  readonly root: Task;
  readonly scheduledFrom: "TRIGGER" | "SCHEDULE" | "EXECUTE TASK";
  /** When the root was to start. */
  readonly scheduledAt: Date;
}

/** One run of a task, as TASK_HISTORY keeps it: texts as they were then. */
export interface TaskRun {
  /** The full name. */
  readonly task: string;
  readonly of: Task;
  readonly graph: GraphRun;
  readonly state: "SUCCEEDED" | "FAILED";
  readonly scheduledFrom: GraphRun["scheduledFrom"] | "PREDECESSOR";
  readonly scheduledAt: Date;
  readonly startedAt: Date;
  readonly completedAt: Date;
  readonly body: string;
  readonly condition: string | undefined;
  /** The statement in QUERY_HISTORY; undefined where the run failed before it could be sent. */
  readonly queryId: string | undefined;
  readonly error?: { readonly code: string; readonly message: string };
  /** Whether this failure was one too many. */
  readonly suspended: boolean;
  /** What its DML changed. */
  readonly affected?: Result["affected"];
}
