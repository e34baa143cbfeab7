import { invalid, unsupported } from "../errors";
import type { AlterAction, Properties } from "../syntax/statements";
import { setProperties } from "./properties";
import type { ExecuteContext } from "./context";
import { fullName } from "./names";
import type { Task } from "./objects";
import { resolveAs } from "./resolve";
import {
  checkTaskProperties,
  isName,
  requireRunnable,
  requireSuspendedRoots,
  resolvePredecessors,
  rootsOf,
} from "./tasks";

/**
 * ALTER TASK. What changes a task, or one of its graph, needs the graph's root suspended; the root itself is resumed
 * and suspended at will (snowflake.md B6).
 * @throws SnowflakeError 091093 while a root runs, 091089 where the owner may not run tasks
 */
export function alterTask(task: Task, action: AlterAction, context: ExecuteContext): void {
  const isRoot = rootsOf(task).includes(task);
  switch (action.type) {
    case "resume":
      if (!isRoot) requireSuspendedRoots(task);
      requireRunnable(context.catalog, task);
      if (task.state === "suspended") task.resumedOn = context.now;
      task.state = "started";
      return;
    case "suspend":
      if (!isRoot) requireSuspendedRoots(task);
      if (task.state === "started") {
        task.lastSuspendedOn = context.now;
        task.lastSuspendedReason = "USER_SUSPENDED";
      }
      task.state = "suspended";
      return;
    default:
      requireSuspendedRoots(task);
      change(task, action, context);
  }
}

function change(task: Task, action: AlterAction, context: ExecuteContext): void {
  switch (action.type) {
    case "modify body":
      task.body = action.body;
      return;
    case "modify when":
      task.when = action.when;
      return;
    case "remove when":
      task.when = undefined;
      return;
    case "add after": {
      const added = resolvePredecessors(context, task, action.tasks);
      if (added.some((predecessor) => descends(predecessor, task))) {
        throw invalid("091094", `Task ${fullName(task)} cannot come after itself.`);
      }
      const predecessors = [...new Set([...task.predecessors, ...added])];
      checkTaskProperties(task.properties, predecessors, task.finalizes);
      task.predecessors = predecessors;
      return;
    }
    case "remove after": {
      const removed = action.tasks.map((name) => resolveAs(context, "TASK", name));
      task.predecessors = task.predecessors.filter((predecessor) => !removed.includes(predecessor));
      return;
    }
    case "set": {
      const { FINALIZE, ...properties } = action.properties;
      const finalizes = isName(FINALIZE) ? resolveAs(context, "TASK", FINALIZE) : task.finalizes;
      if (finalizes !== undefined) requireSuspendedRoots(finalizes);
      checkTaskProperties(
        { ...task.properties, ...(properties as Properties) },
        task.predecessors,
        finalizes,
      );
      setProperties(task, { type: "set", properties: properties });
      task.finalizes = finalizes;
      return;
    }
    case "unset":
      if (action.properties.includes("FINALIZE")) task.finalizes = undefined;
      setProperties(task, action);
      return;
    default:
      throw unsupported(`ALTER TASK ${action.type.toUpperCase()}`);
  }
}

const descends = (task: Task, from: Task): boolean =>
  task === from || task.predecessors.some((predecessor) => descends(predecessor, from));
