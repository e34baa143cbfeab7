import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { Account } from "../../standin/account";
import { records, type Value } from "../../standin/result";
import type { Session } from "../../standin/session/session";
import { outcomeOf } from "./support/outcome";

let account: Account;
let holder: Session;
let other: Session;
let opened: Session[] = [];

const minutes = 60_000;
const login = (user = "ADMIN"): Promise<Session> =>
  account.login({
    user,
    role: user === "ADMIN" ? "ACCOUNTADMIN" : "PUBLIC",
    warehouse: "COMPUTE_WH",
    database: "D",
    schema: "PUBLIC",
  });
const rows = async (sql: string, session = other): Promise<Record<string, Value>[]> =>
  records(await session.execute(sql));
const value = async (sql: string, session = other): Promise<Value> =>
  (await session.execute(sql)).rows[0]?.[0] ?? null;
/** Waits until a session's statement waits for a lock. */
async function blocked(): Promise<void> {
  while (!(await rows("SHOW LOCKS IN ACCOUNT", watcher)).some(({ status }) => status === "WAITING"))
    await new Promise((done) => setTimeout(done, 5));
}
let watcher: Session;

beforeAll(async () => {
  account = await Account.open();
  const admin = await account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
  await admin.executeScript(`CREATE DATABASE D; CREATE TABLE D.PUBLIC.T (A INT); CREATE TABLE D.PUBLIC.U (A INT);
    CREATE USER GUEST; GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE PUBLIC; GRANT USAGE ON DATABASE D TO ROLE PUBLIC;
    GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA D.PUBLIC TO ROLE PUBLIC`);
  watcher = admin;
});
afterAll(async () => {
  await watcher.close();
  await account.close();
});
beforeEach(async () => {
  for (const session of opened) await session.close();
  opened = [holder, other] = [await login(), await login()];
  await watcher.executeScript(
    "TRUNCATE D.PUBLIC.T; TRUNCATE D.PUBLIC.U; INSERT INTO D.PUBLIC.T VALUES (1); INSERT INTO D.PUBLIC.U VALUES (1)",
  );
});

describe("LOCK_TIMEOUT (docs parameters; transactions, Resource locking)", () => {
  it("of 0 makes a statement fail at once, by the documented code and what holds the lock", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    await other.execute("ALTER SESSION SET LOCK_TIMEOUT = 0");
    await expect(other.execute("UPDATE T SET A = 3")).rejects.toMatchObject({
      code: "000625",
      sqlState: "57014",
      message: expect.stringMatching(
        /^Statement '[\w-]{36}' has locked table 'T' in transaction \d{19} and this lock has not yet been released\.\nYour statement '[\w-]{36}' was aborted because/,
      ) as unknown,
    });
  });

  it("is waited out in seconds of the account's clock: 43,200 by default", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    const waiting = outcomeOf(other.execute("DELETE FROM T"));
    await blocked();
    // The holder keeps busy: an idle one would be rolled back after 5 minutes.
    for (let passed = 0; passed < 720; passed += 4) {
      expect(await rows("SHOW TRANSACTIONS", holder)).toHaveLength(2);
      await holder.execute("SELECT 1");
      account.clock.advance(4 * minutes);
    }
    expect(await waiting).toBe("000625");
  });

  it.each([
    ["the session", "ALTER SESSION SET LOCK_TIMEOUT = 1", ""],
    ["the user", "ALTER USER ADMIN SET LOCK_TIMEOUT = 1", "ALTER USER ADMIN UNSET LOCK_TIMEOUT"],
  ])("of %s is obeyed", async (_, set, undo) => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    await other.execute(set);
    const waiting = outcomeOf(other.execute("UPDATE T SET A = 3"));
    await blocked();
    account.clock.advance(1000);
    expect(await waiting).toBe("000625");
    if (undo !== "") await other.execute(undo);
  });

  it("does not hold up INSERT, which writes new partitions only", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    await other.execute("ALTER SESSION SET LOCK_TIMEOUT = 0");
    expect(await outcomeOf(other.execute("INSERT INTO T VALUES (5)"))).toBe("ok");
  });
});

describe("a deadlock (docs transactions, Deadlocks)", () => {
  it("ends the latest statement, whose transaction stays open", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    await other.executeScript("BEGIN; UPDATE U SET A = 3");
    const first = outcomeOf(holder.execute("UPDATE U SET A = 2"));
    await blocked();
    await expect(other.execute("UPDATE T SET A = 3")).rejects.toMatchObject({
      code: "000625",
      message: expect.stringContaining("deadlock") as unknown,
    });
    await other.execute("COMMIT");
    expect(await first).toBe("ok");
    await holder.execute("ROLLBACK");
    expect([await value("SELECT A FROM T"), await value("SELECT A FROM U")]).toEqual([1, 3]);
  });
});

