import { readFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ask } from "../../cli/local/ask";
import { coverage, runTasks } from "../../cli/local/embed";
import { asAdministrator, deployOn, openAccount, preparedFor, type Estate } from "../../cli/local/estate";
import { load } from "../../cli/local/load";
import { readRows } from "../../cli/local/rows";
import { afterSql } from "../../src/bootstrap/bootstrap";
import { planOf } from "../../src/plan/plan";
import { records } from "../../standin/result";
import { recordingOf, runOf } from "../support/recordings";

/** Who may do what, as the estate's owner states it; nothing here is computed from the model. */
const warehousesOf: Readonly<Record<string, readonly string[]>> = {
  APP_ROLE: ["COMPUTE", "XS", "LARGE"],
  ETL_ROLE: ["ETL"],
  ANALYST_ROLE: ["ANALYTICS"],
  MCP_ROLE: ["XS"],
  READER: ["COMPUTE"],
  WRITER: ["COMPUTE"],
};
const allWarehouses = ["ANALYTICS", "ETL", "ML", "COMPUTE", "LARGE", "XS"];

const raw = ["GONG_DATA_RAW", "HUBSPOT_DATA_RAW", "SLACK_DATA_RAW", "NOTION_DATA_RAW"];
/** One table of each schema that has some. */
const tableOf = {
  FOUNDATIONAL_KNOWLEDGE: "PRODUCTS",
  GONG_DATA: "CALL_TOPICS",
  HUBSPOT_DATA: "DEALS",
  SLACK_DATA: "CHANNELS",
  AI_MEMORY: "MEMORY_CATEGORIES",
} as const;
const idOf: Readonly<Record<string, string>> = {
  PRODUCTS: "PRODUCT_ID",
  CALL_TOPICS: "TOPIC_ID",
  DEALS: "DEAL_ID",
  CHANNELS: "CHANNEL_ID",
  MEMORY_CATEGORIES: "CATEGORY_ID",
};
const schemas = Object.keys(tableOf) as (keyof typeof tableOf)[];
const typedAndKnowledge = schemas.filter((schema) => schema !== "AI_MEMORY");

const reads: Readonly<Record<string, readonly string[]>> = {
  APP_ROLE: schemas,
  ETL_ROLE: typedAndKnowledge,
  ANALYST_ROLE: schemas,
  MCP_ROLE: schemas,
  READER: schemas,
  WRITER: schemas,
};
const writes: Readonly<Record<string, readonly string[]>> = {
  APP_ROLE: [],
  ETL_ROLE: typedAndKnowledge,
  ANALYST_ROLE: [],
  MCP_ROLE: ["AI_MEMORY"],
  READER: [],
  WRITER: schemas,
};
const roles = Object.keys(reads);

let estate: Estate;
beforeAll(async () => {
  const { recording, settings } = await runOf("prod");
  const account = await openAccount(preparedFor(recording));
  // Nothing may lean on what Snowflake gives to everybody.
  await asAdministrator(account, readFileSync("sql/bootstrap/residency.sql", "utf8"));
  await asAdministrator(account, readFileSync("sql/bootstrap/zero-trust.sql", "utf8"));
  estate = await deployOn(account, recording);
  await load(estate, readRows("sample"));
  await asAdministrator(account, afterSql(settings));
});
afterAll(() => estate.account.close());

/** What a statement comes to for a role: its rows, or the error's code. */
async function as(role: string, sql: string, warehouse = warehousesOf[role]?.[0] ?? "ML") {
  const session = await estate.account.login({
    role: `SOPHIA_AI_${role}`,
    warehouse: `SOPHIA_AI_${warehouse}_WH`,
    database: "SOPHIA_AI",
  });
  try {
    return (await session.execute(sql)).rows;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await session.close();
  }
}

const refused = /^00(2003|3001)$/;

