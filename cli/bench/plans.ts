import { fork } from "node:child_process";
import { join } from "node:path";

import { planOf } from "../../src/plan/plan";
import type { Recording } from "../../src/plan/registration";
import type { PlanFigures } from "./figures";
import { median } from "./median";

/** What a plan holds. */
export type Planned = Omit<PlanFigures, "seconds">;

/** Tables of the wide estate. */
export const wideTables = 1000;

/** The one in the middle counts. */
const runs = 3;

/** The plan of a stack, by the command itself: the time a person waits. */
export async function benchPlan(recording: Recording): Promise<PlanFigures> {
  const statements = planOf(recording).reduce((sum, step) => sum + step.statements.length, 0);
  const times: number[] = [];
  for (let i = 0; i < runs; i++)
    times.push((await command("../plan.ts", ["--stack", recording.stack])).seconds);
  return { resources: recording.registrations.length, statements, seconds: median(times) };
}

/** The plan of many tables, by a command like it. @param followed with the tables' tags and streams too */
export async function benchWidePlan(stack: string, followed: boolean): Promise<PlanFigures> {
  const results: PlanFigures[] = [];
  for (let i = 0; i < runs; i++) {
    const { seconds, planned } = await command("plan-process.ts", [
      stack,
      String(wideTables),
      ...(followed ? ["followed"] : []),
    ]);
    if (planned === undefined) throw new Error("the plan of many tables did not tell what it holds");
    results.push({ ...planned, seconds });
  }
  return { ...(results[0] as PlanFigures), seconds: median(results.map(({ seconds }) => seconds)) };
}

/** Runs a command as its npm script does, from start to end. @throws where it fails */
function command(
  file: string,
  args: readonly string[],
): Promise<{ readonly seconds: number; readonly planned?: Planned }> {
  const start = performance.now();
  let planned: Planned | undefined;
  const child = fork(join(__dirname, file), args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.on("message", (message) => (planned = message as Planned));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      const seconds = (performance.now() - start) / 1000;
      if (code === 0) resolve({ seconds, ...(planned === undefined ? {} : { planned }) });
      else reject(new Error(`${file} ${args.join(" ")} ended with status ${code ?? "none"}`));
    });
  });
}
