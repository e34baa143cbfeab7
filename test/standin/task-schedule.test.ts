import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { records } from "../../standin/result";
import { nextByCron } from "../../standin/tasks/cron";
import { Account } from "../../standin/account";

describe("USING CRON (docs: create-task, SCHEDULE)", () => {
  const noon = "2026-01-15T12:00:00Z"; // a Thursday
  const cases: readonly (readonly [string, string, string])[] = [
    ["23 3,15 * * * UTC", noon, "2026-01-15T15:23:00Z"],
    ["23 3,15 * * * UTC", "2026-01-15T15:23:00Z", "2026-01-16T03:23:00Z"],
    ["* * * * * UTC", "2026-01-15T12:00:30Z", "2026-01-15T12:01:00Z"],
    ["0 2 * * * UTC", noon, "2026-01-16T02:00:00Z"],
    ["0-10/5,30 12 * * * UTC", "2026-01-15T12:05:00Z", "2026-01-15T12:10:00Z"],
    ["*/20 * * * * UTC", "2026-01-15T12:41:00Z", "2026-01-15T13:00:00Z"],
    ["7 3 * * SUN America/Los_Angeles", noon, "2026-01-18T11:07:00Z"],
    ["0 9-17 * * mon-fri UTC", "2026-01-16T17:00:00Z", "2026-01-19T09:00:00Z"],
    ["0 0 L * * UTC", noon, "2026-01-31T00:00:00Z"],
    ["0 0 * * 5L UTC", noon, "2026-01-30T00:00:00Z"],
    ["0 0 20 * FRI UTC", noon, "2026-01-16T00:00:00Z"],
    ["0 0 29 FEB * UTC", noon, "2028-02-29T00:00:00Z"],
    ["30 17 * * * Asia/Kolkata", noon, "2026-01-16T12:00:00Z"],
    // The clock of that zone goes from 2:00 to 3:00 on 8 March, and shows 1:30 twice on 1 November 2026.
    ["30 2 * * * America/Los_Angeles", "2026-03-07T10:30:00Z", "2026-03-09T09:30:00Z"],
    ["30 1 * * * America/Los_Angeles", "2026-11-01T08:30:00Z", "2026-11-01T09:30:00Z"],
  ];
  it.each(cases)("%s, after %s: %s", (schedule, after, next) => {
    expect(nextByCron(`USING CRON ${schedule}`, new Date(after))).toEqual(new Date(next));
  });

  it.each([
    "60 * * * * UTC",
    "* 24 * * * UTC",
    "* * 0 * * UTC",
    "* * * 13 * UTC",
    "* * * * 7 UTC",
    "5-1 * * * * UTC",
  ])("refuses by name what it cannot read: %s", (schedule) => {
    expect(() => nextByCron(`USING CRON ${schedule}`, new Date(noon))).toThrow(/unsupported.*task schedule/);
  });

  it.each(["* * * * * Mars/Olympus", "0 0 30 2 * UTC", "* * * * UTC"])(
    "and what never comes: %s",
    (schedule) => {
      expect(() => nextByCron(`USING CRON ${schedule}`, new Date(noon))).toThrow(
        /unsupported.*task schedule/,
      );
    },
  );
});

