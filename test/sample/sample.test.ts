import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { modelTokens } from "../../src/model/embedding";
import { knowledgeTables } from "../../src/model/knowledge";
import { embeddedColumns, primaryIdentifier, type Table } from "../../src/model/table";
import { tables } from "../../src/model/tables";
import { filled, files, folder, fullName, rowsOf, settable, textsIn, type Row } from "./read";
import { holds } from "./values";

const knowledge = new Set(knowledgeTables.map(fullName));
const present = (value: unknown): boolean => value !== null && value !== undefined;
const idsOf = (table: Table): ReadonlySet<unknown> =>
  new Set(rowsOf.get(fullName(table))?.map((row) => row[primaryIdentifier(table).name]));

/** Where a row is, for the message of a failure. */
const place = (table: Table, row: Row): string => `${table.name} ${String(row[primaryIdentifier(table).name])}`;

const rowsNamed = (name: string): readonly Row[] => {
  const rows = rowsOf.get(name);
  if (rows === undefined) throw new Error(`the sample has no ${name}`);
  return rows;
};

describe("files of the sample", () => {
  it("are named after tables of the model, and only MEMORY_EMBEDDINGS has none", () => {
    const names = files.map((file) => file.replace(/\.jsonl$/, ""));
    const expected = tables.map(fullName).filter((name) => name !== "AI_MEMORY.MEMORY_EMBEDDINGS");
    expect(names.sort()).toEqual(expected.sort());
  });

  it("stay below 1.5 MB together", () => {
    const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });

  it.each(files)("%s is one JSON object a line, without what some readers take for a line end", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    expect(text.endsWith("\n")).toBe(true);
    expect(text).not.toMatch(/[\r\v\f\x85\u2028\u2029\uFEFF]|\n\n/);
    for (const line of text.trimEnd().split("\n")) expect(JSON.parse(line)).toBeTypeOf("object");
  });
});

describe.each(filled.map(({ table, rows }) => [fullName(table), table, rows] as const))(
  "%s",
  (name, table, rows) => {
    const columns = new Map(settable(table).map((column) => [column.name, column]));
    const id = primaryIdentifier(table);

    it("has the rows it needs", () => {
      expect(rows.length).toBeGreaterThanOrEqual(knowledge.has(name) ? 25 : 8);
    });

    it("sets only columns a loader may set, each with a value its type holds", () => {
      const wrong = rows.flatMap((row) =>
        Object.entries(row).flatMap(([key, value]) => {
          const column = columns.get(key);
          const right = column !== undefined && (value === null ? column.nullable : holds(column, value));
          return right ? [] : [`${place(table, row)}: ${key} = ${JSON.stringify(value)}`];
        }),
      );
      expect(wrong).toEqual([]);
    });

    it("has every required column in every row, and unique ids", () => {
      const required = [...columns.values()].filter(({ nullable }) => !nullable);
      const missing = rows.filter((row) => required.some((column) => !present(row[column.name])));
      expect(missing).toEqual([]);
      expect(new Set(rows.map((row) => row[id.name])).size).toBe(rows.length);
    });

    it("has each optional column once as null and once left out", () => {
      const optional = [...columns.values()].filter((column) => column.nullable && column.name !== "_LOADED_AT");
      const never = optional.filter(
        ({ name: key }) => !(rows.some((row) => row[key] === null) && rows.some((row) => !(key in row))),
      );
      expect(never.map((column) => column.name)).toEqual([]);
    });
  },
);

