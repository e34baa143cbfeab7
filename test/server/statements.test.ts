import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { NodeConnection } from "./node-driver";
import { startRig, type Rig } from "./rig";

/** What the driver's declarations leave out of a statement. */
interface Several {
  hasNext(): boolean;
  NextResult(): void;
}

let rig: Rig;
let connection: NodeConnection;

beforeAll(async () => {
  rig = await startRig("CREATE DATABASE APP");
});
afterAll(() => rig.close());
beforeEach(async () => {
  connection = await NodeConnection.open(rig.server, { database: "APP", schema: "PUBLIC" });
});
afterEach(() => connection.close());

describe("values through the Node driver", () => {
  it("every type is read back as it was written", async () => {
    await connection.run(
      `CREATE TABLE KINDS (WHOLE NUMBER(38,0), EXACT NUMBER(38,9), REAL FLOAT, WORD VARCHAR, YES BOOLEAN, DAY DATE,
       CLOCK TIME, NTZ TIMESTAMP_NTZ, LTZ TIMESTAMP_LTZ, TZ TIMESTAMP_TZ, BYTES BINARY, ANY_ VARIANT, LIST ARRAY,
       THING OBJECT, VECTOR_ VECTOR(FLOAT, 3), COUNTS VECTOR(INT, 2))`,
    );
    await connection.run(
      `INSERT INTO KINDS SELECT 12345678901234567890123456789012345678, 12345678901234567890123456789.123456789, 1.5e10,
       'zwölf ''Türme'' 🗼', TRUE, '1969-12-31'::DATE, '12:34:56.789'::TIME,
       '2024-01-02 03:04:05.123456'::TIMESTAMP_NTZ, '2024-01-02 03:04:05+02:00'::TIMESTAMP_LTZ,
       '2024-01-02 03:04:05+02:00'::TIMESTAMP_TZ, 'DEADBEEF'::BINARY, PARSE_JSON('{"a": [1, null, "x"]}'), [1, 2],
       {'k': 'v'}, [0.5, -1, 2]::VECTOR(FLOAT, 3), [1, 2]::VECTOR(INT, 2)`,
    );
    await connection.run("INSERT INTO KINDS (WHOLE) SELECT NULL");
    const { statement, rows } = await connection.run("SELECT * FROM KINDS ORDER BY WHOLE", [], {
      fetchAsString: ["Number", "Date"],
    });
    const [row, nulls] = rows;
    expect({ ...row, BYTES: (row?.["BYTES"] as Buffer).toString("hex") }).toEqual({
      WHOLE: "12345678901234567890123456789012345678",
      EXACT: "12345678901234567890123456789.123456789",
      REAL: "15000000000",
      WORD: "zwölf 'Türme' 🗼",
      YES: true,
      DAY: "1969-12-31",
      CLOCK: "12:34:56",
      NTZ: "2024-01-02 03:04:05.123",
      LTZ: "2024-01-02 01:04:05.000 +0000",
      TZ: "2024-01-02 03:04:05.000 +0200",
      BYTES: "deadbeef",
      ANY_: { a: [1, null, "x"] },
      LIST: [1, 2],
      THING: { k: "v" },
      VECTOR_: "[0.5,-1.0,2.0]",
      COUNTS: "[1,2]",
    });
    expect(Object.values(nulls ?? {}).filter((value) => value !== null && value !== "NULL")).toEqual([]);
    expect(
      (statement.getColumns() ?? []).map((column) => [column.getName(), column.getType(), column.getScale()]),
    ).toEqual([
      ["WHOLE", "fixed", 0],
      ["EXACT", "fixed", 9],
      ["REAL", "real", null],
      ["WORD", "text", null],
      ["YES", "boolean", null],
      ["DAY", "date", null],
      ["CLOCK", "time", 9],
      ["NTZ", "timestamp_ntz", 9],
      ["LTZ", "timestamp_ltz", 9],
      ["TZ", "timestamp_tz", 9],
      ["BYTES", "binary", null],
      ["ANY_", "variant", null],
      ["LIST", "array", null],
      ["THING", "object", null],
      ["VECTOR_", "vector", null],
      ["COUNTS", "vector", null],
    ]);
  });

  it("a timestamp before 1970 is the moment it says", async () => {
    const [row] = await connection.rows("SELECT '1969-12-31 23:59:58.25'::TIMESTAMP_NTZ AS T");
    expect((row?.["T"] as Date).getTime()).toBe(-1750);
  });

  it.each([
    ["an integer", 5, 5],
    ["a decimal", 2.5, 2.5],
    ["a text", "it's ?", "it's ?"],
    ["a boolean", false, false],
    ["NULL", null, null],
  ])("%s bound is %j", async (_, given, expected) => {
    expect(await connection.rows("SELECT ? AS V", [given])).toEqual([{ V: expected }]);
  });

  it("variables by number stand wherever they are named", async () => {
    expect(await connection.rows("SELECT :2 AS B, :1 AS A, :2 AS C", [1, "x"])).toEqual([
      { B: "x", A: 1, C: "x" },
    ]);
  });

  it("array binding is refused by name, and so is an object", async () => {
    await connection.run("CREATE OR REPLACE TABLE PAIRS (A NUMBER, B VARCHAR)");
    const array = await connection.error("INSERT INTO PAIRS VALUES (?, ?)", [
      [1, "a"],
      [2, "b"],
    ] as never);
    expect([array.code, array.message]).toEqual([
      "000002",
      "unsupported by the local stand-in: array binding (variable 1, 2 values)",
    ]);
    const object = await connection.error("SELECT ?", [{ a: 1 }] as never);
    expect(object.message).toBe("unsupported by the local stand-in: bind variable of type VARIANT");
  });

  it("a result of many rows comes in pieces, whole and in order", async () => {
    const digits =
      "(SELECT 0 AS N UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)";
    const tables = Array.from({ length: 6 }, (_, i) => `${digits} T${i}`).join(", ");
    const number = Array.from({ length: 6 }, (_, i) => `T${i}.N * ${5 ** i}`).join(" + ");
    await connection.run("CREATE OR REPLACE TABLE MANY (N NUMBER)");
    await connection.run(`INSERT INTO MANY SELECT ${number} FROM ${tables}`);
    await connection.run("INSERT INTO MANY SELECT N + 15625 FROM MANY");
    const { statement, rows } = await connection.run("SELECT N FROM MANY ORDER BY N");
    expect(statement.getNumRows()).toBe(31_250);
    expect(rows.findIndex(({ N }, i) => N !== i)).toBe(-1);
    expect(rows.length).toBe(31_250);
  });
});

