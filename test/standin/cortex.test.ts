import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Cortex } from "../../standin/cortex/cortex";
import { countTokens } from "../../standin/cortex/tokens";
import { World } from "./support/world";

const model = "e5-base-v2";
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

describe("embeddings", () => {
  const cortex = new Cortex();
  const similarity = (a: string, b: string): number =>
    dot(cortex.embed(model, a) ?? [], cortex.embed(model, b) ?? []);

  it("are unit vectors, the same for the same text and model, different for another model", () => {
    const [a, b, c] = [model, model, "snowflake-arctic-embed-m"].map((each) =>
      cortex.embed(each, "Quarterly revenue"),
    );
    expect(a).toHaveLength(768);
    expect(dot(a ?? [], a ?? [])).toBeCloseTo(1, 10);
    expect(a).toEqual(b);
    expect(Math.abs(dot(a ?? [], c ?? []))).toBeLessThan(0.3);
    expect(cortex.embed("voyage-multilingual-2", "x")).toHaveLength(1024);
  });

  const nearer: readonly (readonly [string, string, string])[] = [
    ["payment failed for invoice", "the invoice payment has failed", "a walk along the beach"],
    ["customer complaints", "a customer complained", "quarterly weather report"],
    ["Café in Zürich", "cafe zurich", "cable in Zagreb"],
    ["embedding pipeline", "pipelines of embeddings", "the of and in"],
  ];
  it.each(nearer)("bring '%s' nearer to '%s' than to '%s'", (text, near, far) => {
    expect(similarity(text, near)).toBeGreaterThan(similarity(text, far) + 0.2);
  });

  it("count only texts embedded, and remember at most 1000", () => {
    const counted = new Cortex();
    for (let i = 0; i < 1005; i++) counted.embed(model, `text ${i}`);
    expect(counted.embed(model, " ")).toBeNull();
    expect(counted.calls).toBe(1005);
    expect(counted.history).toHaveLength(1000);
    expect(counted.history.at(-1)).toEqual({ function: "AI_EMBED", model, text: "text 1004" });
  });
});

describe("token counts", () => {
  const counts: readonly (readonly [string, number])[] = [
    ["", 0],
    ["word", 1],
    ["words", 2],
    ["a, b.", 4],
    ["naïve Grüße", 4],
    ["😀😀", 2],
    ["  \n ", 0],
  ];
  it.each(counts)("of %j is %i", (text, tokens) => {
    expect(countTokens(text)).toBe(tokens);
  });

  it("are never more than one a code point, so 512 code points fit", () => {
    for (const text of ["!".repeat(512), "😀".repeat(512), "a!".repeat(256), "é".repeat(512)]) {
      expect(countTokens(text)).toBeLessThanOrEqual(512);
      expect(() => new Cortex().embed(model, text)).not.toThrow();
    }
  });
});

