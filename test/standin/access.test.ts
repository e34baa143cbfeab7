import { beforeEach, describe, expect, it, test } from "vitest";
import { authorizeCortex } from "../../standin/access/authorize";
import { canUseRole, roleInSession } from "../../standin/access/roles";
import { TestAccount } from "./support";

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

  it("reach Cortex only through SNOWFLAKE's database roles", async () => {
    const call = (role: string, name: string) => () => authorizeCortex(name, account.context(role));
    expect(call("ACCOUNTADMIN", "COMPLETE")).toThrow("Insufficient privileges");
    await admin("GRANT DATABASE ROLE SNOWFLAKE.CORTEX_EMBED_USER TO ROLE R");
    const grant = "GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE Q";
    // Snowflake's own: MANAGE GRANTS is not enough, a grant option is (docs grant-database-role).
    await expect(account.run("SECURITYADMIN", grant)).rejects.toThrow("Insufficient privileges");
    await admin("GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE SECURITYADMIN WITH GRANT OPTION");
    await account.run("SECURITYADMIN", grant);
    expect(call("R", "EMBED_TEXT_768")).not.toThrow();
    expect(call("R", "COMPLETE")).toThrow("Insufficient privileges");
    expect(call("Q", "COMPLETE")).not.toThrow();
    await admin("REVOKE USE AI FUNCTIONS ON ACCOUNT FROM ROLE PUBLIC");
    expect(call("Q", "COMPLETE")).toThrow("Insufficient privileges");
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
    ["R", "ALTER WAREHOUSE COMPUTE_WH SUSPEND", "003001"],
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
