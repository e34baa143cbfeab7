import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { knowledgeTables } from "../../src/model/knowledge";
import { embeddedColumns, primaryIdentifier } from "../../src/model/table";
import { folder, fullName, rowsOf } from "./read";

interface Question {
  readonly question: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly title: string;
}

const questions = JSON.parse(readFileSync(join(folder, "questions.json"), "utf8")) as readonly Question[];

/** Characters of a text that count here: an answer must be plain from the start of a row. */
const head = 500;

const entities = knowledgeTables.flatMap((table) =>
  (rowsOf.get(fullName(table)) ?? []).map((row) => {
    const asText = (name: string): string => {
      const value = row[name];
      if (Array.isArray(value)) return value.map((item) => (typeof item === "string" ? item : "")).join(", ");
      return typeof value === "string" ? value : "";
    };
    return {
      type: table.facts.entityType,
      id: row[primaryIdentifier(table).name],
      title: table.search?.title.map(asText).join(" "),
      text: embeddedColumns(table)
        .map(({ name }) => asText(name))
        .filter((text) => text !== "")
        .join(" ")
        .slice(0, head),
    };
  }),
);

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const gramsOf = (text: string): readonly string[] =>
  wordsOf(text).flatMap((word) => Array.from({ length: word.length }, (_, at) => ` ${word} `.slice(at, at + 3)));

const measures = { words: wordsOf, "character trigrams": gramsOf };

const count = (parts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
};

const cosine = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number => {
  const dot = [...a].reduce((sum, [part, times]) => sum + times * (b.get(part) ?? 0), 0);
  const norm = (counts: ReadonlyMap<string, number>): number => Math.hypot(...counts.values());
  return dot === 0 ? 0 : dot / (norm(a) * norm(b));
};

describe("built-in questions", () => {
  it("are three, answered by a document, an employee and a competitor or product", () => {
    const types = questions.map(({ entityType }) => entityType);
    expect(types).toHaveLength(3);
    expect(types).toContain("document");
    expect(types).toContain("employee");
    expect(types.some((type) => type === "competitor" || type === "product")).toBe(true);
  });

  it.each(questions)("$question: its answer exists", ({ entityType, entityId, title }) => {
    expect(entities).toContainEqual(expect.objectContaining({ type: entityType, id: entityId, title }));
  });

  it.each(
    questions.flatMap((question) =>
      Object.entries(measures).map(([measure, partsOf]) => ({ ...question, measure, partsOf })),
    ),
  )("$question: nothing comes near its answer by $measure", ({ question, entityId, partsOf }) => {
    const asked = count(partsOf(question));
    const ranked = entities
      .map((entity) => ({ ...entity, score: cosine(asked, count(partsOf(entity.text))) }))
      .sort((a, b) => b.score - a.score);
    const [first, second] = ranked;
    expect(first?.id).toBe(entityId);
    expect((first?.score ?? 0) - (second?.score ?? 0)).toBeGreaterThan(0.15);
  });
});