describe("in SQL", () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await world.table("DOCS", "id INTEGER, body VARCHAR, hash VARCHAR, embedding VECTOR(FLOAT, 768)");
  });
  beforeEach(async () => {
    await world.run(
      "INSERT OVERWRITE INTO docs (id, body) VALUES (1, 'red apples'), (2, 'green pears'), (3, NULL), (4, 'red apples')",
    );
  });
  afterAll(() => world.close());

  /** Rows embedded while something runs. */
  const calls = async (work: () => Promise<unknown>): Promise<number> => {
    const before = world.cortex.calls;
    await work();
    return world.cortex.calls - before;
  };
  const embed = `SNOWFLAKE.CORTEX.EMBED_TEXT_768('${model}', body)`;

  it("embeds each row once, NULL not at all", async () => {
    expect(await calls(() => world.run(`UPDATE docs SET embedding = ${embed}`))).toBe(3);
    expect(await world.rows("SELECT id FROM docs WHERE embedding IS NULL")).toEqual([[3]]);
    expect(world.cortex.history.at(-1)?.function).toBe("SNOWFLAKE.CORTEX.EMBED_TEXT_768");
  });

  it("embeds only rows a filter leaves, below, above and beside the call", async () => {
    const filtered = [
      `SELECT ${embed} FROM docs WHERE id = 1`,
      `SELECT v FROM (SELECT id, ${embed} AS v FROM docs) WHERE id = 1`,
      `WITH e AS (SELECT id, ${embed} AS v FROM docs) SELECT v FROM e WHERE id = 1`,
      `SELECT IFF(id = 1, ${embed}, NULL) FROM docs`,
      `SELECT ${embed} FROM docs QUALIFY ROW_NUMBER() OVER (ORDER BY id) = 1`,
      `SELECT ${embed} AS v, v IS NULL FROM docs WHERE id = 1 AND v IS NOT NULL`,
    ];
    for (const sql of filtered) expect([sql, await calls(() => world.run(sql))]).toEqual([sql, 1]);
  });

  it("embeds once what is used several times", async () => {
    const shared = `WITH e AS (SELECT id, ${embed} AS v FROM docs WHERE id < 3)
      SELECT VECTOR_COSINE_SIMILARITY(a.v, b.v) FROM e a JOIN e b ON a.id < b.id`;
    expect(await calls(() => world.run(shared))).toBe(2);
    expect(
      await calls(() => world.run(`SELECT ${embed} AS v, VECTOR_INNER_PRODUCT(v, v) FROM docs WHERE id < 3`)),
    ).toBe(2);
  });

  it("embeds a constant once, however many rows it is compared with", async () => {
    await world.run(`UPDATE docs SET embedding = ${embed}`);
    const search = () =>
      world.rows(`SELECT id, VECTOR_COSINE_SIMILARITY(embedding, SNOWFLAKE.CORTEX.EMBED_TEXT_768('${model}', 'a green pear')) AS score
        FROM docs WHERE score IS NOT NULL ORDER BY score DESC LIMIT 1`);
    expect(await calls(search)).toBe(1);
    expect((await search())[0]?.[0]).toBe(2);
  });

  it("embeds in a MERGE the rows its source leaves, and none on the second run", async () => {
    const merge = `MERGE INTO docs t USING (
        SELECT id, h, SNOWFLAKE.CORTEX.EMBED_TEXT_768('${model}', body) AS v
        FROM (SELECT id, body, hash, SHA2('${model}' || body) AS h FROM docs) WHERE h IS DISTINCT FROM hash AND NULLIF(TRIM(body), '') IS NOT NULL
      ) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET embedding = s.v, hash = s.h`;
    expect(await calls(() => world.run(merge))).toBe(3);
    expect(await calls(() => world.run(merge))).toBe(0);
    const clauses = `MERGE INTO docs t USING (SELECT id, body FROM docs) s ON t.id = s.id
      WHEN MATCHED AND t.id = 1 THEN UPDATE SET embedding = AI_EMBED('${model}', s.body)
      WHEN NOT MATCHED THEN INSERT (id, embedding) VALUES (s.id, AI_EMBED('${model}', s.body))`;
    expect(await calls(() => world.run(clauses))).toBe(1);
  });

  it("counts tokens", async () => {
    expect(await world.value(`AI_COUNT_TOKENS('ai_embed', '${model}', 'red apples')`)).toBe(3);
    expect(await world.value(`SNOWFLAKE.CORTEX.COUNT_TOKENS('${model}', 'red apples')`)).toBe(3);
  });

  it("gives AI_EMBED the dimension of its model", async () => {
    const result = await world.run("SELECT AI_EMBED('voyage-multilingual-2', 'x')");
    expect(result.columns[0]?.type).toEqual({ kind: "VECTOR", element: "FLOAT", dimension: 1024 });
  });

  const failures: readonly (readonly [string, RegExp])[] = [
    ["SNOWFLAKE.CORTEX.EMBED_TEXT_768('gpt', body)", /EMBED_TEXT_768 .*unknown model \\"gpt\\"/],
    ["SNOWFLAKE.CORTEX.EMBED_TEXT_768('voyage-multilingual-2', body)", /EMBED_TEXT_768 .*unknown model/],
    [embed.replace("body", "''"), /EMBED_TEXT_768 .*input text is empty/],
    [embed.replace("body", "IFF(id = 2, ' ', body)"), /EMBED_TEXT_768 .*input text is empty/],
    [
      `SNOWFLAKE.CORTEX.EMBED_TEXT_768('${model}', REPEAT('word ', 513))`,
      /EMBED_TEXT_768 .*513 tokens, more than the 512/,
    ],
    ["AI_EMBED('gpt', body)", /AI_EMBED .*unknown model \\"gpt\\"/],
  ];
  it.each(failures)("fails the whole statement: %s", async (expression, message) => {
    await expect(world.run(`SELECT ${expression} FROM docs`)).rejects.toMatchObject({
      code: "100351",
      message: expect.stringMatching(message) as unknown,
    });
    await expect(world.run(`UPDATE docs SET embedding = ${expression}`)).rejects.toThrow(message);
    expect(await world.rows("SELECT COUNT(embedding) FROM docs")).toEqual([[0]]);
  });

  it("gives NULL by AI_EMBED for a text it cannot embed, and embeds the others (docs: release-notes bcr-2358)", async () => {
    for (const bad of ["''", "'  '", "REPEAT('word ', 513)"]) {
      expect(await world.value(`AI_EMBED('${model}', ${bad}) IS NULL`)).toBe(true);
      const rows = world.rows(
        `SELECT AI_EMBED('${model}', IFF(id = 2, ${bad}, body)) IS NULL FROM docs WHERE body IS NOT NULL ORDER BY id`,
      );
      expect(await rows).toEqual([[false], [true], [false]]);
    }
    await expect(world.value(`AI_EMBED('${model}', 'x', TRUE)`)).rejects.toThrow(
      /^unsupported.*AI_EMBED with return_error_details/,
    );
  });

  it("fails a text as it is told to, by an error or by NULL, as often as it is told to", async () => {
    const { cortex } = world;
    for (const name of ["AI_EMBED", "SNOWFLAKE.CORTEX.EMBED_TEXT_768"]) {
      const before = cortex.calls;
      cortex.fail("error", (text) => text === "red apples", 1);
      cortex.fail("null", (text) => text === "red apples", 1);
      await expect(world.rows(`SELECT ${name}('${model}', body) FROM docs`)).rejects.toMatchObject({
        code: "100351",
      });
      const nulls = `SELECT COUNT_IF(e IS NULL) FROM (SELECT ${name}('${model}', body) AS e FROM docs WHERE body IS NOT NULL)`;
      expect(await world.rows(nulls)).toEqual([[1]]);
      expect(await world.rows(nulls)).toEqual([[0]]);
      const end = cortex.fail("null");
      expect(await world.rows(nulls)).toEqual([[3]]);
      end();
      expect(await world.rows(nulls)).toEqual([[0]]);
      expect(cortex.calls - before).toBeGreaterThanOrEqual(8);
    }
  });

  it("asks the scope whether the role may call it", async () => {
    world.denied.add("AI_EMBED");
    await expect(world.run(`SELECT AI_EMBED('${model}', 'x')`)).rejects.toMatchObject({ code: "002003" });
    world.denied.clear();
  });
});
