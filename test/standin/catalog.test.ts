import { beforeEach, describe, expect, it, test } from "vitest";
import { counts } from "../../standin/catalog/counts";
import { resolveAs } from "../../standin/catalog/resolve";
import { effectiveTag } from "../../standin/catalog/tags";
import { TestAccount } from "./support";

let account: TestAccount;
const as = (role: string, script: string) => account.run(role, script);
const admin = (script: string) => account.run("ACCOUNTADMIN", script);
const outcome = (script: string, role = "ACCOUNTADMIN") => account.outcome(role, script);

beforeEach(async () => {
  account = new TestAccount();
  await admin(`CREATE DATABASE D; CREATE SCHEMA D.S; CREATE ROLE R; CREATE ROLE Q;
    CREATE TABLE D.S.T (ID VARCHAR(36) NOT NULL COLLATE '' COMMENT 'key', E VECTOR(FLOAT,768), AT TIMESTAMP_LTZ
    DEFAULT CURRENT_TIMESTAMP(), N NUMBER(10,2), PRIMARY KEY (ID)) CHANGE_TRACKING = true COMMENT = 'rows'`);
});

describe("a new account", () => {
  it("counts nothing, and a database with its PUBLIC schema once made", async () => {
    const fresh = new TestAccount();
    expect(Object.values(counts(fresh.catalog)).every((count) => count === 0)).toBe(true);
    await fresh.run("SYSADMIN", "CREATE DATABASE X");
    expect(counts(fresh.catalog)).toMatchObject({ databases: 1, schemas: 1 });
    expect((await fresh.run("SYSADMIN", "SHOW SCHEMAS IN DATABASE X")).map(({ name }) => name)).toEqual([
      "INFORMATION_SCHEMA",
      "PUBLIC",
    ]);
  });
});

describe("CREATE", () => {
  test.each([
    ["CREATE TABLE D.S.T (A INT)", "002002"],
    ["CREATE VIEW D.S.T AS SELECT 1", "002002"],
    ["CREATE OR REPLACE VIEW D.S.T AS SELECT 1", "002203"],
    ["CREATE TABLE IF NOT EXISTS D.S.T (A INT)", "ok"],
    ["CREATE TABLE D.S.U (A INT, a INT)", "001471"],
    ["CREATE TABLE D.NOPE.U (A INT)", "002003"],
    ["CREATE TABLE U (A INT)", "090105"],
    ["CREATE STREAM D.S.X ON TABLE D.S.NOPE", "002003"],
    ["CREATE WAREHOUSE W WAREHOUSE_SIZE = 'HUGE'", "001008"],
    ["CREATE TASK D.S.K SCHEDULE = 'every day' AS SELECT 1", "091082"],
    ["CREATE DATABASE D", "002002"],
  ])("%s gives %s", async (sql, code) => {
    expect(await outcome(sql)).toBe(code);
  });

  it("OR REPLACE makes another table: grants, tags and streams do not follow", async () => {
    await admin(`CREATE TAG D.S.G; CREATE STREAM D.S.X ON TABLE D.S.T; GRANT SELECT ON TABLE D.S.T TO ROLE R;
      ALTER TABLE D.S.T SET TAG D.S.G = 'v'; CREATE OR REPLACE TABLE D.S.T (A INT)`);
    expect(await admin("SHOW GRANTS ON TABLE D.S.T")).toHaveLength(1);
    expect(await admin("SHOW STREAMS IN SCHEMA D.S")).toMatchObject([{ stale: "true", table_name: "D.S.T" }]);
    expect(counts(account.catalog).tagAssociations).toBe(0);
  });

  it("COPY GRANTS keeps the grants", async () => {
    await admin(`CREATE VIEW D.S.V AS SELECT 1 AS A; GRANT SELECT ON VIEW D.S.V TO ROLE R;
      CREATE OR REPLACE VIEW D.S.V COPY GRANTS AS SELECT 2 AS A`);
    expect(await admin("SHOW GRANTS ON VIEW D.S.V")).toMatchObject([
      { privilege: "OWNERSHIP" },
      { privilege: "SELECT", grantee_name: "R", granted_by: "ACCOUNTADMIN", grant_option: "false" },
    ]);
  });
});

