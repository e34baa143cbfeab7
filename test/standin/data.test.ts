import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../standin/data/connection";
import type { TableShape } from "../../standin/data/scope";
import { World } from "./support/world";

let world: World;
let other: Connection;
let table: TableShape;
beforeEach(async () => {
  world = await World.open(0.3);
  other = await world.store.connect();
  table = await world.table("T", "id INTEGER NOT NULL, name VARCHAR(10)");
  await world.run("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
});
afterEach(async () => {
  await other.close();
  await world.close();
});

const names = (connection?: Connection) => world.rows("SELECT id, name FROM t ORDER BY id", connection);

describe("transactions", () => {
  it("show their own writes, and no one else's until they commit", async () => {
    await world.main.begin();
    expect(world.main.inTransaction).toBe(true);
    await world.run("UPDATE t SET name = 'x' WHERE id = 1");
    await world.run("UPDATE t SET name = name || 'y' WHERE id = 1");
    await world.run("INSERT INTO t VALUES (3, 'c')");
    await world.run("DELETE FROM t WHERE id = 2");
    expect(await names()).toEqual([
      [1, "xy"],
      [3, "c"],
    ]);
    expect(await names(other)).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
    await world.main.commit();
    expect(world.main.inTransaction).toBe(false);
    expect(await names(other)).toEqual([
      [1, "xy"],
      [3, "c"],
    ]);
  });

  it("see what others commit meanwhile: read committed", async () => {
    await world.main.begin();
    await names();
    await world.run("INSERT INTO t VALUES (3, 'c')", other);
    expect(await names()).toHaveLength(3);
    await world.run("UPDATE t SET name = 'z'");
    await world.main.commit();
    expect(await names()).toEqual([
      [1, "z"],
      [2, "z"],
      [3, "z"],
    ]);
  });

  it("take everything back on rollback", async () => {
    await world.main.begin();
    await world.run("UPDATE t SET name = 'x'");
    await world.run("INSERT INTO t VALUES (3, 'c')");
    await world.run("TRUNCATE TABLE t");
    await world.main.rollback();
    expect(await names()).toEqual([
      [1, "a"],
      [2, "b"],
    ]);
  });

  it("keep earlier statements when one fails, and nothing of the one that failed", async () => {
    await world.main.begin();
    await world.run("INSERT INTO t VALUES (3, 'c')");
    await expect(
      world.run("INSERT INTO t SELECT id + 10, IFF(id = 2, 'much too long', 'ok') FROM t"),
    ).rejects.toMatchObject({
      code: "100078",
    });
    expect(world.main.inTransaction).toBe(true);
    await world.main.commit();
    expect(await names(other)).toHaveLength(3);
  });

  it("end with their connection", async () => {
    const third = await world.store.connect();
    await third.begin();
    await world.run("UPDATE t SET name = 'gone'", third);
    await third.close();
    await world.run("UPDATE t SET name = 'free' WHERE id = 1");
    expect(await names()).toEqual([
      [1, "free"],
      [2, "b"],
    ]);
  });
});

describe("locks", () => {
  it("make writers of one table wait for each other, and lose no update", async () => {
    await world.main.begin();
    await world.run("UPDATE t SET name = name || '1'");
    const waiting = world.run("UPDATE t SET name = name || '2'", other);
    await world.main.commit();
    await waiting;
    expect(await names()).toEqual([
      [1, "a12"],
      [2, "b12"],
    ]);
  });

  it("do not make INSERT wait", async () => {
    await world.main.begin();
    await world.run("UPDATE t SET name = 'x'");
    await world.run("INSERT INTO t VALUES (3, 'c')", other);
    await world.main.commit();
    expect(await names()).toHaveLength(3);
  });

  it("give up after the timeout, and leave the waiting transaction open", async () => {
    await world.main.begin();
    await world.run("UPDATE t SET name = 'x'");
    await other.begin();
    await expect(world.run("DELETE FROM t", other)).rejects.toMatchObject({
      code: "000625",
      sqlState: "57014",
    });
    expect(other.inTransaction).toBe(true);
    await world.main.rollback();
    await world.run("DELETE FROM t", other);
    await other.commit();
    expect(await names()).toEqual([]);
  });

  it("let many connections write at once and count every row", async () => {
    await world.table("C", "n INTEGER");
    await world.run("INSERT INTO c VALUES (0)");
    const connections = await Promise.all(Array.from({ length: 8 }, () => world.store.connect()));
    await Promise.all(
      connections.flatMap((connection) => [
        world.run("UPDATE c SET n = n + 1", connection),
        world.run("INSERT INTO t VALUES (9, 'i')", connection),
      ]),
    );
    expect(await world.rows("SELECT n FROM c")).toEqual([[8]]);
    expect(await world.rows("SELECT COUNT(*) FROM t WHERE id = 9")).toEqual([[8]]);
    await Promise.all(connections.map((connection) => connection.close()));
  });
});

describe("structure", () => {
  const reshape = (columns: TableShape["columns"]): void => {
    world.relations.set("T", { kind: "table", table: { ...table, columns }, masks: [] });
  };
  const number = { kind: "NUMBER", precision: 38, scale: 0 } as const;

  it("adds a column: NULL in rows there are, or its default", async () => {
    const plain = { name: "A", type: number, nullable: true };
    const filled = { name: "b", type: number, nullable: false, defaultSql: "1 + 1" };
    await world.store.addColumn(table.id, plain);
    await world.store.addColumn(table.id, filled);
    reshape([...table.columns, plain, filled]);
    expect(await world.rows(`SELECT id, a, "b" FROM t ORDER BY id`)).toEqual([
      [1, null, 2],
      [2, null, 2],
    ]);
    await expect(
      world.store.addColumn(table.id, { ...plain, name: "C", nullable: false }),
    ).rejects.toMatchObject({
      code: "002263",
    });
  });

  it("renames, drops and retypes columns", async () => {
    await world.store.renameColumn(table.id, "NAME", "LABEL");
    await world.store.alterColumnType(table.id, "ID", { kind: "VARCHAR", length: 10 });
    reshape([{ name: "LABEL", type: { kind: "VARCHAR", length: 10 }, nullable: true }]);
    expect(await world.rows("SELECT label FROM t ORDER BY 1")).toEqual([["a"], ["b"]]);
    reshape([{ name: "ID", type: { kind: "VARCHAR", length: 10 }, nullable: true }]);
    await world.store.dropColumn(table.id, "LABEL");
    expect(await world.rows("SELECT id || '!' FROM t ORDER BY 1")).toEqual([["1!"], ["2!"]]);
  });

  it("sets NOT NULL only where no NULL is", async () => {
    await world.store.setNullable(table.id, "NAME", false);
    await world.run("UPDATE t SET name = NULL WHERE id = 1");
    await expect(world.store.setNullable(table.id, "NAME", false)).rejects.toMatchObject({ code: "100072" });
  });

  it("forgets a dropped table", async () => {
    await world.store.dropTable(table.id);
    await expect(names()).rejects.toMatchObject({ code: "002003" });
    await expect(world.run("INSERT INTO t VALUES (3, 'c')")).rejects.toMatchObject({ code: "002003" });
  });
});
