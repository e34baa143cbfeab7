import { text } from "node:stream/consumers";

import { Command } from "commander";

import { readLogin, type DriverLogin } from "../src/config/login";
import { splitStatements } from "../src/model/script";
import { DriverConnection } from "../src/driver/connection";
import { main, UserError } from "./user-error";

new Command("npm run sql")
  .description(
    "Runs the SQL statements on standard input, one after another, in the account of the environment: how Pulumi makes what its Snowflake " +
      "provider cannot. Sign-in comes from the same SNOWFLAKE_ variables as the provider's.",
  )
  .parse();

void main(async () => {
  const login = readLogin(process.env);
  const sql = await text(process.stdin);
  if (sql.trim() === "") throw new UserError("There is no statement on standard input.");
  const connection = await signedIn(login);
  try {
    for (const statement of splitStatements(sql))
      await connection.run(statement).catch((error: unknown) => {
        throw new UserError(`${statement.trim()}\nfailed: ${messageOf(error)}`);
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
