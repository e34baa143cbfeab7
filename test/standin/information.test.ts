import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let world: Whole;
const admin = (sql: string) => world.admin(sql);
const as = (role: string, sql: string) => world.run(role, sql);

beforeAll(async () => {
  world = await Whole.open();
  await admin(`CREATE DATABASE D COMMENT = 'home'; CREATE TRANSIENT SCHEMA D.S WITH MANAGED ACCESS;
    CREATE TABLE D.S.T (ID VARCHAR(36) NOT NULL COMMENT 'key', N NUMBER(10,2) DEFAULT 1, E VECTOR(FLOAT, 3),
      AT TIMESTAMP_LTZ, B BINARY) CLUSTER BY (ID) COMMENT = 'rows';
    CREATE TABLE D.S.HIDDEN (A INT); CREATE SECURE VIEW D.S.V AS SELECT ID FROM D.S.T;
    INSERT INTO D.S.T (ID) VALUES ('a'), ('b');
    CREATE ROLE READER; CREATE ROLE NOBODY; GRANT ROLE READER TO USER ADMIN; GRANT ROLE NOBODY TO USER ADMIN;
    GRANT USAGE ON DATABASE D TO ROLE READER; GRANT USAGE ON SCHEMA D.S TO ROLE READER;
    GRANT SELECT ON TABLE D.S.T TO ROLE READER; GRANT SELECT ON VIEW D.S.V TO ROLE READER;
    CREATE DATABASE ELSEWHERE; USE SCHEMA D.S`);
});
afterAll(() => world.close());

describe("DATABASES", () => {
  it("is the same from every database and has only those the role may use", async () => {
    expect(
      await admin(
        "SELECT * EXCLUDE (CREATED) FROM ELSEWHERE.INFORMATION_SCHEMA.DATABASES WHERE DATABASE_NAME = 'D'",
      ),
    ).toEqual([
      {
        DATABASE_NAME: "D",
        DATABASE_OWNER: "ACCOUNTADMIN",
        IS_TRANSIENT: "NO",
        COMMENT: "home",
        LAST_ALTERED: null,
        RETENTION_TIME: 1,
        TYPE: "STANDARD",
        OWNER_ROLE_TYPE: "ROLE",
      },
    ]);
    // SNOWFLAKE is visible to all users (docs snowflake-db).
    expect(await as("READER", "SELECT DATABASE_NAME FROM D.INFORMATION_SCHEMA.DATABASES")).toEqual([
      { DATABASE_NAME: "SNOWFLAKE" },
      { DATABASE_NAME: "D" },
    ]);
  });
});

describe("SCHEMATA", () => {
  it("has the schemas of its database, INFORMATION_SCHEMA among them", async () => {
    expect(
      await admin(
        "SELECT SCHEMA_NAME, SCHEMA_OWNER, IS_TRANSIENT, IS_MANAGED_ACCESS FROM INFORMATION_SCHEMA.SCHEMATA ORDER BY 1",
      ),
    ).toEqual([
      { SCHEMA_NAME: "INFORMATION_SCHEMA", SCHEMA_OWNER: null, IS_TRANSIENT: "NO", IS_MANAGED_ACCESS: "NO" },
      { SCHEMA_NAME: "PUBLIC", SCHEMA_OWNER: "ACCOUNTADMIN", IS_TRANSIENT: "NO", IS_MANAGED_ACCESS: "NO" },
      { SCHEMA_NAME: "S", SCHEMA_OWNER: "ACCOUNTADMIN", IS_TRANSIENT: "YES", IS_MANAGED_ACCESS: "YES" },
    ]);
  });
});

