import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { EmbeddingRig, sqlText } from "../support/embedding-rig";

const person = (id: string, first: string, more: Record<string, string> = {}) => ({
  EMPLOYEE_ID: sqlText(id),
  FIRST_NAME: sqlText(first),
  ...more,
});

describe.each([
  ["EMBED_TEXT_768", "snowflake-arctic-embed-m-v1.5"],
  ["AI_EMBED", "e5-base-v2"],
])("embedding with %s", (name, model) => {
  let rig: EmbeddingRig;

  beforeAll(async () => {
    rig = await EmbeddingRig.open({ "sophia-ai:embedding": { function: name, model } });
  });
  afterAll(() => rig.close());
  beforeEach(() => rig.reset());

  it("embeds a new row from its marked columns in order, and says with what", async () => {
    await rig.insert({
      ...person("a", "Ada"),
      LAST_NAME: "'Lovelace'",
      EMAIL: "'ada@example.com'",
      TITLE: "'Engineer'",
      DEPARTMENT: "'R&D'",
      EXPERTISE_AREAS: 'PARSE_JSON(\'["engines", "numbers"]\')::ARRAY',
    });
    expect(await rig.settle()).toEqual(["Ada Lovelace Engineer R&D engines, numbers"]);
    const row = (await rig.rows())["a"];
    expect(row?.["EMBEDDING"]).toHaveLength(768);
    expect(row?.["EMBEDDING_MODEL"]).toBe(model);
    expect(row?.["CONTENT_HASH"]).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.["EMBEDDED_AT"]).not.toBeNull();
  });

  it("sees its own write once, embeds nothing for it, and rests", async () => {
    await rig.insert(person("a", "Ada"));
    expect(await rig.runOnce()).toMatchObject({ state: "SUCCEEDED", affected: { updated: 1 } });
    expect(await rig.runOnce()).toMatchObject({ state: "SUCCEEDED", affected: { updated: 0 } });
    expect(await rig.runOnce()).toBeUndefined();
    expect(rig.embedded()).toEqual(["Ada"]);
  });

  it("embeds every row again, once, with another model, and blank ones not", async () => {
    await rig.insert(person("a", "Ada"), person("b", "Bo"), { EMPLOYEE_ID: "'blank'", FIRST_NAME: "' '" });
    await rig.settle();
    const before = (await rig.rows())["a"];
    await rig.redeployPipeline({
      "sophia-ai:embedding": { function: name, model: "snowflake-arctic-embed-m" },
    });
    expect([...(await rig.settle())].sort()).toEqual(["Ada", "Bo"]);
    expect(await rig.settle()).toEqual([]);
    const after = (await rig.rows())["a"];
    expect(after).toMatchObject({ EMBEDDING_MODEL: "snowflake-arctic-embed-m" });
    expect(after?.["EMBEDDING"]).not.toEqual(before?.["EMBEDDING"]);

    await rig.redeployPipeline({ "sophia-ai:embedding": { function: name, model } });
    await rig.settle();
  });

  it("embeds nothing again when stream and task are made anew as they were", async () => {
    await rig.insert(person("a", "Ada"));
    await rig.settle();
    await rig.redeployPipeline({ "sophia-ai:embedding": { function: name, model } });
    expect(await rig.settle()).toEqual([]);
  });
});

