import { randomBytes } from "node:crypto";

import type { Account } from "../../standin/account";
import { SnowflakeServer, type ServerOptions } from "../../standin/server/server";
import type { Toolchain } from "../../toolchain/toolchain";
import { openAccount } from "../local/estate";
import { Engine, type EngineOptions, type SignIn } from "./engine";

/** A fresh account behind a server of its own, and the sign-in of the user that deploys. */
export interface Ground {
  readonly account: Account;
  readonly server: SnowflakeServer;
  readonly signIn: SignIn;
}

/** The user of sql/bootstrap/deployer.sql that deploys here. */
const user = "SOPHIA_AI_DEPLOYER_DEV";

/** Opens an account and serves it. The caller closes both: `closeGround`. */
export async function openGround(
  options: Pick<ServerOptions, "port" | "latencyMs" | "log" | "warn"> = {},
): Promise<Ground> {
  const account = await openAccount();
  // The form readConnection asks of a programmatic access token.
  const token = `eyJ${randomBytes(96).toString("hex")}`;
  const server = await SnowflakeServer.start({
    ...options,
    account,
    credentials: { programmaticTokens: { [token]: { user } } },
  });
  return { account, server, signIn: { user, token } };
}

export async function closeGround({ account, server }: Ground): Promise<void> {
  await server.close();
  await account.close();
}

/** An engine for a stack on this ground. */
export const engineOn = (
  { server, signIn }: Ground,
  toolchain: Toolchain,
  options: Pick<EngineOptions, "stack" | "config" | "program" | "log">,
): Promise<Engine> => Engine.open({ ...options, toolchain, server, signIn });
