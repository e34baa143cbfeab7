import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let live: Whole;
beforeAll(async () => {
  live = await Whole.open();
  await live.admin("CREATE DATABASE D; CREATE SCHEMA D.S; USE SCHEMA D.S");
});
afterAll(() => live.close());

// docs sql/insert (usage notes) and constructs/values
describe("a VALUES clause", () => {
  beforeAll(async () => {
    await live.admin(
      "CREATE TABLE V (N INT, T VARCHAR, J VARIANT, A ARRAY, W TIMESTAMP_LTZ DEFAULT CURRENT_TIMESTAMP())",
    );
  });

  test.each([
    [`PARSE_JSON('{"a":1}')`],
    ["ARRAY_CONSTRUCT(1, 2, 3)"],
    ["OBJECT_CONSTRUCT('a', 'b')"],
    ["[1, 2]"],
    ["{'a': 1}"],
    ["'x'::VARIANT"],
    ["CAST('x' AS VARIANT)"],
    ["TO_VARIANT(1)"],
    ["NULL::ARRAY"],
    ["PARSE_JSON('1'):a::INT"],
    ["UPPER(PARSE_JSON('1')::VARCHAR)"],
    ["CASE WHEN TRUE THEN PARSE_JSON('1') END"],
    ["(SELECT 1)"],
    ["SELECT 1"],
    ["EXISTS (SELECT 1)"],
    ["1 IN (SELECT 1)"],
    ["ROW_NUMBER() OVER (ORDER BY 1)"],
    ["SUM(1)"],
    ["1 + MAX(1)"],
    ["[1, 2]::VECTOR(FLOAT, 2)"],
    ["SNOWFLAKE.CORTEX.EMBED_TEXT_768('snowflake-arctic-embed-m-v1.5', 'x')"],
  ])("does not take %s", async (value) => {
    const error = `002014 (22000): SQL compilation error:\nInvalid expression [${value}] in VALUES clause`;
    expect(await live.failure(`INSERT INTO V (N, T) VALUES (1, ${value})`)).toBe(error);
    expect(await live.failure(`SELECT * FROM (VALUES (${value})) AS X`)).toBe(error);
    expect(await live.failure(`SELECT * FROM VALUES (1), (${value})`)).toBe(error);
  });

  test.each([
    ["1 + 2 * 3", 7],
    ["UPPER('a') || 'b'", "Ab"],
    ["'7'::INT", 7],
    ["CASE WHEN 1 < 2 THEN 'x' END", "x"],
    ["NULL", null],
    ["DATEADD('day', 1, '2026-01-31'::DATE)::VARCHAR", "2026-02-01"],
    ["CURRENT_TIMESTAMP() IS NULL", false],
    ["CURRENT_ROLE()", "ACCOUNTADMIN"],
    ["COALESCE(NULL, 'a')", "a"],
  ])("takes %s", async (value, expected) => {
    expect(await live.values(`SELECT * FROM (VALUES (${value}))`)).toEqual([[expected]]);
    expect(await live.failure(`INSERT INTO V (T) VALUES (${value})`)).toBe("ok");
  });

  it("takes DEFAULT and bind variables in INSERT; semi-structured values come from a query", async () => {
    await live.admin("TRUNCATE TABLE V");
    await live.values("INSERT INTO V (N, T, W) VALUES (?, ?, DEFAULT), (2, NULL, DEFAULT)", [1, "x"]);
    await live.admin(`INSERT INTO V (N, J) SELECT $1, PARSE_JSON($2) FROM VALUES (3, '{"a": 4}')`);
    expect(await live.values("SELECT N, T, J:a::INT, W IS NULL FROM V ORDER BY N")).toEqual([
      [1, "x", null, false],
      [2, null, null, false],
      [3, null, 4, false],
    ]);
  });

  it("has one type a column: a text among numbers must be a number, even for a column of text", async () => {
    expect(await live.failure("INSERT INTO V (T) VALUES (3), ('d')")).toMatch(
      /^100038 .*Numeric value 'd' is not/,
    );
    expect(await live.failure("INSERT INTO V (T) VALUES (3), (4)")).toBe("ok");
    expect(await live.failure("INSERT INTO V (T) VALUES ('three'), ('four')")).toBe("ok");
  });
});

