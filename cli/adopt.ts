import { Command, Option } from "commander";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { z } from "zod";

import { importFileSchema, importOf, only, type ImportFile } from "../src/adopt/import-file";
import { adopt, previewAdoption } from "./engine/adopt";
import { changesText, type Changes } from "./engine/changes";
import { readJsonFile } from "./input/json";
import { projectFolder, runStack, stackNames } from "./stack";
import { main, UserError } from "./user-error";

const program = new Command("npm run adopt --")
  .description(
    "Takes an estate that is in an account already, such as one made from the SQL plan, into a stack's state: what the " +
      "import file names is read instead of created. Says what it would do; does it with --yes.",
  )
  .addOption(
    new Option("--stack <name>", "stack to adopt into").choices([...stackNames()]).makeOptionMandatory(),
  )
  .option("--only <names...>", "adopt these resources alone, by logical name; all else is created")
  .option("--file <path>", "a file that --print wrote, perhaps with entries taken out")
  .option("--print", "print the import file and do nothing else")
  .option("--yes", "do it")
  .option("--verbose", "print what the engine prints")
  .addHelpText(
    "after",
    "\nThe Pulumi CLI must be signed in, and the stack must exist (pulumi stack init). What the state has already is left " +
      "alone; where the program would change it, nothing is done.\n" +
      "\nExamples:\n  npm run --silent adopt -- --stack prod --print > import.json\n" +
      "  npm run adopt -- --stack prod --file import.json --yes\n" +
      "  npm run adopt -- --stack dev --only gong-data-calls --yes   # a table made by a run that broke off",
  )
  .parse();

interface Options {
  readonly stack: string;
  readonly only?: readonly string[];
  readonly file?: string;
  readonly print?: true;
  readonly yes?: true;
  readonly verbose?: true;
}

void main(async () => {
  const options = program.opts<Options>();
  const { recording } = await runStack(options.stack);
  const { file: whole, created } = importOf(recording);
  const file = chosen(options, whole);
  if (options.print) {
    process.stdout.write(`${JSON.stringify(file, undefined, 2)}\n`);
    for (const { urn, reason } of created) process.stderr.write(`created, not read: ${urn}: ${reason}\n`);
    return;
  }
  const adoption = {
    file,
    recording,
    log: (line: string) => {
      if (options.verbose) process.stderr.write(line);
    },
  };
  const stack = await LocalWorkspace.selectStack({ stackName: options.stack, workDir: projectFolder });
  if (!options.yes) {
    report("would", await previewAdoption(stack, adoption));
    process.stdout.write("Nothing was done: with --yes it is.\n");
    return;
  }
  const { done, left } = await adopt(stack, adoption);
  report("did", done);
  const kinds = Object.keys(left).filter((kind) => kind !== "same");
  if (kinds.length > 0) {
    report("left", left);
    throw new UserError(
      `The account differs from the program: see it with pulumi preview --diff --stack ${options.stack}`,
    );
  }
});

/** @throws UserError for a file that is no import file, naming what is wrong in it */
function read(path: string): ImportFile {
  const { data, error } = importFileSchema.safeParse(readJsonFile(path));
  if (error === undefined) return data;
  throw new UserError(`${path} is no import file, as --print writes one:\n${z.prettifyError(error)}`);
}

function chosen({ only: names, file }: Options, whole: ImportFile): ImportFile {
  const from = file === undefined ? whole : read(file);
  if (names === undefined) return from;
  const missing = names.filter((name) => !from.resources.some(({ logicalName }) => logicalName === name));
  if (missing.length > 0)
    throw new UserError(`The import file names no ${missing.join(", ")}: see them with --print.`);
  return only(from, names);
}

const report = (verb: string, changes: Changes): void =>
  void process.stdout.write(`${verb}: ${changesText(changes)}\n`);
