import { runStack, stackNames, type StackRun } from "../../cli/stack";
import type { Recording } from "../../src/plan/record";

const runs = new Map<string, Promise<StackRun>>();

/** The program run as a stack under mocks, once a process. */
export function runOf(stack: string): Promise<StackRun> {
  const run = runs.get(stack) ?? runStack(stack);
  runs.set(stack, run);
  return run;
}

/** What the program registers as a stack. */
export const recordingOf = async (stack: string): Promise<Recording> => (await runOf(stack)).recording;

export const stacks = stackNames();