describe("DROP", () => {
  it("of a database takes its contents, their rows and every grant on them", async () => {
    await admin(`CREATE STREAM D.S.X ON TABLE D.S.T; CREATE DATABASE ROLE D.DR; GRANT DATABASE ROLE D.DR TO ROLE R;
      GRANT SELECT ON FUTURE TABLES IN SCHEMA D.S TO ROLE R; GRANT SELECT ON TABLE D.S.T TO ROLE R; DROP DATABASE D`);
    expect(counts(account.catalog)).toMatchObject({
      databases: 0,
      tables: 0,
      grants: 0,
      roleGrants: 0,
      futureGrants: 0,
    });
    expect(account.told).toEqual(["createTable", "createStream", "dropTable", "dropStream"]);
  });

  it("of a role leaves what it owned to the role that drops it", async () => {
    await admin(`GRANT OWNERSHIP ON TABLE D.S.T TO ROLE R; DROP ROLE R`);
    expect(await admin("SHOW TABLES IN SCHEMA D.S")).toMatchObject([{ name: "T", owner: "ACCOUNTADMIN" }]);
  });

  test.each([
    ["DROP TABLE D.S.NOPE", "002003"],
    ["DROP TABLE IF EXISTS NOPE.S.T", "ok"],
    ["DROP VIEW D.S.T", "002203"],
    [
      `CREATE MASKING POLICY D.S.P AS (V VARCHAR) RETURNS VARCHAR -> '*';
       ALTER TABLE D.S.T ALTER COLUMN ID SET MASKING POLICY D.S.P; DROP MASKING POLICY D.S.P`,
      "003529",
    ],
  ])("%s gives %s", async (sql, code) => {
    expect(await outcome(sql)).toBe(code);
  });
});

describe("tables", () => {
  it("are described as Snowflake prints them", async () => {
    const rows = await admin("DESCRIBE TABLE D.S.T TYPE = COLUMNS");
    expect(
      rows.map((row) => [row.name, row.type, row["null?"], row.default, row["primary key"], row.comment]),
    ).toEqual([
      ["ID", "VARCHAR(36)", "N", null, "Y", "key"],
      ["E", "VECTOR(FLOAT, 768)", "Y", null, "N", null],
      ["AT", "TIMESTAMP_LTZ(9)", "Y", "CURRENT_TIMESTAMP()", "N", null],
      ["N", "NUMBER(10,2)", "Y", null, "N", null],
    ]);
  });

  test.each([
    ["ALTER TABLE D.S.T ALTER COLUMN E SET DATA TYPE VECTOR(FLOAT, 1024)", "002108"],
    ["ALTER TABLE D.S.T ALTER COLUMN ID SET DATA TYPE VARCHAR(100)", "ok"],
    ["ALTER TABLE D.S.T ALTER COLUMN N SET DATA TYPE NUMBER(12,4)", "002108"],
    ["ALTER TABLE D.S.T DROP COLUMN NOPE", "000904"],
    ["ALTER TABLE D.S.T DROP COLUMN IF EXISTS NOPE", "ok"],
    ["ALTER TABLE D.S.T ADD COLUMN N INT", "001471"],
    ["ALTER TABLE D.S.T RENAME COLUMN N TO M; ALTER TABLE D.S.T DROP COLUMN M", "ok"],
    ["ALTER TABLE D.S.T DROP PRIMARY KEY", "ok"],
  ])("%s gives %s", async (sql, code) => {
    expect(await outcome(sql)).toBe(code);
  });
});

