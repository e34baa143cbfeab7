import { describe, expect, it } from "vitest";

import { columnOrderOf } from "../../src/guard/column-order";
import { columnsInOrder } from "../../src/model/column-order";
import { text } from "../../src/model/columns";
import type { Table } from "../../src/model/table";

const table = (columns: readonly string[], formerly?: string[]): Table => ({
  schema: "A",
  name: "T",
  comment: "",
  facts: { entityType: "source", dataSource: "gong", updateFrequency: "daily" },
  columns: columns.map((column) => text(column, 50, "")),
  changedAt: "",
  ...(formerly === undefined ? {} : { formerly }),
});
const kept = (name: string, columns: readonly string[]) => ({
  schema: "A",
  name,
  owner: "R",
  columns,
  rows: 0,
});

describe("the columns of a table are declared", () => {
  it.each([
    ["in the model's order where the account has no such table", table(["X", "Y"]), [], ["X", "Y"]],
    ["in the account's order", table(["X", "Y", "Z"]), [kept("T", ["Z", "X", "Y"])], ["Z", "X", "Y"]],
    [
      "with new ones last, in the model's order, wherever they were added",
      table(["N1", "X", "N2", "Y", "N3"]),
      [kept("T", ["X", "Y"])],
      ["X", "Y", "N1", "N2", "N3"],
    ],
    [
      "without those that are declared no more",
      table(["N", "Y", "X"]),
      [kept("T", ["X", "GONE", "Y"])],
      ["X", "Y", "N"],
    ],
    [
      "in the order they had under the old name",
      table(["X", "Y"], ["OLD"]),
      [kept("OLD", ["Y", "X"])],
      ["Y", "X"],
    ],
    [
      "not in that of another table that has the old name now",
      table(["X", "Y"], ["OLD"]),
      [kept("OLD", ["Y", "X"]), kept("T", ["X", "Y"])],
      ["X", "Y"],
    ],
  ])("%s", (_, declared, account, expected) => {
    const order = columnOrderOf([declared], account);
    expect(columnsInOrder(declared, order).map(({ name }) => name)).toEqual(expected);
  });
});
