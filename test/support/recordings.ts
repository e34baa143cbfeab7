import { recordStack, stackNames } from "../../cli/stack";
import type { Recording, Registration } from "../../src/plan/record";

const recordings = new Map<string, Promise<Recording>>();

/** What the program registers as a stack, under mocks; recorded once a process. */
export function recordingOf(stack: string): Promise<Recording> {
  const recording = recordings.get(stack) ?? recordStack(stack);
  recordings.set(stack, recording);
  return recording;
}

export const stacks = stackNames();

/** A registration's physical name, or what it is about. */
export const describeRegistration = ({ type, name }: Registration): string => `${type} ${name}`;
