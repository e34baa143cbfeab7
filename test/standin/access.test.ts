import { beforeEach, describe, expect, it, test } from "vitest";
import { authorizeCortex } from "../../standin/access/cortex";
import { canUseRole, roleInSession } from "../../standin/access/roles";
import { TestAccount } from "./support";
import { outcomeOf } from "./support/outcome";

let account: TestAccount;
const admin = (script: string) => account.run("ACCOUNTADMIN", script);

beforeEach(async () => {
  account = new TestAccount();
  await admin(`CREATE DATABASE D; CREATE SCHEMA D.S; CREATE SCHEMA D.M WITH MANAGED ACCESS; CREATE TABLE D.S.T (A INT);
    CREATE TABLE D.M.T (A INT); CREATE ROLE R; CREATE ROLE Q; CREATE ROLE READER; CREATE TAG D.S.G;
    GRANT USAGE ON DATABASE D TO ROLE READER; GRANT USAGE ON ALL SCHEMAS IN DATABASE D TO ROLE READER;
    GRANT SELECT ON TABLE D.S.T TO ROLE READER`);
});

describe("roles", () => {
  it("inherit along the hierarchy, PUBLIC being in every role", async () => {
    await admin("GRANT ROLE R TO ROLE Q; GRANT ROLE Q TO ROLE SYSADMIN");
    const inSession = (name: string, active: string) =>
      roleInSession(account.catalog, name, account.role(active));
    expect(inSession("R", "ACCOUNTADMIN")).toBe(true);
    expect(inSession("USERADMIN", "SECURITYADMIN")).toBe(true);
    expect(inSession("PUBLIC", "R")).toBe(true);
    expect(inSession("Q", "R")).toBe(false);
    expect(inSession("SYSADMIN", "SECURITYADMIN")).toBe(false);
    const user = account.context("R").user;
    expect(canUseRole(account.catalog, user, account.role("R"))).toBe(true);
    expect(canUseRole(account.catalog, user, account.role("READER"))).toBe(false);
  });

  it("cannot be granted in a circle", async () => {
    await admin("GRANT ROLE R TO ROLE Q");
    expect(await account.outcome("ACCOUNTADMIN", "GRANT ROLE Q TO ROLE R")).toBe("003028");
  });
});

/** What zero-trust needs, as docs aisql-privileges-and-access has it. */
const zeroTrust = `REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC;
  REVOKE IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE FROM ROLE PUBLIC;
  REVOKE USE AI FUNCTIONS ON ACCOUNT FROM ROLE PUBLIC;
  CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')`;

