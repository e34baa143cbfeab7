import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { format } from "prettier";
import { describe, expect, it } from "vitest";

import type { EngineFigures, EngineStep, Figures } from "../../cli/bench/figures";
import { median } from "../../cli/bench/median";
import { renderBenchmarks, renderTable } from "../../cli/bench/render";
import { missed, targetsOf } from "../../cli/bench/targets";
import { declareWide, manyTables } from "../../cli/bench/wide-estate";
import { previewFloor } from "../../cli/engine/floor";
import { projectFolder, runStack } from "../../cli/stack";
import { planOf } from "../../src/plan/plan";
import { recordingOf } from "../support/recordings";

const step = (more: Partial<EngineStep> = {}): EngineStep => ({
  seconds: 10,
  statements: 1200,
  ofProvider: 1150,
  standInSeconds: 2,
  processorSeconds: 20,
  ...more,
});

const engine = (more: Partial<EngineFigures> = {}): EngineFigures => ({
  latencyMs: 0,
  resources: 528,
  preview: step(),
  up: step(),
  unchanged: step({ statements: 46, ofProvider: 43 }),
  refresh: step(),
  destroy: step(),
  floor: 43,
  ...more,
});

const plan = { resources: 1028, statements: 1019, seconds: 2.5 };

const figures: Figures = {
  conditions: {
    date: "2026-01-02",
    cpu: "Some processor",
    cores: 2,
    memoryGiB: 8,
    system: "linux 6",
    load: 0.1,
    versions: { Node: "20.0.0" },
  },
  plan: { ...plan, seconds: 1.25 },
  wide: { tables: plan, followed: { ...plan, resources: 6752 } },
  engine: [engine(), engine({ latencyMs: 100, up: step({ seconds: 12 }) })],
  serving: { sessions: 4, statements: 7500, seconds: 5 },
  search: { rows: 10_000, loadSeconds: 7, embedSeconds: 4, searches: 5, searchSeconds: 0.0961 },
};

describe("targets", () => {
  it("are met by figures within them", () => {
    const targets = targetsOf(figures);
    expect([targets.share, targets.floor, targets.widePlan].map((target) => target?.met)).toEqual([
      true,
      true,
      true,
    ]);
    expect(missed(targets)).toEqual([]);
    expect(renderTable(figures)).not.toContain("**no**");
  });

  it.each<[string, Partial<Figures>, string]>([
    [
      "a stand-in that takes 15 % of an up",
      { engine: [engine(), engine({ up: step({ standInSeconds: 3 }) })] },
      "The stand-in's part of an up's processor time is 15.0 %; the target is under 15 %.",
    ],
    [
      "a stand-in that works for 15 % of an up where nobody tells of the others",
      { engine: [engine({ up: step({ standInSeconds: 1.5, processorSeconds: undefined }) })] },
      "The stand-in's part of an up's processor time is 15.0 %; the target is under 15 %.",
    ],
    [
      "a statement above the floor, at one latency",
      { engine: [engine(), engine({ unchanged: step({ ofProvider: 44 }) })] },
      "Statements of the provider in a preview without change: 44; the target is 43 of the provider.",
    ],
    [
      "a plan of 1,000 tables in 3 s",
      { wide: { tables: { ...plan, seconds: 3 }, followed: plan } },
      "The plan of 1,000 tables takes 3.00 s; the target is under 3 s.",
    ],
  ])("are missed by %s", (_, changed, sentence) => {
    const broken = { ...figures, ...changed };
    expect(missed(targetsOf(broken))).toEqual([sentence]);
    expect(renderTable(broken).match(/\*\*no\*\*/g)).toHaveLength(1);
  });

  it("are not asked of what was not measured", () => {
    expect(targetsOf({ conditions: figures.conditions })).toEqual({});
  });
});

