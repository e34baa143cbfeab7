import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { deploy, type Estate } from "../../cli/local/estate";
import { runStack } from "../../cli/stack";
import { text } from "../../src/model/columns";
import { tables } from "../../src/model/tables";
import type { Table } from "../../src/model/table";
import { records } from "../../standin/result";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Words Snowflake reserves (docs: reserved-keywords); as names they must be quoted wherever they stand. */
describe("a table whose columns are named by reserved words", () => {
  const materials = tables.find(({ name }) => name === "SALES_MATERIALS") as Writable<Table>;
  const before = { ...materials };
  let estate: Estate;

  beforeAll(async () => {
    Object.assign(materials, {
      columns: [
        text("ORDER", 36, "The material", { nullable: false, identifier: "primary" }),
        text("GROUP", 100, "Its group", { embedded: true }),
        text("SELECT", 100, "Where to read of it"),
        ...materials.columns
          .filter(({ identifier }) => identifier !== "primary")
          .map((column) => ({ ...column, embedded: undefined })),
        text("FROM", 100, "When it changed"),
      ],
      changedAt: "UPDATED_AT",
      search: { title: ["GROUP"], source: "SELECT" },
    });
    estate = await deploy((await runStack("local")).recording);
  });
  afterAll(async () => {
    Object.assign(materials, before);
    await estate.account.close();
  });

  it("is deployed, embedded, counted and found", async () => {
    const session = await estate.account.login({
      role: "SOPHIA_AI_WRITER",
      warehouse: "SOPHIA_AI_COMPUTE_WH",
      database: estate.database,
    });
    await session.execute(
      `INSERT INTO FOUNDATIONAL_KNOWLEDGE.SALES_MATERIALS ("ORDER", "GROUP", "SELECT") VALUES ('p', 'Leasing', 'here')`,
    );
    await session.close();
    const runs = await estate.account.tasks.runUntilIdle();
    expect(runs.filter(({ state }) => state !== "SUCCEEDED")).toEqual([]);

    const app = await estate.account.login({
      role: "SOPHIA_AI_ADMIN_ROLE",
      warehouse: "SOPHIA_AI_ML_WH",
      database: estate.database,
    });
    const found = await app.execute(
      "SELECT ENTITY_ID, TITLE, SOURCE_URL, EMBEDDING IS NOT NULL AS EMBEDDED FROM FOUNDATIONAL_KNOWLEDGE.V_ENTITY_SEARCH",
    );
    expect(records(found)).toEqual([
      { ENTITY_ID: "p", TITLE: "Leasing", SOURCE_URL: "here", EMBEDDED: true },
    ]);
    const counted = await app.execute(
      "SELECT ROWS_EMBEDDED FROM SOPHIA_OPS.EMBEDDING_COVERAGE WHERE TABLE_NAME = 'SALES_MATERIALS'",
    );
    expect(counted.rows.map((row) => row.map(Number))).toEqual([[1]]);
    await app.close();
  });
});