describe("tags", () => {
  const value = (column?: string) => {
    const context = account.context("ACCOUNTADMIN");
    const tag = resolveAs(context, "TAG", { parts: ["D", "S", "G"] });
    return effectiveTag(
      account.catalog,
      tag,
      resolveAs(context, "TABLE", { parts: ["D", "S", "T"] }),
      column,
    );
  };

  it("are inherited from database to column, the nearest winning", async () => {
    await admin("CREATE TAG D.S.G");
    expect(value("ID")).toBeUndefined();
    await admin("ALTER DATABASE D SET TAG D.S.G = 'database'");
    expect(value("ID")).toEqual({ value: "database", level: "DATABASE", inherited: true });
    await admin("ALTER TABLE D.S.T SET TAG D.S.G = 'table'");
    expect(value("ID")).toEqual({ value: "table", level: "TABLE", inherited: true });
    await admin("ALTER TABLE D.S.T MODIFY COLUMN ID SET TAG D.S.G = 'column'");
    expect(value("ID")).toEqual({ value: "column", level: "COLUMN", inherited: false });
    expect(value()).toEqual({ value: "table", level: "TABLE", inherited: false });
    await admin("DROP TAG D.S.G");
    expect(counts(account.catalog).tagAssociations).toBe(0);
  });

  test.each([
    [`ALTER TABLE D.S.T SET TAG D.S.G = '${"x".repeat(256)}'`, "ok"],
    [`ALTER TABLE D.S.T SET TAG D.S.G = '${"x".repeat(257)}'`, "003544"],
    ["CREATE TAG D.S.H ALLOWED_VALUES 'a', 'b'; ALTER TABLE D.S.T SET TAG D.S.H = 'c'", "003545"],
    ["ALTER TABLE D.S.T MODIFY COLUMN NOPE SET TAG D.S.G = 'x'", "000904"],
    [
      Array.from(
        { length: 51 },
        (_, i) => `CREATE TAG D.S.G${i}; ALTER TABLE D.S.T SET TAG D.S.G${i} = 'x'`,
      ).join(";"),
      "003543",
    ],
  ])("%.70s gives %s", async (sql, code) => {
    await admin("CREATE TAG D.S.G");
    expect(await outcome(sql)).toBe(code);
  });
});

describe("tasks", () => {
  beforeEach(() =>
    admin(`CREATE TASK D.S.ROOT WAREHOUSE = COMPUTE_WH SCHEDULE = '5 MINUTE' AS SELECT 1;
      CREATE TASK D.S.CHILD WAREHOUSE = COMPUTE_WH AFTER D.S.ROOT AS SELECT 2`),
  );

  it("start suspended and are shown as the provider reads them", async () => {
    expect(await admin("SHOW TASKS LIKE 'child' IN SCHEMA D.S")).toMatchObject([
      {
        state: "suspended",
        predecessors: '["D.S.ROOT"]',
        warehouse: "COMPUTE_WH",
        definition: "SELECT 2",
        allow_overlapping_execution: "false",
        task_relations: '{"Predecessors":["D.S.ROOT"],"FinalizerTask":"","FinalizedRootTask":""}',
      },
    ]);
  });

  test.each([
    ["ALTER TASK D.S.CHILD RESUME; ALTER TASK D.S.ROOT RESUME", "ok"],
    ["ALTER TASK D.S.ROOT RESUME; ALTER TASK D.S.CHILD RESUME", "091093"],
    [
      "ALTER TASK D.S.ROOT RESUME; CREATE TASK D.S.C2 WAREHOUSE = COMPUTE_WH AFTER D.S.ROOT AS SELECT 3",
      "091093",
    ],
    ["ALTER TASK D.S.ROOT RESUME; ALTER TASK D.S.CHILD MODIFY AS SELECT 3", "091093"],
    ["ALTER TASK D.S.ROOT ADD AFTER D.S.CHILD", "091094"],
    ["CREATE TASK D.S.C2 SCHEDULE = '1 MINUTE' AFTER D.S.ROOT AS SELECT 3", "091086"],
    ["GRANT OWNERSHIP ON TASK D.S.ROOT TO ROLE R; ALTER TASK D.S.ROOT RESUME", "003001"],
  ])("%s gives %s", async (sql, code) => {
    await admin("GRANT OWNERSHIP ON TASK D.S.ROOT TO ROLE ACCOUNTADMIN");
    expect(await outcome(sql)).toBe(code);
  });

  it("resume only while their owner may execute tasks", async () => {
    await admin(`GRANT ALL ON DATABASE D TO ROLE R; GRANT ALL ON SCHEMA D.S TO ROLE R;
      GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE R`);
    const own = "CREATE TASK D.S.MINE WAREHOUSE = COMPUTE_WH AS SELECT 1; ALTER TASK D.S.MINE RESUME";
    expect(await outcome(own, "R")).toBe("091089");
    await admin("GRANT EXECUTE TASK ON ACCOUNT TO ROLE R");
    expect(await outcome("ALTER TASK D.S.MINE RESUME", "R")).toBe("ok");
  });
});

