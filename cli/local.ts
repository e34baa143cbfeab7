import { join } from "node:path";

import { Command, Option } from "commander";

import { isBlank } from "../src/model/embedding";
import { builtInQuestions } from "./local/ask";
import { printer, silent } from "./local/print";
import { prove } from "./local/prove";
import { readRows } from "./local/rows";
import { projectFolder, runStack, stackNames } from "./stack";
import { main, UserError } from "./user-error";

const program = new Command("npm run local --")
  .description(
    "Deploys the estate on a Snowflake stand-in in this process, loads data, embeds it and searches it. " +
      "Exit status 0 means that every object exists, every row with text is embedded, none twice, and every " +
      "built-in question finds its answer among the first three.",
  )
  .addOption(new Option("--stack <name>", "stack to deploy").choices([...stackNames()]).default("local"))
  .option("--data <dir>", "directory of <SCHEMA>.<TABLE>.jsonl files", join(projectFolder, "sample"))
  .option("--ask <question>", "ask this instead of the questions of the data")
  .option("--json", "print one object with all that was found, and nothing else")
  .addHelpText(
    "after",
    '\nExamples:\n  npm run local\n  npm run local -- --ask "Who knows about Kubernetes?"\n  npm run --silent local -- --json',
  )
  .parse();

const options = program.opts<{ stack: string; data: string; ask?: string; json?: true }>();
const steps = 7;

void main(async () => {
  if (options.ask !== undefined && isBlank(options.ask))
    throw new UserError("--ask needs a question, found only blanks.");
  // Read before anything is deployed: a bad row is known at once.
  const data = readRows(options.data);
  const questions = options.ask === undefined ? builtInQuestions(options.data) : [{ question: options.ask }];
  const run = await runStack(options.stack);
  const listener = options.json === true ? silent : printer(process.stdout, process.stderr, steps);
  const { report, failures } = await prove(run, data, questions, listener);
  if (options.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  for (const failure of failures) console.error(`FAILED: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  else if (options.json !== true) console.log(`Proved in ${report.seconds} s.`);
});
