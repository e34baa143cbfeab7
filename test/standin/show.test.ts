import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let live: Whole;
beforeAll(async () => {
  live = await Whole.open();
  await live.admin(`CREATE DATABASE D; CREATE SCHEMA D.S; CREATE SCHEMA D.R; USE SCHEMA D.S;
    CREATE TABLE P (A INT, B VARCHAR(10), PRIMARY KEY (A, B)) COMMENT = 'parents';
    CREATE TABLE C (X INT, Y VARCHAR(10), Z INT UNIQUE, CONSTRAINT FK FOREIGN KEY (X, Y) REFERENCES P (A, B));
    CREATE TRANSIENT TABLE R.N (A INT CONSTRAINT PK PRIMARY KEY, B DATE NOT NULL, C FLOAT, D BINARY(5), E TIME);
    CREATE SECURE VIEW V AS SELECT A FROM P; CREATE STREAM ST ON TABLE P;
    CREATE TASK ROOT WAREHOUSE = COMPUTE_WH SCHEDULE = '1 MINUTE' AS SELECT 1;
    CREATE TASK LEAF WAREHOUSE = COMPUTE_WH AFTER ROOT AS SELECT 1`);
});
afterAll(() => live.close());

const columnsOf = async (sql: string): Promise<string[]> =>
  (await (await live.session("ACCOUNTADMIN")).execute(sql)).columns.map(({ name }) => name);
const names = async (sql: string) => (await live.admin(sql)).map(({ name }) => name);

// The pages of the SHOW commands; clients such as JDBC read some of them by place.
describe("columns stand in the documented order", () => {
  const brief = ["created_on", "name", "kind", "database_name", "schema_name"];
  test.each([
    [
      "SHOW VIEWS",
      [
        "created_on",
        "name",
        "reserved",
        "database_name",
        "schema_name",
        "owner",
        "comment",
        "text",
        "is_secure",
      ].concat(["is_materialized", "owner_role_type", "change_tracking"]),
    ],
    [
      "SHOW OBJECTS",
      [
        "created_on",
        "name",
        "database_name",
        "schema_name",
        "kind",
        "comment",
        "cluster_by",
        "rows",
        "bytes",
        "owner",
      ].concat(["retention_time", "owner_role_type", "budget", "is_hybrid", "is_dynamic", "is_iceberg"]),
    ],
    [
      "SHOW PRIMARY KEYS",
      [
        "created_on",
        "database_name",
        "schema_name",
        "table_name",
        "column_name",
        "key_sequence",
        "constraint_name",
      ].concat(["rely", "comment"]),
    ],
    ["SHOW TERSE TABLES", brief],
    ["SHOW TERSE VIEWS", brief],
    ["SHOW TERSE SCHEMAS", brief],
    ["SHOW TERSE DATABASES", brief],
    ["SHOW TERSE OBJECTS", brief],
    ["SHOW TERSE STREAMS", [...brief, "tableOn"]],
    ["SHOW TERSE TASKS", [...brief, "schedule"]],
  ])("%s", async (sql, expected) => {
    expect(await columnsOf(sql)).toEqual(expected);
  });

  it("TERSE gives what it documents, and is refused by name where it documents nothing", async () => {
    expect(await live.admin("SHOW TERSE TABLES LIKE 'P' IN D.S")).toMatchObject([
      { name: "P", kind: "TABLE", database_name: "D", schema_name: "S" },
    ]);
    expect(await live.admin("SHOW TERSE VIEWS IN D.S")).toMatchObject([{ name: "V", kind: "VIEW" }]);
    expect(await live.admin("SHOW TERSE SCHEMAS LIKE 'S' IN DATABASE D")).toMatchObject([
      { name: "S", kind: null, database_name: "D", schema_name: null },
    ]);
    expect(await live.admin("SHOW TERSE STREAMS")).toMatchObject([
      { name: "ST", kind: "DELTA", tableOn: "D.S.P" },
    ]);
    expect(await live.failure("SHOW TERSE WAREHOUSES")).toMatch(/^000002 .*SHOW TERSE WAREHOUSES/);
  });
});

