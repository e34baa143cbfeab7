import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { Account } from "../../standin/account";
import { sessionParameters } from "../../standin/parameters";
import { records, type Value } from "../../standin/result";
import type { Session } from "../../standin/session/session";
import { outcomeOf } from "./support/outcome";

let account: Account;
let session: Session;

beforeAll(async () => {
  account = await Account.open();
  const admin = await account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
  await admin.executeScript("CREATE DATABASE W; CREATE TABLE W.PUBLIC.M (K INT, V INT)");
  await admin.close();
});
afterEach(() => session.close());
afterAll(() => account.close());
beforeEach(async () => {
  session = await account.login({
    role: "ACCOUNTADMIN",
    warehouse: "COMPUTE_WH",
    database: "W",
    schema: "PUBLIC",
  });
});

const run = (script: string) => session.executeScript(script);
const rows = async (sql: string): Promise<Record<string, Value>[]> => records(await session.execute(sql));
const value = async (sql: string): Promise<Value> => (await session.execute(sql)).rows[0]?.[0] ?? null;

describe("SHOW PARAMETERS (docs sql/show-parameters, parameters)", () => {
  it.each([
    ["AUTOCOMMIT", "", "BOOLEAN", "true"],
    ["LOCK_TIMEOUT", "", "NUMBER", "43200"],
    ["DATE_OUTPUT_FORMAT", "IN SESSION", "STRING", "YYYY-MM-DD"],
    ["MAX_CONCURRENCY_LEVEL", "IN WAREHOUSE COMPUTE_WH", "NUMBER", "8"],
    ["DATA_RETENTION_TIME_IN_DAYS", "IN DATABASE W", "NUMBER", "1"],
    ["STATEMENT_TIMEOUT_IN_SECONDS", "IN ACCOUNT", "NUMBER", "172800"],
  ])("tells the type and the default of %s %s", async (key, where, type, preset) => {
    expect(await rows(`SHOW PARAMETERS LIKE '${key}' ${where}`)).toEqual([
      { key, value: preset, default: preset, level: "", description: expect.any(String) as unknown, type },
    ]);
  });

  it("tells that the account's administrator set the time zone", async () => {
    expect(await rows("SHOW PARAMETERS LIKE 'TIMEZONE' IN SESSION")).toMatchObject([
      { value: "UTC", default: "America/Los_Angeles", level: "ACCOUNT" },
    ]);
  });

  it("tells where a value was set: the session before the user", async () => {
    const seen = async () => (await rows("SHOW PARAMETERS LIKE 'LOCK_TIMEOUT'"))[0];
    await run("ALTER USER ADMIN SET LOCK_TIMEOUT = 10");
    expect(await seen()).toMatchObject({ value: "10", level: "USER" });
    await run("ALTER SESSION SET LOCK_TIMEOUT = 20");
    expect(await seen()).toMatchObject({ value: "20", default: "43200", level: "SESSION" });
    await run("ALTER SESSION UNSET LOCK_TIMEOUT; ALTER USER ADMIN UNSET LOCK_TIMEOUT");
    expect(await seen()).toMatchObject({ value: "43200", level: "" });
  });
});

describe("a value written in another way", () => {
  it("counts as what it means", async () => {
    await run("ALTER USER ADMIN SET AUTOCOMMIT = 'FALSE' LOCK_TIMEOUT = '007'");
    expect([session.parameter("AUTOCOMMIT"), session.parameter("LOCK_TIMEOUT")]).toEqual(["false", "7"]);
    await run("ALTER USER ADMIN UNSET AUTOCOMMIT, LOCK_TIMEOUT");
  });
});

describe("a value a parameter cannot have", () => {
  it.each([
    ["LOCK_TIMEOUT = 'abc'", "invalid value ['abc'] for parameter 'LOCK_TIMEOUT'"],
    ["LOCK_TIMEOUT = -1", "invalid value [-1] for parameter 'LOCK_TIMEOUT'"],
    [
      "STATEMENT_TIMEOUT_IN_SECONDS = 604801",
      "invalid value [604801] for parameter 'STATEMENT_TIMEOUT_IN_SECONDS'",
    ],
    ["AUTOCOMMIT = 5", "invalid value [5] for parameter 'AUTOCOMMIT'"],
    ["WEEK_START = 8", "invalid value [8] for parameter 'WEEK_START'"],
    ["BINARY_OUTPUT_FORMAT = 'OCTAL'", "invalid value ['OCTAL'] for parameter 'BINARY_OUTPUT_FORMAT'"],
  ])("%s is 001008 for a session and a user", async (setting, message) => {
    for (const object of ["SESSION", "USER ADMIN"])
      await expect(session.execute(`ALTER ${object} SET ${setting}`)).rejects.toMatchObject({
        code: "001008",
        sqlState: "22023",
        message: `SQL compilation error:\n${message}`,
      });
  });

  it.each(["ALTER SESSION SET NO_SUCH = 1", "ALTER SESSION UNSET NO_SUCH"])("%s names it", async (sql) => {
    await expect(session.execute(sql)).rejects.toMatchObject({
      message: "SQL compilation error:\ninvalid property 'NO_SUCH' for 'SESSION'",
    });
  });
});

