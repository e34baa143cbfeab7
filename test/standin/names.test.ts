import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let live: Whole;
beforeAll(async () => {
  live = await Whole.open();
  await live.admin(`CREATE DATABASE D; CREATE SCHEMA D.S; CREATE TABLE D.S.T (A INT, B INT); USE SCHEMA D.S;
    INSERT INTO T VALUES (1, 2)`);
});
afterAll(() => live.close());

/** What comes of statements run one after another; 001003 is a syntax error. */
async function codes(statements: readonly string[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const sql of statements) outcomes.push(await live.outcome("ACCOUNTADMIN", sql));
  return outcomes;
}

// https://docs.snowflake.com/en/sql-reference/reserved-keywords
describe("reserved keywords", () => {
  const everywhere =
    `ALL ALTER AND ANY AS BETWEEN BY CHECK COLUMN CONNECT CREATE CURRENT DELETE DISTINCT DROP ELSE EXISTS FOLLOWING
    FOR FROM GRANT GROUP HAVING ILIKE IN INCREMENT INSERT INTERSECT INTO IS LIKE MINUS NOT NULL OF ON OR ORDER QUALIFY
    REGEXP REVOKE RLIKE ROW ROWS SAMPLE SELECT SET SOME START TABLE TABLESAMPLE THEN TO TRIGGER UNION UNIQUE UPDATE
    VALUES WHENEVER WHERE WINDOW WITH`.split(/\s+/);

  test.each(everywhere)("%s is no column, table, alias or object unless quoted", async (word) => {
    const forms = (name: string) => [
      `CREATE OR REPLACE TABLE R1 (${name} INT)`,
      `CREATE OR REPLACE TABLE ${name} (A INT)`,
      `CREATE OR REPLACE VIEW R2 (${name}) AS SELECT 1`,
      `ALTER TABLE R1 ADD COLUMN IF NOT EXISTS ${name} INT`,
      `SELECT 1 AS ${name}`,
      `SELECT ${name}.A FROM T AS ${name}`,
      `WITH ${name} AS (SELECT 1 AS A) SELECT A FROM ${name}`,
      `SELECT ${name} FROM (SELECT 1 AS ${name})`,
      `INSERT INTO R1 (${name}) SELECT 1`,
      `CREATE OR REPLACE ROLE ${name}`,
    ];
    expect(await codes(forms(word))).toEqual(forms(word).map(() => "001003"));
    expect(await codes(forms(`"${word}"`))).toEqual(forms(word).map(() => "ok"));
  });

  test.each(
    "CONSTRAINT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP".split(" "),
  )("%s is no column's name in DDL", async (word) => {
    const forms = (name: string) => [
      `CREATE OR REPLACE TABLE R3 (A INT, ${name} INT)`,
      `ALTER TABLE R3 ADD COLUMN IF NOT EXISTS ${name} INT`,
    ];
    expect((await codes(forms(word))).every((code) => code !== "ok")).toBe(true);
    expect(await codes(forms(`"${word}"`))).toEqual(["ok", "ok"]);
  });

  test.each("CROSS FULL INNER JOIN LATERAL LEFT NATURAL RIGHT USING".split(" "))(
    "%s is no table or alias in FROM, and may be a column",
    async (word) => {
      expect(await codes([`SELECT A FROM T AS ${word}`, `SELECT A FROM ${word}`])).toEqual([
        "001003",
        "001003",
      ]);
      expect(
        await codes([`CREATE OR REPLACE TABLE R4 (${word} INT)`, `SELECT A FROM T AS "${word}"`]),
      ).toEqual(["ok", "ok"]);
    },
  );

  test.each("CASE CAST FALSE TRUE TRY_CAST WHEN".split(" "))(
    "%s is a column's name that expressions must quote",
    async (word) => {
      await live.admin(`CREATE OR REPLACE TABLE R5 (${word} VARCHAR); INSERT INTO R5 SELECT 'own'`);
      expect(await live.values(`SELECT "${word}" FROM R5`)).toEqual([["own"]]);
      expect(await live.failure(`SELECT ${word} || '' FROM R5 WHERE ${word} = 'own'`)).not.toBe("ok");
    },
  );

  test.each("CONNECTION DATABASE GSCLUSTER ISSUE ORGANIZATION SCHEMA VIEW".split(" "))(
    "%s is no scope of SHOW",
    async (word) => {
      expect((await live.failure(`SHOW TABLES IN ${word} X Y`)).slice(0, 6)).toBe("001003");
    },
  );

  it("words Snowflake does not list are names: DATE, KEY, LIMIT, TYPE, EXCEPT, TAG", async () => {
    for (const word of ["DATE", "KEY", "LIMIT", "TYPE", "EXCEPT", "TAG", "ROLE", "COMMENT", "END"])
      expect([word, await live.outcome("ACCOUNTADMIN", `CREATE OR REPLACE TABLE R6 (${word} INT)`)]).toEqual([
        word,
        "ok",
      ]);
  });
});