describe("what is embedded, and when", () => {
  let rig: EmbeddingRig;

  beforeAll(async () => {
    rig = await EmbeddingRig.open();
  });
  afterAll(() => rig.close());
  beforeEach(() => rig.reset());

  it("embeds a changed text once, and a change of anything else not at all", async () => {
    await rig.insert(person("a", "Ada"), person("b", "Bo"));
    await rig.settle();
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = 'Adele' WHERE EMPLOYEE_ID = 'a'");
    await rig.etl.execute("UPDATE EMPLOYEES SET SLACK_ID = 'U1', UPDATED_AT = CURRENT_TIMESTAMP()");
    expect(await rig.settle()).toEqual(["Adele"]);
  });

  it("keeps the latest of several changes of one row in a batch", async () => {
    await rig.insert(person("a", "Ada"));
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = 'Adele' WHERE EMPLOYEE_ID = 'a'");
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = 'Agnes' WHERE EMPLOYEE_ID = 'a'");
    expect(await rig.settle()).toEqual(["Agnes"]);
  });

  it("embeds nothing for a change that was taken back before the run", async () => {
    await rig.insert(person("a", "Ada"));
    await rig.settle();
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = 'Adele' WHERE EMPLOYEE_ID = 'a'");
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = 'Ada' WHERE EMPLOYEE_ID = 'a'");
    expect(await rig.settle()).toEqual([]);
  });

  it("ignores deleted rows, also those that came and went in one batch", async () => {
    await rig.insert(person("a", "Ada"), person("b", "Bo"));
    await rig.settle();
    await rig.etl.execute("DELETE FROM EMPLOYEES WHERE EMPLOYEE_ID = 'a'");
    await rig.insert(person("c", "Cy"));
    await rig.etl.execute("DELETE FROM EMPLOYEES WHERE EMPLOYEE_ID = 'c'");
    expect(await rig.settle()).toEqual([]);
    expect(Object.keys(await rig.rows())).toEqual(["b"]);
  });

  it.each([
    ["NULL in every other column", {}, "Ada"],
    ["an empty list", { EXPERTISE_AREAS: "PARSE_JSON('[]')::ARRAY" }, "Ada"],
    ["NULL at the start", { FIRST_NAME: "NULL", TITLE: "'Engineer'" }, "Engineer"],
    ["blanks around it", { FIRST_NAME: "' \\t Ada \\n'" }, "Ada"],
  ])("embeds the text there is: %s", async (_, columns, text) => {
    await rig.insert({ ...person("a", "Ada"), ...columns });
    expect(await rig.settle()).toEqual([text]);
  });

  it.each([
    ["NULL", "NULL"],
    ["empty", "''"],
    ["spaces", "'   '"],
    ["tabs and line ends", "'\\t\\r\\n'"],
    ["a no-break space", "'\u00a0'"],
    ["an ideographic space", "'\u3000'"],
  ])("leaves a row alone whose text is blank: %s", async (_, value) => {
    await rig.insert({ EMPLOYEE_ID: "'a'", FIRST_NAME: value });
    expect(await rig.settle()).toEqual([]);
    expect((await rig.rows())["a"]).toMatchObject({ EMBEDDING: null, EMBEDDED_AT: null, CONTENT_HASH: null });
  });

  it("takes the embedding off a row whose text has become blank", async () => {
    await rig.insert(person("a", "Ada"));
    await rig.settle();
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = ' ' WHERE EMPLOYEE_ID = 'a'");
    expect(await rig.settle()).toEqual([]);
    expect((await rig.rows())["a"]).toMatchObject({
      EMBEDDING: null,
      EMBEDDING_MODEL: null,
      CONTENT_HASH: null,
      EMBEDDED_AT: null,
    });
  });

  it("embeds the others of a batch that holds blank, over-long and odd rows", async () => {
    const long = "word ".repeat(5000);
    await rig.insert(
      person("a", "Ada"),
      { EMPLOYEE_ID: "'blank'", TITLE: "' '" },
      { EMPLOYEE_ID: "'long'", EXPERTISE_AREAS: `PARSE_JSON(${sqlText(JSON.stringify([long]))})::ARRAY` },
      person("odd", "'; DROP TABLE EMPLOYEES; -- $$ \\ 😀"),
      person("b", "Bo"),
    );
    const texts = await rig.settle();
    expect(texts).toHaveLength(4);
    expect(texts).toContain("Ada");
    expect(texts).toContain("Bo");
    expect(texts).toContain("'; DROP TABLE EMPLOYEES; -- $$ \\ 😀");
    expect(texts).toContain(long.slice(0, 500));
    expect((await rig.rows())["blank"]).toMatchObject({ EMBEDDING: null });
  });

  it("gives each row of an id that stands twice the embedding of its own text, and rests", async () => {
    const at = (day: string) => `'2026-${day}T00:00:00Z'::TIMESTAMP_LTZ`;
    await rig.insert(
      { ...person("a", "Ada"), UPDATED_AT: at("01-01") },
      { ...person("a", "Adele"), UPDATED_AT: at("02-01") },
      { ...person("a", "Adele"), UPDATED_AT: at("01-15") },
      { ...person("a", " "), UPDATED_AT: at("03-01") },
    );
    expect([...(await rig.settle())].sort()).toEqual(["Ada", "Adele"]);
    const rows = await rig.asAdmin(
      "SELECT FIRST_NAME, COUNT(DISTINCT CONTENT_HASH) AS HASHES, COUNT(EMBEDDING) AS EMBEDDED FROM EMPLOYEES GROUP BY 1 ORDER BY 1",
    );
    expect(rows).toEqual([
      { FIRST_NAME: " ", HASHES: 0, EMBEDDED: 0 },
      { FIRST_NAME: "Ada", HASHES: 1, EMBEDDED: 1 },
      { FIRST_NAME: "Adele", HASHES: 1, EMBEDDED: 2 },
    ]);
    expect(await rig.coverage()).toMatchObject({
      ROWS_WITH_TEXT: 3,
      ROWS_EMBEDDED: 3,
      OLDEST_WAITING_AT: null,
    });
    await rig.etl.execute(`UPDATE EMPLOYEES SET FIRST_NAME = 'Agnes' WHERE UPDATED_AT = ${at("01-01")}`);
    expect(await rig.settle()).toEqual(["Agnes"]);
    await rig.heal();
    expect(await rig.settle()).toEqual([]);
  });
});

