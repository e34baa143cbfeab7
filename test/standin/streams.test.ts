import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../standin/data/connection";
import { World } from "./support/world";

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const changes = (stream: string, columns: string, connection?: Connection) =>
  world.rows(
    `SELECT ${columns}, METADATA$ACTION, METADATA$ISUPDATE FROM ${stream} ORDER BY 1, METADATA$ACTION DESC`,
    connection,
  );

describe("a standard stream (docs: user-guide/streams-examples, basic example)", () => {
  let stream: number;
  beforeEach(async () => {
    await world.table("MEMBERS", "id NUMBER(8) NOT NULL, name VARCHAR(255), fee NUMBER(3)");
    await world.table("SIGNUP", "id NUMBER(8), dt DATE");
    await world.table("MEMBERS_PROD", "id NUMBER(8) NOT NULL, name VARCHAR(255), fee NUMBER(3)");
    stream = await world.stream("MEMBER_CHECK", "MEMBERS");
    await world.run(
      "INSERT INTO members VALUES (1,'Joe',0), (2,'Jane',0), (3,'George',0), (4,'Betty',0), (5,'Sally',0)",
    );
    await world.run(
      `INSERT INTO signup VALUES (1,'2018-01-01'), (2,'2018-02-15'), (3,'2018-05-01'), (4,'2018-07-16'), (5,'2018-08-21')`,
    );
  });
  const consume = (connection?: Connection) =>
    world.run(
      "INSERT INTO members_prod SELECT id, name, fee FROM member_check WHERE METADATA$ACTION = 'INSERT'",
      connection,
    );

  it("follows a table from insert to update, as the page shows", async () => {
    expect(await changes("member_check", "id")).toEqual([1, 2, 3, 4, 5].map((id) => [id, "INSERT", false]));
    await world.run(`MERGE INTO members m USING (SELECT id, dt FROM signup s WHERE DATEDIFF(day, '2018-08-15'::date, s.dt::DATE) < -30) s
      ON m.id = s.id WHEN MATCHED THEN UPDATE SET m.fee = 90`);
    expect(await changes("member_check", "id, fee")).toEqual([
      [1, 90, "INSERT", false],
      [2, 90, "INSERT", false],
      [3, 90, "INSERT", false],
      [4, 0, "INSERT", false],
      [5, 0, "INSERT", false],
    ]);
    await consume();
    expect(await changes("member_check", "id")).toEqual([]);

    await world.main.begin();
    const result = await world.run("UPDATE members SET fee = fee + 15 where fee > 0");
    expect(result.rows).toEqual([[3, 0]]);
    // "These changes are not visible because the change interval ... ends at ... the beginning time of the transaction".
    expect(await changes("member_check", "id")).toEqual([]);
    await world.main.commit();
    expect(await changes("member_check", "id, fee")).toEqual(
      [1, 2, 3].flatMap((id) => [
        [id, 105, "INSERT", true],
        [id, 90, "DELETE", true],
      ]),
    );
  });

  it("gives a row one METADATA$ROW_ID of 40 hex digits for its life", async () => {
    const ids = () => world.rows("SELECT DISTINCT METADATA$ROW_ID FROM member_check WHERE id = 1");
    const before = await ids();
    expect(before[0]?.[0]).toMatch(/^[0-9a-f]{40}$/);
    await consume();
    await world.run("UPDATE members SET fee = 1 WHERE id = 1");
    expect(await ids()).toEqual(before);
  });

  it("folds several changes of one row into one", async () => {
    await consume();
    await world.run("UPDATE members SET fee = 1 WHERE id = 1");
    await world.run("UPDATE members SET fee = 2 WHERE id = 1");
    await world.run("INSERT INTO members VALUES (6, 'Tom', 0)");
    await world.run("UPDATE members SET fee = 3 WHERE id = 6");
    await world.run("INSERT INTO members VALUES (7, 'Ann', 0)");
    await world.run("DELETE FROM members WHERE id IN (2, 7)");
    await world.run("UPDATE members SET fee = 9 WHERE id = 3");
    await world.run("DELETE FROM members WHERE id = 3");
    expect(await changes("member_check", "id, fee")).toEqual([
      [1, 2, "INSERT", true],
      [1, 0, "DELETE", true],
      [2, 0, "DELETE", false],
      [3, 0, "DELETE", false],
      [6, 3, "INSERT", false],
    ]);
  });

  it("never moves for a SELECT", async () => {
    await world.main.begin();
    await changes("member_check", "id");
    await world.main.commit();
    expect(await changes("member_check", "id")).toHaveLength(5);
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(true);
  });

  it("moves for DML that reads it and changes nothing", async () => {
    await world.run("INSERT INTO members_prod SELECT id, name, fee FROM member_check WHERE 0 = 1");
    expect(await changes("member_check", "id")).toEqual([]);
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(false);
  });

  it("moves for DML that reads it through a view, and for CREATE TABLE AS", async () => {
    world.view("LATEST", "SELECT * FROM member_check");
    await world.run("INSERT INTO members_prod SELECT id, name, fee FROM latest");
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(false);
    await world.run("DELETE FROM members WHERE id = 1");
    const copy = await world.table("COPY", "id NUMBER(8)");
    expect(await world.main.fill(copy, "SELECT id FROM member_check", world.scope())).toBe(1);
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(false);
  });

  it("stays where it is when the DML fails or is rolled back", async () => {
    await expect(
      world.run("INSERT INTO members_prod SELECT NULL, name, fee FROM member_check"),
    ).rejects.toThrow("NULL result");
    expect(await changes("member_check", "id")).toHaveLength(5);
    await world.main.begin();
    await consume();
    await world.main.rollback();
    expect(await changes("member_check", "id")).toHaveLength(5);
  });

  it("gives every statement of a transaction the same records", async () => {
    const other = await world.store.connect();
    await world.main.begin();
    await consume();
    await world.run("INSERT INTO members VALUES (8, 'Eve', 0)", other);
    expect(await changes("member_check", "id")).toHaveLength(5);
    await consume();
    await world.main.commit();
    expect(await world.rows("SELECT COUNT(*) FROM members_prod")).toEqual([[10]]);
    expect(await changes("member_check", "id")).toEqual([[8, "INSERT", false]]);
    await other.close();
  });

  it("shows the consumer its own writes to the table afterwards", async () => {
    await world.run(
      "MERGE INTO members m USING member_check s ON m.id = s.id WHEN MATCHED THEN UPDATE SET fee = 7",
    );
    expect(await changes("member_check", "id, fee")).toHaveLength(10);
    await world.run(
      "MERGE INTO members m USING (SELECT * FROM member_check WHERE fee <> 7) s ON m.id = s.id AND m.fee <> 7 WHEN MATCHED THEN UPDATE SET fee = 7",
    );
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(false);
  });

  it("locks the stream for a second consumer until the first ends", async () => {
    const other = await world.store.connect();
    await world.main.begin();
    await consume();
    const second = consume(other);
    await world.main.commit();
    await second;
    expect(await world.rows("SELECT COUNT(*) FROM members_prod")).toEqual([[5]]);
    await other.close();
  });

  it("is independent of another on the same table", async () => {
    await world.stream("SECOND", "MEMBERS");
    await consume();
    await world.run("DELETE FROM members WHERE id = 5");
    expect(await changes("member_check", "id")).toEqual([[5, "DELETE", false]]);
    expect(await changes("second", "id")).toEqual([[5, "DELETE", false]]);
  });

  it("records TRUNCATE as deletes", async () => {
    await consume();
    await world.run("TRUNCATE TABLE members");
    expect(await changes("member_check", "id")).toEqual([1, 2, 3, 4, 5].map((id) => [id, "DELETE", false]));
  });

  it("names the table it lost", async () => {
    const members = world.relations.get("MEMBERS");
    if (members?.kind === "table") await world.store.dropTable(members.table.id);
    await expect(world.run("SELECT * FROM member_check")).rejects.toThrow(
      "Base table 'DB.S.MEMBERS' dropped, cannot read from stream 'DB.S.MEMBER_CHECK'.",
    );
  });
});

