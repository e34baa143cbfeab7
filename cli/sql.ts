import { text } from "node:stream/consumers";

import { Argument, Command } from "commander";
import snowflake from "snowflake-sdk";

import { readLogin } from "../src/config/login";
import { main, UserError } from "./user-error";

const program = new Command("npm run sql --")
  .description(
    "Runs one SQL statement in the account of the environment: how Pulumi makes what its Snowflake provider cannot. " +
      "Sign-in comes from the same SNOWFLAKE_ variables as the provider's.",
  )
  .addArgument(
    new Argument(
      "<what>",
      "apply: the statement on standard input; drop: the one in SOPHIA_SQL_DROP",
    ).choices(["apply", "drop"]),
  )
  .parse();

void main(async () => {
  const login = readLogin(process.env);
  const sql = program.args[0] === "drop" ? (process.env["SOPHIA_SQL_DROP"] ?? "") : await text(process.stdin);
  if (sql.trim() === "") throw new UserError(`There is no statement to ${program.args[0] ?? "run"}.`);
  snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false });
  const connection = snowflake.createConnection(login);
  // Not connectAsync: it resolves where signing in has failed.
  await new Promise<void>((done, fail) => {
    connection.connect((error) => {
      if (error) fail(new UserError(`Signing in failed: ${messageOf(error)}`));
      else done();
    });
  });
  try {
    await run(connection, sql);
  } finally {
    await new Promise<void>((done) => connection.destroy(() => done()));
  }
});

const run = (connection: snowflake.Connection, sqlText: string): Promise<void> =>
  new Promise((done, fail) => {
    connection.execute({
      sqlText,
      complete: (error) => {
        if (error) fail(new UserError(`${sqlText.trim()}\nfailed: ${messageOf(error)}`));
        else done();
      },
    });
  });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
