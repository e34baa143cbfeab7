import { randomBytes } from "node:crypto";

import type { Account } from "../../standin/account";
import { SnowflakeServer, type ServerOptions } from "../../standin/server/server";
import type { Toolchain } from "../../toolchain/toolchain";
import { deployOf } from "../../src/config/deploy";
import { deployerOf } from "../../src/config/stacks";
import { openAccount } from "../local/estate";
import { Engine, type EngineOptions, type SignIn } from "./engine";

/** A fresh account behind a server of its own, and the sign-in of the user that deploys. */
export interface Ground {
  readonly account: Account;
  readonly server: SnowflakeServer;
  readonly signIn: SignIn;
}

type Serving = Pick<ServerOptions, "port" | "latencyMs" | "log" | "warn">;

/** Opens an account made ready for a stack, and serves it to the user that deploys it. The caller closes both: `closeGround`. */
export async function openGround(stack: string, options: Serving = {}): Promise<Ground> {
  const account = await openAccount({ stack, deploy: deployOf(stack) });
  const { user } = deployerOf(stack);
  // The form readConnection asks of a programmatic access token.
  const signIn = { user, token: `eyJ${randomBytes(96).toString("hex")}` };
  return { account, signIn, server: await serve(account, signIn, options) };
}

/** Serves an account to one user. */
export const serve = (
  account: Account,
  { user: name, token }: SignIn,
  options: Serving,
): Promise<SnowflakeServer> =>
  SnowflakeServer.start({
    ...options,
    account,
    credentials: { programmaticTokens: { [token]: { user: name } } },
  });

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
