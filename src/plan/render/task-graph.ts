/** What the provider does to the rest of a task graph when it creates one more task (sdk/tasks_impl_gen.go). */
import type { RenderContext } from "./renderer";

/** Roots above a task, nearest first (`GetRootTasks`); tasks the plan does not create count as roots at rest. */
export function rootsOf(task: string, { tasks }: RenderContext): string[] {
  const roots: string[] = [];
  const seen = new Set<string>();
  const queue = [task];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const known = tasks.get(current);
    if (known?.finalizes !== undefined) queue.push(known.finalizes);
    else if (known === undefined || known.predecessors.length === 0) roots.push(current);
    else queue.push(...known.predecessors);
  }
  return roots;
}

/**
 * Suspends the started roots above `task` (`SuspendRootTasks`). All but `self` are to be resumed afterwards.
 * The provider tells tasks apart by name alone there; so does this.
 */
export function suspendRoots(
  task: string,
  self: string,
  context: RenderContext,
): { statements: string[]; toResume: string[] } {
  const started = rootsOf(task, context).filter((root) => context.tasks.get(root)?.started);
  for (const root of started) setStarted(root, false, context);
  return {
    statements: started.map((root) => `ALTER TASK ${root} SUSPEND`),
    toResume: started.filter((root) => lastPart(root) !== lastPart(self)),
  };
}

/** Resumes a task. */
export function resume(task: string, context: RenderContext): string {
  setStarted(task, true, context);
  return `ALTER TASK ${task} RESUME`;
}

function setStarted(task: string, started: boolean, { tasks }: RenderContext): void {
  const known = tasks.get(task);
  if (known) tasks.set(task, { ...known, started });
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
