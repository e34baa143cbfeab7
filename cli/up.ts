import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { Command, Option } from "commander";

import { deployerOf } from "../src/config/stacks";
import { ensureToolchain } from "../toolchain/toolchain";
import { changesText, type Changes } from "./engine/changes";
import { closeGround, engineOn, openGround, type Ground } from "./engine/session";
import { builtInQuestions, type Question } from "./local/ask";
import { estateOn, inventory } from "./local/estate";
import { printer } from "./local/print";
import { proveData } from "./local/prove";
import { readRows, type TableRows } from "./local/rows";
import { onceSignalled } from "./scratch";
import { projectFolder, runStack, stackConfig, stackNames } from "./stack";
import { main, UserError } from "./user-error";

const program = new Command("npm run up:local --")
  .description(
    "Deploys the estate with the real Pulumi engine and Snowflake provider onto a stand-in behind a server on this " +
      "machine: preview, up, no change, refresh, the data and the searches of `npm run local`, destroy.",
  )
  .addOption(new Option("--stack <name>", "stack to deploy").choices([...stackNames()]).default("local"))
  .option("--data <dir>", "directory of <SCHEMA>.<TABLE>.jsonl files", join(projectFolder, "sample"))
  .option("--port <number>", "port of the server; any free one by default", Number)
  .option("--keep", "leave the server running after the searches, and say how to reach it")
  .option("--verbose", "print what the engine prints")
  .parse();

const options = program.opts<{
  stack: string;
  data: string;
  port?: number;
  keep?: true;
  verbose?: true;
}>();

/** Steps of a run; the last is left out with --keep. */
const steps = options.keep === true ? 11 : 12;

void main(async () => {
  const data = readRows(options.data);
  const questions = builtInQuestions(options.data);
  const ground = await openGround(options.stack, { port: options.port });
  try {
    await run(ground, data, questions);
  } finally {
    await closeGround(ground);
  }
});

async function run(
  ground: Ground,
  data: readonly TableRows[],
  questions: readonly Question[],
): Promise<void> {
  const start = performance.now();
  const failures: string[] = [];
  const before = ground.account.counts();
  const listener = printer(process.stdout, process.stderr, steps);
  const report = (changes: Changes): void => void process.stdout.write(`   ${changesText(changes)}\n`);
  const unchanged = (what: string, changes: Changes): void => {
    report(changes);
    if (Object.keys(changes).some((kind) => kind !== "same"))
      failures.push(`${what} shows a change: ${JSON.stringify(changes)}`);
  };

  listener.step("find the CLI and the provider");
  const toolchain = await ensureToolchain((line) => process.stderr.write(`   ${line}\n`));
  const { recording, settings } = await runStack(options.stack);
  const engine = await engineOn(ground, toolchain, {
    stack: options.stack,
    // What is made to be thrown away must not be protected.
    config: {
      "sophia-ai:estate": { ...settingsIn(stackConfig(options.stack)["sophia-ai:estate"]), protect: false },
    },
    log: (text) =>
      options.verbose === true ? process.stdout.write(text) : listener.progress(lastLine(text)),
  });
  try {
    listener.step("preview");
    report(await engine.preview());
    listener.step("up");
    report(await engine.up());
    listener.step("preview again");
    unchanged("the preview after up", await engine.preview());
    listener.step("refresh");
    unchanged("refresh", await engine.refresh());

    const estate = estateOn(ground.account, String(recording.outputs["database"]));
    const { missing } = await inventory(estate, recording);
    failures.push(...missing.map((object) => `${object} was declared and is not there`));
    await proveData(estate, settings.embedding, data, questions, listener, failures);

    if (options.keep === true) {
      process.stdout.write(howToReach(engine.env));
      await onceSignalled();
    } else {
      listener.step("destroy");
      report(await engine.destroy());
      const left = ground.account.counts();
      if (!isDeepStrictEqual(left, before))
        failures.push(
          `destroy left something: ${JSON.stringify(left)}, before were ${JSON.stringify(before)}`,
        );
    }
  } finally {
    engine.close();
  }
  if (failures.length > 0) throw new UserError(failures.map((failure) => `FAILED: ${failure}`).join("\n"));
  console.log(`Proved in ${Math.round((performance.now() - start) / 1000)} s.`);
}

/** What a section of a stack's file sets; one that is no section is refused when the program reads it. */
const settingsIn = (section: unknown): object =>
  typeof section === "object" && section !== null ? section : {};

const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.slice(0, 100) ?? "";

/** The environment that leads a driver, or `pulumi -s local` by hand, to the server. */
function howToReach(env: Readonly<Record<string, string>>): string {
  const exports = Object.entries(env)
    .filter(([name]) => /^(SNOWFLAKE_|PULUMI_|SOPHIA_|PATH$)/.test(name))
    .map(([name, value]) => `export ${name}=${JSON.stringify(value)}`);
  const { SNOWFLAKE_HOST: host = "", SNOWFLAKE_PORT: port = "", SNOWFLAKE_USER: user = "" } = env;
  return [
    "",
    `The server listens on http://${host}:${port} until Ctrl-C. In another shell:`,
    ...exports.map((line) => `  ${line}`),
    "Node: snowflake.createConnection({ accessUrl: `http://${SNOWFLAKE_HOST}:${SNOWFLAKE_PORT}`, account: 'LOCAL-STANDIN',",
    `  username: '${user}', password: process.env.SNOWFLAKE_PASSWORD, role: '${deployerOf(options.stack).role}', warehouse: 'COMPUTE_WH' })`,
    "Python: snowflake.connector.connect(host=..., port=..., protocol='http', account='LOCAL-STANDIN', user=..., password=...)",
    options.stack === "local"
      ? "Pulumi, with the official CLI, in the project's folder: pulumi -s local preview"
      : `Pulumi by hand is for stack local: Pulumi.${options.stack}.yaml names an ESC environment, which only Pulumi Cloud opens.`,
    "",
  ].join("\n");
}
