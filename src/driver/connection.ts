import type { Connection, RowStatement } from "snowflake-sdk";

import { quietDriver, type DriverLogin } from "../config/login";

/** What Snowflake, or the way to it, said instead of an answer. */
export class DriverError extends Error {
  constructor(
    message: string,
    /** Snowflake's code, such as `002003`; absent where the account was not reached. */
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/** A row, by column name as the query gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A session of the official Node driver. */
export class DriverConnection {
  private constructor(private readonly connection: Connection) {}

  /**
   * Signs in. The driver is loaded by the first call, since few runs need it.
   * @throws DriverError where signing in fails
   */
  static async open(login: DriverLogin): Promise<DriverConnection> {
    quietDriver();
    const { default: snowflake } = await import("snowflake-sdk");
    snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false });
    const connection = snowflake.createConnection(login);
    // Not connectAsync: it resolves where signing in has failed.
    await new Promise<void>((done, fail) => {
      connection.connect((error) => {
        if (error) fail(told(error));
        else done();
      });
    });
    return new DriverConnection(connection);
  }

  /** Runs one statement. @throws DriverError */
  run(sqlText: string): Promise<readonly Row[]> {
    return new Promise((done, fail) => {
      this.connection.execute({
        sqlText,
        complete: (error: unknown, _: RowStatement, rows?: Row[]) => {
          if (error) fail(told(error));
          else done(rows ?? []);
        },
      });
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => this.connection.destroy(() => done()));
  }
}

function told(error: unknown): DriverError {
  const { message = String(error), code } = error as { message?: string; code?: string | number };
  return new DriverError(message, code === undefined ? undefined : String(code));
}
