import { describe, expect, it } from "vitest";

import { lossesOf, type Declared, type Kept } from "../../src/guard/losses";
import { text } from "../../src/model/columns";
import { lossNameText } from "../../src/model/loss-name";
import type { Table } from "../../src/model/table";

const table = (schema: string, name: string, columns: readonly string[], formerly?: string[]): Table => ({
  schema,
  name,
  comment: "",
  facts: { entityType: "source", dataSource: "gong", updateFrequency: "daily" },
  columns: columns.map((column) => text(column, 50, "", column.startsWith("P") ? { pii: "high" } : {})),
  changedAt: "",
  ...(formerly === undefined ? {} : { formerly }),
});
const kept = (schema: string, name: string, columns: readonly string[], owner = "DEPLOYER") => ({
  schema,
  name,
  owner,
  columns,
  rows: 3,
});
const schema = (
  name: string,
  rest: { transient?: boolean; retentionDays?: number; owner?: string } = {},
) => ({
  name,
  transient: false,
  retentionDays: 7,
  owner: "DEPLOYER",
  ...rest,
});

const declared: Declared = {
  database: { name: "DB", transient: false, retentionDays: 1 },
  schemas: [schema("A"), schema("B"), schema("RAW")],
  tables: [],
  policies: ["MASK"],
  protect: true,
  role: "DEPLOYER",
};
const account: Kept = {
  database: { name: "DB", owner: "DEPLOYER", transient: false, retentionDays: 1 },
  schemas: [schema("A"), schema("B"), schema("RAW")],
  tables: [],
  policies: [],
};

/** Each loss by its name, and the tables or columns that hold something of it. */
const lost = (program: Partial<Declared>, found: Partial<Kept>): readonly (readonly string[])[] =>
  lossesOf({ ...declared, ...program }, { ...account, ...found }).map(({ name, holds }) => [
    lossNameText(name),
    ...holds.map(({ schema: of, table: one, column }) => [of, one, ...(column ? [column] : [])].join(".")),
  ]);

describe("what a deployment would take of tables", () => {
  it.each([
    ["nothing of what is as declared", [table("A", "T", ["X", "Y"])], [kept("A", "T", ["Y", "X"])], []],
    ["nothing for a column that is yet to come", [table("A", "T", ["X", "Y"])], [kept("A", "T", ["X"])], []],
    ["nothing for a table that is yet to come", [table("A", "T", ["X"])], [], []],
    [
      "the columns that are declared no more, each by its own name",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X", "Y", "Z"])],
      ["A.T.Y", "A.T.Z"],
    ],
    [
      "a column whose case differs, which is another column",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X", "x"])],
      ['A.T."x"'],
    ],
    [
      "a table that is declared no more, and all tables of a schema that has none left",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X"]), kept("A", "U", ["X"]), kept("B", "T", ["X"])],
      ["A.U", "B.T"],
    ],
    ["nothing of tables others made", [], [kept("RAW", "T", ["X"], "LOADER")], []],
    [
      "the columns of a declared table, whoever owns it",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X", "Y"], "FORMER_DEPLOYER")],
      ["A.T.Y"],
    ],
    [
      "nothing of a table that is renamed",
      [table("A", "NEW", ["X"], ["OLD"])],
      [kept("A", "OLD", ["X"])],
      [],
    ],
    [
      "a column of a table that is renamed, under the name it still has",
      [table("A", "NEW", ["X"], ["OLD"])],
      [kept("A", "OLD", ["X", "Y"])],
      ["A.OLD.Y"],
    ],
    [
      "a table of the former name, once the new one is there",
      [table("A", "NEW", ["X"], ["OLD"])],
      [kept("A", "NEW", ["X"]), kept("A", "OLD", ["X"])],
      ["A.OLD"],
    ],
  ])("is %s", (_, tables, tablesKept, names) => {
    expect(lost({ tables }, { tables: tablesKept }).map(([name]) => name)).toEqual(names);
  });
});

describe("what a deployment would take with the schema or database it drops or makes anew", () => {
  const landed = [kept("RAW", "LANDED", ["X"], "AIRBYTE"), kept("RAW", "OTHER", ["X"])];
  it.each([
    [
      "to a transient schema",
      { schemas: [schema("RAW", { transient: true })] },
      { schemas: [schema("RAW")] },
    ],
    ["back from one", { schemas: [schema("RAW")] }, { schemas: [schema("RAW", { transient: true })] }],
    ["by a schema that is gone from the model", { schemas: [] }, { schemas: [schema("RAW")] }],
  ])("is every table in it, whoever owns it, %s", (_, program, found) => {
    expect(lost(program, { ...found, tables: landed })).toEqual([["RAW", "RAW.LANDED", "RAW.OTHER"]]);
  });

  it("is the whole of a transient database, since ours is permanent", () => {
    const database = { ...account.database, transient: true };
    expect(lost({}, { database, tables: landed })).toEqual([["DB", "RAW.LANDED", "RAW.OTHER"]]);
  });

  it("is nothing of a schema another role made, nor of those a database brings", () => {
    const schemas = [schema("TEAM", { owner: "TEAM" }), schema("PUBLIC"), schema("INFORMATION_SCHEMA")];
    expect(lost({ schemas: [] }, { schemas, tables: [kept("TEAM", "T", ["X"], "TEAM")] })).toEqual([]);
  });
});

describe("what a deployment would lower", () => {
  const tables = [table("A", "T", ["P", "X"])];
  const held = [kept("A", "T", ["P", "X"])];
  const masked = (...columns: string[]) => [
    {
      name: "MASK",
      owner: "DEPLOYER",
      columns: columns.map((column) => ({ schema: "A", table: "T", column })),
    },
  ];

  it.each([
    [90, 1, [["A:retention", "A.T"]]],
    [1, 0, [["A:retention", "A.T"]]],
    [1, 1, []],
    [1, 90, []],
  ])("is the time travel of a schema from %d days to %d", (before, after, expected) => {
    const schemas = [schema("A", { retentionDays: after })];
    const found = [schema("A", { retentionDays: before })];
    expect(lost({ tables, schemas }, { tables: held, schemas: found })).toEqual(expected);
  });

  it("is the time travel of the database", () => {
    const database = { ...account.database, retentionDays: 30 };
    expect(lost({ tables }, { tables: held, database })).toEqual([["DB:retention", "A.T"]]);
  });

  it("is a policy that goes, with every column it masks", () => {
    expect(lost({ tables, policies: [] }, { tables: held, policies: masked("P", "X") })).toEqual([
      ["SOPHIA_GOVERNANCE.MASK:masking", "A.T.P", "A.T.X"],
    ]);
  });

  it("is the mask of a column that is personal no more, and of no column that still is", () => {
    expect(lost({ tables }, { tables: held, policies: masked("P", "X") })).toEqual([
      ["A.T.X:masking", "A.T.X"],
    ]);
  });

  it("is no mask of a column that is dropped, which is shown to nobody", () => {
    const [policy] = [masked("GONE")];
    const found = [kept("A", "T", ["P", "X", "GONE"])];
    expect(lost({ tables }, { tables: found, policies: policy })).toEqual([["A.T.GONE", "A.T.GONE"]]);
  });

  it("is protection, which the database's comment says it had", () => {
    const database = { ...account.database, mark: { stack: "p/s", protected: true } };
    expect(lost({ tables, protect: false }, { tables: held, database })).toEqual([["DB:protection", "A.T"]]);
    expect(lost({ tables, protect: true }, { tables: held, database })).toEqual([]);
  });
});
