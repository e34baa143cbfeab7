import { beforeAll, describe, expect, it } from "vitest";

import { TestAccount } from "./support";

const account = new TestAccount();

beforeAll(async () => {
  await account.run("ACCOUNTADMIN", "CREATE DATABASE D; CREATE SCHEMA D.S");
  account.database = "D";
  account.schema = "S";
  const admin = account.role("ACCOUNTADMIN");
  const schema = account.catalog.databases.get("D")?.schemas.get("S");
  const now = new Date("2026-01-01T00:00:00Z");
  // 10,001 of each, put there by hand: so many statements take long.
  for (let i = 0; i <= 10_000; i += 1) {
    const name = `N${String(i).padStart(5, "0")}`;
    const base = () => account.catalog.base(name, admin, now, "");
    schema?.tagDefinitions.set(name, { kind: "TAG", ...base(), schema, allowedValues: undefined });
    account.catalog.roles.set(name, { kind: "ROLE", ...base() });
    account.catalog.warehouses.set(name, {
      kind: "WAREHOUSE",
      ...base(),
      state: "SUSPENDED",
      properties: {},
      resumedOn: now,
      updatedOn: now,
    });
  }
});

const tooMany = {
  code: "090153",
  message:
    "The result set size exceeded the max number of rows(10000) supported for SHOW statements. Use LIMIT option to limit result set to a smaller number.",
};

describe("SHOW of more than 10,000 rows", () => {
  it.each(["SHOW TAGS", "SHOW TAGS IN ACCOUNT"])(
    "%s fails, and says how it works (docs sql/show-tags, usage notes)",
    async (sql) => {
      await expect(account.run("ACCOUNTADMIN", sql)).rejects.toMatchObject(tooMany);
    },
  );

  it("LIMIT and FROM page through them (docs sql/show-tables, LIMIT)", async () => {
    const first = await account.run("ACCOUNTADMIN", "SHOW TAGS LIMIT 10000");
    expect([first.length, first.at(-1)?.["name"]]).toEqual([10_000, "N09999"]);
    const second = await account.run("ACCOUNTADMIN", "SHOW TAGS LIMIT 10000 FROM 'N09999'");
    expect(second.map(({ name }) => name)).toEqual(["N10000"]);
    expect(await account.run("ACCOUNTADMIN", "SHOW TAGS LIKE 'n0999_'")).toHaveLength(10);
  });

  it("SHOW WAREHOUSES leaves out what is beyond (docs sql/show-warehouses)", async () => {
    expect(await account.run("ACCOUNTADMIN", "SHOW WAREHOUSES")).toHaveLength(10_000);
  });

  it("SHOW ROLES has no bound (docs sql/show-roles)", async () => {
    expect((await account.run("ACCOUNTADMIN", "SHOW ROLES LIKE 'N%'")).length).toBe(10_001);
  });
});