describe("TABLES", () => {
  it("has tables with their rows, and views", async () => {
    expect(
      await admin(`SELECT TABLE_NAME, TABLE_TYPE, ROW_COUNT, CLUSTERING_KEY, AUTO_CLUSTERING_ON, COMMENT
        FROM D.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'S' ORDER BY 1`),
    ).toEqual([
      {
        TABLE_NAME: "HIDDEN",
        TABLE_TYPE: "BASE TABLE",
        ROW_COUNT: 0,
        CLUSTERING_KEY: null,
        AUTO_CLUSTERING_ON: false,
        COMMENT: "",
      },
      {
        TABLE_NAME: "T",
        TABLE_TYPE: "BASE TABLE",
        ROW_COUNT: 2,
        CLUSTERING_KEY: "LINEAR(ID)",
        AUTO_CLUSTERING_ON: true,
        COMMENT: "rows",
      },
      {
        TABLE_NAME: "V",
        TABLE_TYPE: "VIEW",
        ROW_COUNT: null,
        CLUSTERING_KEY: null,
        AUTO_CLUSTERING_ON: null,
        COMMENT: "",
      },
    ]);
  });

  it("counts the rows SHOW TABLES counts", async () => {
    expect(await admin("SHOW TABLES LIKE 'T' IN SCHEMA D.S")).toMatchObject([{ rows: 2 }]);
  });

  it("includes the views of INFORMATION_SCHEMA itself", async () => {
    expect(
      await admin(
        "SELECT count(*) AS N FROM D.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'INFORMATION_SCHEMA' AND TABLE_TYPE = 'VIEW'",
      ),
    ).toEqual([{ N: 9 }]);
  });

  it("leaves out what the role has no privilege on", async () => {
    const names = "SELECT TABLE_NAME FROM D.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'S' ORDER BY 1";
    expect(await as("READER", names)).toEqual([{ TABLE_NAME: "T" }, { TABLE_NAME: "V" }]);
  });

  it("leaves out what lies in a schema the role has no privilege on", async () => {
    await admin("GRANT USAGE ON DATABASE D TO ROLE NOBODY; GRANT SELECT ON TABLE D.S.T TO ROLE NOBODY");
    const inSchema = "SELECT 1 FROM D.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'S'";
    expect(await as("NOBODY", inSchema)).toEqual([]);
    await admin("REVOKE USAGE ON DATABASE D FROM ROLE NOBODY; REVOKE SELECT ON TABLE D.S.T FROM ROLE NOBODY");
  });

  it("does not honor MANAGE GRANTS, as SHOW does", async () => {
    await admin("GRANT USAGE ON DATABASE D TO ROLE NOBODY; GRANT MANAGE GRANTS ON ACCOUNT TO ROLE NOBODY");
    expect(await as("NOBODY", "SHOW TABLES IN SCHEMA D.S")).toHaveLength(2);
    const inSchema = "SELECT 1 FROM D.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'S'";
    expect(await as("NOBODY", inSchema)).toEqual([]);
    await admin(
      "REVOKE USAGE ON DATABASE D FROM ROLE NOBODY; REVOKE MANAGE GRANTS ON ACCOUNT FROM ROLE NOBODY",
    );
  });
});

describe("COLUMNS", () => {
  it("describes each column, as the provider's tests ask it", async () => {
    // TableClient.GetTableColumnsFor (provider v1.2.1, acceptance/helpers/table_client.go)
    const rows = await admin(
      "SELECT * FROM information_schema.columns WHERE table_schema = 'S' AND table_name = 'T' ORDER BY ordinal_position",
    );
    expect(
      rows.map((row) => [
        row.COLUMN_NAME,
        row.ORDINAL_POSITION,
        row.COLUMN_DEFAULT,
        row.IS_NULLABLE,
        row.DATA_TYPE,
        row.CHARACTER_MAXIMUM_LENGTH,
        row.CHARACTER_OCTET_LENGTH,
        row.NUMERIC_PRECISION,
        row.NUMERIC_SCALE,
        row.COMMENT,
      ]),
    ).toEqual([
      ["ID", 1, null, "NO", "TEXT", 36, 144, null, null, "key"],
      ["N", 2, "1", "YES", "NUMBER", null, null, 10, 2, null],
      ["E", 3, null, "YES", "VECTOR", null, null, null, null, null],
      ["AT", 4, null, "YES", "TIMESTAMP_LTZ", null, null, null, null, null],
      ["B", 5, null, "YES", "BINARY", 8_388_608, 8_388_608, null, null, null],
    ]);
    expect(rows.every((row) => row.KIND === "COLUMN" && row.IS_IDENTITY === "NO")).toBe(true);
  });

  it("has the columns of INFORMATION_SCHEMA's own views", async () => {
    expect(
      await admin(
        "SELECT COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'ENABLED_ROLES' ORDER BY ORDINAL_POSITION",
      ),
    ).toEqual([
      { COLUMN_NAME: "ROLE_NAME", DATA_TYPE: "TEXT" },
      { COLUMN_NAME: "ROLE_OWNER", DATA_TYPE: "TEXT" },
    ]);
  });
});

