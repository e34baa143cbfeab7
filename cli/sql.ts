import { text } from "node:stream/consumers";

import { Argument, Command } from "commander";

import { readLogin, type DriverLogin } from "../src/config/login";
import { DriverConnection } from "../src/driver/connection";
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
  const connection = await signedIn(login);
  try {
    await connection.run(sql).catch((error: unknown) => {
      throw new UserError(`${sql.trim()}\nfailed: ${messageOf(error)}`);
    });
  } finally {
    await connection.close();
  }
});

const signedIn = (login: DriverLogin): Promise<DriverConnection> =>
  DriverConnection.open(login).catch((error: unknown) => {
    throw new UserError(`Signing in failed: ${messageOf(error)}`);
  });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
