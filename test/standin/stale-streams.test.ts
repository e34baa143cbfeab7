import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let live: Whole;
beforeEach(async () => {
  live = await Whole.open();
  await live.admin(`CREATE DATABASE D; CREATE SCHEMA D.S; USE SCHEMA D.S; CREATE TABLE T (A INT);
    CREATE TABLE SINK (A INT); CREATE STREAM ST ON TABLE T; INSERT INTO T VALUES (1)`);
});
afterEach(() => live.close());

const day = 86_400_000;
const pass = (days: number): void => live.account.clock.advance(days * day);
const shown = async (): Promise<{ stale: unknown; in: number }> => {
  const [row] = await live.admin("SHOW STREAMS LIKE 'ST'");
  const after = new Date(String(row?.stale_after)).getTime();
  return { stale: row?.stale, in: Math.round((after - live.account.clock.now().getTime()) / day) };
};

// docs show-streams (stale, stale_after), streams-intro (data retention period and staleness)
describe("a stream goes stale where it is not read for as long as its table's changes are kept", () => {
  it("the time is counted from the last reading, not from now", async () => {
    expect(await shown()).toEqual({ stale: "false", in: 14 });
    pass(10);
    expect(await shown()).toEqual({ stale: "false", in: 4 });
    pass(5);
    expect(await shown()).toEqual({ stale: "true", in: -1 });
  });

  it("consuming it starts the time anew; reading it in a query does not", async () => {
    pass(10);
    await live.admin("SELECT * FROM ST");
    expect(await shown()).toEqual({ stale: "false", in: 4 });
    await live.admin("INSERT INTO SINK SELECT A FROM ST");
    expect(await shown()).toEqual({ stale: "false", in: 14 });
  });

  // docs system_stream_has_data, usage notes
  it("so does finding it empty by SYSTEM$STREAM_HAS_DATA, and finding rows does not", async () => {
    pass(10);
    expect(await live.values("SELECT SYSTEM$STREAM_HAS_DATA('ST')")).toEqual([[true]]);
    expect(await shown()).toEqual({ stale: "false", in: 4 });
    await live.admin("INSERT INTO SINK SELECT A FROM ST");
    pass(10);
    expect(await live.values("SELECT SYSTEM$STREAM_HAS_DATA('ST')")).toEqual([[false]]);
    expect(await shown()).toEqual({ stale: "false", in: 14 });
  });

  it("the larger of the two parameters counts, of the table or what holds it", async () => {
    await live.admin("ALTER TABLE T SET DATA_RETENTION_TIME_IN_DAYS = 30");
    expect((await shown()).in).toBe(30);
    await live.admin(
      `ALTER TABLE T SET DATA_RETENTION_TIME_IN_DAYS = 1, MAX_DATA_EXTENSION_TIME_IN_DAYS = 0`,
    );
    expect((await shown()).in).toBe(1);
    await live.admin(
      "ALTER TABLE T UNSET MAX_DATA_EXTENSION_TIME_IN_DAYS; ALTER SCHEMA S SET MAX_DATA_EXTENSION_TIME_IN_DAYS = 20",
    );
    expect((await shown()).in).toBe(20);
  });

  test.each(["SELECT * FROM ST", "INSERT INTO SINK SELECT A FROM ST", "SELECT SYSTEM$STREAM_HAS_DATA('ST')"])(
    "then %s is an error that names the stream",
    async (sql) => {
      pass(15);
      expect(await live.failure(sql)).toMatch(/^091901 .*Stream 'D\.S\.ST' has become stale.*'D\.S\.T'/s);
      await live.admin("CREATE OR REPLACE STREAM ST ON TABLE T");
      expect(await live.failure(sql)).toBe("ok");
    },
  );

  test.each(["SELECT * FROM ST", "SELECT SYSTEM$STREAM_HAS_DATA('ST')"])(
    "a table made anew leaves the stream unreadable: %s names both",
    async (sql) => {
      await live.admin("CREATE OR REPLACE TABLE T (A INT)");
      expect(await shown()).toMatchObject({ stale: "true" });
      expect(await live.failure(sql)).toMatch(
        /^091901 .*Base table 'D\.S\.T' dropped, cannot read from stream 'D\.S\.ST'\.$/s,
      );
    },
  );

  it("a task whose condition asks it has a failed run that says so", async () => {
    pass(15);
    await live.admin(`CREATE TASK K WAREHOUSE = COMPUTE_WH SCHEDULE = '1 MINUTE' WHEN SYSTEM$STREAM_HAS_DATA('ST')
      AS INSERT INTO SINK SELECT A FROM ST; ALTER TASK K RESUME`);
    pass(1 / 24);
    await live.account.tasks.runDue();
    expect(await live.admin("SELECT * FROM TABLE(D.INFORMATION_SCHEMA.TASK_HISTORY())")).toMatchObject([
      { STATE: "FAILED", ERROR_MESSAGE: expect.stringContaining("has become stale") as unknown },
    ]);
  });
});