describe("statements through the Node driver", () => {
  it("DML says how many rows it changed", async () => {
    await connection.run("CREATE OR REPLACE TABLE STOCK (ID NUMBER, AMOUNT NUMBER)");
    const changed = async (sql: string) => (await connection.run(sql)).statement.getNumUpdatedRows();
    expect(await changed("INSERT INTO STOCK SELECT 1, 10 UNION ALL SELECT 2, 20")).toBe(2);
    expect(await changed("UPDATE STOCK SET AMOUNT = 11 WHERE ID = 1")).toBe(1);
    expect(
      await changed(
        `MERGE INTO STOCK T USING (SELECT 2 AS ID, 22 AS AMOUNT UNION ALL SELECT 3, 30) S ON T.ID = S.ID
         WHEN MATCHED THEN UPDATE SET AMOUNT = S.AMOUNT WHEN NOT MATCHED THEN INSERT VALUES (S.ID, S.AMOUNT)`,
      ),
    ).toBe(2);
    expect(await changed("DELETE FROM STOCK WHERE ID < 3")).toBe(2);
    expect(await connection.rows("SELECT * FROM STOCK")).toEqual([{ ID: 3, AMOUNT: 30 }]);
  });

  it("transactions of two connections do not see each other", async () => {
    const other = await NodeConnection.open(rig.server, { database: "APP", schema: "PUBLIC" });
    await connection.run("CREATE OR REPLACE TABLE SHARED (ID NUMBER)");
    const seen = async (by: NodeConnection) => (await by.rows("SELECT COUNT(*) AS N FROM SHARED"))[0]?.["N"];
    await connection.run("BEGIN");
    await connection.run("INSERT INTO SHARED VALUES (1)");
    expect([await seen(connection), await seen(other)]).toEqual([1, 0]);
    await connection.run("ROLLBACK");
    await connection.run("BEGIN");
    await connection.run("INSERT INTO SHARED VALUES (2)");
    await connection.run("COMMIT");
    expect([await seen(connection), await seen(other)]).toEqual([1, 1]);
    await other.close();
  });

  it("a closed connection rolls its transaction back", async () => {
    const other = await NodeConnection.open(rig.server, { database: "APP", schema: "PUBLIC" });
    await connection.run("CREATE OR REPLACE TABLE LEFT_ (ID NUMBER)");
    await other.run("BEGIN");
    await other.run("INSERT INTO LEFT_ VALUES (1)");
    await other.close();
    expect(await connection.rows("SELECT * FROM LEFT_")).toEqual([]);
  });

  it("with AUTOCOMMIT off nothing is kept before COMMIT", async () => {
    await connection.run("CREATE OR REPLACE TABLE KEPT (ID NUMBER)");
    await connection.run("ALTER SESSION SET AUTOCOMMIT = FALSE");
    await connection.run("INSERT INTO KEPT VALUES (1)");
    await connection.run("ROLLBACK");
    await connection.run("INSERT INTO KEPT VALUES (2)");
    await connection.run("COMMIT");
    await connection.run("ROLLBACK");
    expect(await connection.rows("SELECT * FROM KEPT")).toEqual([{ ID: 2 }]);
  });

  it("sessions keep their own role and place", async () => {
    const other = await NodeConnection.open(rig.server, { role: "PUBLIC" });
    await connection.run("USE SCHEMA APP.PUBLIC");
    const where = "SELECT CURRENT_ROLE() AS R, CURRENT_SCHEMA() AS S";
    expect(await other.rows(where)).toEqual([{ R: "PUBLIC", S: null }]);
    expect(await connection.rows(where)).toEqual([{ R: "ACCOUNTADMIN", S: "PUBLIC" }]);
    await other.close();
  });

  it.each([
    ["SELEC 1", "001003", "42000"],
    ["SELECT NOPE", "000904", "42000"],
    ["SELECT * FROM NOWHERE", "002003", "42S02"],
    ["CREATE DATABASE APP", "002002", "42710"],
    ["SELECT 'x'::NUMBER", "100038", "22018"],
    ["CREATE ICEBERG TABLE T (A INT)", "000002", "0A000"],
    ["CALL SYSTEM$WAIT(1)", "000002", "0A000"],
    ["BEGIN LET X := 1; RETURN X; END", "000002", "0A000"],
    ["SELECT 1; SELECT 2", "000008", "0A000"],
    ["-- nothing", "000900", "42601"],
  ])("%s fails with %s %s", async (sql, code, sqlState) => {
    const error = await connection.error(sql);
    expect([error.code, error.sqlState]).toEqual([code, sqlState]);
  });

  it.each([
    ["CREATE ICEBERG TABLE T (A INT)", "CREATE ICEBERG TABLE"],
    ["BEGIN LET X := 1; RETURN X; END", "Snowflake Scripting block"],
    ["SELECT SOUNDEX('x')", "SOUNDEX"],
  ])("%s is refused by name, and the refusal is logged", async (sql, name) => {
    const { message } = await connection.error(sql);
    expect(message).toContain(`unsupported by the local stand-in: `);
    expect(message).toContain(name);
    expect(rig.log.at(-1)).toMatchObject({
      sql,
      user: "ADMIN",
      role: "ACCOUNTADMIN",
      error: { code: "000002", message },
    });
  });

  it("several statements run where the request says how many", async () => {
    const results: unknown[] = [];
    await new Promise<void>((resolve, reject) => {
      connection.driver.execute({
        sqlText:
          "CREATE OR REPLACE TABLE SEVERAL (ID NUMBER); INSERT INTO SEVERAL VALUES (7); SELECT * FROM SEVERAL",
        parameters: { MULTI_STATEMENT_COUNT: 3 },
        complete: (error, statement, rows) => {
          if (error) reject(error);
          results.push(rows);
          const several = statement as unknown as Several;
          if (several.hasNext()) several.NextResult();
          else resolve();
        },
      });
    });
    expect(results).toEqual([
      [{ status: "Table SEVERAL successfully created." }],
      [{ "number of rows inserted": 1 }],
      [{ ID: 7 }],
    ]);
  });

  it("a query is described without running", async () => {
    const { statement, rows } = await connection.run("SELECT 1/0 AS A, 'x' AS B", [], { describeOnly: true });
    expect((statement.getColumns() ?? []).map((column) => column.getName())).toEqual(["A", "B"]);
    expect(rows).toEqual([]);
  });

  it("a query that runs detached is asked for by its id", async () => {
    const { statement } = await connection.run("SELECT 42 AS ANSWER", [], { asyncExec: true });
    const queryId = statement.getQueryId();
    const fetched = await connection.driver.getResultsFromQueryId({ queryId });
    const rows: unknown[] = [];
    for await (const row of fetched.streamRows()) rows.push(row);
    expect(rows).toEqual([{ ANSWER: 42 }]);
    expect(await connection.driver.getQueryStatus(queryId)).toBe("SUCCESS");
  });
});