// docs create-view: "the columns of a view are fixed"; the error's text as Snowflake reports it
describe("a view keeps the columns it was made with", () => {
  test.each([
    ["SELECT * FROM BASE", "ALTER TABLE BASE ADD COLUMN C INT", 3],
    ["SELECT *, 1 AS X FROM BASE", "ALTER TABLE BASE DROP COLUMN B", 2],
    ["SELECT * FROM BASE", "CREATE OR REPLACE TABLE BASE (A INT)", 1],
  ])("%s, after %s, is an error", async (query, change, found) => {
    await live.admin(`CREATE OR REPLACE TABLE BASE (A INT, B INT); CREATE OR REPLACE VIEW STAR AS ${query};
      CREATE OR REPLACE VIEW OVER_STAR AS SELECT A FROM STAR`);
    const declared = query.includes("X") ? 3 : 2;
    await live.admin(change);
    const error =
      "002057 (42601): SQL compilation error:\n" +
      `View definition for 'D.S.STAR' declared ${declared} column(s), but view query produces ${found} column(s).`;
    expect(await live.failure("SELECT * FROM STAR")).toBe(error);
    expect(await live.failure("SELECT A FROM OVER_STAR")).toBe(error);
  });

  it("and works again once it is made anew", async () => {
    await live.admin(`CREATE OR REPLACE TABLE BASE (A INT); CREATE OR REPLACE VIEW STAR AS SELECT * FROM BASE;
      ALTER TABLE BASE ADD COLUMN B INT; CREATE OR REPLACE VIEW STAR AS SELECT * FROM BASE; INSERT INTO BASE VALUES (1, 2)`);
    expect(await live.values("SELECT * FROM STAR")).toEqual([[1, 2]]);
  });
});

// docs alter-table-column, table of supported and unsupported actions
describe("ALTER TABLE ... ALTER COLUMN", () => {
  test.each([
    ["VARCHAR(50)", "VARCHAR(100)", "ok"],
    ["VARCHAR(50)", "STRING", "ok"],
    ["VARCHAR(50)", "VARCHAR(25)", "040052"],
    ["VARCHAR", "VARCHAR(100)", "040052"],
    ["VARCHAR(50)", "VARCHAR(134217728)", "ok"],
    ["VARCHAR(50)", "NUMBER", "002108"],
    ["NUMBER(10,2)", "NUMBER(20,2)", "ok"],
    ["NUMBER(20,2)", "NUMBER(10,2)", "ok"],
    ["NUMBER(10,2)", "NUMBER(10,4)", "002108"],
    ["NUMBER(10,0)", "INT", "ok"],
    ["NUMBER", "VARCHAR(100)", "002108"],
    ["BINARY(50)", "BINARY(100)", "002108"],
    ["BINARY(50)", "BINARY(25)", "002108"],
    ["BINARY(50)", "VARBINARY(50)", "ok"],
    ["DATE", "TIMESTAMP_NTZ", "002108"],
    ["TIMESTAMP_NTZ(3)", "TIMESTAMP_NTZ(9)", "002108"],
    ["VECTOR(FLOAT, 3)", "VECTOR(FLOAT, 4)", "002108"],
  ])("from %s to %s gives %s", async (from, to, code) => {
    await live.admin(`CREATE OR REPLACE TABLE C (X ${from})`);
    expect(await live.outcome("ACCOUNTADMIN", `ALTER TABLE C ALTER COLUMN X SET DATA TYPE ${to}`)).toBe(code);
  });

  it("to a lower precision needs every value to fit", async () => {
    await live.admin("CREATE OR REPLACE TABLE C (X NUMBER(10,2)); INSERT INTO C VALUES (1234.56)");
    expect(await live.failure("ALTER TABLE C ALTER X TYPE NUMBER(5,2)")).not.toBe("ok");
    expect(await live.failure("ALTER TABLE C ALTER X TYPE NUMBER(6,2)")).toBe("ok");
    expect(await live.values("SELECT X::VARCHAR FROM C")).toEqual([["1234.56"]]);
  });

  it("SET NOT NULL needs every value, and an empty table for semi-structured columns", async () => {
    await live.admin(
      "CREATE OR REPLACE TABLE C (X INT, J VARIANT); INSERT INTO C SELECT NULL, PARSE_JSON('1')",
    );
    expect(await live.failure("ALTER TABLE C ALTER X SET NOT NULL")).toMatch(/^100072/);
    expect(await live.failure("ALTER TABLE C ALTER J SET NOT NULL")).toMatch(/ NOT NULL: the table has rows/);
    await live.admin("TRUNCATE TABLE C; ALTER TABLE C ALTER X SET NOT NULL, J SET NOT NULL");
    expect((await live.admin("DESCRIBE TABLE C")).map((row) => row["null?"])).toEqual(["N", "N"]);
  });

  it("DROP DEFAULT is refused for a column that was added with it", async () => {
    await live.admin(
      "CREATE OR REPLACE TABLE C (X INT DEFAULT 1); ALTER TABLE C ADD COLUMN Y INT DEFAULT 100",
    );
    expect(await live.failure("ALTER TABLE C ALTER COLUMN X DROP DEFAULT")).toBe("ok");
    expect(await live.failure("ALTER TABLE C ALTER COLUMN Y DROP DEFAULT")).toMatch(
      /Cannot drop the default/,
    );
  });
});

