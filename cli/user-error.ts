import { tracesVariable } from "../src/config/traces";
import { SnowflakeError } from "../standin/errors";
import { enterScratch } from "./scratch";

/** What a person can mend: printed as it is, without a stack trace. */
export class UserError extends Error {}

/**
 * Runs a command's work; a failure is printed for a person and ends the process with status 1. What is made for the
 * time being goes when the command ends, however it ends (scratch.ts).
 */
export async function main(work: () => Promise<void>): Promise<void> {
  const leave = enterScratch();
  try {
    await work();
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  } finally {
    leave();
  }
}

function messageOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof UserError || "__pulumiRunError" in error) return error.message;
  if (error instanceof SnowflakeError) return `A statement failed with ${error.code}: ${error.message}`;
  if (!isCommandError(error)) return traced(error.stack ?? error.message);
  const said = saidByPulumi(error.commandResult);
  return said.includes("Unhandled exception:") ? traced(said) : said;
}

/** A program that runs without stack traces (src/config/traces.ts) fails without one: then how to see it is said. */
const traced = (text: string): string =>
  /\n +at /.test(text) ? text : `${text}\n(${tracesVariable}=1 shows where this was thrown.)`;

/** The Automation API's error, known by its shape: the API itself is too much to load for commands that need none. */
const isCommandError = (
  error: Error,
): error is Error & { commandResult: Record<"stdout" | "stderr", string> } => "commandResult" in error;

/** What the Pulumi CLI said when it failed, or why it could not be run. */
function saidByPulumi({ stdout, stderr }: Record<"stdout" | "stderr", string>): string {
  if (stderr.includes("ENOENT")) return "The Pulumi CLI is not on PATH: see `npm run toolchain`.";
  return [stdout, stderr]
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join("\n");
}