describe("a parameter that decides results and is not followed", () => {
  const unfollowed = Object.entries(sessionParameters).filter(
    ([, { follows }]) => typeof follows !== "string",
  );

  it.each(unfollowed)("%s takes its default and is refused by name otherwise", async (key, kind) => {
    const { type, follows, range, choices } = kind;
    expect(await outcomeOf(session.execute(`ALTER SESSION SET ${key} = '${kind.default}'`))).toBe("ok");
    const candidates =
      type === "BOOLEAN"
        ? ["true", "false"]
        : type === "NUMBER"
          ? (range ?? []).map(String)
          : (choices ?? ["YYYY"]);
    for (const candidate of candidates.filter((each) => each !== kind.default && !follows.includes(each))) {
      await expect(session.execute(`ALTER SESSION SET ${key} = '${candidate}'`)).rejects.toMatchObject({
        code: "000002",
        message: expect.stringContaining(`parameter ${key} = `) as unknown,
      });
      expect(session.parameter(key)).toBe(kind.default);
    }
  });

  it("is refused for users, tasks and at login too", async () => {
    const setting = "STRICT_JSON_OUTPUT = TRUE";
    for (const sql of [
      `ALTER USER ADMIN SET ${setting}`,
      `CREATE USER U2 ${setting}`,
      `CREATE TASK K WAREHOUSE = COMPUTE_WH SCHEDULE = '5 MINUTE' ${setting} AS SELECT 1`,
    ])
      expect(await outcomeOf(session.execute(sql))).toBe("000002");
    expect(() => session.setParameters({ STRICT_JSON_OUTPUT: true })).toThrow("STRICT_JSON_OUTPUT");
  });
});

describe("AUTOCOMMIT (docs transactions, AUTOCOMMIT)", () => {
  beforeEach(() => run("CREATE OR REPLACE TABLE AC (I INT)"));

  it.each(["SET AUTOCOMMIT = TRUE", "SET AUTOCOMMIT = FALSE", "UNSET AUTOCOMMIT"])(
    "%s commits the open transaction, also where it changes nothing",
    async (change) => {
      await run(
        `ALTER SESSION SET AUTOCOMMIT = FALSE; INSERT INTO AC VALUES (1); ALTER SESSION ${change}; ROLLBACK`,
      );
      expect(await value("SELECT COUNT(*) FROM AC")).toBe(1);
    },
  );

  it.each([
    ["DDL", "CREATE OR REPLACE TABLE AC2 (I INT)", 1],
    ["SHOW", "SHOW TABLES", 0],
    ["a second BEGIN", "BEGIN", 0],
    ["another parameter", "ALTER SESSION SET QUERY_TAG = 'x'", 0],
  ])("%s in a transaction", async (_, sql, kept) => {
    await run(`BEGIN; INSERT INTO AC VALUES (1); ${sql}; ROLLBACK`);
    expect(await value("SELECT COUNT(*) FROM AC")).toBe(kept);
  });
});