// docs data-types-text
describe("text and binary columns", () => {
  it("have the documented lengths without one and the documented longest", async () => {
    await live.admin(`CREATE OR REPLACE TABLE L (VM VARCHAR(134217728), VD VARCHAR, CM CHAR(134217728), CD CHAR, S STRING,
      T TEXT, V2 VARCHAR2, NV NCHAR VARYING, BM BINARY(67108864), BD BINARY, VB VARBINARY(33554432))`);
    expect((await live.admin("DESCRIBE TABLE L")).map(({ type }) => type)).toEqual([
      "VARCHAR(134217728)",
      "VARCHAR(16777216)",
      "VARCHAR(134217728)",
      "VARCHAR(1)",
      "VARCHAR(16777216)",
      "VARCHAR(16777216)",
      "VARCHAR(16777216)",
      "VARCHAR(16777216)",
      "BINARY(67108864)",
      "BINARY(8388608)",
      "BINARY(33554432)",
    ]);
    expect(await live.failure("CREATE TABLE L2 (V VARCHAR(134217729))")).toMatch(/^001003.*up to 134217728/s);
    expect(await live.failure("CREATE TABLE L2 (V BINARY(67108865))")).toMatch(/^001003.*up to 67108864/s);
  });

  it("hold as much as they declare", async () => {
    await live.admin("INSERT INTO L (VM) SELECT REPEAT('a', 16777216) || 'a'");
    expect(await live.values("SELECT LENGTH(VM) FROM L")).toEqual([[16_777_217]]);
    expect(await live.failure("INSERT INTO L (VD) SELECT VM FROM L")).toMatch(/^100078/);
  });
});

describe("a name twice is an error", () => {
  test.each([
    ["WITH A AS (SELECT 1 X), A AS (SELECT 2 X) SELECT * FROM A", "002027"],
    ['WITH A AS (SELECT 1 X), "A" AS (SELECT 2 X) SELECT 1', "002027"],
    ["WITH A AS (SELECT 1 X) SELECT * FROM (WITH A AS (SELECT 2 X) SELECT * FROM A)", "ok"],
  ])("%s gives %s", async (sql, code) => {
    expect(await live.outcome("ACCOUNTADMIN", sql)).toBe(code);
  });
});