describe("truths are text", () => {
  test.each([
    ["SHOW WAREHOUSES LIKE 'COMPUTE_WH'", { auto_resume: "true", enable_query_acceleration: "false" }],
    ["SHOW VIEWS IN D.S", { is_secure: "true", is_materialized: "false" }],
    ["SHOW GRANTS ON TABLE D.S.P", { grant_option: "true" }],
    ["SHOW USERS LIKE 'ADMIN'", { has_password: "false", disabled: "false" }],
  ])("%s", async (sql, row) => {
    expect((await live.admin(sql))[0]).toMatchObject(row);
  });

  it("and a standard warehouse names its generation as clients compare it", async () => {
    await live.admin("CREATE WAREHOUSE W2 GENERATION = '2'");
    expect((await live.admin("SHOW WAREHOUSES")).map((row) => [row.name, row.resource_constraint])).toEqual([
      ["COMPUTE_WH", "STANDARD_GEN_1"],
      ["W2", "STANDARD_GEN_2"],
    ]);
  });
});

describe("the scope of SHOW", () => {
  test.each([
    ["SHOW TABLES IN S", ["C", "P"]],
    ["SHOW TABLES IN R", ["N"]],
    ["SHOW TABLES IN D", ["N", "C", "P"]],
    ["SHOW TABLES IN D.R", ["N"]],
    ["SHOW TABLES IN SCHEMA", ["C", "P"]],
    ["SHOW TABLES IN DATABASE", ["N", "C", "P"]],
    ["SHOW TABLES IN ACCOUNT", ["N", "C", "P"]],
    ["SHOW TABLES", ["N", "C", "P"]],
    ["SHOW OBJECTS IN SCHEMA D.S", ["C", "P", "V"]],
    ["SHOW SCHEMAS IN D", ["INFORMATION_SCHEMA", "PUBLIC", "R", "S"]],
    ["SHOW TASKS IN D.S ROOT ONLY", ["ROOT"]],
  ])("%s", async (sql, expected) => {
    expect(await names(sql)).toEqual(expected);
  });

  it("without a database in use is the account", async () => {
    const session = await live.account.login({ role: "ACCOUNTADMIN" });
    for (const scope of ["", " IN DATABASE", " IN SCHEMA"])
      expect((await session.execute(`SHOW TABLES${scope}`)).rows).toHaveLength(3);
    await expect(session.execute("SHOW TABLES IN SCHEMA S")).rejects.toMatchObject({ code: "002043" });
    await session.close();
  });
});

describe("SHOW OBJECTS and keys", () => {
  it("lists tables and views by their kind", async () => {
    expect(
      (await live.admin("SHOW OBJECTS IN SCHEMA D.S")).map(({ name, kind, retention_time }) => [
        name,
        kind,
        retention_time,
      ]),
    ).toEqual([
      ["C", "TABLE", "1"],
      ["P", "TABLE", "1"],
      ["V", "VIEW", null],
    ]);
  });

  const keys = async (sql: string, ...columns: string[]) =>
    (await live.admin(sql)).map((row) => columns.map((column) => row[column]));

  it("primary and unique keys have a row a column, in their order", async () => {
    const own = ["table_name", "column_name", "key_sequence"];
    expect(await keys("SHOW PRIMARY KEYS IN SCHEMA D.S", ...own)).toEqual([
      ["P", "A", 1],
      ["P", "B", 2],
    ]);
    expect(await keys("SHOW PRIMARY KEYS IN D.R.N", ...own, "constraint_name")).toEqual([
      ["N", "A", 1, "PK"],
    ]);
    expect(await keys("SHOW PRIMARY KEYS IN TABLE P", ...own)).toHaveLength(2);
    expect(await keys("SHOW UNIQUE KEYS IN TABLE C", ...own)).toEqual([["C", "Z", 1]]);
    expect(await keys("SHOW PRIMARY KEYS IN DATABASE D", ...own)).toHaveLength(3);
  });

  it("imported and exported keys are the same from both sides", async () => {
    const both = [
      "pk_table_name",
      "pk_column_name",
      "fk_table_name",
      "fk_column_name",
      "key_sequence",
      "fk_name",
    ];
    const expected = [
      ["P", "A", "C", "X", 1, "FK"],
      ["P", "B", "C", "Y", 2, "FK"],
    ];
    expect(await keys("SHOW IMPORTED KEYS IN TABLE D.S.C", ...both)).toEqual(expected);
    expect(await keys("SHOW EXPORTED KEYS IN TABLE D.S.P", ...both)).toEqual(expected);
    expect(await keys("SHOW IMPORTED KEYS IN TABLE D.S.P", ...both)).toEqual([]);
  });

  // docs show-columns, data_type
  it("SHOW COLUMNS describes types by their parts", async () => {
    expect(
      (await live.admin("SHOW COLUMNS IN TABLE D.R.N")).map(
        ({ data_type }) => JSON.parse(String(data_type)) as unknown,
      ),
    ).toEqual([
      { type: "FIXED", precision: 38, scale: 0, nullable: false },
      { type: "DATE", nullable: false },
      { type: "REAL", nullable: true },
      { type: "BINARY", length: 5, byteLength: 5, nullable: true, fixed: true },
      { type: "TIME", precision: 0, scale: 9, nullable: true },
    ]);
    expect((await live.admin("SHOW COLUMNS LIKE 'B' IN P"))[0]?.data_type).toBe(
      '{"type":"TEXT","length":10,"byteLength":40,"nullable":false,"fixed":false}',
    );
  });
});

