import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openAccount } from "../../cli/local/estate";
import { deployOf } from "../../src/config/deploy";
import type { DriverLogin } from "../../src/config/login";
import { deployerOf } from "../../src/config/stacks";
import { guardSignIn } from "../../src/guard/sign-in";
import { SnowflakeServer } from "../../standin/server/server";
import { failureOf } from "../support/failure-of";
import { runOf } from "../support/recordings";

const stack = "dev";
const { user, role } = deployerOf(stack);

// docs: programmatic-access-tokens; alter-user-add-key-pair (a restricted credential asks for exactly its role).
describe("a sign-in of the deploying user", () => {
  let server: SnowflakeServer;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const account = await openAccount({ stack, deploy: deployOf(stack) });
    server = await SnowflakeServer.start({
      account,
      credentials: { programmaticTokens: { any: { user }, one: { user, role } } },
    });
    close = () => server.close().then(() => account.close());
  });
  afterAll(() => close());

  const said = async (password: string): Promise<string> => {
    const login: DriverLogin = {
      account: "LOCAL-STANDIN",
      username: user,
      authenticator: "SNOWFLAKE",
      password,
      accessUrl: server.url,
    };
    return failureOf(guardSignIn(login, (await runOf(stack)).settings));
  };

  it("that may act as every role of the user goes on", async () => {
    expect(await said("any")).toBe("");
  });

  it("that is restricted to the deploying role is refused before anything is sent, with what works", async () => {
    const refusal = await said("one");
    for (const part of [
      role,
      "SOPHIA_AI_ETL_ROLE_DEV",
      "nothing was deployed",
      "ROLE_RESTRICTION",
      "esc/README.md",
    ])
      expect(refusal).toContain(part);
  });
});
