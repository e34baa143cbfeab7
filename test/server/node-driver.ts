/** The official Node driver as tests use it: promises, and only the loopback. */
import "./offline";

import snowflake, { type Bind, type ConnectionOptions, type StatementOption } from "snowflake-sdk";

import type { SnowflakeServer } from "../../standin/server/server";

snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false });

/** What a statement failed with, as the driver tells it. */
export interface DriverError extends Error {
  readonly code: string | number;
  readonly sqlState?: string;
}

/** One connection, open. */
export class NodeConnection {
  private constructor(readonly driver: snowflake.Connection) {}

  static async open(
    server: Pick<SnowflakeServer, "url">,
    options: Partial<ConnectionOptions> & Readonly<Record<string, unknown>> = {},
  ): Promise<NodeConnection> {
    const connection = snowflake.createConnection({
      accessUrl: server.url,
      account: "LOCAL-STANDIN",
      username: "ADMIN",
      password: "right",
      role: "ACCOUNTADMIN",
      warehouse: "COMPUTE_WH",
      ...options,
    });
    // Not connectAsync, which resolves when the login fails.
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    return new NodeConnection(connection);
  }

  /** The rows of a statement, by column name. */
  async rows(
    sqlText: string,
    binds: readonly Bind[] = [],
    options: Partial<StatementOption> = {},
  ): Promise<Record<string, unknown>[]> {
    return (await this.run(sqlText, binds, options)).rows;
  }

  run(
    sqlText: string,
    binds: readonly Bind[] = [],
    options: Partial<StatementOption> = {},
  ): Promise<{ readonly statement: snowflake.RowStatement; readonly rows: Record<string, unknown>[] }> {
    return new Promise((resolve, reject) => {
      this.driver.execute({
        sqlText,
        binds: [...binds],
        complete: (error, statement, rows) => {
          if (error) reject(error);
          else resolve({ statement, rows: (rows ?? []) as Record<string, unknown>[] });
        },
        ...options,
      });
    });
  }

  /** What a statement fails with. */
  async error(sql: string, binds: readonly Bind[] = []): Promise<DriverError> {
    return this.rows(sql, binds).then(
      () => Promise.reject(new Error(`did not fail: ${sql}`)),
      (error: unknown) => error as DriverError,
    );
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.driver.destroy(() => resolve()));
  }
}

/** What a login fails with. */
export const loginError = (
  server: Pick<SnowflakeServer, "url">,
  options: Partial<ConnectionOptions> & Readonly<Record<string, unknown>>,
): Promise<DriverError> =>
  NodeConnection.open(server, options).then(
    () => Promise.reject(new Error("the login did not fail")),
    (error: unknown) => error as DriverError,
  );
