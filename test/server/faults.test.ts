import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { SnowflakeError } from "../../standin/errors";
import { NodeConnection } from "./node-driver";
import { startRig, type Rig } from "./rig";

let rig: Rig;
let connection: NodeConnection;

beforeAll(async () => {
  rig = await startRig("CREATE DATABASE APP; CREATE TABLE COUNTED (ID NUMBER)");
});
afterAll(() => rig.close());
beforeEach(async () => {
  connection = await NodeConnection.open(rig.server, { database: "APP", schema: "PUBLIC" });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await connection.close();
});

/** The driver waits a second, and up to two more by chance, before it tries again. */
const withoutChance = (): void => void vi.spyOn(Math, "random").mockReturnValue(0);

const ran = (sql: string): number => rig.log.filter((entry) => entry.sql === sql).length;

describe("faults on demand", () => {
  it("a statement fails as asked, once, and the next does not", async () => {
    rig.server.faults.failNext({
      matching: (sql) => sql.includes("COUNTED"),
      error: new SnowflakeError("000603", "XX000", "SQL execution internal error"),
    });
    expect(await connection.rows("SELECT 1 AS A")).toEqual([{ A: 1 }]);
    expect(await connection.error("SELECT * FROM COUNTED")).toMatchObject({
      code: "000603",
      sqlState: "XX000",
    });
    expect(await connection.rows("SELECT * FROM COUNTED")).toEqual([]);
  });

  it("latency is waited out by every statement", async () => {
    rig.server.faults.latencyMs = 60;
    const start = performance.now();
    await connection.run("SELECT 1");
    rig.server.faults.latencyMs = 0;
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it("a connection dropped before the statement ran is tried again by the driver", async () => {
    const sql = "INSERT INTO COUNTED SELECT 10";
    withoutChance();
    rig.server.faults.dropNext();
    await connection.run(sql);
    expect(ran(sql)).toBe(1);
    expect(await connection.rows("SELECT ID FROM COUNTED WHERE ID = 10")).toEqual([{ ID: 10 }]);
  });

  it("a statement whose answer was lost is not run again", async () => {
    const sql = "INSERT INTO COUNTED SELECT 20";
    withoutChance();
    rig.server.faults.dropNext({ moment: "after" });
    const { statement } = await connection.run(sql);
    expect(statement.getNumUpdatedRows()).toBe(1);
    expect(ran(sql)).toBe(1);
    expect(await connection.rows("SELECT ID FROM COUNTED WHERE ID = 20")).toEqual([{ ID: 20 }]);
  });

  it("an expired token is renewed, and the session goes on with its transaction", async () => {
    await connection.run("BEGIN");
    await connection.run("INSERT INTO COUNTED SELECT 30");
    rig.server.faults.expireSessions();
    expect(await connection.rows("SELECT ID FROM COUNTED WHERE ID = 30")).toEqual([{ ID: 30 }]);
    await connection.run("ROLLBACK");
  });

  it("tokens expire by the account's clock", async () => {
    rig.account.clock.advance(3_600_000);
    expect(await connection.rows("SELECT 1 AS A")).toEqual([{ A: 1 }]);
    expect(rig.warnings.at(-1)).toContain("390112");
  });

  it("once the master token has expired too, only a new login helps", async () => {
    const lost = await NodeConnection.open(rig.server);
    rig.server.faults.expireSessions({ master: true });
    await expect(lost.rows("SELECT 1")).rejects.toThrow();
    expect(lost.driver.isUp()).toBe(false);
    expect(rig.warnings.at(-1)).toContain("390114");
  });
});

describe("giving up", () => {
  it("a statement that runs is ended by the driver", async () => {
    const wide = Array.from(
      { length: 9 },
      (_, i) => `(SELECT 1 AS N UNION ALL SELECT 2 UNION ALL SELECT 3
      UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7) T${i}`,
    ).join(", ");
    const start = performance.now();
    const error = await canceled(`SELECT COUNT(DISTINCT T0.N * T1.N + T8.N) FROM ${wide}`, 150);
    expect(error).toMatchObject({ code: "000604", sqlState: "57014" });
    expect(performance.now() - start).toBeLessThan(3000);
    expect(await connection.rows("SELECT 1 AS A")).toEqual([{ A: 1 }]);
  });

  it("a statement that waits for another's lock is ended, and changes nothing", async () => {
    const other = await NodeConnection.open(rig.server, { database: "APP", schema: "PUBLIC" });
    await connection.run("INSERT INTO COUNTED SELECT 40");
    await other.run("BEGIN");
    await other.run("UPDATE COUNTED SET ID = 41 WHERE ID = 40");
    expect(await canceled("UPDATE COUNTED SET ID = 42 WHERE ID = 40", 100)).toMatchObject({ code: "000604" });
    await other.run("COMMIT");
    expect(await connection.rows("SELECT ID FROM COUNTED WHERE ID >= 40")).toEqual([{ ID: 41 }]);
    await other.close();
  });

  it("a statement that has not begun never does", async () => {
    rig.server.faults.latencyMs = 2000;
    const sql = "INSERT INTO COUNTED SELECT 50";
    expect(await canceled(sql, 50)).toMatchObject({ code: "000604" });
    rig.server.faults.latencyMs = 0;
    expect(await connection.rows("SELECT ID FROM COUNTED WHERE ID = 50")).toEqual([]);
  });

  function canceled(sqlText: string, afterMs: number): Promise<unknown> {
    return new Promise((resolve) => {
      const statement = connection.driver.execute({ sqlText, complete: (error) => resolve(error) });
      void sleep(afterMs).then(() => statement.cancel());
    });
  }
});
