import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { Command, InvalidArgumentError } from "commander";

import { firstUser, type Account } from "../standin/account";
import { SnowflakeServer } from "../standin/server/server";
import { deployOf } from "../src/config/deploy";
import { deploy, openAccount } from "./local/estate";
import { load } from "./local/load";
import { readRows } from "./local/rows";
import { connecting } from "./snowflake/connecting";
import { statementLine, taskLine } from "./snowflake/lines";
import { onceSignalled } from "./scratch";
import { runStack, stackNames } from "./stack";
import { main, UserError } from "./user-error";

const program = new Command("npm run snowflake --")
  .description(
    "Serves a Snowflake stand-in on this machine, for Snowflake's own drivers and for Pulumi, until Ctrl-C. " +
      "The account is new each time and lives in memory; sql/bootstrap has been run in it for each stack.",
  )
  .option("--port <number>", "port to listen on", whole(0, 65_535), 8085)
  .option("--latency-ms <number>", "what every statement waits before it runs", whole(0, 600_000), 0)
  .option("--data <dir>", "deploy stack local and load this directory of <SCHEMA>.<TABLE>.jsonl files")
  .option("--quiet", "do not log statements and task runs on standard error")
  .addHelpText(
    "after",
    "\nExamples:\n  npm run snowflake\n  npm run snowflake -- --port 8085 --data sample --latency-ms 100",
  )
  .parse();

const options = program.opts<{ port: number; latencyMs: number; data?: string; quiet?: true }>();

/** How often due tasks are looked for, in milliseconds. */
const taskPause = 2000;

void main(async () => {
  const { account, database } = await prepare(options.data);
  await settle(account);
  const password = randomBytes(12).toString("hex");
  // The form src/config asks of a programmatic access token.
  const token = `eyJ${randomBytes(64).toString("hex")}`;
  const say = (line: string): void => {
    if (options.quiet !== true) process.stderr.write(`${line}\n`);
  };
  const server = await SnowflakeServer.start({
    account,
    port: options.port,
    latencyMs: options.latencyMs,
    credentials: {
      passwords: { [firstUser]: password },
      programmaticTokens: { [token]: { user: firstUser } },
    },
    log: (entry) => say(statementLine(entry, new Date())),
    warn: say,
  }).catch(async (error: unknown) => {
    await account.close();
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
      throw new UserError(`Port ${options.port} is taken; choose another with --port.`);
    throw error;
  });

  const stop = new AbortController();
  void onceSignalled().then(() => stop.abort());
  process.stdout.write(connecting({ port: server.port, user: firstUser, password, token, database }));
  await runTasks(account, stop.signal, say);
  await server.close();
  await account.close();
});

/** An account to serve, and the estate's database where one was deployed. */
async function prepare(
  data: string | undefined,
): Promise<{ readonly account: Account; readonly database?: string }> {
  if (data === undefined)
    return {
      account: await openAccount(...stackNames().map((stack) => ({ stack, deploy: deployOf(stack) }))),
    };
  // Read before anything is deployed: a bad row is known at once.
  const rows = readRows(data);
  const estate = await deploy((await runStack("local")).recording);
  try {
    await load(estate, rows);
  } catch (error) {
    await estate.account.close();
    throw error;
  }
  return estate;
}

/** Gives the user the defaults it has in an account of Snowflake, so that a driver may leave role and warehouse out. */
async function settle(account: Account): Promise<void> {
  const session = await account.login({ role: "ACCOUNTADMIN" });
  await session.execute(
    `ALTER USER ${firstUser} SET DEFAULT_ROLE = ACCOUNTADMIN DEFAULT_WAREHOUSE = COMPUTE_WH`,
  );
  await session.close();
}

/** Runs tasks when they are due, in real time, until told to stop. */
async function runTasks(account: Account, stop: AbortSignal, say: (line: string) => void): Promise<void> {
  const told = new Set<string>();
  while (!stop.aborted) {
    try {
      for (const run of await account.tasks.runDue()) say(taskLine(run));
    } catch (error) {
      // A task that cannot be run at all, e.g. by a schedule the stand-in does not know, is told of once.
      const message = error instanceof Error ? error.message : String(error);
      if (!told.has(message)) say(`tasks: ${message}`);
      told.add(message);
    }
    await sleep(taskPause, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Reads an option that is a whole number. */
function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(number >= least && number <= most))
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    return number;
  };
}
