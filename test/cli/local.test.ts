import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, describe, expect, it } from "vitest";

import { builtInQuestions, isAnswered } from "../../cli/local/ask";
import { coverage, runTasks } from "../../cli/local/embed";
import { deploy, inventory, type Estate } from "../../cli/local/estate";
import { load } from "../../cli/local/load";
import { silent } from "../../cli/local/print";
import { prove } from "../../cli/local/prove";
import { readRows } from "../../cli/local/rows";
import { projectFolder } from "../../cli/stack";
import { roles } from "../../src/model/roles";
import { schemas } from "../../src/model/schemas";
import { embeddedTables, tables } from "../../src/model/tables";
import { views } from "../../src/model/views";
import { warehouses } from "../../src/model/warehouses";
import { runOf, stacks } from "../support/recordings";

const sample = join(projectFolder, "sample");

describe.each(stacks)("stack %s on the stand-in", (stack) => {
  it("is deployed, filled, embedded once, kept up to date and searched", async () => {
    const { report, failures } = await prove(
      await runOf(stack),
      readRows(sample),
      builtInQuestions(sample),
      silent,
    );
    expect(failures).toEqual([]);
    expect(report).toMatchObject({
      stack,
      objects: {
        databases: 1,
        schemas: schemas.length,
        tables: tables.length,
        views: views.length,
        streams: embeddedTables.length,
        // One that embeds, one that heals, one that resumes the first.
        tasks: 3 * embeddedTables.length,
        warehouses: warehouses.length,
        // The deploying role is the bootstrap's.
        roles: roles.length + 1,
        // A reader and a writer a schema; where personal data is embedded, a reader of masks too.
        databaseRoles: 2 * schemas.length + 4,
      },
      reembedded: 0,
      changed: { expected: 2, embedded: 2 },
      healed: { expected: 1, embedded: 1, resumed: true },
    });
    expect(report.embedding.filter(({ embedded, withText }) => embedded !== withText)).toEqual([]);
    expect(report.embedding.reduce((sum, { embedded }) => sum + embedded, 0)).toBeGreaterThan(300);
    expect(report.questions).toHaveLength(3);
    for (const { hits } of report.questions) expect(hits).toHaveLength(3);
  });
});

describe("the proof fails", () => {
  let estate: Estate | undefined;
  afterEach(() => estate?.account.close());

  it("when a declared object is not there, or a task does not run", async () => {
    const { recording } = await runOf("local");
    estate = await deploy(recording);
    expect((await inventory(estate, recording)).missing).toEqual([]);
    const admin = await estate.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    await admin.execute("DROP VIEW SOPHIA_AI.SOPHIA_OPS.EMBEDDING_COVERAGE");
    await admin.execute("ALTER TASK SOPHIA_AI.GONG_DATA.EMBED_CALLS SUSPEND");
    await admin.close();
    expect((await inventory(estate, recording)).missing).toEqual([
      "View SOPHIA_AI.SOPHIA_OPS.EMBEDDING_COVERAGE",
      "Task SOPHIA_AI.GONG_DATA.EMBED_CALLS (suspended)",
    ]);
  });

  it("when a row with text is not embedded", async () => {
    estate = await deploy((await runOf("local")).recording);
    const admin = await estate.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    await admin.execute("ALTER TASK SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.EMBED_PRODUCTS SUSPEND");
    await admin.close();
    await load(estate, readRows(sample));
    await runTasks(estate);
    expect((await coverage(estate)).filter(({ embedded, withText }) => embedded !== withText)).toMatchObject([
      { table: "FOUNDATIONAL_KNOWLEDGE.PRODUCTS", embedded: 0 },
    ]);
  });

  it("when an answer is not among the hits", () => {
    const question = { question: "?", entityType: "document", entityId: "a" };
    const hit = { entityType: "document", entityId: "a", title: "", score: 1, source: null };
    expect(isAnswered(question, [hit])).toBe(true);
    expect(isAnswered(question, [{ ...hit, entityId: "b" }])).toBe(false);
    expect(isAnswered(question, [{ ...hit, entityType: "product" }])).toBe(false);
  });
});

