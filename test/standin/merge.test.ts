import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { records } from "../../standin/result";
import { World } from "./support/world";

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

describe("MERGE (docs: sql/merge, examples)", () => {
  it("performs a mix of operations", async () => {
    await world.table("TARGET", "id INTEGER, val INTEGER, status VARCHAR");
    await world.table(
      "SOURCE",
      "id INTEGER, marked VARCHAR, isnewstatus INTEGER, newval INTEGER, newstatus VARCHAR",
    );
    await world.run(
      "INSERT INTO target VALUES (1, 10, 'Production'), (2, 20, 'Alpha'), (3, 30, 'Production')",
    );
    await world.run(`INSERT INTO source VALUES (1, 'Y', 0, 10, 'Production'), (2, 'N', 1, 50, 'Beta'),
      (3, 'N', 0, 60, 'Deprecated'), (4, 'N', 0, 40, 'Production')`);
    const result = await world.run(`MERGE INTO target USING source ON target.id = source.id
      WHEN MATCHED AND source.marked = 'Y' THEN DELETE
      WHEN MATCHED AND source.isnewstatus = 1 THEN UPDATE SET val = source.newval, status = source.newstatus
      WHEN MATCHED THEN UPDATE SET target.val = source.newval
      WHEN NOT MATCHED THEN INSERT (id, val, status) VALUES (source.id, source.newval, source.newstatus)`);
    expect(records(result)).toEqual([
      { "number of rows inserted": 1, "number of rows updated": 2, "number of rows deleted": 1 },
    ]);
    expect(await world.rows("SELECT * FROM target ORDER BY id")).toEqual([
      [2, 50, "Beta"],
      [3, 60, "Production"],
      [4, 40, "Production"],
    ]);
  });

  it("matches columns ALL BY NAME", async () => {
    await world.table("TARGET", "id INTEGER, x INTEGER, y VARCHAR");
    await world.table("SOURCE", "id INTEGER, y VARCHAR, x INTEGER");
    await world.run("INSERT INTO target VALUES (1, 10, 'Skiing'), (2, 20, 'Snowboarding')");
    await world.run(
      "INSERT INTO source VALUES (1, 'Skiing', 10), (2, 'Snowboarding', 25), (3, 'Skating', 30)",
    );
    await world.run(`MERGE INTO target USING source ON target.id = source.id
      WHEN MATCHED THEN UPDATE ALL BY NAME WHEN NOT MATCHED THEN INSERT ALL BY NAME`);
    expect(await world.rows("SELECT * FROM target ORDER BY id")).toEqual([
      [1, 10, "Skiing"],
      [2, 25, "Snowboarding"],
      [3, 30, "Skating"],
    ]);
  });

  it("inserts every copy of a source row that matches nothing", async () => {
    await world.table("TARGET", "id INTEGER, description VARCHAR");
    const result =
      await world.run(`MERGE INTO target t USING (SELECT 50 AS id UNION ALL SELECT 50) s ON t.id = s.id
      WHEN MATCHED THEN UPDATE SET t.description = 'old' WHEN NOT MATCHED THEN INSERT (id, description) VALUES (s.id, 'new')`);
    expect(result.rows).toEqual([[2, 0]]);
    expect(await world.rows("SELECT * FROM target")).toEqual([
      [50, "new"],
      [50, "new"],
    ]);
  });

  describe("with several source rows for one target row", () => {
    beforeEach(async () => {
      await world.table("TARGET", "k NUMBER, v NUMBER");
      await world.table("SRC", "k NUMBER, v NUMBER");
      await world.run("INSERT INTO target VALUES (0, 10)");
      await world.run("INSERT INTO src VALUES (0, 11), (0, 12), (0, 13)");
    });
    const duplicate = {
      code: "100090",
      sqlState: "42P18",
      message: "Duplicate row detected during DML action",
    };
    const merge = (clauses: string) =>
      world.run(`MERGE INTO target USING src ON target.k = src.k ${clauses}`);
    const left = () => world.rows("SELECT * FROM target");

    it("fails where updates conflict", async () => {
      await expect(merge("WHEN MATCHED THEN UPDATE SET target.v = src.v")).rejects.toMatchObject(duplicate);
      expect(await left()).toEqual([[0, 10]]);
    });

    it("fails where an update and a delete conflict", async () => {
      const clauses = "WHEN MATCHED AND src.v = 11 THEN DELETE WHEN MATCHED THEN UPDATE SET target.v = src.v";
      await expect(merge(clauses)).rejects.toMatchObject(duplicate);
    });

    it("deletes once for several deletes", async () => {
      expect((await merge("WHEN MATCHED AND src.v <= 12 THEN DELETE")).rows).toEqual([[1]]);
      expect(await left()).toEqual([]);
    });

    it("updates where only one row satisfies a clause", async () => {
      await merge("WHEN MATCHED AND src.v = 11 THEN UPDATE SET target.v = src.v");
      expect(await left()).toEqual([[0, 11]]);
    });

    it("updates from a grouped source", async () => {
      await world.run(`MERGE INTO target USING (SELECT k, MAX(v) AS v FROM src GROUP BY k) AS b ON target.k = b.k
        WHEN MATCHED THEN UPDATE SET target.v = b.v WHEN NOT MATCHED THEN INSERT (k, v) VALUES (b.k, b.v)`);
      expect(await left()).toEqual([[0, 13]]);
    });
  });

  it("refuses a clause no row can reach", async () => {
    await world.table("T", "id INTEGER");
    const merge =
      "MERGE INTO t USING (SELECT 1 AS id) s ON t.id = s.id WHEN MATCHED THEN DELETE WHEN MATCHED AND s.id = 1 THEN DELETE";
    await expect(world.run(merge)).rejects.toMatchObject({ code: "001003" });
  });
});