describe("any text", () => {
  it("is embedded or blank, and never fails its batch", async () => {
    const rig = await EmbeddingRig.open();
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 2000 }),
        fc.string({ unit: "grapheme", maxLength: 2000 }),
        fc.constantFrom("!", "😀", "字", "한", "é", "x ", "0").map((piece) => piece.repeat(3000)),
      ),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (values) => {
        await rig.reset();
        const rows = values
          // Snowflake's texts hold neither NUL nor half a surrogate pair.
          .map((value) => value.replaceAll("\0", "").replace(/\p{Surrogate}/gu, ""))
          .map((value, i) => ({
            EMPLOYEE_ID: sqlText(`row-${i}`),
            EXPERTISE_AREAS: `PARSE_JSON(${sqlText(JSON.stringify([value]))})::ARRAY`,
          }));
        await rig.insert(...rows);
        await rig.settle();
        for (const row of Object.values(await rig.rows()))
          expect(row["EMBEDDING"] === null).toBe(row["CONTENT_HASH"] === null);
      }),
      { numRuns: 20 },
    );
    await rig.close();
  });
});

const healed = { HEAL_EMPLOYEES: "SUCCEEDED", RESUME_EMPLOYEES: "SUCCEEDED" };

/** Ways for rows to miss the task that the stream triggers, each with what is then waiting. */
const misses: readonly (readonly [string, (rig: EmbeddingRig) => Promise<void>])[] = [
  [
    "they came between the stream's creation and its first use (docs: create-stream, SHOW_INITIAL_ROWS)",
    async (rig) => {
      await rig.redeployPipeline();
      await rig.insert(person("b", "Bo"));
    },
  ],
  [
    "they came while there was no stream",
    async (rig) => {
      await rig.dropPipeline();
      await rig.insert(person("b", "Bo"));
      // The first use of the new stream, before the task is there: whoever reads it in a DML statement moves it.
      await rig.redeployPipeline();
      await rig.consumeStream();
    },
  ],
  [
    "somebody else consumed the stream",
    async (rig) => {
      await rig.insert(person("b", "Bo"));
      await rig.consumeStream();
    },
  ],
  [
    "the stream is stale, since its table was replaced (docs: streams-intro)",
    async (rig) => {
      await rig.replaceTable();
      await rig.insert(person("b", "Bo"));
    },
  ],
  [
    "a person suspended the task",
    async (rig) => {
      await rig.etl.execute("ALTER TASK EMBED_EMPLOYEES SUSPEND");
      await rig.insert(person("b", "Bo"));
    },
  ],
  [
    "the task was dropped",
    async (rig) => {
      await rig.asAdmin("DROP TASK EMBED_EMPLOYEES");
      await rig.insert(person("b", "Bo"));
    },
  ],
];