// https://docs.snowflake.com/en/sql-reference/identifiers-syntax: at most 255 characters
describe("identifiers", () => {
  const forms: readonly (readonly [string, (name: string) => string])[] = [
    ["table", (name) => `CREATE TABLE ${name} (A INT)`],
    ["column", (name) => `CREATE OR REPLACE TABLE L1 (${name} INT)`],
    ["added column", (name) => `ALTER TABLE T ADD COLUMN ${name} INT`],
    ["view", (name) => `CREATE VIEW ${name}V AS SELECT 1 AS A`.replace("AV ", "A ")],
    ["alias of a column", (name) => `SELECT 1 AS ${name}`],
    ["alias of a table", (name) => `SELECT 1 FROM T ${name}`],
    ["common table", (name) => `WITH ${name} AS (SELECT 1 AS A) SELECT 1`],
    ["database", (name) => `CREATE DATABASE ${name}D`.replace("AD", "D")],
    ["role", (name) => `CREATE ROLE ${name}`],
    ["tag", (name) => `CREATE TAG ${name}`],
    ["warehouse", (name) => `CREATE WAREHOUSE ${name}`],
    ["quoted", (name) => `SELECT 1 AS "${name}"`],
    ["text of IDENTIFIER", (name) => `CREATE OR REPLACE TABLE IDENTIFIER('${name}') (A INT)`],
  ];
  test.each(forms)("of 256 characters are refused: %s", async (_, sql) => {
    expect(await live.failure(sql("A".repeat(256)))).toMatch(/^000904 .*at most 255/s);
    if (!sql("").startsWith("CREATE DATABASE") && !sql("").includes("VIEW"))
      expect(await live.failure(sql("A".repeat(255)))).toMatch(/^ok|^002002/);
  });

  it('may be empty as the alias of a column: SELECT 1 AS ""', async () => {
    expect((await (await live.session("ACCOUNTADMIN")).execute('SELECT 1 AS ""')).columns[0]?.name).toBe("");
    expect(await live.outcome("ACCOUNTADMIN", 'CREATE TABLE "" (A INT)')).toBe("001003");
  });
});

// https://docs.snowflake.com/en/sql-reference/identifier-literal
describe("IDENTIFIER(...) stands wherever a name may", () => {
  test.each([
    ["CREATE DATABASE IDENTIFIER('I1')"],
    ["USE DATABASE IDENTIFIER('D')"],
    ["USE SCHEMA IDENTIFIER('D.S')"],
    ["USE IDENTIFIER('D')"],
    ["USE ROLE IDENTIFIER('ACCOUNTADMIN')"],
    ["USE WAREHOUSE IDENTIFIER('COMPUTE_WH')"],
    ["CREATE OR REPLACE TABLE IDENTIFIER('d.s.i2') (A INT)"],
    ["INSERT INTO IDENTIFIER('D.S.I2') VALUES (1)"],
    ["UPDATE IDENTIFIER('D.S.I2') SET A = 2"],
    ["MERGE INTO IDENTIFIER('D.S.I2') X USING D.S.T ON X.A = T.A WHEN MATCHED THEN DELETE"],
    ["DELETE FROM IDENTIFIER('D.S.I2')"],
    ["TRUNCATE TABLE IDENTIFIER('D.S.I2')"],
    ["SELECT A FROM IDENTIFIER('D.S.I2') AS X"],
    ["SELECT A FROM TABLE('D.S.I2')"],
    ["SELECT IDENTIFIER('A') FROM D.S.I2"],
    ["SELECT IDENTIFIER('ABS')(1)"],
    ["DESCRIBE TABLE IDENTIFIER('D.S.I2')"],
    ["SHOW TABLES IN SCHEMA IDENTIFIER('D.S')"],
    ["SHOW TABLES IN IDENTIFIER('D.S')"],
    ["SHOW GRANTS ON TABLE IDENTIFIER('D.S.I2')"],
    ["GRANT SELECT ON TABLE IDENTIFIER('D.S.I2') TO ROLE IDENTIFIER('PUBLIC')"],
    ["ALTER TABLE IDENTIFIER('D.S.I2') SET COMMENT = 'x'"],
    ["ALTER TABLE IDENTIFIER('D.S.I2') RENAME TO IDENTIFIER('D.S.I3')"],
    ["CREATE STREAM IDENTIFIER('D.S.ST') ON TABLE IDENTIFIER('D.S.I3')"],
    ["DROP TABLE IDENTIFIER('D.S.I3')"],
  ])("%s", async (sql) => {
    expect(await live.failure(sql)).toBe("ok");
  });

  it("reads quotes as a name does, and takes bind variables", async () => {
    await live.values("CREATE OR REPLACE TABLE IDENTIFIER(?) (A INT)", ['D.S."i 4"']);
    await live.values("INSERT INTO IDENTIFIER(?) SELECT ?", ['D.S."i 4"', "7"]);
    expect(await live.values(`SELECT A FROM D.S."i 4"`)).toEqual([[7]]);
    expect(await live.failure("SELECT * FROM IDENTIFIER($t)")).toMatch(/^000002 .*session variables/);
    expect(await live.failure("SELECT * FROM IDENTIFIER('a b')")).toMatch(/^001003/);
  });
});

// https://docs.snowflake.com/en/sql-reference/operators-query, constructs/from
describe("brackets around queries, joins and values nest", () => {
  test.each([
    ["SELECT (((SELECT 1) + 1) + 1)", [[3]]],
    ["SELECT ((SELECT 1))", [[1]]],
    ["SELECT 2 IN ((SELECT 1) UNION (SELECT 2))", [[true]]],
    ["SELECT 2 IN ((SELECT 1), 2)", [[true]]],
    ["SELECT A FROM (((SELECT 1 AS A) X JOIN (SELECT 1 AS B) Y ON A = B))", [[1]]],
    ["SELECT C FROM (((SELECT 1 AS A) X CROSS JOIN (SELECT 2 AS B) Y) CROSS JOIN (SELECT 3 AS C) Z)", [[3]]],
    ["SELECT * FROM ((SELECT 1) UNION ALL (SELECT 2) ORDER BY 1 LIMIT 1)", [[1]]],
    ["((SELECT 1) UNION ALL SELECT 2) ORDER BY 1", [[1], [2]]],
    ["SELECT ((SELECT 'a')::VARCHAR || 'b')", [["ab"]]],
  ])("%s", async (sql, rows) => {
    expect(await live.values(sql)).toEqual(rows);
  });
});
