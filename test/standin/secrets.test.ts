import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { statementLine } from "../../cli/snowflake/lines";
import { SnowflakeError } from "../../standin/errors";
import { redact } from "../../standin/session/secrets";
import { Whole } from "./support/account";

const secret = "Hunter2";

describe("a secret in a statement", () => {
  it.each([
    [`CREATE USER U PASSWORD = '${secret}'`, "CREATE USER U PASSWORD = '***'"],
    [`CREATE USER U PASSWORD='it''s ${secret}' COMMENT = 'c'`, "CREATE USER U PASSWORD='***' COMMENT = 'c'"],
    [
      `CREATE USER U PASSWORD = 'it\\'s ${secret}', COMMENT='c'`,
      "CREATE USER U PASSWORD = '***', COMMENT='c'",
    ],
    [`create user u password = $$${secret}$$`, "create user u password = '***'"],
    [
      `ALTER USER U SET /* x */ PASSWORD /* y */ = -- z\n '${secret}'`,
      "ALTER USER U SET /* x */ PASSWORD /* y */ = -- z\n '***'",
    ],
    [`ALTER USER U SET PASSWORD = "${secret}"`, "ALTER USER U SET PASSWORD = '***'"],
    [`ALTER USER U SET PASSWORD = ${secret}`, "ALTER USER U SET PASSWORD = '***'"],
    [`ALTER USER U SET PASSWORD = '${secret}' || '${secret}'`, "ALTER USER U SET PASSWORD = '***' || '***'"],
    [`ALTER USER U SET PASSWORD '${secret}'`, "ALTER USER U SET PASSWORD '***'"],
    [
      `CREATE SECRET S TYPE = PASSWORD USERNAME = 'u' PASSWORD = '${secret}'`,
      "CREATE SECRET S TYPE = PASSWORD USERNAME = 'u' PASSWORD = '***'",
    ],
    [
      `CREATE SECRET S TYPE = GENERIC_STRING SECRET_STRING = '${secret}'`,
      "CREATE SECRET S TYPE = GENERIC_STRING SECRET_STRING = '***'",
    ],
    [
      `CREATE SECRET S TYPE = OAUTH2 OAUTH_REFRESH_TOKEN = '${secret}'`,
      "CREATE SECRET S TYPE = OAUTH2 OAUTH_REFRESH_TOKEN = '***'",
    ],
    [
      `CREATE SECURITY INTEGRATION I OAUTH_CLIENT_SECRET = '${secret}'`,
      "CREATE SECURITY INTEGRATION I OAUTH_CLIENT_SECRET = '***'",
    ],
    [
      `CREATE STAGE S CREDENTIALS = (AWS_KEY_ID = 'id' AWS_SECRET_KEY = '${secret}')`,
      "CREATE STAGE S CREDENTIALS = (AWS_KEY_ID = '***' AWS_SECRET_KEY = '***')",
    ],
    [
      `EXECUTE IMMEDIATE $$ALTER USER U SET PASSWORD = '${secret}'$$`,
      "EXECUTE IMMEDIATE 'ALTER USER U SET PASSWORD = ''***'''",
    ],
    [`CRAETE USER U PASSWORD = '${secret}'`, "CRAETE USER U PASSWORD = '***'"],
    [`CREATE USER U PASSWORD = '${secret}`, "CREATE USER U PASSWORD ***"],
    [`CREATE USER U ' PASSWORD = '${secret}'`, "CREATE USER U ' PASSWORD ***"],
    [`CREATE USER U 'PASSWORD = ' ${secret} ''`, "CREATE USER U 'PASSWORD = ' '***' '***'"],
  ])("%s is hidden", (sql, shown) => {
    const { text } = redact(sql);
    expect(text).not.toContain(secret);
    expect(text).toBe(shown);
  });

  it.each([
    "SELECT * FROM USERS WHERE PASSWORD = 'x'",
    "ALTER USER U SET MUST_CHANGE_PASSWORD = TRUE",
    "ALTER USER U UNSET PASSWORD",
    "CREATE PASSWORD POLICY P PASSWORD_MIN_LENGTH = 12",
    "CREATE USER U RSA_PUBLIC_KEY = 'MII' COMMENT = 'the password'",
  ])("%s has none", (sql) => expect(redact(sql).text).toBe(sql));

  it("is hidden in what an error quotes of it", () => {
    const sql = `CREATE USER U PASSWORD = 5 '${secret}'`;
    const error = new SnowflakeError("001003", "42000", `syntax error unexpected ''${secret}''.`);
    const entry = { session: 1, user: "A", role: "R", client: "Go", sql, milliseconds: 1, error };
    expect(statementLine(entry, new Date())).not.toContain(secret);
  });
});

describe("QUERY_HISTORY", () => {
  let world: Whole;
  beforeAll(async () => void (world = await Whole.watched()));
  afterAll(() => world.close());
  const history = () =>
    world.admin(
      "SELECT QUERY_TEXT, ERROR_MESSAGE, ERROR_CODE FROM TABLE(D.INFORMATION_SCHEMA.QUERY_HISTORY())",
    );
  const shown = async () => JSON.stringify(await history());

  it("holds no secret, whether the statement worked or not", async () => {
    await world.admin(`CREATE USER PWU PASSWORD = $$${secret}$$`);
    await world.outcome("ACCOUNTADMIN", `CREATE USER PWU PASSWORD = '${secret}'`);
    await world.outcome("ACCOUNTADMIN", `ALTER USER PWU SET PASSWORD = "${secret}"`);
    expect(await shown()).not.toContain(secret);
    expect(await shown()).toContain("CREATE USER PWU PASSWORD = '***'");
  });

  it("shows the text of a statement that could not be read to whom the parameter allows it (docs ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR)", async () => {
    await world.outcome("ACCOUNTADMIN", "SELEC unreadable");
    const texts = async () => (await history()).map(({ QUERY_TEXT }) => QUERY_TEXT);
    expect(await texts()).toContain("<redacted>");
    expect(await texts()).not.toContain("SELEC unreadable");
    await world.admin("ALTER USER ADMIN SET ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR = TRUE");
    expect(await texts()).toContain("SELEC unreadable");
    await world.admin("ALTER USER ADMIN UNSET ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR");
  });

  it.each([
    "SELECT 1 /* \0 */",
    "SELECT '\0'",
    "CREATE TABLE D.S.N (A INT) COMMENT = 'a\0b'",
    "-- \0\nSELECT 1",
  ])("stays readable after a statement with NUL: %j", async (sql) => {
    await (await world.session("ACCOUNTADMIN")).execute(sql);
    expect((await history()).length).toBeGreaterThan(0);
  });

  it("and every other view stay readable with a NUL written as an escape", async () => {
    await world.admin("CREATE OR REPLACE TABLE D.S.Z (A VARCHAR) COMMENT = 'a\\0b'");
    await world.admin("INSERT INTO D.S.Z SELECT 'x\\0y'");
    expect(await world.admin("SELECT A, LENGTH(A) L FROM D.S.Z WHERE A = 'x\\0y'")).toEqual([
      { A: "x\0y", L: 3 },
    ]);
    const [row] = await world.admin("SELECT COMMENT FROM D.INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'Z'");
    expect(row).toEqual({ COMMENT: "a\0b" });
    expect((await history()).length).toBeGreaterThan(0);
  });
});