describe("healing", () => {
  let rig: EmbeddingRig;

  beforeAll(async () => {
    rig = await EmbeddingRig.open();
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    await rig.reset();
    await rig.insert(person("a", "Ada"));
    await rig.settle();
  });

  it.each(misses)("embeds rows that missed their task: %s", async (_, miss) => {
    await miss(rig);
    await rig.run();
    expect(rig.embedded()).toEqual([]);
    expect(await rig.coverage()).toMatchObject({ ROWS_WITH_TEXT: 2, ROWS_EMBEDDED: 1 });

    expect(await rig.heal()).toMatchObject({ HEAL_EMPLOYEES: "SUCCEEDED" });
    expect(rig.embedded()).toEqual(["Bo"]);
    expect(await rig.coverage()).toMatchObject({
      ROWS_WITH_TEXT: 2,
      ROWS_EMBEDDED: 2,
      OLDEST_WAITING_AT: null,
    });
    await rig.run();
    await rig.heal();
    await rig.redeployPipeline();
    await rig.settle();
    expect(rig.embedded()).toEqual([]);
  });

  it("resumes the task whoever suspended it, but for one who suspends the healing too", async () => {
    await rig.etl.execute("ALTER TASK EMBED_EMPLOYEES SUSPEND");
    await rig.heal();
    expect(await rig.stateOf("EMBED_EMPLOYEES")).toBe("started");
    for (const task of ["HEAL_EMPLOYEES", "EMBED_EMPLOYEES"])
      await rig.etl.execute(`ALTER TASK ${task} SUSPEND`);
    expect(await rig.heal()).toEqual({});
    expect(await rig.stateOf("EMBED_EMPLOYEES")).toBe("suspended");
    await rig.redeployPipeline();
  });

  it("takes an embedding off a blank text, and gives one to a row whose hash alone was written", async () => {
    await rig.insert(person("b", "Bo"));
    await rig.settle();
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = ' ' WHERE EMPLOYEE_ID = 'a'");
    await rig.etl.execute("UPDATE EMPLOYEES SET EMBEDDING = NULL WHERE EMPLOYEE_ID = 'b'");
    expect(await rig.coverage()).toMatchObject({ ROWS_WITH_TEXT: 1, ROWS_EMBEDDED: 0 });
    await rig.consumeStream();
    await rig.heal();
    expect(rig.embedded()).toEqual(["Bo"]);
    expect((await rig.rows())["a"]).toMatchObject({ EMBEDDING: null, CONTENT_HASH: null, EMBEDDED_AT: null });
    expect(await rig.coverage()).toMatchObject({ ROWS_WITH_TEXT: 1, ROWS_EMBEDDED: 1 });
  });
});

describe.each(["EMBED_TEXT_768", "AI_EMBED"])("a text that Cortex fails for, with %s,", (name) => {
  let rig: EmbeddingRig;
  const failing = (how: "error" | "null"): (() => void) =>
    rig.estate.account.cortex.fail(how, (text) => text === "Bo");

  beforeAll(async () => {
    rig = await EmbeddingRig.open({ "sophia-ai:embedding": { function: name } });
  });
  afterAll(() => rig.close());
  beforeEach(() => rig.reset());

  it("by NULL: keeps what it has and waits, alone, until the healing", async () => {
    await rig.insert(person("a", "Ada"), person("b", "Bob"));
    await rig.settle();
    const before = (await rig.rows())["b"];
    const end = failing("null");
    await rig.etl.execute("UPDATE EMPLOYEES SET FIRST_NAME = 'Bo' WHERE EMPLOYEE_ID = 'b'");
    await rig.insert(person("c", "Cy"), person("d", "Bo"));
    expect(await rig.settle()).toEqual(["Cy"]);
    expect(await rig.runOnce()).toBeUndefined();

    const rows = await rig.rows();
    for (const key of ["EMBEDDING", "EMBEDDING_MODEL", "CONTENT_HASH", "EMBEDDED_AT"])
      expect([key, rows["b"]?.[key], rows["d"]?.[key]]).toEqual([key, before?.[key], null]);
    expect(await rig.coverage()).toMatchObject({
      ROWS_WITH_TEXT: 4,
      ROWS_EMBEDDED: 2,
      SHARE_EMBEDDED: "0.5000",
    });
    expect((await rig.coverage())?.["OLDEST_WAITING_AT"]).not.toBeNull();

    await rig.heal();
    expect(rig.embedded()).toEqual([]);
    end();
    await rig.heal();
    expect([...rig.embedded()].sort()).toEqual(["Bo", "Bo"]);
    expect(await rig.coverage()).toMatchObject({ ROWS_EMBEDDED: 4, OLDEST_WAITING_AT: null });
  });

  it("by an error: suspends the task, and starts it again by itself once it works, embedding nothing twice", async () => {
    await rig.insert(person("a", "Ada"));
    await rig.settle();
    const end = failing("error");
    await rig.insert(person("b", "Bo"), person("c", "Cy"));
    for (let run = 0; run < 10; run += 1) expect(await rig.runOnce()).toMatchObject({ state: "FAILED" });
    expect(await rig.stateOf("EMBED_EMPLOYEES")).toBe("suspended");
    // A day of outage is two runs more.
    for (let healing = 0; healing < 2; healing += 1) {
      expect(await rig.runOnce()).toBeUndefined();
      expect(await rig.heal()).toEqual({ HEAL_EMPLOYEES: "FAILED" });
      expect(await rig.stateOf("EMBED_EMPLOYEES")).toBe("suspended");
    }
    expect(await rig.coverage()).toMatchObject({ ROWS_WITH_TEXT: 3, ROWS_EMBEDDED: 1 });

    end();
    rig.embedded();
    expect(await rig.heal()).toEqual(healed);
    expect([...rig.embedded()].sort()).toEqual(["Bo", "Cy"]);
    expect(await rig.stateOf("EMBED_EMPLOYEES")).toBe("started");
    expect(await rig.settle()).toEqual([]);
    await rig.insert(person("d", "Di"));
    expect(await rig.settle()).toEqual(["Di"]);
    expect(await rig.coverage()).toMatchObject({ ROWS_WITH_TEXT: 4, ROWS_EMBEDDED: 4 });
  });
});