describe("parameters that are obeyed (docs parameters)", () => {
  const merge =
    "MERGE INTO M USING (SELECT * FROM VALUES (1, 1), (1, 2) S(K, V)) S ON M.K = S.K WHEN MATCHED THEN UPDATE SET V = S.V WHEN NOT MATCHED THEN INSERT VALUES (S.K, S.V)";
  const update = "UPDATE M SET V = S.V FROM (SELECT * FROM VALUES (1, 1), (1, 2) S(K, V)) S WHERE M.K = S.K";
  beforeEach(() => run("TRUNCATE M; INSERT INTO M VALUES (1, 0)"));

  it("ERROR_ON_NONDETERMINISTIC_MERGE", async () => {
    expect(await outcomeOf(session.execute(merge))).toBe("100090");
    await run("ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_MERGE = FALSE");
    expect(await rows(merge)).toEqual([{ "number of rows inserted": 0, "number of rows updated": 1 }]);
    expect(await value("SELECT COUNT(*) FROM M WHERE V IN (1, 2)")).toBe(1);
  });

  it("ERROR_ON_NONDETERMINISTIC_UPDATE", async () => {
    expect(await outcomeOf(session.execute(update))).toBe("ok");
    await run("ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_UPDATE = TRUE");
    expect(await outcomeOf(session.execute(update))).toBe("100090");
  });

  it("ROWS_PER_RESULTSET bounds what is given back, not what is written", async () => {
    await run("ALTER SESSION SET ROWS_PER_RESULTSET = 1");
    expect(await rows("SELECT COLUMN1 FROM VALUES (1), (2)")).toEqual([{ COLUMN1: 1 }]);
    await run("INSERT INTO M SELECT COLUMN1, 0 FROM VALUES (2), (3)");
    expect(await value("SELECT COUNT(*) FROM M")).toBe(3);
  });

  it.each([
    ["the session", "ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 1", "SELECT 1"],
    [
      "the warehouse",
      "ALTER WAREHOUSE COMPUTE_WH SET STATEMENT_TIMEOUT_IN_SECONDS = 1",
      "ALTER WAREHOUSE COMPUTE_WH UNSET STATEMENT_TIMEOUT_IN_SECONDS",
    ],
  ])("STATEMENT_TIMEOUT_IN_SECONDS of %s: the lower of both", async (_, set, undo) => {
    await run(set);
    const long = `SELECT SUM(SQRT(A.X * B.X)) FROM
      (SELECT ROW_NUMBER() OVER (ORDER BY 1) X FROM TABLE(GENERATOR(ROWCOUNT => 100000))) A,
      (SELECT ROW_NUMBER() OVER (ORDER BY 1) X FROM TABLE(GENERATOR(ROWCOUNT => 100000))) B`;
    await expect(session.execute(long)).rejects.toMatchObject({
      code: "000630",
      sqlState: "57014",
      message: "Statement reached its statement or warehouse timeout of 1 second(s) and was canceled.",
    });
    await run(undo);
  });

  it("TRANSACTION_ABORT_ON_ERROR", async () => {
    await run("ALTER SESSION SET TRANSACTION_ABORT_ON_ERROR = TRUE; BEGIN; INSERT INTO M VALUES (2, 2)");
    expect(await outcomeOf(session.execute("SELECT 1 / 0"))).not.toBe("ok");
    for (const sql of ["SELECT 1", "INSERT INTO M VALUES (3, 3)", "BEGIN"])
      expect(await outcomeOf(session.execute(sql))).not.toBe("ok");
    await run("COMMIT");
    expect(await value("SELECT COUNT(*) FROM M")).toBe(1);
  });

  it("QUERY_TAG and others of one statement alone", async () => {
    await session.execute("SELECT 7", [], undefined, {
      parameters: { QUERY_TAG: "once", ROWS_PER_RESULTSET: "0", OTHER: "x" },
    });
    expect(
      await rows(
        "SELECT QUERY_TAG FROM TABLE(W.INFORMATION_SCHEMA.QUERY_HISTORY_BY_SESSION(RESULT_LIMIT => 2)) WHERE QUERY_TEXT = 'SELECT 7'",
      ),
    ).toEqual([{ QUERY_TAG: "once" }]);
    expect(session.parameter("QUERY_TAG")).toBe("");
  });
});

describe("QUOTED_IDENTIFIERS_IGNORE_CASE (docs identifiers-syntax)", () => {
  beforeEach(() => run("ALTER SESSION SET QUOTED_IDENTIFIERS_IGNORE_CASE = TRUE"));

  it("stores and finds quoted names in upper case", async () => {
    await run('CREATE OR REPLACE TABLE W.PUBLIC."qic" ("i" INT); INSERT INTO "Qic" VALUES (1)');
    expect(await rows('SELECT "I" AS "as", q."i" FROM "w"."public".QIC q')).toEqual([{ AS: 1, I: 1 }]);
    await run("ALTER SESSION UNSET QUOTED_IDENTIFIERS_IGNORE_CASE");
    expect(await outcomeOf(session.execute('SELECT * FROM W.PUBLIC."qic"'))).toBe("002003");
    expect(await outcomeOf(session.execute('SELECT * FROM W.PUBLIC."QIC"'))).toBe("ok");
  });

  it("leaves strings, keys of JSON and the body of a task as they are", async () => {
    expect(await value(`SELECT PARSE_JSON('{"a": {"b": 5}}'):"a"."b"::INT`)).toBe(5);
    await run(`CREATE OR REPLACE TASK "k" WAREHOUSE = COMPUTE_WH SCHEDULE = '5 MINUTE' AS SELECT 1 AS "x"`);
    expect((await rows("SHOW TASKS LIKE 'K'"))[0]).toMatchObject({
      name: "K",
      definition: 'SELECT 1 AS "x"',
    });
  });
});