describe("an append-only stream (docs: user-guide/streams-examples)", () => {
  it("records inserts and nothing else", async () => {
    await world.table("T", "id INT, name STRING");
    await world.table("T2", "id INT, name STRING, stream_type STRING");
    await world.stream("DELTA_S", "T");
    await world.stream("APPEND_ONLY_S", "T", { appendOnly: true });
    for (const row of ["0, 'charlie brown'", "1, 'lucy'", "2, 'linus'"])
      await world.run(`INSERT INTO t VALUES (${row})`);
    await world.run("DELETE FROM t WHERE id = '0'");
    expect(await changes("delta_s", "id, name")).toEqual([
      [1, "lucy", "INSERT", false],
      [2, "linus", "INSERT", false],
    ]);
    expect(await changes("append_only_s", "id, name")).toEqual([
      [0, "charlie brown", "INSERT", false],
      [1, "lucy", "INSERT", false],
      [2, "linus", "INSERT", false],
    ]);
    // "produce the same METADATA$ROW_IDs for the same rows" (streams-intro).
    expect(
      await world.rows(
        "SELECT COUNT(*) FROM delta_s d JOIN append_only_s a ON d.METADATA$ROW_ID = a.METADATA$ROW_ID AND d.id = a.id",
      ),
    ).toEqual([[2]]);
    await world.run("INSERT INTO t2 SELECT id, name, 'delta' FROM delta_s");
    await world.run("INSERT INTO t2 SELECT id, name, 'append' FROM append_only_s");
    await world.run("UPDATE t SET name = 'sally' WHERE name = 'linus'");
    expect(await changes("delta_s", "id, name")).toEqual([
      [2, "sally", "INSERT", true],
      [2, "linus", "DELETE", true],
    ]);
    expect(await changes("append_only_s", "id, name")).toEqual([]);
  });
});

describe("SHOW_INITIAL_ROWS (docs: sql/create-stream)", () => {
  it("returns the rows there were until consumed, then the changes since: none of what came in between", async () => {
    await world.table("T", "id INT, n INT");
    await world.table("SINK", "id INT");
    await world.run("INSERT INTO t VALUES (1, 1), (2, 1)");
    const stream = await world.stream("S", "T", { showInitialRows: true });
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(true);
    await world.run("INSERT INTO t VALUES (3, 1)");
    await world.run("UPDATE t SET n = 2 WHERE id = 1");
    expect(await changes("s", "id, n")).toEqual([
      [1, 1, "INSERT", false],
      [2, 1, "INSERT", false],
    ]);
    await world.run("INSERT INTO sink SELECT id FROM s");
    // "Subsequently, the stream returns any DML changes ... since the most recent offset".
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(false);
    await world.run("INSERT INTO t VALUES (4, 1)");
    expect(await changes("s", "id, n")).toEqual([[4, 1, "INSERT", false]]);
  });

  it("is an ordinary stream where there were no rows", async () => {
    await world.table("T", "id INT");
    const stream = await world.stream("S", "T", { showInitialRows: true });
    expect(await world.store.streamHasData(stream, "D.S.ST")).toBe(false);
    await world.run("INSERT INTO t VALUES (1)");
    expect(await changes("s", "id")).toEqual([[1, "INSERT", false]]);
  });
});