describe("future grants", () => {
  it("give a new table what its schema promises, which hides what the database promises", async () => {
    await admin(`GRANT SELECT, INSERT ON FUTURE TABLES IN DATABASE D TO ROLE Q;
      CREATE TABLE D.S.A (X INT); GRANT SELECT ON FUTURE TABLES IN SCHEMA D.S TO ROLE R; CREATE TABLE D.S.B (X INT)`);
    const held = async (name: string) =>
      (await admin(`SHOW GRANTS ON TABLE D.S.${name}`))
        .slice(1)
        .map((row) => [row.privilege, row.grantee_name]);
    expect(await held("A")).toEqual([
      ["SELECT", "Q"],
      ["INSERT", "Q"],
    ]);
    expect(await held("B")).toEqual([["SELECT", "R"]]);
    expect(await admin("SHOW FUTURE GRANTS IN SCHEMA D.S")).toMatchObject([
      { privilege: "SELECT", grant_on: "TABLE", name: "D.S.<TABLE>", grant_to: "ROLE", grantee_name: "R" },
    ]);
  });
});

// docs show-views, usage notes
describe("SHOW of more than 10,000 rows", () => {
  it("is an error for views without LIMIT", async () => {
    const many = (create: (i: number) => string) =>
      Array.from({ length: 10_001 }, (_, i) => create(i)).join(";");
    await admin(many((i) => `CREATE VIEW D.S.V${i} AS SELECT 1`));
    expect(await outcome("SHOW VIEWS IN SCHEMA D.S")).toBe("090153");
    expect(await admin("SHOW VIEWS IN SCHEMA D.S LIMIT 10000")).toHaveLength(10_000);
    expect(await outcome("SHOW VIEWS IN SCHEMA D.S LIMIT 10001")).toBe("001008");
  });
});

describe("SHOW", () => {
  test.each([
    ["SHOW TABLES LIKE 't' IN SCHEMA D.S", 1],
    ["SHOW TABLES LIKE 'x%' IN SCHEMA D.S", 0],
    ["SHOW SCHEMAS LIKE '_' IN DATABASE D", 1],
    ["SHOW COLUMNS IN TABLE D.S.T", 4],
    ["SHOW REPLICATION DATABASES", 0],
    ["SHOW ROLES LIKE 'R'", 1],
    ["SHOW TABLES IN ACCOUNT", 1],
  ])("%s gives %i rows", async (sql, count) => {
    expect(await as("ACCOUNTADMIN", sql)).toHaveLength(count);
  });

  it("gives a parameter's value and where it was set", async () => {
    await admin("ALTER DATABASE D SET DATA_RETENTION_TIME_IN_DAYS = 7");
    const rows = await admin("SHOW PARAMETERS LIKE 'DATA_RETENTION%' IN SCHEMA D.S");
    expect(rows).toMatchObject([
      { key: "DATA_RETENTION_TIME_IN_DAYS", value: "7", default: "1", level: "DATABASE" },
    ]);
  });

  it("prints a warehouse as the provider reads it", async () => {
    await admin(
      `CREATE WAREHOUSE W WAREHOUSE_SIZE = 'MEDIUM' GENERATION = '2' AUTO_SUSPEND = 60 INITIALLY_SUSPENDED = true`,
    );
    expect(await admin("SHOW WAREHOUSES LIKE 'W'")).toMatchObject([
      {
        name: "W",
        size: "Medium",
        state: "SUSPENDED",
        auto_suspend: 60,
        auto_resume: "true",
        resource_monitor: "null",
      },
    ]);
  });
});
