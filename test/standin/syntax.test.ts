import { describe, expect, it, test } from "vitest";
import { SnowflakeError } from "../../standin/errors";
import { Cursor } from "../../standin/syntax/cursor";
import { parseType } from "../../standin/syntax/datatype";
import { parseStatement } from "../../standin/syntax/parse";
import { splitStatements } from "../../standin/syntax/split";
import { tokenize } from "../../standin/syntax/tokens";
import { printType } from "../../standin/types";

const usage = ` --terraform_provider_usage_tracking {"json_schema_version":"1","operation":"create"}`;

describe("tokens", () => {
  // https://docs.snowflake.com/en/sql-reference/data-types-text, escape sequences
  test.each([
    [`'it''s'`, "it's"],
    [String.raw`'it\'s'`, "it's"],
    [String.raw`'\"'`, '"'],
    [String.raw`'a\\b'`, "a\\b"],
    [String.raw`'\n\t\r\0\b\f'`, "\n\t\r\0\b\f"],
    [String.raw`'\u26c4\x21\041'`, "\u26c4!!"],
    [`$$it's \\n$$`, "it's \\n"],
    [`"a""b"`, 'a"b'],
    ["abc", "ABC"],
  ])("%s means %j", (text, value) => {
    expect(tokenize(text)[0]?.value).toBe(value);
  });

  it("skips comments of all three kinds and keeps positions", () => {
    const [first] = tokenize("-- a\n// b\n/* c\n */ x");
    expect(first?.position).toEqual({ line: 4, column: 5 });
  });

  it("numbers bind variables by place and as written, and tells them from the value of a key", () => {
    const binds = tokenize("select ?, :3, '?', {'a':1}, b::int, ?").filter(({ kind }) => kind === "bind");
    expect(binds.map(({ value }) => value)).toEqual(["1", "3", "2"]);
  });

  it("splits scripts outside strings, comments and $$", () => {
    expect(splitStatements(`select ';' ; -- ;\n select "a;b";; select $$;$$ /* ; */`)).toEqual([
      "select ';'",
      `select "a;b"`,
      "select $$;$$",
    ]);
  });
});

describe("types", () => {
  test.each([
    ["string", "VARCHAR(16777216)"],
    ["char", "VARCHAR(1)"],
    ["char varying", "VARCHAR(16777216)"],
    ["varchar(36)", "VARCHAR(36)"],
    ["decimal(10, 2)", "NUMBER(10,2)"],
    ["bigint", "NUMBER(38,0)"],
    ["double precision", "FLOAT"],
    ["datetime", "TIMESTAMP_NTZ(9)"],
    ["timestampltz(3)", "TIMESTAMP_LTZ(3)"],
    ["varbinary", "BINARY(8388608)"],
    ["vector(float,768)", "VECTOR(FLOAT, 768)"],
  ])("%s is %s", (text, printed) => {
    expect(printType(parseType(new Cursor(text)))).toBe(printed);
  });

  test.each([
    "vector(float, 0)",
    "vector(float, 4097)",
    "vector(varchar, 3)",
    "vector",
    "geography",
    "object(a int)",
  ])("%s is refused", (text) => {
    expect(() => parseType(new Cursor(text))).toThrow(SnowflakeError);
  });
});

