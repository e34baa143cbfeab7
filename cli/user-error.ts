/** What a person can mend: printed as it is, without a stack trace. */
export class UserError extends Error {}

/** Runs a command's work; a failure is printed for a person and ends the process with status 1. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const known = error instanceof UserError || (error instanceof Error && "__pulumiRunError" in error);
    console.error(error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : error);
    process.exitCode = 1;
  }
}