describe("a task on a schedule", () => {
  let account: Account;
  beforeEach(async () => {
    account = await Account.open();
    await run("CREATE DATABASE D; CREATE SCHEMA D.S; CREATE TABLE D.S.T (N INT)");
  });
  afterEach(() => account.close());

  async function run(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const session = await account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    try {
      let last: readonly Readonly<Record<string, unknown>>[] = [];
      for (const statement of sql.split(";")) last = records(await session.execute(statement));
      return last;
    } finally {
      await session.close();
    }
  }
  const names = async () => (await account.tasks.runDue()).map(({ of }) => of.name);

  it("by an interval first runs an interval after it was resumed, and then each interval (docs: alter-task, RESUME)", async () => {
    await run("CREATE TASK D.S.EVERY WAREHOUSE = COMPUTE_WH SCHEDULE = '10 MINUTES' AS SELECT 1");
    account.clock.advance(20 * 60_000);
    await run("ALTER TASK D.S.EVERY RESUME");
    account.clock.advance(9 * 60_000);
    expect(await names()).toEqual([]);
    account.clock.advance(60_000);
    expect(await names()).toEqual(["EVERY"]);
    expect(await names()).toEqual([]);
    account.clock.advance(10 * 60_000);
    expect(await names()).toEqual(["EVERY"]);
  });

  it("by cron runs at its minute, its successors after it, and says when it is due next", async () => {
    await run(`CREATE TASK D.S.DAILY WAREHOUSE = COMPUTE_WH SCHEDULE = 'USING CRON 23 3 * * * UTC' AS SELECT 1;
      CREATE TASK D.S.AFTERWARDS WAREHOUSE = COMPUTE_WH AFTER D.S.DAILY AS SELECT 1;
      ALTER TASK D.S.AFTERWARDS RESUME; ALTER TASK D.S.DAILY RESUME`);
    expect(await names()).toEqual([]);
    account.clock.advance(24 * 60 * 60_000);
    expect(await names()).toEqual(["DAILY", "AFTERWARDS"]);
    expect(await names()).toEqual([]);
    const history = await run(
      "SELECT SCHEDULED_TIME, NEXT_SCHEDULED_TIME FROM TABLE(D.INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => 'DAILY'))",
    );
    const [scheduled, next] = ["SCHEDULED_TIME", "NEXT_SCHEDULED_TIME"].map((key) =>
      Date.parse(String(history[0]?.[key])),
    ) as [number, number];
    expect(new Date(scheduled).toISOString()).toMatch(/T03:23:00/);
    expect(next - scheduled).toBe(24 * 60 * 60_000);
  });

  it("is suspended by failures of any task of its graph, as many in a row as its root says (docs: create-task)", async () => {
    await run(`CREATE TASK D.S.ROOT WAREHOUSE = COMPUTE_WH SCHEDULE = '1 MINUTE' SUSPEND_TASK_AFTER_NUM_FAILURES = 2 AS SELECT 1;
      CREATE TASK D.S.CHILD WAREHOUSE = COMPUTE_WH AFTER D.S.ROOT AS SELECT * FROM D.S.NOPE;
      ALTER TASK D.S.CHILD RESUME; ALTER TASK D.S.ROOT RESUME`);
    for (let round = 0; round < 2; round += 1) {
      account.clock.advance(60_000);
      expect(await names()).toEqual(["ROOT", "CHILD"]);
    }
    account.clock.advance(60_000);
    expect(await names()).toEqual([]);
    const states = await run("SHOW TASKS IN SCHEMA D.S");
    expect(states.map(({ name, state }) => [name, state])).toEqual([
      ["CHILD", "started"],
      ["ROOT", "suspended"],
    ]);
  });

  it("resumes another task, and one that runs already (docs: alter-task)", async () => {
    await run(`CREATE TASK D.S.OTHER WAREHOUSE = COMPUTE_WH SCHEDULE = '60 MINUTES' AS SELECT 1;
      CREATE TASK D.S.WAKER WAREHOUSE = COMPUTE_WH SCHEDULE = '1 MINUTE' AS ALTER TASK D.S.OTHER RESUME;
      ALTER TASK D.S.WAKER RESUME`);
    for (let round = 0; round < 2; round += 1) {
      account.clock.advance(60_000);
      expect(await account.tasks.runDue()).toMatchObject([{ of: { name: "WAKER" }, state: "SUCCEEDED" }]);
      expect(await run("SHOW TASKS LIKE 'OTHER' IN SCHEMA D.S")).toMatchObject([{ state: "started" }]);
    }
  });
});