// docs: aisql-privileges-and-access; release-notes bcr-2378 (embedding models) and bcr-2437 (APP_PUBLIC).
describe("Cortex", () => {
  const [embed, complete] = ["SNOWFLAKE.CORTEX.EMBED_TEXT_768", "AI_COMPLETE"];
  const model = "e5-base-v2";
  const outcome = (name: string, used?: string) =>
    outcomeOf(Promise.resolve().then(() => authorizeCortex(name, account.context("R"), used)));

  it("is everybody's in an account as Snowflake hands one over", async () => {
    for (const name of [embed, "AI_EMBED", complete, "AI_AGG", "AI_COUNT_TOKENS"])
      expect([name, await outcome(name, model)]).toEqual([name, "ok"]);
  });

  const one = (name: string): string => `GRANT USE AI FUNCTION ${name} ON ACCOUNT TO ROLE R;`;
  const role = (name: string): string => `GRANT DATABASE ROLE SNOWFLAKE.${name} TO ROLE R;`;
  const use = (name: string): string =>
    `GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-${name}" TO ROLE R;`;
  const every = "GRANT USE AI FUNCTIONS ON ACCOUNT TO ROLE R;";
  test.each([
    ["nothing", "", embed, "003001"],
    ["a database role alone", role("CORTEX_EMBED_USER"), embed, "003001"],
    ["the function's privilege alone", one("EMBED_TEXT"), embed, "003001"],
    ["both without the model", one("EMBED_TEXT") + role("CORTEX_EMBED_USER"), embed, "100351"],
    [
      "both with another model",
      one("EMBED_TEXT") + role("CORTEX_EMBED_USER") + use("NV-EMBED-QA-4"),
      embed,
      "100351",
    ],
    ["all three", one("EMBED_TEXT") + role("CORTEX_EMBED_USER") + use("E5-BASE-V2"), embed, "ok"],
    [
      "all three of another function",
      one("AI_EMBED") + role("CORTEX_EMBED_USER") + use("ALL"),
      embed,
      "003001",
    ],
    ["every function and every model", every + role("CORTEX_EMBED_USER") + use("ALL"), "AI_EMBED", "ok"],
    ["what embeds", every + role("CORTEX_EMBED_USER") + use("ALL"), complete, "003001"],
    ["what scalar functions want", every + role("AI_FUNCTIONS_USER") + use("ALL"), complete, "ok"],
    // An aggregate asks for no database role, once USE AI FUNCTIONS is there.
    ["every function, no role", every + use("ALL"), "AI_AGG", "ok"],
    ["every function, no role", every + use("ALL"), complete, "003001"],
    [
      "a scalar role and the aggregate's own",
      one("AI_AGG") + role("AI_FUNCTIONS_USER") + use("ALL"),
      "AI_AGG",
      "003001",
    ],
    ["no model", one("AI_COUNT_TOKENS") + role("AI_FUNCTIONS_USER"), "AI_COUNT_TOKENS", "ok"],
  ])("with zero trust, a role with %s: %s %s gives %s", async (_, script, name, code) => {
    await admin(zeroTrust);
    if (script !== "") await admin(script);
    expect(await outcome(name, model)).toBe(code);
  });

  it("refuses by name a model that rows choose, where the role may not use all", async () => {
    await admin(zeroTrust);
    await admin(one("EMBED_TEXT") + role("CORTEX_EMBED_USER") + use("E5-BASE-V2"));
    expect(await outcome(embed)).toBe("000002");
  });

  test.each([
    // You must use ACCOUNTADMIN to manage USE AI FUNCTIONS, whatever was granted on.
    ["SECURITYADMIN", "GRANT USE AI FUNCTIONS ON ACCOUNT TO ROLE R", "003001"],
    ["SECURITYADMIN", "REVOKE USE AI FUNCTIONS ON ACCOUNT FROM ROLE PUBLIC", "003001"],
    ["ACCOUNTADMIN", "GRANT USE AI FUNCTION AI_DREAM ON ACCOUNT TO ROLE R", "003008"],
    // Snowflake's own: MANAGE GRANTS is not enough, a grant option is (docs grant-database-role).
    ["SECURITYADMIN", "GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE Q", "003001"],
    ["SECURITYADMIN", 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL" TO ROLE R', "003001"],
    ["SECURITYADMIN", "CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'X')", "002003"],
    ["SECURITYADMIN", "ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'ANY_REGION'", "003001"],
    ["ACCOUNTADMIN", "ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'MARS'", "001008"],
    ["ACCOUNTADMIN", "ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'AWS_EU,AZURE_EU'", "ok"],
    ["ACCOUNTADMIN", "ALTER ACCOUNT SET TIMEZONE = 'UTC'", "000002"],
    ["ACCOUNTADMIN", "CALL SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH()", "000002"],
    ["ACCOUNTADMIN", "SHOW TABLES IN APPLICATION SNOWFLAKE", "000002"],
  ])("%s: %s gives %s", async (asked, sql, code) => {
    expect(await account.outcome(asked, sql)).toBe(code);
  });

  it("goes on by a grant option", async () => {
    await admin("GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE SECURITYADMIN WITH GRANT OPTION");
    expect(
      await account.outcome("SECURITYADMIN", "GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE Q"),
    ).toBe("ok");
  });

  it("the grant Snowflake makes stays until its own procedure takes it, and comes back by the other", async () => {
    const models = async () =>
      (await admin("SHOW GRANTS TO APPLICATION ROLE SNOWFLAKE.PUBLIC")).map((row) => row.name);
    const whole = ['SNOWFLAKE."CORTEX-MODEL-ROLE-ALL"'];
    await admin('REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL" FROM ROLE PUBLIC');
    expect(await models()).toEqual(whole);
    await admin(zeroTrust);
    expect(await models()).toEqual([]);
    await admin("CALL SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')");
    expect(await models()).toEqual(whole);
  });

  it("shows who holds its roles: Native Apps too, by a name without its application", async () => {
    expect(await admin("SHOW GRANTS OF DATABASE ROLE SNOWFLAKE.CORTEX_USER")).toMatchObject([
      { role: "SNOWFLAKE.CORTEX_USER", granted_to: "ROLE", grantee_name: "PUBLIC" },
      { role: "SNOWFLAKE.CORTEX_USER", granted_to: "APPLICATION_ROLE", grantee_name: "APP_PUBLIC" },
    ]);
    expect(await admin("SHOW GRANTS OF APPLICATION ROLE SNOWFLAKE.PUBLIC")).toMatchObject([
      { granted_to: "ROLE", grantee_name: "PUBLIC" },
    ]);
    const listed = await admin(
      "SHOW APPLICATION ROLES LIKE 'cortex-model-role-e5%' IN APPLICATION SNOWFLAKE",
    );
    expect(listed).toMatchObject([{ name: "CORTEX-MODEL-ROLE-E5-BASE-V2", owner: "SNOWFLAKE" }]);
  });
});

// 002003 where the role may not know the object, 003001 where it sees it (errors.ts).
describe("who may do what", () => {
  test.each([
    ["SYSADMIN", "CREATE DATABASE X; CREATE WAREHOUSE W", "ok"],
    ["SYSADMIN", "CREATE ROLE X", "003001"],
    ["USERADMIN", "CREATE ROLE X; CREATE USER U", "ok"],
    ["SECURITYADMIN", "CREATE ROLE X", "ok"],
    ["SECURITYADMIN", "CREATE DATABASE X", "003001"],
    ["R", "CREATE DATABASE X", "003001"],
    ["R", "CREATE TABLE D.S.X (A INT)", "002003"],
    ["READER", "CREATE TABLE D.S.X (A INT)", "003001"],
    ["READER", "DROP TABLE D.S.T", "003001"],
    ["READER", "ALTER TABLE D.M.T SET COMMENT = 'x'", "002003"],
    ["R", "DROP TABLE D.S.T", "002003"],
    ["READER", "DESCRIBE TABLE D.S.T", "ok"],
    ["READER", "DESCRIBE TABLE D.M.T", "002003"],
    ["READER", "CREATE SCHEMA D.X", "003001"],
    ["READER", "ALTER TABLE D.S.T SET TAG D.S.G = 'x'", "003001"],
    ["R", "DROP ROLE Q", "003001"],
    ["R", "ALTER WAREHOUSE COMPUTE_WH SUSPEND", "002003"],
    ["R", "GRANT ROLE Q TO ROLE R", "003001"],
    ["READER", "GRANT SELECT ON TABLE D.S.T TO ROLE R", "003001"],
    ["SECURITYADMIN", "GRANT SELECT ON TABLE D.S.T TO ROLE R", "ok"],
    ["SECURITYADMIN", "GRANT EXECUTE TASK ON ACCOUNT TO ROLE R", "003001"],
    ["READER", "GRANT SELECT ON FUTURE TABLES IN SCHEMA D.S TO ROLE R", "003001"],
    ["READER", "GRANT OWNERSHIP ON TABLE D.S.T TO ROLE R REVOKE CURRENT GRANTS", "003001"],
    ["ACCOUNTADMIN", "GRANT SELCT ON TABLE D.S.T TO ROLE R", "003008"],
    ["ACCOUNTADMIN", "GRANT OWNERSHIP ON TABLE D.S.T TO ROLE R", "003364"],
    ["ACCOUNTADMIN", "GRANT OWNERSHIP ON TABLE D.S.T TO ROLE R COPY CURRENT GRANTS", "ok"],
  ])("%s: %s gives %s", async (role, sql, code) => {
    expect(await account.outcome(role, sql)).toBe(code);
  });

  it("the grant option lets a role pass a privilege on, and is named as grantor", async () => {
    await admin("GRANT SELECT ON TABLE D.S.T TO ROLE READER WITH GRANT OPTION");
    expect(await account.outcome("READER", "GRANT SELECT ON TABLE D.S.T TO ROLE R")).toBe("ok");
    const rows = await admin("SHOW GRANTS TO ROLE R");
    expect(rows).toMatchObject([
      { privilege: "SELECT", name: "D.S.T", granted_by: "READER", grant_option: "false" },
    ]);
    expect(await account.outcome("ACCOUNTADMIN", "REVOKE SELECT ON TABLE D.S.T FROM ROLE READER")).toBe(
      "003364",
    );
    await admin("REVOKE SELECT ON TABLE D.S.T FROM ROLE READER CASCADE");
    expect(await admin("SHOW GRANTS TO ROLE R")).toEqual([]);
  });

  it("in a managed schema the owner of a table grants nothing, the owner of the schema does", async () => {
    await admin(`GRANT USAGE ON DATABASE D TO ROLE R; GRANT USAGE ON SCHEMA D.M TO ROLE R;
      GRANT OWNERSHIP ON TABLE D.M.T TO ROLE R`);
    expect(await account.outcome("R", "GRANT SELECT ON TABLE D.M.T TO ROLE Q")).toBe("003001");
    await admin("GRANT OWNERSHIP ON SCHEMA D.M TO ROLE R COPY CURRENT GRANTS");
    expect(await account.outcome("R", "GRANT SELECT ON TABLE D.M.T TO ROLE Q")).toBe("ok");
  });

  it("APPLY TAG tags any table in reach; a database role brings USAGE on its database", async () => {
    await admin(`CREATE DATABASE ROLE D.DR; GRANT USAGE ON SCHEMA D.S TO DATABASE ROLE D.DR;
      GRANT DATABASE ROLE D.DR TO ROLE R; GRANT APPLY TAG ON ACCOUNT TO ROLE R`);
    expect(await account.outcome("R", "ALTER TABLE D.S.T SET TAG D.S.G = 'x'")).toBe("ok");
    expect(await account.outcome("Q", "ALTER TABLE D.S.T SET TAG D.S.G = 'x'")).toBe("002003");
  });

  it("SHOW lists what a role has any privilege on, and all to MANAGE GRANTS", async () => {
    const tables = async (role: string) =>
      (await account.run(role, "SHOW TABLES IN ACCOUNT")).map((row) => `${row.schema_name as string}.T`);
    expect(await tables("READER")).toEqual(["S.T"]);
    expect(await tables("SECURITYADMIN")).toEqual(["M.T", "S.T"]);
    expect(await tables("R")).toEqual([]);
  });
});