describe("VIEWS", () => {
  it("hides the text of a secure view from all but its owner", async () => {
    const view =
      "SELECT VIEW_DEFINITION, IS_SECURE FROM D.INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA = 'S' AND TABLE_NAME = 'V'";
    expect(await admin(view)).toEqual([
      { VIEW_DEFINITION: "CREATE SECURE VIEW D.S.V AS SELECT ID FROM D.S.T", IS_SECURE: "YES" },
    ]);
    expect(await as("READER", view)).toEqual([{ VIEW_DEFINITION: null, IS_SECURE: "YES" }]);
  });
});

describe("roles and privileges", () => {
  it("ENABLED_ROLES has the active role, what it inherits, and PUBLIC", async () => {
    expect(await as("READER", "SELECT * FROM D.INFORMATION_SCHEMA.ENABLED_ROLES ORDER BY 1")).toEqual([
      { ROLE_NAME: "PUBLIC", ROLE_OWNER: null },
      { ROLE_NAME: "READER", ROLE_OWNER: "ACCOUNTADMIN" },
    ]);
  });

  it("APPLICABLE_ROLES has the grants that reach the user", async () => {
    expect(
      await as(
        "READER",
        "SELECT * FROM D.INFORMATION_SCHEMA.APPLICABLE_ROLES WHERE ROLE_NAME IN ('READER', 'SYSADMIN')",
      ),
    ).toEqual([
      { GRANTEE: "ACCOUNTADMIN", ROLE_NAME: "SYSADMIN", ROLE_OWNER: null, IS_GRANTABLE: "NO" },
      { GRANTEE: "ADMIN", ROLE_NAME: "SYSADMIN", ROLE_OWNER: null, IS_GRANTABLE: "NO" },
      { GRANTEE: "ADMIN", ROLE_NAME: "READER", ROLE_OWNER: "ACCOUNTADMIN", IS_GRANTABLE: "NO" },
    ]);
  });

  it("TABLE_PRIVILEGES has the privileges on the tables the role sees, ownership among them", async () => {
    expect(
      await as(
        "READER",
        `SELECT GRANTOR, GRANTEE, GRANTED_TO, TABLE_NAME, PRIVILEGE_TYPE, IS_GRANTABLE
         FROM D.INFORMATION_SCHEMA.TABLE_PRIVILEGES ORDER BY TABLE_NAME, PRIVILEGE_TYPE`,
      ),
    ).toEqual(
      ["T", "V"].flatMap((TABLE_NAME) => [
        {
          GRANTOR: "ACCOUNTADMIN",
          GRANTEE: "ACCOUNTADMIN",
          GRANTED_TO: "ROLE",
          TABLE_NAME,
          PRIVILEGE_TYPE: "OWNERSHIP",
          IS_GRANTABLE: "YES",
        },
        {
          GRANTOR: "ACCOUNTADMIN",
          GRANTEE: "READER",
          GRANTED_TO: "ROLE",
          TABLE_NAME,
          PRIVILEGE_TYPE: "SELECT",
          IS_GRANTABLE: "NO",
        },
      ]),
    );
  });

  it("OBJECT_PRIVILEGES has those on every kind of object", async () => {
    expect(
      await as(
        "READER",
        `SELECT OBJECT_TYPE, OBJECT_CATALOG, OBJECT_SCHEMA, OBJECT_NAME, PRIVILEGE_TYPE
         FROM D.INFORMATION_SCHEMA.OBJECT_PRIVILEGES WHERE GRANTEE = 'READER' ORDER BY OBJECT_TYPE`,
      ),
    ).toEqual([
      {
        OBJECT_TYPE: "DATABASE",
        OBJECT_CATALOG: null,
        OBJECT_SCHEMA: null,
        OBJECT_NAME: "D",
        PRIVILEGE_TYPE: "USAGE",
      },
      {
        OBJECT_TYPE: "SCHEMA",
        OBJECT_CATALOG: "D",
        OBJECT_SCHEMA: null,
        OBJECT_NAME: "S",
        PRIVILEGE_TYPE: "USAGE",
      },
      {
        OBJECT_TYPE: "TABLE",
        OBJECT_CATALOG: "D",
        OBJECT_SCHEMA: "S",
        OBJECT_NAME: "T",
        PRIVILEGE_TYPE: "SELECT",
      },
      {
        OBJECT_TYPE: "VIEW",
        OBJECT_CATALOG: "D",
        OBJECT_SCHEMA: "S",
        OBJECT_NAME: "V",
        PRIVILEGE_TYPE: "SELECT",
      },
    ]);
  });
});

