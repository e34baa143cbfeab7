import { RunError } from "@pulumi/pulumi";

import { visible } from "../model/visible";

/** Something wrong with what a person configured. */
export interface Problem {
  /** Where: a key's path, or a variable's name. */
  readonly at: string;
  /** What is wrong there. Never a secret. */
  readonly found: string;
  /** What may stand there. */
  readonly allowed: string;
  /** The command or the place that mends it. */
  readonly mend: string;
}

/** Only a mend has lines of its own; what it says of somebody else's names it has made visible. */
const paragraph = ({ at, found, allowed, mend }: Problem): string =>
  [
    `  ${visible(at)}`,
    `    found:   ${visible(found)}`,
    `    allowed: ${visible(allowed)}`,
    `    mend:    ${mend.split("\n").map(visible).join("\n")}`,
  ].join("\n");

/**
 * Stops the program with every problem at once.
 * @param subject what has the problems, e.g. `The configuration of stack dev`
 * @throws pulumi.RunError where there are any: Pulumi prints it without a stack trace
 */
export const refuse = (subject: string, problems: readonly Problem[]): void => {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new RunError([`${subject} has ${count}:`, ...problems.map(paragraph)].join("\n\n"));
};