/** What each part of the task's body guards against, seen by taking it out. */
describe("without its guards the task", () => {
  let rig: EmbeddingRig;

  beforeEach(async () => {
    rig = await EmbeddingRig.open();
  });
  afterEach(() => rig.close());

  it("embeds its own writes for ever when it does not compare hashes", async () => {
    await rig.changeBody((body) => body.replace(/WHERE CONTENT_HASH IS DISTINCT FROM .*\n/, "\n"));
    await rig.insert(person("a", "Ada"));
    for (let run = 0; run < 3; run += 1)
      expect(await rig.runOnce()).toMatchObject({ affected: { updated: 1 } });
    expect(rig.embedded()).toEqual(["Ada", "Ada", "Ada"]);
  });

  it("fails on an id whose text stands twice when it does not take each once", async () => {
    await rig.changeBody((body) => body.replace("SELECT DISTINCT", "SELECT"));
    await rig.insert(person("a", "Ada"), person("a", "Ada"));
    expect(await rig.runOnce()).toMatchObject({ state: "FAILED", error: { code: "100090" } });
  });

  it("fails on an id that stands twice when it does not compare the text a row has", async () => {
    await rig.changeBody((body) => body.replace(/(ON T\..* = S\.ID) AND .*\n/, "$1\n"));
    await rig.insert(person("a", "Ada"), person("a", "Adele"));
    expect(await rig.runOnce()).toMatchObject({ state: "FAILED", error: { code: "100090" } });
  });

  it("writes a row for ever that Cortex fails for by NULL when it does not look at the embedding", async () => {
    await rig.changeBody((body) => body.replace(/WHEN MATCHED AND .* THEN/, "WHEN MATCHED THEN"));
    rig.estate.account.cortex.fail("null");
    await rig.insert(person("a", "Ada"));
    for (let run = 0; run < 3; run += 1)
      expect(await rig.runOnce()).toMatchObject({ affected: { updated: 1 } });
  });

  it("leaves a row without embedding whose hash fits when it looks at the hash alone", async () => {
    await rig.changeBody((body) => body.replace(/ OR \(EMBEDDING IS NULL .*\)/, ""));
    await rig.insert(person("a", "Ada"));
    await rig.settle();
    await rig.etl.execute("UPDATE EMPLOYEES SET EMBEDDING = NULL");
    expect(await rig.settle()).toEqual([]);
    await rig.heal();
    expect(rig.embedded()).toEqual(["Ada"]);
  });

  it("fails its batch on a blank text when it does not set blank rows aside", async () => {
    await rig.changeBody((body) => body.replaceAll("NULLIF(TRIM(", "COALESCE(TRIM("));
    await rig.insert(person("a", "Ada"), { EMPLOYEE_ID: "'blank'", FIRST_NAME: "' '" });
    expect(await rig.runOnce()).toMatchObject({ state: "FAILED" });
    expect(rig.embedded()).not.toContain(" ");
  });

  it("fails its batch on an over-long text when it does not cut", async () => {
    await rig.changeBody((body) => body.replace(/LEFT\((.*), 500\)/, "$1"));
    await rig.insert(person("a", "Ada"), {
      EMPLOYEE_ID: "'long'",
      EXPERTISE_AREAS: `PARSE_JSON(${sqlText(JSON.stringify(["word ".repeat(5000)]))})::ARRAY`,
    });
    expect((await rig.runOnce())?.error?.message).toContain("512");
  });
});