describe("rows to load", () => {
  const file = "FOUNDATIONAL_KNOWLEDGE.PRICING_MODELS.jsonl";

  function directory(lines: readonly string[], name = file): string {
    const path = mkdtempSync(join(tmpdir(), "rows-"));
    writeFileSync(join(path, name), `${lines.join("\n")}\n`);
    return path;
  }

  const good =
    '{"PRICING_ID": "p1", "TIER_NAME": "Pro", "PRICE": 12.5, "FEATURES": ["a"], "LIMITS": {"units": 5}}';

  it("are read as they are", () => {
    expect(readRows(directory([good, "", good.replace("p1", "p2")]))[0]?.rows).toHaveLength(2);
  });

  it.each([
    [
      "an unknown column",
      '{"PRICING_ID": "p2", "COLOUR": "red"}',
      "unknown column COLOUR; PRICING_MODELS has PRICING_ID",
    ],
    [
      "a text where a number belongs",
      '{"PRICING_ID": "p2", "PRICE": "12"}',
      'PRICE is "12"; expected a number',
    ],
    [
      "a number with too many decimals",
      '{"PRICING_ID": "p2", "PRICE": 1.234}',
      "PRICE is 1.234; expected a number",
    ],
    ["a number too large", '{"PRICING_ID": "p2", "PRICE": 1e9}', "(NUMBER(10,2))"],
    ["a text too long", `{"PRICING_ID": "p2", "BILLING_PERIOD": "${"x".repeat(51)}"}`, "(VARCHAR(50))"],
    ["a text where a list belongs", '{"PRICING_ID": "p2", "FEATURES": "a"}', "expected a JSON array"],
    ["a day that is none", '{"PRICING_ID": "p2", "END_DATE": "2026-02-30"}', "expected a date such as"],
    ["a text with NUL", '{"PRICING_ID": "p2", "TIER_NAME": "a\\u0000b"}', "without NUL"],
    ["half a surrogate pair", '{"PRICING_ID": "p2", "TIER_NAME": "\\ud83d"}', "half surrogate pairs"],
    ["a number without end", '{"PRICING_ID": "p2", "PRICE": 1e999}', "expected a number"],
    ["an empty id", '{"PRICING_ID": ""}', "PRICING_ID is missing"],
    ["a missing id", '{"TIER_NAME": "Pro"}', "PRICING_ID is missing"],
    ["an id that is null", '{"PRICING_ID": null}', "PRICING_ID is missing"],
    ["an id that stands twice", good, "PRICING_ID 'p1' is the id of line 1 already"],
    ["an embedding", '{"PRICING_ID": "p2", "EMBEDDING": [1]}', "embeddings are made by the tasks"],
    ["no object", "[1, 2]", "expected a JSON object, found [1,2]"],
    ["no JSON", "{oops", "expected one JSON object a line"],
  ])("are refused, by file and line, with %s", (_, line, message) => {
    const path = directory([good, line]);
    expect(() => readRows(path)).toThrow(`${file}:2: `);
    expect(() => readRows(path)).toThrow(message);
  });

  it("are refused all at once", () => {
    const path = directory(['{"PRICE": "x"}', "{", '{"PRICING_ID": "p", "A": 1, "B": 2}']);
    for (const place of [
      ":1: PRICE",
      ":1: PRICING_ID",
      ":2: ",
      ":3: unknown column A",
      ":3: unknown column B",
    ])
      expect(() => readRows(path)).toThrow(`${file}${place}`);
  });

  it.each([
    [
      "a file of no table",
      () => directory([good], "PRICES.jsonl"),
      "PRICES.jsonl: the estate has no such table",
    ],
    ["a directory without rows", () => directory([good], "readme.txt"), "has no .jsonl file"],
    ["no directory", () => "/nonexistent/rows", "/nonexistent/rows is no directory"],
  ])("are refused from %s", (_, make, message) => {
    expect(() => readRows(make())).toThrow(message);
  });

  it("leave nothing behind where the database refuses one", async () => {
    const estate = await deploy((await runOf("local")).recording);
    const [products, memory] = ["PRODUCTS", "MEMORY_CATEGORIES"].map((name) =>
      tables.find((table) => table.name === name),
    );
    if (products === undefined || memory === undefined) throw new Error("no such tables");
    const loading = load(estate, [
      { table: products, rows: [{ PRODUCT_ID: "a", PRODUCT_NAME: "A" }] },
      { table: memory, rows: [{ CATEGORY_ID: "b" }, { CATEGORY_ID: "x".repeat(37) }] },
    ]);
    await expect(loading).rejects.toThrow("is too long");
    const admin = await estate.account.login({ role: "SOPHIA_AI_ADMIN_ROLE", warehouse: "SOPHIA_AI_ML_WH" });
    for (const table of ["FOUNDATIONAL_KNOWLEDGE.PRODUCTS", "AI_MEMORY.MEMORY_CATEGORIES"])
      expect((await admin.execute(`SELECT COUNT(*) FROM SOPHIA_AI.${table}`)).rows).toEqual([[0]]);
    await admin.close();
    await estate.account.close();
  });
});
