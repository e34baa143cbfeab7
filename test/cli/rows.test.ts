import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ask, builtInQuestions } from "../../cli/local/ask";
import { coverage, runTasks } from "../../cli/local/embed";
import { deploy, type Estate } from "../../cli/local/estate";
import { insertStatements, load } from "../../cli/local/load";
import { silent } from "../../cli/local/print";
import { proveData } from "../../cli/local/prove";
import { readRows } from "../../cli/local/rows";
import { misfit } from "../../cli/local/values";
import { runStack } from "../../cli/stack";
import { primaryIdentifier, type Table } from "../../src/model/table";
import { tables } from "../../src/model/tables";
import { records } from "../../standin/result";
import { runOf } from "../support/recordings";

const products = "FOUNDATIONAL_KNOWLEDGE.PRODUCTS.jsonl";
const employees = "FOUNDATIONAL_KNOWLEDGE.EMPLOYEES.jsonl";

const row = '{"PRODUCT_ID": "p1", "PRODUCT_NAME": "Rent"}';

const tableOf = (name: string): Table => {
  const table = tables.find((each) => each.name === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
};

/** A folder of files. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const path = mkdtempSync(join(tmpdir(), "rows-"));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(path, name), typeof content === "string" ? content : new Uint8Array(content));
  return path;
}

/** What a person reads of a folder. */
function refusalOf(folder: string): string {
  try {
    readRows(folder);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("read, expected a refusal");
}

describe("a file of rows is refused by place", () => {
  it.each<[string, string | Buffer, string]>([
    [
      "Latin-1",
      Buffer.from(`${row}\n{"PRODUCT_ID": "p2", "PRODUCT_NAME": "Café"}`, "latin1"),
      ":2: column 42: byte E9 is not UTF-8",
    ],
    [
      "a character cut short",
      Buffer.from([...Buffer.from('{"PRODUCT_ID": "p'), 0xe2, 0x82]),
      ":1: column 18: byte E2",
    ],
    [
      "half a surrogate pair as bytes",
      Buffer.from([...Buffer.from('{"'), 0xed, 0xa0, 0x80]),
      ":1: column 3: byte ED",
    ],
    [
      "a column after characters of four bytes",
      `{"PRODUCT_ID": "😀😀", x}`,
      ":1: column 22: found 'x', expected a key",
    ],
    [
      "a key said twice",
      '{"PRODUCT_ID": "p", "PRODUCT_ID": "q"}',
      ':1: column 21: the key "PRODUCT_ID" is said twice',
    ],
    [
      "a key said twice inside VARIANT",
      '{"PRODUCT_ID": "p", "PRICING_TIERS": {"a": 1, "a": 2}}',
      ':1: column 47: the key "a" is said twice',
    ],
    [
      "NUL inside VARIANT",
      '{"PRODUCT_ID": "p", "PRICING_TIERS": {"a": ["\\u0000"]}}',
      ":1: column 46: a text holds NUL",
    ],
    [
      "half a surrogate pair in a key",
      '{"PRODUCT_ID": "p", "PRICING_TIERS": {"\\ud83d": 1}}',
      ":1: column 40: \\ud83d is half of a character",
    ],
    [
      "a number that would be rounded",
      '{"PRODUCT_ID": "p", "PRICING_TIERS": [0.11111111111111111111111111111111111111111]}',
      ":1: PRICING_TIERS is [0.1111",
    ],
    [
      "a number beyond a double inside VARIANT",
      '{"PRODUCT_ID": "p", "PRICING_TIERS": {"a": 1e400}}',
      ':1: PRICING_TIERS is {"a":1e400}; expected any JSON',
    ],
    [
      "10,000 levels",
      `{"PRODUCT_ID": "p", "PRICING_TIERS": ${"[".repeat(10_000)}${"]".repeat(10_000)}}`,
      ":1: column 1037: objects and arrays lie deeper",
    ],
    [
      "UTF-16 with its mark",
      Buffer.from(`\ufeff${row}`, "utf16le"),
      " is UTF-16; expected one JSON object a line, in UTF-8",
    ],
    ["UTF-16 without one", Buffer.from(row, "utf16le"), " is UTF-16"],
    ["UTF-16 the other way round", Buffer.from(row, "utf16le").swap16(), " is UTF-16"],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), " is UTF-32"],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0]), " is compressed with gzip"],
    ["Mac line ends", `${row}\r${row}`, ":1: column 46: found '{', expected the end: one value is all"],
  ])("for %s", (_, content, message) => {
    expect(refusalOf(folderOf({ [products]: content }))).toContain(`${products}${message}`);
  });

  it("for a number beyond a double's range, which is not called null", () => {
    const calls = '{"CALL_ID": "c", "SENTIMENT_SCORE": 1e400}';
    expect(refusalOf(folderOf({ "GONG_DATA.CALLS.jsonl": calls }))).toContain(
      "GONG_DATA.CALLS.jsonl:1: SENTIMENT_SCORE is 1e400; expected a number",
    );
  });

  it("for an OBJECT, which no table has yet, as for VARIANT", () => {
    const column = { name: "O", type: "OBJECT", comment: "", nullable: true };
    expect(misfit(column, { a: [1] })).toBeUndefined();
    for (const value of [[1], "a", 1, true]) expect(misfit(column, value)).toContain("a JSON object");
  });
});

