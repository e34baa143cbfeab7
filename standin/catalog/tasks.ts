import { can, canOnAccount } from "../access/can";
import { invalid, notFound } from "../errors";
import type { Name, Properties } from "../syntax/statements";
import type { Catalog } from "./catalog";
import { fullName, printName } from "./names";
import type { Task } from "./objects";
import { ownerMayNotRun, rootNotSuspended } from "./refusals";
import { resolveAs, type NameContext } from "./resolve";

/** The roots of the graph a task is in; itself where it has no predecessor. */
export function rootsOf(task: Task): readonly Task[] {
  if (task.finalizes !== undefined) return [task.finalizes];
  if (task.predecessors.length === 0) return [task];
  return [...new Set(task.predecessors.flatMap(rootsOf))];
}

/** @throws SnowflakeError 091093 where a root of the task's graph runs (snowflake.md B6) */
export function requireSuspendedRoots(task: Task): void {
  for (const root of rootsOf(task)) if (root.state === "started") throw rootNotSuspended(root);
}

/**
 * The tasks AFTER names: of the same schema and the same owner, with their roots suspended.
 * @throws SnowflakeError 002003, 091093
 */
export function resolvePredecessors(
  context: NameContext,
  task: Pick<Task, "schema" | "owner">,
  names: readonly Name[],
): Task[] {
  return names.map((name) => {
    const predecessor = resolveAs(context, "TASK", name);
    if (predecessor.schema !== task.schema || predecessor.owner !== task.owner) {
      throw invalid(
        "091091",
        `Task ${fullName(predecessor)} must be in the same schema and have the same owner.`,
      );
    }
    requireSuspendedRoots(predecessor);
    return predecessor;
  });
}

/**
 * What a task's properties must agree on (docs create-task).
 * @throws SnowflakeError 091086 for a schedule beside predecessors, 091084 for AUTOCOMMIT = FALSE
 */
export function checkTaskProperties(
  properties: Properties,
  predecessors: readonly Task[],
  finalizes: Task | undefined,
): void {
  if (properties.SCHEDULE !== undefined && (predecessors.length > 0 || finalizes !== undefined)) {
    throw invalid("091086", "Task cannot have both a schedule and a predecessor.");
  }
  if (predecessors.length > 0 && finalizes !== undefined) {
    throw invalid("091086", "Finalizer task cannot have a predecessor.");
  }
  if (
    properties.WAREHOUSE !== undefined &&
    properties.USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE !== undefined
  ) {
    throw invalid("091085", "Task cannot have both WAREHOUSE and USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE.");
  }
  if (properties.AUTOCOMMIT === false) throw invalid("091084", "AUTOCOMMIT must be TRUE for tasks.");
  const schedule = properties.SCHEDULE;
  if (typeof schedule === "string" && !schedulePattern.test(schedule)) {
    throw invalid("091082", `Invalid schedule specified for task: '${schedule}'.`);
  }
}

const schedulePattern =
  /^\s*(USING\s+CRON(\s+\S+){5}\s+\S+|[1-9]\d*\s+(SECONDS?|S|MINUTES?|M|HOURS?|H))\s*$/i;

/** The warehouse a task runs on; undefined for a serverless one. */
export function taskWarehouse(task: Pick<Task, "properties">): string | undefined {
  const value = task.properties.WAREHOUSE;
  return isName(value) ? value.parts.at(-1) : undefined;
}

/** Whether a property's value is a name. */
export function isName(value: unknown): value is Name {
  return typeof value === "object" && value !== null && "parts" in value;
}

/**
 * What the owner of a task needs before it may run (snowflake.md B5).
 * @throws SnowflakeError 091089 without EXECUTE TASK (and EXECUTE MANAGED TASK, serverless), 002003 without the
 *   warehouse
 */
export function requireRunnable(catalog: Catalog, task: Task): void {
  const { owner } = task;
  if (owner === undefined || !canOnAccount(catalog, owner, "EXECUTE TASK"))
    throw ownerMayNotRun("EXECUTE TASK");
  const name = taskWarehouse(task);
  if (name === undefined) {
    if (!canOnAccount(catalog, owner, "EXECUTE MANAGED TASK")) throw ownerMayNotRun("EXECUTE MANAGED TASK");
    return;
  }
  const warehouse = catalog.warehouses.get(name);
  if (warehouse === undefined || !can(catalog, owner, "USAGE", warehouse))
    throw notFound("Warehouse", printName([name]));
}
