import { Command } from "commander";

import { afterSql, bootstrapSql } from "../src/bootstrap/bootstrap";
import { settingsOfStack } from "./stack";
import { main } from "./user-error";

const program = new Command("npm run bootstrap --")
  .description(
    "Prints the SQL that ACCOUNTADMIN runs for a stack before its first deployment: its deploying role and user. " +
      "With --after, what ACCOUNTADMIN runs once the stack's roles are there: functions and models of Cortex.",
  )
  .requiredOption("--stack <name...>", "stack, or several")
  .option("--after", "print what is run after the first deployment")
  .addHelpText(
    "after",
    "\nExamples:\n  npm run --silent bootstrap -- --stack pr-12\n  npm run --silent bootstrap -- --stack prod --after",
  )
  .parse();

const { stack: stacks, after } = program.opts<{ stack: string[]; after?: true }>();

void main(async () => {
  const settings = [];
  // One after the other: the settings of a run are global to the process.
  for (const stack of stacks) settings.push(await settingsOfStack(stack));
  process.stdout.write(after ? settings.map(afterSql).join("\n") : bootstrapSql(settings));
});