// docs info-schema: the views are views like others
describe("the views of INFORMATION_SCHEMA", () => {
  it("are listed by SHOW VIEWS and SHOW OBJECTS, and described", async () => {
    expect(await names("SHOW VIEWS IN SCHEMA D.INFORMATION_SCHEMA")).toEqual(
      expect.arrayContaining(["COLUMNS", "SCHEMATA", "TABLES", "VIEWS"]),
    );
    expect(await names("SHOW OBJECTS LIKE 'TABLES' IN D.INFORMATION_SCHEMA")).toEqual(["TABLES"]);
    const described = await live.admin("DESCRIBE VIEW D.INFORMATION_SCHEMA.SCHEMATA");
    expect(described.slice(0, 2)).toMatchObject([
      { name: "CATALOG_NAME", type: "VARCHAR(16777216)", kind: "COLUMN" },
      { name: "SCHEMA_NAME" },
    ]);
    expect(await live.admin("DESCRIBE TABLE INFORMATION_SCHEMA.TABLES")).not.toEqual([]);
    expect(await live.outcome("ACCOUNTADMIN", "DESCRIBE VIEW D.INFORMATION_SCHEMA.NOPE")).toBe("002003");
  });
});

describe("what is missing has its code and SQL state", () => {
  const notThere = "SQL compilation error:\nObject does not exist, or operation cannot be performed.";
  test.each([
    [
      "SELECT * FROM D.S.NOPE",
      "002003 (42S02): SQL compilation error:\nObject 'D.S.NOPE' does not exist or not authorized.",
    ],
    [
      "DROP TABLE D.S.NOPE",
      "002003 (42S02): SQL compilation error:\nTable 'D.S.NOPE' does not exist or not authorized.",
    ],
    [
      "DESCRIBE VIEW D.S.NOPE",
      "002003 (42S02): SQL compilation error:\nView 'D.S.NOPE' does not exist or not authorized.",
    ],
    [
      "SELECT * FROM NOPE.S.T",
      "002003 (02000): SQL compilation error:\nDatabase 'NOPE' does not exist or not authorized.",
    ],
    [
      "DROP ROLE NOPE",
      "002003 (02000): SQL compilation error:\nRole 'NOPE' does not exist or not authorized.",
    ],
    ["SHOW TABLES IN SCHEMA D.NOPE", `002043 (02000): ${notThere}`],
    ["SHOW OBJECTS IN DATABASE NOPE", `002043 (02000): ${notThere}`],
    ["SHOW VIEWS IN NOPE", `002043 (02000): ${notThere}`],
    ["SHOW SCHEMAS IN DATABASE NOPE", `002043 (02000): ${notThere}`],
    ["USE DATABASE NOPE", `002043 (02000): ${notThere}`],
    ["USE SCHEMA D.NOPE", `002043 (02000): ${notThere}`],
    ["USE WAREHOUSE NOPE", `002043 (02000): ${notThere}`],
  ])("%s", async (sql, expected) => {
    expect(await live.failure(sql)).toBe(expected);
  });

  test.each([
    ["CREATE TABLE T (I INT)", "CREATE TABLE"],
    ["DROP VIEW V", "DROP VIEW"],
    ["ALTER TABLE T SET COMMENT = 'x'", "ALTER TABLE"],
    ["DESCRIBE TABLE T", "DESCRIBE TABLE"],
    ["SELECT * FROM T", "SELECT"],
    ["INSERT INTO T SELECT 1", "INSERT"],
  ])("%s without a current database", async (sql, verb) => {
    const session = await live.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    await expect(session.execute(sql)).rejects.toMatchObject({
      code: "090105",
      sqlState: "22000",
      message: `Cannot perform ${verb}. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.`,
    });
    await session.close();
  });
});
