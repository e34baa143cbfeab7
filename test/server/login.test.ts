import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { loginError, NodeConnection } from "./node-driver";
import { startRig, type Rig } from "./rig";

const keyPair = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
  return { pem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), spki };
};

describe("signing in with the Node driver", () => {
  const [first, second, strange] = [keyPair(), keyPair(), keyPair()];
  let rig: Rig;

  beforeAll(async () => {
    rig = await startRig(
      `CREATE ROLE LOADER;
       GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE LOADER;
       CREATE DATABASE APP;
       GRANT USAGE ON DATABASE APP TO ROLE LOADER;
       CREATE USER ROBOT TYPE = SERVICE RSA_PUBLIC_KEY = '${first.spki}' RSA_PUBLIC_KEY_2 = '${second.spki}'
         DEFAULT_ROLE = LOADER DEFAULT_WAREHOUSE = COMPUTE_WH DEFAULT_NAMESPACE = APP;
       CREATE USER PERSON LOGIN_NAME = 'PERSON@EXAMPLE.COM' PASSWORD = 'from the catalog';
       CREATE USER GONE PASSWORD = 'right' DISABLED = TRUE;
       GRANT ROLE LOADER TO USER ROBOT;`,
      {
        credentials: {
          passwords: { ADMIN: "right" },
          oauthTokens: { "an oauth token": { user: "ROBOT" } },
          programmaticTokens: { "a pat": { user: "ROBOT", role: "LOADER" } },
        },
      },
    );
  });
  afterAll(() => rig.close());

  const robot = { username: "robot", password: undefined, role: undefined, warehouse: undefined };
  const jwt = { ...robot, authenticator: "SNOWFLAKE_JWT" };
  const oauth = { ...robot, authenticator: "OAUTH" };
  const pat = { ...robot, authenticator: "PROGRAMMATIC_ACCESS_TOKEN" };

  it.each([
    ["a password", {}, { U: "ADMIN", R: "ACCOUNTADMIN", W: "COMPUTE_WH", D: null }],
    [
      "a password of the catalog and a login name",
      { username: "person@example.com", password: "from the catalog", role: "PUBLIC" },
      // The warehouse of its defaults is nobody's but its owner's.
      { U: "PERSON", R: "PUBLIC", W: null, D: null },
    ],
    ["a key", { ...jwt, privateKey: first.pem }, robotsSession()],
    ["a second key", { ...jwt, privateKey: second.pem }, robotsSession()],
    ["an OAuth token", { ...oauth, token: "an oauth token" }, robotsSession()],
    ["a programmatic access token", { ...pat, token: "a pat" }, robotsSession()],
    ["one in the password's place", { ...robot, password: "a pat" }, robotsSession()],
    [
      "names of no object, which are left out",
      { warehouse: "NONE", database: "NONE", schema: "NONE" },
      { U: "ADMIN", R: "ACCOUNTADMIN", W: null, D: null },
    ],
  ])("%s", async (_, options, expected) => {
    const connection = await NodeConnection.open(rig.server, options);
    const who = "SELECT CURRENT_USER() U, CURRENT_ROLE() R, CURRENT_WAREHOUSE() W, CURRENT_DATABASE() D";
    expect(await connection.rows(who)).toEqual([expected]);
    expect(rig.log.at(-1)).toMatchObject({ user: expected.U, client: "JavaScript" });
    await connection.close();
  });

  it.each([
    ["a wrong password", { password: "wrong" }, "390100"],
    ["an unknown user", { username: "NOBODY" }, "390100"],
    ["another user's password", { username: "PERSON@EXAMPLE.COM" }, "390100"],
    ["a key nobody has", { ...jwt, privateKey: strange.pem }, "390100"],
    ["another user's key", { ...jwt, username: "ADMIN", privateKey: first.pem }, "390100"],
    ["an unknown OAuth token", { ...oauth, token: "a pat" }, "390100"],
    ["an unknown access token", { ...pat, token: "an oauth token" }, "390100"],
    ["another user's access token", { ...pat, username: "ADMIN", token: "a pat" }, "390100"],
    ["an access token of another role", { ...pat, token: "a pat", role: "PUBLIC" }, "390100"],
    ["a disabled user", { username: "GONE" }, "390101"],
    ["a role that is not the user's", { ...oauth, token: "an oauth token", role: "SYSADMIN" }, "390189"],
  ])("%s is refused", async (_, options, code) => {
    const { code: found } = await loginError(rig.server, options);
    expect(String(found)).toBe(code);
  });

  function robotsSession() {
    return { U: "ROBOT", R: "LOADER", W: "COMPUTE_WH", D: "APP" };
  }
});
