import { Account } from "../../standin/account";
import { SnowflakeServer, type ServerOptions, type StatementLog } from "../../standin/server/server";

/** A fresh account behind a server, and what it was asked. */
export interface Rig {
  readonly account: Account;
  readonly server: SnowflakeServer;
  /** Every statement that has ended. */
  readonly log: StatementLog[];
  readonly warnings: string[];
  close(): Promise<void>;
}

/** @param script run as ACCOUNTADMIN before anyone connects */
export async function startRig(script: string, options: Partial<ServerOptions> = {}): Promise<Rig> {
  const account = await Account.open();
  const session = await account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
  await session.executeScript(script);
  await session.close();
  const log: StatementLog[] = [];
  const warnings: string[] = [];
  const server = await SnowflakeServer.start({
    account,
    credentials: { passwords: { ADMIN: "right" } },
    log: (entry) => log.push(entry),
    warn: (message) => warnings.push(message),
    ...options,
  });
  return {
    account,
    server,
    log,
    warnings,
    close: async () => {
      await server.close();
      await account.close();
    },
  };
}