describe("a transaction nobody ends (docs transactions, Aborting transactions)", () => {
  it("is rolled back once it has blocked another and been idle for 5 minutes", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    const waiting = outcomeOf(other.execute("UPDATE T SET A = A + 10"));
    await blocked();
    account.clock.advance(4.9 * minutes);
    await blocked();
    account.clock.advance(0.2 * minutes);
    expect(await waiting).toBe("ok");
    expect(await value("SELECT A FROM T")).toBe(11);
    expect(await value("SELECT CURRENT_TRANSACTION()", holder)).toBeNull();
  });

  it("is rolled back at once by whom it blocks when it has been idle so long before", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    account.clock.advance(6 * minutes);
    await other.execute("ALTER SESSION SET LOCK_TIMEOUT = 0");
    await other.execute("UPDATE T SET A = A + 10");
    expect(await value("SELECT A FROM T")).toBe(11);
  });

  it("is rolled back at 4 hours where it blocks nobody", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    account.clock.advance(239 * minutes);
    expect(await rows("SHOW TRANSACTIONS")).toHaveLength(1);
    account.clock.advance(2 * minutes);
    while ((await rows("SHOW TRANSACTIONS")).length > 0) await new Promise((done) => setTimeout(done, 5));
    expect(await value("SELECT A FROM T")).toBe(1);
  });
});

describe("SHOW LOCKS and SHOW TRANSACTIONS (docs sql/show-locks, sql/show-transactions)", () => {
  it("tell of the lock and the transaction, with the documented columns", async () => {
    await holder.executeScript("BEGIN NAME nightly; UPDATE T SET A = 2");
    const id = String(await value("SELECT CURRENT_TRANSACTION()", holder));
    const [lock] = await rows("SHOW LOCKS");
    expect(Object.keys(lock ?? {})).toEqual([
      "resource",
      "type",
      "transaction",
      "transaction_started_on",
      "status",
      "acquired_on",
      "query_id",
      "session",
    ]);
    expect(lock).toMatchObject({
      resource: "D.PUBLIC.T",
      type: "PARTITIONS",
      transaction: id,
      status: "HOLDING",
    });
    const [transaction] = await rows("SHOW TRANSACTIONS IN ACCOUNT");
    expect(transaction).toMatchObject({ id, user: "ADMIN", name: "NIGHTLY", state: "running", scope: 0 });
    expect(Object.keys(transaction ?? {})).toEqual([
      "id",
      "user",
      "session",
      "name",
      "started_on",
      "state",
      "scope",
    ]);
    await holder.execute("COMMIT");
    expect(await rows("SHOW LOCKS IN ACCOUNT")).toEqual([]);
    expect(await rows(`DESC TRANSACTION ${id}`)).toMatchObject([
      { id, state: "committed", ended_on: expect.anything() as unknown },
    ]);
    expect(await value("SELECT LAST_TRANSACTION()", holder)).toBe(id);
  });

  it("show who is no account administrator the user's own alone, without the session", async () => {
    const guest = await login("GUEST");
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    await guest.executeScript("BEGIN; UPDATE U SET A = 2");
    for (const sql of ["SHOW LOCKS", "SHOW LOCKS IN ACCOUNT"]) {
      const [lock, ...more] = await rows(sql, guest);
      expect([lock?.["resource"], more]).toEqual(["D.PUBLIC.U", []]);
      expect(lock).not.toHaveProperty("session");
    }
    expect(await outcomeOf(guest.execute("SHOW TRANSACTIONS IN ACCOUNT"))).toBe("003001");
    const id = String(await value("SELECT CURRENT_TRANSACTION()", holder));
    for (const sql of [
      `SELECT SYSTEM$ABORT_TRANSACTION(${id})`,
      `SELECT SYSTEM$ABORT_SESSION(${String(holder.asking.sessionId)})`,
      `DESCRIBE TRANSACTION ${id}`,
    ])
      expect(await outcomeOf(guest.execute(sql))).toBe("002003");
    await guest.close();
  });
});

describe("ending from outside", () => {
  it("SYSTEM$ABORT_TRANSACTION rolls back and frees (docs functions/system_abort_transaction)", async () => {
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    const id = String(await value("SELECT CURRENT_TRANSACTION()", holder));
    expect(await value(`SELECT SYSTEM$ABORT_TRANSACTION(${id})`)).toBe(`Aborted transaction id: ${id}`);
    await other.execute("UPDATE T SET A = A + 10");
    expect(await value("SELECT A FROM T", holder)).toBe(11);
  });

  it("SYSTEM$ABORT_SESSION ends what the session runs and waits for, and the session (docs functions/system_abort_session)", async () => {
    const id = holder.asking.sessionId;
    await holder.executeScript("BEGIN; UPDATE T SET A = 2");
    await other.executeScript("BEGIN; UPDATE U SET A = 2");
    const waiting = outcomeOf(holder.execute("UPDATE U SET A = 3"));
    await blocked();
    expect(await value(`SELECT SYSTEM$ABORT_SESSION(${id})`, watcher)).toBe(`session [${id}] terminated.`);
    expect(await waiting).toBe("000604");
    expect(await outcomeOf(holder.execute("SELECT 1"))).toBe("390111");
    await other.execute("COMMIT");
    expect(await value("SELECT A FROM T")).toBe(1);
  });
});