describe("references", () => {
  const references = tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const target = tables.find((other) => column.joinsTo === `${fullName(other)}.${primaryIdentifier(other).name}`);
      return target === undefined || !rowsOf.has(fullName(table)) ? [] : [{ table, column, target }];
    }),
  );

  it.each(references.map((entry) => [`${fullName(entry.table)}.${entry.column.name}`, entry] as const))(
    "%s resolves",
    (_, { table, column, target }) => {
      const used = rowsNamed(fullName(table)).flatMap((row) => (present(row[column.name]) ? [row[column.name]] : []));
      const known = idsOf(target);
      expect(used.filter((value) => !known.has(value))).toEqual([]);
      expect(used.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ["PRODUCTS", "COMPETITORS", "FOUNDATIONAL_KNOWLEDGE.COMPETITORS", "COMPETITOR_ID"],
    ["SALES_MATERIALS", "PRODUCT_IDS", "FOUNDATIONAL_KNOWLEDGE.PRODUCTS", "PRODUCT_ID"],
  ])("ids in the array %s.%s resolve", (name, key, target, targetKey) => {
    const known = new Set(rowsNamed(target).map((row) => row[targetKey]));
    const used = rowsNamed(`FOUNDATIONAL_KNOWLEDGE.${name}`).flatMap((row) => textsIn(row[key]));
    expect(used.filter((value) => !known.has(value))).toEqual([]);
  });

  it("members in SLACK_DATA.CONVERSATIONS.PARTICIPANT_IDS resolve", () => {
    const known = new Set(rowsNamed("SLACK_DATA.USERS").map((row) => row["USER_ID"]));
    const used = rowsNamed("SLACK_DATA.CONVERSATIONS").flatMap((row) => textsIn(row["PARTICIPANT_IDS"]));
    expect(used.filter((value) => !known.has(value))).toEqual([]);
  });

  it("customers use products we sell, and one that was retired", () => {
    const known = new Set(rowsNamed("FOUNDATIONAL_KNOWLEDGE.PRODUCTS").map((row) => row["PRODUCT_NAME"]));
    const used = rowsNamed("FOUNDATIONAL_KNOWLEDGE.CUSTOMERS").flatMap((row) => textsIn(row["PRODUCTS_USED"]));
    const unknown = used.filter((value) => value.trim() !== "" && !known.has(value));
    expect(unknown).toEqual(["Hearthway Classic Portal"]);
  });

  it("both ends of a relationship exist, in the table their type names", () => {
    const byType = new Map<unknown, ReadonlySet<unknown>>(
      knowledgeTables.map((table) => [table.facts.entityType, idsOf(table)]),
    );
    const broken = rowsNamed("FOUNDATIONAL_KNOWLEDGE.RELATIONSHIPS").filter((row) =>
      (["SOURCE", "TARGET"] as const).some((end) => {
        const target = row[`${end}_ID`];
        return present(target) && byType.get(row[`${end}_TYPE`])?.has(target) !== true;
      }),
    );
    expect(broken).toEqual([]);
  });

  it("managers form a tree", () => {
    const managers = new Map(
      rowsNamed("FOUNDATIONAL_KNOWLEDGE.EMPLOYEES").map((row) => [row["EMPLOYEE_ID"], row["MANAGER_ID"]]),
    );
    for (const employee of managers.keys()) {
      const seen = new Set<unknown>();
      for (let at: unknown = employee; present(at); at = managers.get(at)) {
        expect(seen.has(at), `${String(employee)} manages themselves`).toBe(false);
        seen.add(at);
      }
    }
  });
});