// Texts from pkg/sdk/*_test.go of the provider, v1.2.1, with its placeholders filled in.
const providerForms = [
  `CREATE TRANSIENT DATABASE IF NOT EXISTS "D" DATA_RETENTION_TIME_IN_DAYS = 1 MAX_DATA_EXTENSION_TIME_IN_DAYS = 1 REPLACE_INVALID_CHARACTERS = true DEFAULT_DDL_COLLATION = 'en_US' STORAGE_SERIALIZATION_POLICY = COMPATIBLE LOG_LEVEL = 'INFO' TRACE_LEVEL = 'ON_EVENT' SUSPEND_TASK_AFTER_NUM_FAILURES = 10`,
  `ALTER DATABASE IF EXISTS "D" RENAME TO "E"`,
  `ALTER DATABASE "D" UNSET DATA_RETENTION_TIME_IN_DAYS, COMMENT`,
  `ALTER DATABASE "D" SET TAG "D"."S"."A" = 'v1', "D"."S"."B" = 'v2'`,
  `DROP DATABASE IF EXISTS "D" CASCADE`,
  `SHOW DATABASES LIKE 'db1'`,
  `CREATE TRANSIENT SCHEMA IF NOT EXISTS "D"."S" WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 1`,
  `ALTER SCHEMA "D"."S" ENABLE MANAGED ACCESS`,
  `CREATE TABLE "T" (FIRST VARCHAR CONSTRAINT INLINE_CONSTRAINT PRIMARY KEY NOT NULL COLLATE 'de' MASKING POLICY "P" USING (FOO, BAR) TAG ("A" = 'v1', "B" = 'v2') COMMENT 'c', CONSTRAINT OUT_OF_LINE_CONSTRAINT FOREIGN KEY (COLUMN_1, COLUMN_2) REFERENCES "U" (COLUMN_3, COLUMN_4) MATCH FULL ON UPDATE SET NULL ON DELETE RESTRICT, UNIQUE (COLUMN_1) ENFORCED DEFERRABLE INITIALLY DEFERRED ENABLE RELY)`,
  `ALTER TABLE "T" CLUSTER BY (date, id)`,
  `ALTER TABLE "T" DROP CLUSTERING KEY`,
  `ALTER TABLE "T" ADD COLUMN IF NOT EXISTS NEXT_COLUMN VARCHAR COLLATE 'utf8'`,
  `ALTER TABLE "T" RENAME COLUMN OLD_NAME TO NEW_NAME`,
  `ALTER TABLE "T" ALTER COLUMN COLUMN_1 DROP DEFAULT, COLUMN COLUMN_1 UNSET COMMENT, COLUMN COLUMN_2 COMMENT 'comment', COLUMN COLUMN_2 SET DATA TYPE VARCHAR COLLATE 'utf8', COLUMN COLUMN_2 DROP NOT NULL`,
  `ALTER TABLE "T" ALTER COLUMN COLUMN_1 SET MASKING POLICY "P" USING (FOO, BAR) FORCE`,
  `ALTER TABLE "T" ALTER COLUMN COLUMN_1 UNSET MASKING POLICY`,
  `ALTER TABLE "T" MODIFY COLUMN "C" SET TAG "A" = 'value1'`,
  `ALTER TABLE IF EXISTS "T" MODIFY COLUMN "C" UNSET TAG "A", "B"`,
  `ALTER TABLE "T" DROP COLUMN IF EXISTS COLUMN_1, COLUMN_2`,
  `ALTER TABLE "T" ADD CONSTRAINT OUT FOREIGN KEY (C1, C2) REFERENCES "U" (C3, C4) MATCH FULL ON UPDATE SET NULL ON DELETE RESTRICT`,
  `ALTER TABLE "T" DROP CONSTRAINT OUT (C3, C4) CASCADE`,
  `ALTER TABLE "T" SET DATA_RETENTION_TIME_IN_DAYS = 30 CHANGE_TRACKING = false COMMENT = 'c'`,
  `ALTER TABLE "T" UNSET DATA_RETENTION_TIME_IN_DAYS CHANGE_TRACKING COMMENT`,
  `SHOW TABLES LIKE 'T' IN SCHEMA "D"."S"`,
  `DESCRIBE TABLE "T" TYPE = COLUMNS`,
  `ALTER VIEW "V" SET CHANGE_TRACKING = true`,
  `ALTER VIEW "V" UNSET SECURE`,
  `ALTER VIEW "V" ALTER COLUMN "c" SET TAG "A" = 'v'`,
  `SHOW TERSE VIEWS LIKE 'myaccount' IN ACCOUNT STARTS WITH 'abc' LIMIT 10`,
  `CREATE WAREHOUSE IF NOT EXISTS "W" WAREHOUSE_TYPE = 'STANDARD' WAREHOUSE_SIZE = 'X4LARGE' MAX_CLUSTER_COUNT = 8 MIN_CLUSTER_COUNT = 3 SCALING_POLICY = 'ECONOMY' AUTO_SUSPEND = 1000 AUTO_RESUME = true INITIALLY_SUSPENDED = false RESOURCE_MONITOR = "M" COMMENT = 'hello' ENABLE_QUERY_ACCELERATION = true QUERY_ACCELERATION_MAX_SCALE_FACTOR = 62`,
  `ALTER WAREHOUSE "W" SET WAREHOUSE_TYPE = 'SNOWPARK-OPTIMIZED' WAIT_FOR_COMPLETION = false MAX_CLUSTER_COUNT = 5`,
  `ALTER WAREHOUSE "W" UNSET MAX_CLUSTER_COUNT, AUTO_RESUME`,
  `ALTER WAREHOUSE "W" RESUME IF SUSPENDED`,
  `CREATE OR REPLACE ROLE "R" COMMENT = 'comment' TAG ("A" = 'v1')`,
  `CREATE DATABASE ROLE IF NOT EXISTS "D"."R" COMMENT = 'some comment'`,
  `GRANT DATABASE ROLE "D"."A" TO DATABASE ROLE "D"."B"`,
  `CREATE USER "U" DEFAULT_SECONDARY_ROLES = ()`,
  `CREATE USER "U" LOGIN_NAME = 'u' DEFAULT_WAREHOUSE = "W" DEFAULT_ROLE = "R" DEFAULT_SECONDARY_ROLES = ('ALL') TYPE = SERVICE AUTOCOMMIT = true WITH TAG ("A" = 'v1')`,
  `CREATE TAG IF NOT EXISTS "A" ALLOWED_VALUES 'value1', 'value2' COMMENT = 'comment'`,
  `ALTER TAG "A" DROP ALLOWED_VALUES 'value1', 'value2'`,
  `CREATE OR REPLACE STREAM "X" COPY GRANTS ON TABLE "T" APPEND_ONLY = true SHOW_INITIAL_ROWS = true COMMENT = 'c'`,
  `CREATE OR REPLACE TASK "K" WAREHOUSE = "W" SCHEDULE = '10 MINUTE' CONFIG = $\${"a":1}$$ ALLOW_OVERLAPPING_EXECUTION = true JSON_INDENT = 10, LOCK_TIMEOUT = 5 USER_TASK_TIMEOUT_MS = 5 COMMENT = 'c' WHEN SYSTEM$STREAM_HAS_DATA('X') AS SELECT CURRENT_TIMESTAMP`,
  `ALTER TASK "K" SET USER_TASK_TIMEOUT_MS = 2000, COMMENT = 'some comment'`,
  `ALTER TASK "K" MODIFY WHEN SYSTEM$STREAM_HAS_DATA('X')`,
  `CREATE MASKING POLICY "P" AS ("col1" VARCHAR, "col2" VARCHAR) RETURNS VARCHAR -> 'x' COMMENT = 'c' EXEMPT_OTHER_POLICIES = true`,
  `GRANT MONITOR USAGE, APPLY TAG ON ACCOUNT TO ROLE "R" WITH GRANT OPTION`,
  `GRANT ALL PRIVILEGES ON DATABASE "D" TO ROLE "R"`,
  `REVOKE CREATE ALERT, ADD SEARCH OPTIMIZATION ON FUTURE SCHEMAS IN DATABASE "D" FROM ROLE "R" CASCADE`,
  `GRANT APPLY ON FUTURE TABLES IN SCHEMA "D"."S" TO DATABASE ROLE "D"."R"`,
  `GRANT OWNERSHIP ON ALL TABLES IN SCHEMA "D"."S" TO ROLE "R"`,
  `GRANT OWNERSHIP ON TABLE "T" TO ROLE "R" COPY CURRENT GRANTS`,
  `SHOW GRANTS OF DATABASE ROLE "D"."R"`,
  `SHOW FUTURE GRANTS IN SCHEMA "D"."S"`,
  `SHOW PARAMETERS IN TASK "D"."S"."K"`,
  `EXECUTE TASK "K" RETRY LAST`,
];