describe.each(roles)("SOPHIA_AI_%s", (role) => {
  it.each(schemas)("reads %s as it may", async (schema) => {
    const result = await as(role, `SELECT COUNT(*) FROM ${schema}.${tableOf[schema]}`);
    if (reads[role]?.includes(schema)) expect(Number(result[0]?.[0])).toBeGreaterThan(0);
    else expect(result).toMatch(refused);
  });

  it.each(schemas)("writes %s as it may", async (schema) => {
    const table = `${schema}.${tableOf[schema]}`;
    const id = idOf[tableOf[schema]] ?? "";
    const statements = [
      `INSERT INTO ${table} (${id}) VALUES ('x')`,
      `UPDATE ${table} SET ${id} = 'y' WHERE ${id} = 'x'`,
      `DELETE FROM ${table} WHERE ${id} = 'y'`,
    ];
    for (const statement of statements) {
      const result = await as(role, statement);
      if (writes[role]?.includes(schema)) expect(result).toBeInstanceOf(Array);
      else expect(result).toMatch(refused);
    }
  });

  it.each(raw)("makes tables in %s only where it lands data", async (schema) => {
    const result = await as(role, `CREATE TABLE SOPHIA_AI.${schema}.LANDED_${role} (A VARCHAR(1))`);
    if (["ETL_ROLE", "WRITER"].includes(role)) expect(result).toBeInstanceOf(Array);
    else expect(result).toMatch(refused);
  });

  it("makes no table among ours", async () => {
    expect(await as(role, "CREATE TABLE SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.MINE (A VARCHAR(1))")).toMatch(
      refused,
    );
  });

  it("uses its warehouses and no other", async () => {
    const used: string[] = [];
    for (const warehouse of allWarehouses)
      if (typeof (await as(role, `USE WAREHOUSE SOPHIA_AI_${warehouse}_WH`)) !== "string")
        used.push(warehouse);
    expect([...used].sort()).toEqual([...(warehousesOf[role] ?? [])].sort());
  });

  it("sees personal data only where it must, in tables and through views", async () => {
    const clear = ["APP_ROLE", "ETL_ROLE", "MCP_ROLE", "WRITER"].includes(role);
    // Who sees masks reads employees by a view, without what vectors and hashes give away.
    const masked = ["ANALYST_ROLE", "READER"].includes(role);
    for (const from of [masked ? "EMPLOYEES_MASKED" : "EMPLOYEES", "V_EMPLOYEE_EXPERTISE"]) {
      const result = await as(
        role,
        `SELECT COUNT_IF(EMAIL LIKE '%@%'), COUNT_IF(EMAIL = '*** masked ***') FROM FOUNDATIONAL_KNOWLEDGE.${from}`,
      );
      if (typeof result === "string") {
        // A writer of tables reads no views.
        expect([role, from]).toContain("V_EMPLOYEE_EXPERTISE");
        continue;
      }
      const [seen, hidden] = (result[0] ?? []).map(Number);
      expect({ from, seen: (seen ?? 0) > 0, hidden: (hidden ?? 0) > 0 }).toEqual({
        from,
        seen: clear,
        hidden: masked,
      });
    }
  });

  const [used, other] = ["snowflake-arctic-embed-m-v1.5", "e5-base-v2"];
  const calls = ["APP_ROLE", "ETL_ROLE", "MCP_ROLE"].includes(role);
  const all = role === "MCP_ROLE";
  it.each([
    ["the configured function and model", `SNOWFLAKE.CORTEX.EMBED_TEXT_768('${used}', 'x')`, calls, "003001"],
    ["another function", `AI_EMBED('${used}', 'x')`, all, "003001"],
    ["a function that does not embed", `SNOWFLAKE.CORTEX.COUNT_TOKENS('${used}', 'x')`, all, "003001"],
    [
      "another model",
      `SNOWFLAKE.CORTEX.EMBED_TEXT_768('${other}', 'x')`,
      false,
      // The function is open to it, the model is not.
      calls ? "100351" : "003001",
    ],
  ])("calls Cortex as it may: %s", async (_, call, may, code) => {
    const result = await as(role, `SELECT ${call}`);
    if (may) expect(result).toBeInstanceOf(Array);
    else expect(result).toBe(code);
  });
});

describe("the estate's roles, of what everybody has in Cortex nothing left,", () => {
  it("embed all rows with text and find an answer", async () => {
    await runTasks(estate);
    for (const { table, embedded, withText } of await coverage(estate)) {
      expect([table, embedded]).toEqual([table, withText]);
      expect(withText).toBeGreaterThan(0);
    }
    const { settings } = await runOf("prod");
    expect(await ask(estate, "kubernetes", settings.embedding)).not.toEqual([]);
  });
});

describe("the estate's roles", () => {
  it("all roll up to the administrator, and it to SYSADMIN", async () => {
    const session = await estate.account.login({ role: "ACCOUNTADMIN" });
    for (const role of [...roles, "ADMIN_ROLE"]) {
      const grants = records(await session.execute(`SHOW GRANTS OF ROLE SOPHIA_AI_${role}`));
      expect(grants.map((row) => row["grantee_name"])).toContain(
        role === "ADMIN_ROLE" ? "SYSADMIN" : "SOPHIA_AI_ADMIN_ROLE",
      );
    }
    await session.close();
  });

  it("leave nothing to PUBLIC", async () => {
    const statements = planOf(await recordingOf("prod")).flatMap((step) => step.statements);
    expect(statements.filter((sql) => /ROLE "?PUBLIC"?/.test(sql))).toEqual([]);
    const session = await estate.account.login({ role: "PUBLIC" });
    await expect(session.execute("SELECT * FROM SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.PRODUCTS")).rejects.toThrow(
      "does not exist or not authorized",
    );
    await session.close();
  });

  it("let the administrator make schemas, tables and views, and read as all of them", async () => {
    for (const sql of [
      "CREATE SCHEMA SOPHIA_AI.SCRATCH",
      "CREATE TABLE SOPHIA_AI.SOPHIA_ML.REGISTER (A VARCHAR(1))",
      "CREATE VIEW SOPHIA_AI.SOPHIA_SEMANTIC.PRODUCT_360 AS SELECT * FROM SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.PRODUCTS",
      "SELECT EMAIL FROM FOUNDATIONAL_KNOWLEDGE.EMPLOYEES",
    ])
      expect(await as("ADMIN_ROLE", sql, "ML")).toBeInstanceOf(Array);
  });

  it("count coverage alike, whatever they see", async () => {
    const sql = "SELECT TABLE_NAME, ROW_TOTAL, ROWS_WITH_TEXT FROM SOPHIA_OPS.EMBEDDING_COVERAGE ORDER BY 1";
    expect(await as("ANALYST_ROLE", sql)).toEqual(await as("ADMIN_ROLE", sql, "ML"));
  });
});
