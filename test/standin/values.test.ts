import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Value } from "../../standin/result";
import { World } from "./support/world";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

describe("recursive queries widen (docs: constructs/with)", () => {
  it.each<readonly [string, string, readonly (readonly Value[])[]]>([
    [
      "numbers beyond the anchor's digits",
      "WITH RECURSIVE f (a, b) AS (SELECT 0, 1 UNION ALL SELECT a + b, a FROM f WHERE b < 100) SELECT MAX(a) FROM f",
      [[233]],
    ],
    [
      "a text that grows, as in the page's example that indents",
      "WITH f (s, n) AS (SELECT '...', 1 UNION ALL SELECT s || '...', n + 1 FROM f WHERE n < 3) SELECT s FROM f ORDER BY n",
      [["..."], ["......"], ["........."]],
    ],
    [
      "a scale the step needs",
      "WITH f (x) AS (SELECT 1 UNION ALL SELECT x / 2 FROM f WHERE x > 0.2) SELECT x FROM f ORDER BY x",
      [["0.125000000000"], ["0.250000000000"], ["0.500000000000"], ["1.000000000000"]],
    ],
    [
      "a table's VARCHAR(3)",
      "WITH f (s) AS (SELECT 'abc'::VARCHAR(3) UNION ALL SELECT s || 'd' FROM f WHERE LENGTH(s) < 5) SELECT MAX(s) FROM f",
      [["abcdd"]],
    ],
  ])("%s", async (_, sql, rows) => {
    expect(await world.rows(sql)).toEqual(rows);
  });

  it("says how wide its columns are", async () => {
    const { columns } = await world.run(
      "WITH f (s, n) AS (SELECT 'a', 1 UNION ALL SELECT s || 'b', n + 1 FROM f WHERE n < 3) SELECT s, n FROM f",
    );
    expect(columns.map(({ type }) => type)).toEqual([
      { kind: "VARCHAR", length: 16_777_216 },
      { kind: "NUMBER", precision: 38, scale: 0 },
    ]);
  });
});

describe("a name of the select list in ON", () => {
  beforeAll(async () => {
    await world.table("LEFTS", "x INTEGER");
    await world.table("RIGHTS", "y INTEGER, w INTEGER");
    await world.run("INSERT INTO lefts VALUES (1), (2)");
    await world.run("INSERT INTO rights VALUES (2, 9)");
  });

  it("means its expression", async () => {
    const sql = "SELECT l.x, l.x + 1 AS z, r.y FROM lefts l LEFT JOIN rights r ON z = r.y ORDER BY 1";
    expect(await world.rows(sql)).toEqual([
      [1, 2, 2],
      [2, 3, null],
    ]);
  });

  it("gives way to a column of that name", async () => {
    const sql = "SELECT l.x + 7 AS w FROM lefts l JOIN rights r ON w = 9 AND l.x = 2";
    expect(await world.rows(sql)).toEqual([[9]]);
  });
});

describe("INSERT takes the types of its first row (docs: sql/insert, demo_insert_type_mismatch)", () => {
  beforeEach(() => world.table("MIX", "v VARCHAR, n FLOAT"));

  it.each([
    [
      "(3), ('d')",
      "DML operation to table MIX failed on column V with error: Numeric value 'd' is not recognized",
    ],
    [
      "(NULL), (3), ('d')",
      "DML operation to table MIX failed on column V with error: Numeric value 'd' is not recognized",
    ],
  ])("VALUES %s fails", async (values, message) => {
    await expect(world.run(`INSERT INTO mix (v) VALUES ${values}`)).rejects.toMatchObject({
      code: "100038",
      message,
    });
    expect(await world.rows("SELECT * FROM mix")).toEqual([]);
  });

  it.each<readonly [string, readonly Value[]]>([
    ["('three'), ('four')", ["three", "four"]],
    ["(3), (4)", ["3", "4"]],
    ["('d'), (3)", ["d", "3"]],
    ["(TRUE), (NULL), ('no')", ["true", null, "false"]],
  ])("VALUES %s goes", async (values, expected) => {
    await world.run(`INSERT INTO mix (v) VALUES ${values}`);
    expect((await world.rows("SELECT v FROM mix")).map(([v]) => v)).toEqual(expected);
  });

  it("numbers keep their own digits", async () => {
    await world.run("INSERT INTO mix (n) VALUES (1), (2.5), (1e3), (DEFAULT)");
    expect((await world.rows("SELECT n FROM mix")).map(([n]) => n)).toEqual([1, 2.5, 1000, null]);
  });
});

describe("NUL (docs: data-types-text, escape sequences)", () => {
  it("is stored, found and given back", async () => {
    await world.table("NULS", "v VARCHAR, j VARIANT");
    await world.run("INSERT INTO nuls SELECT 'a\\0b', OBJECT_CONSTRUCT('k', 'x\\0')");
    expect(await world.rows("SELECT v, LENGTH(v), j FROM nuls WHERE v = 'a\\0b'")).toEqual([
      ["a\0b", 3, '{"k":"x\\u0000"}'],
    ]);
  });

  it("may come in the statement itself and as a bind variable", async () => {
    expect(await world.value("'a\0b'")).toBe("a\0b");
    expect((await world.run("SELECT ?", world.main, ["a\0b"])).rows).toEqual([["a\0b"]]);
  });
});

describe("calls in calls", () => {
  it("say what they are given once, however deep", async () => {
    const nested = (depth: number): string =>
      depth === 0 ? "'a-b-c'" : `LPAD(SUBSTR(SPLIT_PART(${nested(depth - 1)}, '#', 1), 1, 9), 5, '-')`;
    expect(await world.value(nested(8))).toBe("a-b-c");
    expect(
      await world.rows(
        `SELECT ${nested(3)} AS k, COUNT(*) FROM VALUES (1), (2) v(x) GROUP BY k HAVING k IS NOT NULL`,
      ),
    ).toEqual([["a-b-c", 2]]);
  });
});

describe("types of results", () => {
  it.each([
    // docs: functions/trunc, "The data type returned by TRUNCATE(3.14, 1) is NUMBER(4, 1)".
    ["TRUNC(3.14, 1)", 4, 1],
    ["TRUNC(3.14, 0)", 4, 0],
    ["TRUNC(33.33, -1)", 5, 0],
    // docs: functions/round, "precision at least".
    ["ROUND(3.14, 1)", 4, 1],
    ["ROUND(x, y) FROM VALUES (1.55, 1) v(x, y)", 4, 2],
    // docs: operators-arithmetic.
    ["10.1 / 2.1", 10, 7],
    ["1.5 * 2.25", 5, 3],
    ["7 % 2.5", 2, 1],
  ])("%s is NUMBER(%i, %i)", async (expression, precision, scale) => {
    const [column] = (await world.run(`SELECT ${expression}`)).columns;
    expect(column?.type).toEqual({ kind: "NUMBER", precision, scale });
  });
});