describe("INSERT, UPDATE, DELETE and TRUNCATE", () => {
  beforeEach(async () => {
    await world.table(
      "T",
      "id INTEGER NOT NULL, name VARCHAR(5) DEFAULT 'none', at TIMESTAMP_NTZ DEFAULT CURRENT_TIMESTAMP(), n NUMBER(5,2)",
    );
  });
  const rows = () => world.rows("SELECT id, name, n FROM t ORDER BY id");

  it("fills columns left out, and DEFAULT, from the column's default", async () => {
    const result = await world.run("INSERT INTO t (id, name) VALUES (1, DEFAULT), (2, 'b')");
    expect(records(result)).toEqual([{ "number of rows inserted": 2 }]);
    expect(await world.rows("SELECT id, name, at FROM t ORDER BY id")).toEqual([
      [1, "none", "2024-03-15T10:20:30.456000"],
      [2, "b", "2024-03-15T10:20:30.456000"],
    ]);
  });

  it("converts each value to its column's type", async () => {
    await world.run("INSERT INTO t (id, n) VALUES ('1', '2.345'), (2, 1)");
    expect(await rows()).toEqual([
      [1, "none", "2.35"],
      [2, "none", "1.00"],
    ]);
  });

  it("replaces all rows with INSERT OVERWRITE", async () => {
    await world.run("INSERT INTO t (id) VALUES (1), (2)");
    await world.run("INSERT OVERWRITE INTO t (id, name) SELECT id + 10, 'x' FROM t WHERE id = 2");
    expect(await rows()).toEqual([[12, "x", null]]);
  });

  it("updates from another table, and counts rows matched more than once", async () => {
    await world.run("INSERT INTO t (id) VALUES (1), (2)");
    const result =
      await world.run(`UPDATE t SET name = s.v FROM (SELECT 1 AS id, 'a' AS v UNION ALL SELECT 1, 'a'
      UNION ALL SELECT 2, 'b') s WHERE t.id = s.id`);
    expect(records(result)).toEqual([
      { "number of rows updated": 2, "number of multi-joined rows updated": 1 },
    ]);
    expect(await rows()).toEqual([
      [1, "a", null],
      [2, "b", null],
    ]);
  });

  it("sets columns from the row as it was", async () => {
    await world.run("INSERT INTO t (id, n) VALUES (1, 2)");
    await world.run("UPDATE t x SET x.id = n, n = id, name = DEFAULT");
    expect(await rows()).toEqual([[2, "none", "1.00"]]);
  });

  it("deletes with USING, a query too", async () => {
    await world.run("INSERT INTO t (id) VALUES (1), (2), (3)");
    const result = await world.run(
      "DELETE FROM t USING (SELECT 2 AS id UNION ALL SELECT 2) s WHERE t.id = s.id",
    );
    expect(records(result)).toEqual([{ "number of rows deleted": 1 }]);
    await world.run("DELETE FROM t WHERE id IN (SELECT MAX(id) FROM t)");
    expect(await rows()).toEqual([[1, "none", null]]);
    await world.run("TRUNCATE TABLE t");
    expect(await rows()).toEqual([]);
  });

  it("asks for the privilege each part of a statement needs", async () => {
    world.uses.length = 0;
    await world.run(
      "MERGE INTO t USING (SELECT 1 AS id) s ON t.id = s.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)",
    );
    expect(new Set(world.uses.map(([, use]) => use))).toEqual(new Set(["DELETE", "INSERT"]));
  });

  const failures: readonly (readonly [string, string, string])[] = [
    ["INSERT INTO t (id) VALUES (NULL)", "100072", "NULL result in a non-nullable column"],
    ["INSERT INTO t (name) VALUES ('x')", "100072", "NULL result in a non-nullable column"],
    [
      "INSERT INTO t (id, name) VALUES (1, 'toolong')",
      "100078",
      "String 'toolong' is too long and would be truncated",
    ],
    [
      "INSERT INTO t (id, n) VALUES (1, 1000)",
      "100046",
      "Number out of representable range: type FIXED[SB16](5,2){nullable}, value 1000",
    ],
    ["INSERT INTO t (id) VALUES ('x')", "100038", "Numeric value 'x' is not recognized"],
    [
      "INSERT INTO t (id, name) VALUES (1)",
      "002020",
      "SQL compilation error:\nInsert value list does not match column list expecting 2 but got 1",
    ],
    ["INSERT INTO t (id, id) VALUES (1, 2)", "002025", "SQL compilation error:\nduplicate column name 'ID'"],
    [
      "UPDATE t SET nope = 1",
      "000904",
      "SQL compilation error: error line 1 at position 13\ninvalid identifier 'NOPE'",
    ],
    [
      "INSERT ALL INTO t VALUES (1) SELECT 1",
      "000002",
      "unsupported by the local stand-in: INSERT ALL line 1 at position 7",
    ],
  ];
  it.each(failures)("%s", async (sql, code, message) => {
    await expect(world.run(sql)).rejects.toMatchObject({ code, message });
    expect(await rows()).toEqual([]);
  });
});