describe("the table", () => {
  it("has a line for each figure, and a column for each latency", () => {
    const lines = renderTable(figures).split("\n");
    const cells = (what: string): readonly string[] =>
      (lines.find((line) => line.startsWith(`| ${what} `)) ?? "").split("|").map((cell) => cell.trim());
    expect(cells("What")).toContain("100 ms a statement");
    expect(cells("up")).toEqual(["", "up", "528", "1,200", "10.0 s", "12.0 s", "", "", ""]);
    expect(cells("no-change preview").slice(-3)).toEqual(["43 of the provider", "yes", ""]);
    expect(cells("stand-in's share of the up's processor time")).toContain("10.0 %");
    expect(cells("statements served, 4 sessions")).toContain("1,500 a second");
    expect(cells("one search over them")).toContain("96 ms");
    expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
  });

  it("is written as Prettier would write it", async () => {
    const text = renderBenchmarks(figures);
    expect(await format(text, { parser: "markdown", printWidth: 110 })).toBe(text);
  });

  it("leaves out what was not measured", () => {
    const { conditions, plan: only } = figures;
    expect(renderTable({ conditions, plan: only }).split("\n")).toHaveLength(3);
  });
});

it("docs/benchmarks.md is what the command writes, but for the figures", () => {
  const withoutFigures = (text: string): readonly string[] =>
    text
      .split("\n")
      .filter((line) => !line.startsWith("- "))
      .map((line) => (line.startsWith("|") ? (line.split("|")[1] ?? "").trim().replace(/^-+$/, "-") : line));
  const written = readFileSync(join(projectFolder, "docs/benchmarks.md"), "utf8");
  expect(withoutFigures(written)).toEqual(withoutFigures(renderBenchmarks(figures)));
});

describe("the floor of a preview without change", () => {
  it("is four statements a provider, and one an object with parameters", () => {
    const types = [
      "pulumi:providers:snowflake",
      "pulumi:providers:command",
      "snowflake:index/database:Database",
      "snowflake:index/schema:Schema",
      "snowflake:index/schema:Schema",
      "snowflake:index/table:Table",
      "snowflake:index/warehouse:Warehouse",
      "snowflake:index/task:Task",
    ];
    const registrations = types.map((type) => ({ type })) as Parameters<
      typeof previewFloor
    >[0]["registrations"];
    expect(previewFloor({ registrations })).toBe(4 + 5);
  });

  it("counts the providers, the database, the schemas, the warehouses and the tasks of prod", async () => {
    expect(previewFloor(await recordingOf("prod"))).toBe(2 * 4 + 1 + 14 + 6 + 3 * 14);
  });
});

it.each([
  [false, { "CREATE TABLE": 30, "CREATE STREAM": 0 }],
  [true, { "CREATE TABLE": 30, "CREATE STREAM": 21 }],
])("an estate of many tables is planned; with what follows them: %s", async (followed, expected) => {
  const { recording } = await runStack("prod", {}, (settings) =>
    declareWide(settings, manyTables(30), { followed }),
  );
  const statements = planOf(recording).flatMap((step) => step.statements);
  const made = (start: string): number => statements.filter((text) => text.startsWith(start)).length;
  expect(Object.fromEntries(Object.keys(expected).map((start) => [start, made(start)]))).toEqual(expected);
});

it("many tables are the model's own, each under a name of its own", () => {
  const tables = manyTables(1000);
  expect(new Set(tables.map(({ schema, name }) => `${schema}.${name}`)).size).toBe(1000);
  expect(new Set(tables.map(({ comment }) => comment)).size).toBeGreaterThan(20);
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2],
  [[7], 7],
])("the median of %j is %d", (values, middle) => {
  expect(median(values)).toBe(middle);
});

it("npm run bench names a part there is not, and ends with 1", () => {
  const tsx = join(projectFolder, "node_modules/.bin/tsx");
  const run = (...args: string[]): string =>
    execFileSync(tsx, [join(projectFolder, "cli/bench.ts"), ...args], { encoding: "utf8", stdio: "pipe" });
  expect(() => run("--only", "plan,speed")).toThrow("There is no speed; expected plan, engine, search.");
  expect(run("--help")).toContain("docs/benchmarks.md");
});