describe("what the provider sends", () => {
  test.each(providerForms)("%s is read, with and without its usage comment", (text) => {
    expect(parseStatement(text + usage)).toEqual(parseStatement(text));
  });

  it("keeps task bodies, view texts and policy bodies free of the usage comment", () => {
    expect(parseStatement(`CREATE TASK K AS SELECT 1${usage}`)).toMatchObject({ body: "SELECT 1" });
    const view = "CREATE VIEW V (A COMMENT 'x') COPY GRANTS AS SELECT 1 AS A";
    expect(parseStatement(view + usage)).toMatchObject({ text: view, query: "SELECT 1 AS A" });
    const policy =
      "CREATE MASKING POLICY P AS (V VARCHAR) RETURNS VARCHAR -> CASE WHEN V = 'a' THEN '*' ELSE V END";
    expect(parseStatement(policy + usage)).toMatchObject({ body: "CASE WHEN V = 'a' THEN '*' ELSE V END" });
  });
});

describe("refusals", () => {
  test.each([
    ["CREATE ICEBERG TABLE T (A INT)", "CREATE ICEBERG TABLE line 1 at position 0"],
    ["CREATE TABLE T AS SELECT 1", "CREATE TABLE AS SELECT line 1 at position 15"],
    ["CREATE OR ALTER TASK T AS SELECT 1", "CREATE OR ALTER line 1 at position 0"],
    ["DROP PIPE P", "DROP PIPE line 1 at position 0"],
    ["SHOW DYNAMIC TABLES", "SHOW DYNAMIC TABLES line 1 at position 0"],
    ["GRANT SELECT ON EXTERNAL TABLE T TO ROLE R", "GRANT ON EXTERNAL TABLE line 1 at position 16"],
    ["ALTER TABLE T\nSWAP WITH U", "ALTER TABLE SWAP WITH line 2 at position 0"],
    ["CREATE STREAM S ON VIEW V", "CREATE STREAM ON VIEW line 1 at position 19"],
    ["CREATE TABLE T (A INT AUTOINCREMENT)", "column AUTOINCREMENT line 1 at position 22"],
    ["ALTER DATABASE D SET CATALOG = X", "DATABASE property CATALOG line 1 at position 21"],
    ["USE ROLE $r", "session variables line 1 at position 9"],
    ["EXPLAIN SELECT 1", "EXPLAIN line 1 at position 0"],
    ["BEGIN LET X := 1; END", "Snowflake Scripting block line 1 at position 6"],
  ])("%s is refused by name and position", (text, message) => {
    expect(() => parseStatement(text)).toThrow(`unsupported by the local stand-in: ${message}`);
  });

  test.each([
    ["CREATE TABLE T (A INT,)", "syntax error line 1 at position 22 unexpected ')'"],
    ["SELEC 1", "syntax error line 1 at position 0 unexpected 'SELEC'"],
    ["DROP TABLE", "unexpected '<EOF>'"],
    ["SHOW TABLES 'x'", "syntax error line 1 at position 12 unexpected ''x''"],
    ["CREATE TABLE T (A INT) \n COMMENT 'x'", "syntax error line 2 at position 1 unexpected 'COMMENT'"],
    ["SELECT 'abc", "unexpected '''"],
  ])("%s is a syntax error that says where", (text, message) => {
    expect(() => parseStatement(text)).toThrow(message);
  });
});