describe("rows that break naive code", () => {
  const everywhere = filled.map(({ table, rows }) => ({ name: fullName(table), texts: textsIn(rows.map((row) => Object.values(row))) }));
  const texts = everywhere.flatMap((entry) => entry.texts);

  const kinds: readonly (readonly [string, RegExp])[] = [
    ["an empty text", /^$/],
    ["spaces only", /^ +$/],
    ["tabs and line ends only", /^[\t\n\r]+$/],
    ["no-break spaces only", /^\u00A0+$/],
    ["zero-width characters only", /^[\u200B\u200D]+$/],
    ["a single quote", /'/],
    ["a double quote", /"/],
    ["a path that ends in a backslash", /C:\\temp\\/],
    ["a backslash at the very end", /\\$/],
    ["a backslash and an n that are no line end", /\\n/],
    ["a Windows line end", /\r\n/],
    ["a line separator", /\u2028/],
    ["a byte order mark", /^\uFEFF/],
    ["emoji joined by ZWJ", /\p{Emoji}\u200D\p{Emoji}/u],
    ["a flag", /\p{Regional_Indicator}{2}/u],
    ["emoji only", /^\p{Emoji_Presentation}+$/u],
    ["combining characters", /[a-z][\u0300-\u036F]/],
    ["Chinese", /\p{Script=Han}{4}/u],
    ["Hangul", /\p{Script=Hangul}{2}/u],
    ["Arabic", /\p{Script=Arabic}{4}/u],
    ["Hebrew", /\p{Script=Hebrew}{4}/u],
    ["a dollar quote", /\$\$/],
    ["a statement after a quote", /'; DROP TABLE EMPLOYEES; --/],
    ["an SQL comment", /\/\*.*\*\//],
    ["a placeholder of JavaScript", /\$\{not_a_placeholder\}/],
    ["a placeholder of Jinja", /\{\{jinja\}\}/],
    ["wildcards of LIKE", /%.*_|_.*%/],
    ["a control character", /[\u0001-\u0008\u001B-\u001F]/],
    ["text that looks like JSON", /^\{"/],
    ["markup", /<script>/],
  ];

  it.each(kinds)("hold %s", (_, pattern) => {
    expect(texts.some((text) => pattern.test(text))).toBe(true);
  });

  const inEach: readonly (readonly [string, RegExp])[] = [
    ["quotes", /'.*"/],
    ["a backslash", /\\/],
    ["$$", /\$\$/],
    ["an emoji joined by ZWJ", /\u200D/],
    ["a text that looks like SQL", /DROP TABLE/],
    ["a blank text", /^\s*$/],
  ];

  it.each(knowledgeTables.flatMap((table) => inEach.map(([kind, pattern]) => [table.name, kind, pattern] as const)))(
    "of %s hold %s",
    (name, _, pattern) => {
      const found = everywhere.find((entry) => entry.name === `FOUNDATIONAL_KNOWLEDGE.${name}`);
      expect(found?.texts.some((text) => pattern.test(text))).toBe(true);
    },
  );

  it.each(knowledgeTables.map((table) => [table.name, table] as const))(
    "of %s hold one with every optional column null, one with every optional column left out, one of blanks",
    (_, table) => {
      const rows = rowsNamed(fullName(table));
      const optional = settable(table).filter(({ nullable }) => nullable);
      expect(rows.some((row) => optional.every(({ name }) => row[name] === null))).toBe(true);
      expect(rows.some((row) => optional.every(({ name }) => !(name in row)))).toBe(true);
      const blank = (row: Row): boolean =>
        embeddedColumns(table).every(({ name }) => textsIn(row[name]).join("").trim() === "");
      expect(rows.some((row) => blank(row) && embeddedColumns(table).some(({ name }) => present(row[name])))).toBe(true);
    },
  );

  it("hold a document of over 100,000 characters", () => {
    const lengths = rowsNamed("FOUNDATIONAL_KNOWLEDGE.COMPANY_DOCUMENTS").flatMap((row) => textsIn(row["CONTENT"]));
    expect(Math.max(...lengths.map((text) => text.length))).toBeGreaterThan(100_000);
  });

  it.each([
    ["SLACK_DATA.MESSAGES", "TEXT"],
    ["GONG_DATA.CALL_TRANSCRIPTS", "TEXT"],
    ["GONG_DATA.CALLS", "TRANSCRIPT"],
  ])("hold a text of %s.%s far over what the model reads", (name, key) => {
    const words = rowsNamed(name).flatMap((row) => textsIn(row[key])).map((text) => text.split(/\s+/).length);
    expect(Math.max(...words)).toBeGreaterThan(2 * modelTokens);
  });

  it.each([
    ["EMPLOYEES", "FIRST_NAME", 100],
    ["COMPETITORS", "COMPANY_NAME", 255],
    ["COMPANY_DOCUMENTS", "SUMMARY", 4000],
  ])("hold a text as long as %s.%s allows", (name, key, length) => {
    const lengths = rowsNamed(`FOUNDATIONAL_KNOWLEDGE.${name}`).map((row) => textsIn(row[key])[0]?.length);
    expect(lengths).toContain(length);
  });

  it.each<[string, string, unknown[]]>([
    ["FOUNDATIONAL_KNOWLEDGE.PRICING_MODELS", "PRICE", [99_999_999.99, 0.01, 0, -25.5]],
    ["FOUNDATIONAL_KNOWLEDGE.SALES_MATERIALS", "EFFECTIVENESS_SCORE", [0, 0.01, 1]],
    ["FOUNDATIONAL_KNOWLEDGE.PRICING_MODELS", "EFFECTIVE_DATE", ["1582-10-15", "2024-02-29"]],
    ["FOUNDATIONAL_KNOWLEDGE.PRICING_MODELS", "END_DATE", ["9999-12-31"]],
    ["HUBSPOT_DATA.DEALS", "AMOUNT", [9_999_999_999_999.99, 0.01, 0, -4999.99]],
    ["HUBSPOT_DATA.DEALS", "CLOSE_DATE", ["1900-01-01", "9999-12-31"]],
    ["AI_MEMORY.MEMORY_RECORDS", "ACCESS_COUNT", [0, Number.MAX_SAFE_INTEGER]],
    ["GONG_DATA.CALLS", "SENTIMENT_SCORE", [-1, 1, 1e-10]],
    ["GONG_DATA.CALLS", "STARTED_AT", ["1970-01-01T00:00:00Z", "2199-12-31T23:59:59+14:00"]],
  ])("hold the far values of %s.%s", (name, key, values) => {
    expect(rowsNamed(name).map((row) => row[key])).toEqual(expect.arrayContaining(values));
  });

  it("hold variants that are no object, and arrays with nulls", () => {
    const tiers = rowsNamed("FOUNDATIONAL_KNOWLEDGE.PRODUCTS").map((row) => row["PRICING_TIERS"]);
    for (const kind of ["string", "number", "boolean"]) expect(tiers.map((tier) => typeof tier)).toContain(kind);
    expect(tiers.some((tier) => Array.isArray(tier))).toBe(true);
    const areas = rowsNamed("FOUNDATIONAL_KNOWLEDGE.EMPLOYEES").map((row) => row["EXPERTISE_AREAS"]);
    expect(areas.some((area) => Array.isArray(area) && area.includes(null))).toBe(true);
  });
});