describe("nothing in a folder is passed over in silence", () => {
  it.each([
    ["FOUNDATIONAL_KNOWLEDGE.PRODUCTS.ndjson", `expected ${products}`],
    ["FOUNDATIONAL_KNOWLEDGE.PRODUCTS.json", `expected ${products}`],
    ["FOUNDATIONAL_KNOWLEDGE.PRODUCTS.csv", `expected ${products}`],
    ["FOUNDATIONAL_KNOWLEDGE.PRODUCTS.JSONL", `expected ${products}`],
    ["foundational_knowledge.products.jsonl.gz", `expected ${products}`],
    ["FOUNDATIONAL_KNOWLEDGE.PRODUCTS", "would not be read"],
    ["question.json", "would not be read; beside"],
    ["notes.txt", "would not be read; beside"],
    ["FOUNDATIONAL_KNOWLEDGE.PRODUCT.jsonl", "the estate has no such table"],
  ])("not %s", (name, message) => {
    const text = refusalOf(folderOf({ [employees]: '{"EMPLOYEE_ID": "e"}', [name]: row }));
    expect(text).toContain(`  ${name}`);
    expect(text).toContain(message);
  });

  it("but words for people, questions, and what a file system hides", () => {
    const folder = folderOf({ [products]: row, "README.md": "", ".DS_Store": "", "questions.json": "[]" });
    expect(readRows(folder)).toHaveLength(1);
  });
});

describe("what is no file gets one sentence, at once", () => {
  const cases: readonly (readonly [string, (path: string) => void, string])[] = [
    ["a folder", (path) => mkdirSync(path), "is a folder; expected a file"],
    ["a link to nothing", (path) => symlinkSync("/nonexistent/rows", path), "is a link to nothing"],
    ["a link to itself", (path) => symlinkSync(path, path), "is a link that leads back to itself"],
    ["a link to a folder", (path) => symlinkSync("/", path), "is a folder"],
    ["a pipe", (path) => execFileSync("mkfifo", [path]), "is a pipe; expected a file"],
    ["a device", (path) => symlinkSync("/dev/zero", path), "is a device; expected a file"],
    [
      "600 MB",
      (path) => {
        writeFileSync(path, "");
        truncateSync(path, 600 * 1024 * 1024);
      },
      "is 600 MB; a file may have 256 MB",
    ],
  ];

  it.each(cases)("%s as rows", (_, make, message) => {
    const folder = folderOf({});
    make(join(folder, products));
    const text = refusalOf(folder);
    expect(text).toContain(`  ${products} ${message}`);
    expect(text.split("\n")).toHaveLength(2);
  });

  it.each(cases)("%s as questions", (_, make, message) => {
    const folder = folderOf({});
    make(join(folder, "questions.json"));
    expect(() => builtInQuestions(folder)).toThrow(message);
  });

  it("several files of more than 256 MB together", () => {
    const folder = folderOf({ [products]: "", [employees]: "" });
    for (const file of [products, employees]) truncateSync(join(folder, file), 200 * 1024 * 1024);
    expect(refusalOf(folder)).toContain("together; expected at most 268435456");
  });
});