describe("names and rights", () => {
  test.each([
    ["READER", `SELECT 1 FROM "D".INFORMATION_SCHEMA.TABLES`, "ok"],
    ["READER", "USE DATABASE D; SELECT 1 FROM information_schema.tables", "ok"],
    ["READER", "USE SCHEMA D.INFORMATION_SCHEMA; SELECT 1 FROM TABLES", "ok"],
    ["READER", "USE SCHEMA D.INFORMATION_SCHEMA; SELECT 1 FROM TABLE(TASK_HISTORY())", "ok"],
    ["NOBODY", "SELECT 1 FROM SNOWFLAKE.INFORMATION_SCHEMA.TABLES", "ok"],
    ["NOBODY", "SELECT 1 FROM D.INFORMATION_SCHEMA.TABLES", "002003"],
    ["NOBODY", "SELECT 1 FROM TABLE(D.INFORMATION_SCHEMA.TASK_HISTORY())", "002003"],
    ["ACCOUNTADMIN", "SELECT 1 FROM NOPE.INFORMATION_SCHEMA.TABLES", "002003"],
    ["ACCOUNTADMIN", "SELECT 1 FROM D.INFORMATION_SCHEMA.STAGES", "000002"],
    ["ACCOUNTADMIN", "SELECT 1 FROM TABLE(D.INFORMATION_SCHEMA.COPY_HISTORY())", "000002"],
    ["ACCOUNTADMIN", "DELETE FROM D.INFORMATION_SCHEMA.TABLES", "003001"],
    [
      "ACCOUNTADMIN",
      "CREATE VIEW D.S.W AS SELECT TABLE_NAME FROM D.INFORMATION_SCHEMA.TABLES; SELECT * FROM D.S.W",
      "ok",
    ],
  ])("as %s, %s gives %s", async (role, sql, code) => {
    expect(await world.outcome(role, sql)).toBe(code);
  });

  it("needs a warehouse, unlike SHOW (docs info-schema, considerations)", async () => {
    const session = await world.account.login({ role: "ACCOUNTADMIN" });
    await expect(session.execute("SELECT 1 FROM D.INFORMATION_SCHEMA.TABLES")).rejects.toMatchObject({
      code: "000606",
    });
    await session.close();
  });
});
