import { Command, Option } from "commander";

import { printJson, printSql } from "../src/plan/print";
import { planStack, stackNames } from "./stack";
import { main } from "./user-error";

const program = new Command("npm run plan --")
  .description(
    "Prints the SQL of a stack's first deployment, in order, from the program itself: no account, no login, no network.",
  )
  .addOption(new Option("--stack <name>", "stack to plan").choices([...stackNames()]).makeOptionMandatory())
  .option("--json", "print [{urn, type, role, statements}] instead of SQL")
  .addHelpText(
    "after",
    "\nExamples:\n  npm run plan -- --stack prod\n  npm run --silent plan -- --stack dev --json",
  )
  .parse();

const { stack, json } = program.opts<{ stack: string; json?: true }>();

void main(async () => {
  const steps = await planStack(stack);
  process.stdout.write(json ? printJson(steps) : printSql(steps, { stack }));
});