describe("questions.json", () => {
  const question = '{"question": "Who?", "entityType": "employee", "entityId": "e", "title": "E"}';

  it.each([
    ["a byte order mark before it", `\ufeff[${question}]`],
    ["nothing", "[]"],
  ])("is read with %s", (_, content) => {
    expect(() => builtInQuestions(folderOf({ "questions.json": content }))).not.toThrow();
  });

  it.each<[string, string | Buffer, string]>([
    [
      "a key said twice",
      `[\n${question.replace("{", '{"title": "F", ')}]`,
      'questions.json:2: column 79: the key "title" is said twice',
    ],
    ["no JSON", "[\n\n{]", "questions.json:3: column 2: found ']'"],
    ["a blank question", `[${question.replace("Who?", " \\u00a0\\u0085")}]`, "found only blanks"],
    ["a number for a text", `[${question.replace('"E"', "12345678901234567890")}]`, "expected string"],
    ["an object", question, "expected array"],
    ["Latin-1", Buffer.from(`[${question.replace("Who", "Où")}]`, "latin1"), "is not UTF-8"],
    ["UTF-16", Buffer.from(`[${question}]`, "utf16le"), "is UTF-16"],
  ])("is refused for %s", (_, content, message) => {
    expect(() => builtInQuestions(folderOf({ "questions.json": content }))).toThrow(message);
  });
});

it("statements for 100,000 rows are built in a time that grows with their number alone", () => {
  const messages = tableOf("MESSAGES");
  const id = primaryIdentifier(messages).name;
  const rows = Array.from({ length: 100_000 }, (_, i) => ({ [id]: `m${i}`, TEXT: `message ${i}` }));
  const start = performance.now();
  const statements = insertStatements("SOPHIA_AI", messages, rows);
  // About half a second alone; by the square of their number it was over a minute.
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(statements.length).toBeLessThan(1000);
});

