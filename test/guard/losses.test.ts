import { describe, expect, it } from "vitest";

import { estateSchema } from "../../src/config/estate";
import { dropsOf, isAllowed, placeOf } from "../../src/guard/losses";
import { text } from "../../src/model/columns";
import type { Table } from "../../src/model/table";

const table = (schema: string, name: string, columns: readonly string[], formerly?: string[]): Table => ({
  schema,
  name,
  comment: "",
  facts: { entityType: "source", dataSource: "gong", updateFrequency: "daily" },
  columns: columns.map((column) => text(column, 50, "")),
  changedAt: "",
  ...(formerly === undefined ? {} : { formerly }),
});
const kept = (schema: string, name: string, columns: readonly string[], owner = "DEPLOYER") => ({
  schema,
  name,
  owner,
  columns,
});

describe("what a deployment would drop", () => {
  it.each([
    ["nothing of what is as declared", [table("A", "T", ["X", "Y"])], [kept("A", "T", ["Y", "X"])], []],
    ["nothing for a column that is yet to come", [table("A", "T", ["X", "Y"])], [kept("A", "T", ["X"])], []],
    ["nothing for a table that is yet to come", [table("A", "T", ["X"])], [], []],
    [
      "the columns that are declared no more",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X", "Y", "Z"])],
      [{ schema: "A", table: "T", columns: ["Y", "Z"] }],
    ],
    [
      "a column whose case differs, which is another column",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X", "x"])],
      [{ schema: "A", table: "T", columns: ["x"] }],
    ],
    [
      "a table that is declared no more, and all tables of a schema that has none left",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X"]), kept("A", "U", ["X"]), kept("B", "T", ["X"])],
      [
        { schema: "A", table: "U", columns: [] },
        { schema: "B", table: "T", columns: [] },
      ],
    ],
    ["nothing of tables others made", [], [kept("RAW", "T", ["X"], "LOADER")], []],
    [
      "the columns of a declared table, whoever owns it",
      [table("A", "T", ["X"])],
      [kept("A", "T", ["X", "Y"], "FORMER_DEPLOYER")],
      [{ schema: "A", table: "T", columns: ["Y"] }],
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
      [{ schema: "A", table: "OLD", columns: ["Y"] }],
    ],
    [
      "a table of the former name, once the new one is there",
      [table("A", "NEW", ["X"], ["OLD"])],
      [kept("A", "NEW", ["X"]), kept("A", "OLD", ["X"])],
      [{ schema: "A", table: "OLD", columns: [] }],
    ],
  ])("is %s", (_, declared, account, drops) => {
    expect(dropsOf(declared, account, "DEPLOYER")).toEqual(drops);
  });
});

it.each([
  [{ schema: "A", table: "T", column: "x y" }, ["A.T.x y"], true],
  [{ schema: "A", table: "T", column: "X" }, ["A.T.X"], true],
  [{ schema: "A", table: "T", column: "X" }, ["A.T"], true],
  [{ schema: "A", table: "T", column: "X" }, ["A.T.Y", "B.T.X", "A.TX"], false],
  [{ schema: "A", table: "T" }, ["A.T"], true],
  [{ schema: "A", table: "T" }, ["A.T.X", "A"], false],
])("a loss is allowed by its own name or its table's: %o by %j is %s", (loss, allowed, expected) => {
  expect(isAllowed(loss, allowed)).toBe(expected);
});

it.each([
  [{ schema: "A", table: "T" }],
  [{ schema: "A", table: "T", column: "X" }],
  [{ schema: "A", table: "T", column: "x y" }],
])("the switch takes the name the refusal of %o gives it", (place) => {
  const { allowDataLoss } = estateSchema.parse({ allowDataLoss: [placeOf(place)] });
  expect(isAllowed(place, allowDataLoss)).toBe(true);
});