describe("on a stand-in", () => {
  let estate: Estate;
  const embedding = {
    function: "EMBED_TEXT_768",
    model: "snowflake-arctic-embed-m-v1.5",
    maxCharacters: 500,
    triggerIntervalSeconds: 60,
  } as const;

  beforeAll(async () => {
    estate = await deploy((await runOf("local")).recording);
  });
  afterAll(() => estate.account.close());

  const query = async (sql: string) => {
    const session = await estate.account.login({
      role: "SOPHIA_AI_ADMIN_ROLE",
      warehouse: "SOPHIA_AI_ML_WH",
    });
    const result = records(await session.execute(sql));
    await session.close();
    return result;
  };

  it("values are loaded exactly as written", async () => {
    const folder = folderOf({
      [products]: `\ufeff${[
        '{"PRODUCT_ID": "n1", "PRICING_TIERS": {"a": 12345678901234567890, "b": [9007199254740993, {"c": -0.12345678901234567890123456789}], "d": 1.2345678901234567e300}, "COMPETITORS": ["it\'s \\\\ $$ 😀 ?", null, 98765432109876543210]}',
        '{"PRODUCT_ID": "n2", "PRICING_TIERS": 99999999999999999999999999999999999999}',
      ].join("\r\n")}`,
      "GONG_DATA.CALLS.jsonl":
        '{"CALL_ID": "c1", "TITLE": "x", "DURATION_SECONDS": 1755445060952000000, "SENTIMENT_SCORE": 0.1}',
    });
    await load(estate, readRows(folder));
    expect(
      await query(
        "SELECT PRODUCT_ID, PRICING_TIERS, COMPETITORS FROM SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.PRODUCTS ORDER BY 1",
      ),
    ).toEqual([
      {
        PRODUCT_ID: "n1",
        PRICING_TIERS:
          '{"a":12345678901234567890,"b":[9007199254740993,{"c":-0.12345678901234567890123456789}],"d":1.234567890123457e+300}',
        COMPETITORS: '["it\'s \\\\ $$ 😀 ?",null,98765432109876543210]',
      },
      { PRODUCT_ID: "n2", PRICING_TIERS: "99999999999999999999999999999999999999", COMPETITORS: null },
    ]);
    // A double inside VARIANT is shown with 16 digits (docs: functions/typeof); the value keeps all it has.
    expect(
      await query(
        "SELECT PRICING_TIERS:d::DOUBLE AS D FROM SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.PRODUCTS WHERE PRODUCT_ID = 'n1'",
      ),
    ).toEqual([{ D: 1.2345678901234567e300 }]);
    expect(await query("SELECT DURATION_SECONDS, SENTIMENT_SCORE FROM SOPHIA_AI.GONG_DATA.CALLS")).toEqual([
      { DURATION_SECONDS: "1755445060952000000", SENTIMENT_SCORE: 0.1 },
    ]);
  });

  it("a text as long as its column is loaded and embedded", async () => {
    const folder = folderOf({
      "FOUNDATIONAL_KNOWLEDGE.COMPANY_DOCUMENTS.jsonl": JSON.stringify({
        DOCUMENT_ID: "long",
        CONTENT: "The lease of a flat, what it's worth, C:\\leases, and who signs it.\n"
          .repeat(260_000)
          .slice(0, 16_777_216),
      }),
    });
    await load(estate, readRows(folder));
    await runTasks(estate);
    expect(
      await query(
        "SELECT LENGTH(CONTENT) AS N, EMBEDDING IS NOT NULL AS E FROM SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.COMPANY_DOCUMENTS",
      ),
    ).toEqual([{ N: 16_777_216, E: true }]);
  }, 240_000);

  it("a question is cut as rows are, also where characters are pairs", async () => {
    const question = "Who can help with leases? 😀 ".repeat(2000);
    const cut = Array.from(question).slice(0, embedding.maxCharacters).join("");
    const hits = await ask(estate, question, embedding);
    expect(hits).toEqual(await ask(estate, ` \u00a0${cut}`, embedding));
    expect(hits.length).toBeGreaterThan(0);
  });

  it("what the database refuses of a question is one sentence", async () => {
    await expect(ask(estate, "Who?", { ...embedding, model: "none" as never })).rejects.toThrow(
      /^"Who\?" cannot be answered: \d{6}: /,
    );
  });

  it.each([1, 500])(
    "answers come from the data as loaded, and nothing of the proof stays, with %i characters embedded",
    async (maxCharacters) => {
      const { recording, settings } = await runStack("local", { "sophia-ai:embedding": { maxCharacters } });
      const fresh = await deploy(recording);
      const folder = folderOf({
        [employees]: [
          '{"EMPLOYEE_ID":"e-1","FIRST_NAME":"Ana","LAST_NAME":"Lopes","TITLE":"Lawyer","EXPERTISE_AREAS":["contracts"]}',
          '{"EMPLOYEE_ID":"e-2","FIRST_NAME":"Bo","LAST_NAME":"Lindqvist","TITLE":"Site reliability engineer","EXPERTISE_AREAS":["kubernetes"]}',
        ].join("\n"),
      });
      const failures: string[] = [];
      const report = await proveData(
        fresh,
        settings.embedding,
        readRows(folder),
        [{ question: "Who knows kubernetes?" }],
        silent,
        failures,
      );
      expect(failures).toEqual([]);
      expect(report.changed).toEqual({ expected: 2, embedded: 2 });
      const titles = report.questions[0]?.hits.map(({ title }) => title) ?? [];
      expect([...titles].sort()).toEqual(["Ana Lopes", "Bo Lindqvist"]);
      if (maxCharacters === 500) expect(titles[0]).toBe("Bo Lindqvist");
      const counts = (await coverage(fresh)).find(({ table }) => table.endsWith(".EMPLOYEES"));
      expect(counts).toMatchObject({ rows: 2, withText: 2, embedded: 2 });
      await fresh.account.close();
    },
  );
});
