import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let world: Whole;
const admin = (sql: string) => world.admin(sql);

beforeAll(async () => {
  world = await Whole.open();
  await admin(`CREATE DATABASE D; CREATE SCHEMA D.S; USE SCHEMA D.S;
    CREATE TAG G; CREATE TAG OTHER; CREATE MASKING POLICY P AS (V VARCHAR) RETURNS VARCHAR -> '*';
    CREATE TABLE T (ID VARCHAR, NAME VARCHAR); CREATE VIEW "v 1" AS SELECT ID FROM T;
    ALTER TABLE T ALTER COLUMN NAME SET MASKING POLICY P;
    ALTER DATABASE D SET TAG G = 'database'; ALTER TABLE T MODIFY COLUMN ID SET TAG G = 'column';
    ALTER WAREHOUSE COMPUTE_WH SET TAG OTHER = 'w';
    CREATE ROLE OWNER; CREATE ROLE STEWARD; CREATE ROLE STRANGER; CREATE ROLE APPLIER;
    GRANT ROLE OWNER TO USER ADMIN; GRANT ROLE STEWARD TO USER ADMIN; GRANT ROLE STRANGER TO USER ADMIN;
    GRANT ROLE APPLIER TO USER ADMIN;
    GRANT USAGE ON DATABASE D TO ROLE OWNER; GRANT USAGE ON SCHEMA D.S TO ROLE OWNER;
    GRANT USAGE ON DATABASE D TO ROLE STEWARD; GRANT USAGE ON SCHEMA D.S TO ROLE STEWARD;
    GRANT USAGE ON DATABASE D TO ROLE APPLIER; GRANT USAGE ON SCHEMA D.S TO ROLE APPLIER;
    GRANT SELECT ON TABLE T TO ROLE STEWARD; GRANT SELECT ON TABLE T TO ROLE APPLIER;
    GRANT APPLY MASKING POLICY ON ACCOUNT TO ROLE STEWARD; GRANT APPLY ON MASKING POLICY P TO ROLE APPLIER;
    GRANT OWNERSHIP ON TABLE T TO ROLE OWNER COPY CURRENT GRANTS`);
});
afterAll(() => world.close());

/** Statement texts of the provider (v1.2.1: sdk/policy_references.go, sdk/data_metric_function_references_gen.go). */
const provider = (name: string, entity: string, domain: string) =>
  `SELECT * FROM TABLE (SNOWFLAKE.INFORMATION_SCHEMA.${name} (REF_ENTITY_NAME => '${entity}', REF_ENTITY_DOMAIN => '${domain}'))`;
const quoted = (...parts: string[]) => parts.map((part) => `\\"${part}\\"`).join(".");

describe("POLICY_REFERENCES", () => {
  const reference = {
    POLICY_DB: "D",
    POLICY_SCHEMA: "S",
    POLICY_NAME: "P",
    POLICY_KIND: "MASKING_POLICY",
    REF_DATABASE_NAME: "D",
    REF_SCHEMA_NAME: "S",
    REF_ENTITY_NAME: "T",
    REF_ENTITY_DOMAIN: "TABLE",
    REF_COLUMN_NAME: "NAME",
    REF_ARG_COLUMN_NAMES: null,
    TAG_DATABASE: null,
    TAG_SCHEMA: null,
    TAG_NAME: null,
    POLICY_STATUS: "ACTIVE",
  };

  it("answers what the provider asks of each view it reads", async () => {
    expect(await admin(provider("POLICY_REFERENCES", quoted("D", "S", "v 1"), "VIEW"))).toEqual([]);
  });

  it("has the columns of the documentation, in order (docs functions/policy_references, Returns)", async () => {
    const rows = await admin(provider("POLICY_REFERENCES", quoted("D", "S", "T"), "TABLE"));
    expect(rows).toEqual([reference]);
    expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(reference));
  });

  it("gives the objects of a policy", async () => {
    expect(
      await admin("select * from table(information_schema.policy_references(policy_name => 'd.s.p'))"),
    ).toEqual([reference]);
  });

  it("answers the provider's question of a tag, which has none (snowflake/tag.go)", async () => {
    expect(
      await admin(
        `SELECT * from table ("D".information_schema.policy_references(ref_entity_name => '"D"."S"."G"', ref_entity_domain => 'TAG')) where policy_db='D' and policy_schema='S' and policy_name='P'`,
      ),
    ).toEqual([]);
  });

  // docs functions/policy_references, usage notes
  const ofTable = provider("POLICY_REFERENCES", "D.S.T", "TABLE");
  test.each([
    ["who may apply every policy sees it", "STEWARD", 1],
    ["an owner who may not apply the policy is refused", "OWNER", "003001"],
    ["who may apply the policy and does not own the table is refused", "APPLIER", "003001"],
    ["who does not see the table learns nothing", "STRANGER", "002003"],
  ])("%s", async (_, role, expected) => {
    if (typeof expected === "number") expect(await world.run(role, ofTable)).toHaveLength(expected);
    else expect(await world.outcome(role, ofTable)).toBe(expected);
  });

  it("shows an owner the policies it may apply", async () => {
    await admin("GRANT APPLY ON MASKING POLICY D.S.P TO ROLE OWNER");
    expect(await world.run("OWNER", ofTable)).toEqual([reference]);
    await admin("REVOKE APPLY ON MASKING POLICY D.S.P FROM ROLE OWNER");
  });

  test.each([
    ["POLICY_NAME => 'D.S.P', REF_ENTITY_NAME => 'D.S.T', REF_ENTITY_DOMAIN => 'TABLE'", "001044"],
    ["REF_ENTITY_NAME => 'D.S.T'", "000938"],
    ["", "001044"],
    ["REF_ENTITY_NAME => 'D.S.T', REF_ENTITY_DOMAIN => 'STREAM'", "002211"],
    ["REF_ENTITY_NAME => 'D.S.T', REF_ENTITY_DOMAIN => 'VIEW'", "002003"],
    ["REF_ENTITY_NAME => 'D.S.NOPE', REF_ENTITY_DOMAIN => 'TABLE'", "002003"],
    ["POLICY_NAME => 'D.S.NOPE'", "002003"],
    ["POLICY_NAME => 'D.S.P', POLICY_KIND => 'NETWORK_POLICY'", "000002"],
    ["NAME => 'D.S.P'", "000904"],
  ])("with (%s) gives %s", async (args, code) => {
    expect(
      await world.outcome(
        "ACCOUNTADMIN",
        `SELECT * FROM TABLE(D.INFORMATION_SCHEMA.POLICY_REFERENCES(${args}))`,
      ),
    ).toBe(code);
  });
});

describe("DATA_METRIC_FUNCTION_REFERENCES", () => {
  it("answers what the provider asks of each view it reads", async () => {
    const session = await world.session("ACCOUNTADMIN");
    const result = await session.execute(
      provider("DATA_METRIC_FUNCTION_REFERENCES", quoted("D", "S", "v 1"), "VIEW"),
    );
    expect(result.rows).toEqual([]);
    // docs functions/data_metric_function_references, Returns
    expect(result.columns.map(({ name }) => name).join(" ")).toBe(
      "METRIC_DATABASE_NAME METRIC_SCHEMA_NAME METRIC_NAME ARGUMENT_SIGNATURE DATA_TYPE REF_DATABASE_NAME REF_SCHEMA_NAME REF_ENTITY_NAME REF_ENTITY_DOMAIN REF_ARGUMENTS REF_ID SCHEDULE SCHEDULE_STATUS DATA_QUALITY_NOTIFICATION_STATUS ANOMALY_DETECTION_STATUS ANOMALY_DETECTION_SENSITIVITY_LEVEL USE_ROLE LEVEL EXCLUDE_TABLE_TYPES PROPERTIES",
    );
    expect(result.columns.find(({ name }) => name === "REF_ARGUMENTS")?.type).toEqual({ kind: "ARRAY" });
  });

  it("needs SELECT on the object", async () => {
    const ask = provider("DATA_METRIC_FUNCTION_REFERENCES", "D.S.T", "TABLE");
    expect(await world.outcome("STEWARD", ask)).toBe("ok");
    expect(await world.outcome("STRANGER", ask)).toBe("002003");
  });
});

describe("TAG_REFERENCES", () => {
  const tags = (fn: string, args: string) =>
    `SELECT TAG_NAME, TAG_VALUE, APPLY_METHOD, LEVEL, OBJECT_DATABASE, OBJECT_SCHEMA, OBJECT_NAME, DOMAIN, COLUMN_NAME
     FROM TABLE(D.INFORMATION_SCHEMA.${fn}(${args}))`;
  const ofTable = { OBJECT_DATABASE: "D", OBJECT_SCHEMA: "S", OBJECT_NAME: "T" };
  const inherited = { TAG_NAME: "G", TAG_VALUE: "database", APPLY_METHOD: "INHERITED", LEVEL: "DATABASE" };
  const manual = { TAG_NAME: "G", TAG_VALUE: "column", APPLY_METHOD: "MANUAL", LEVEL: "COLUMN" };

  test.each([
    ["'t', 'table'", [{ ...inherited, ...ofTable, DOMAIN: "TABLE", COLUMN_NAME: null }]],
    ["'T.ID', 'COLUMN'", [{ ...manual, ...ofTable, DOMAIN: "COLUMN", COLUMN_NAME: "ID" }]],
    ["'D.S.T.NAME', 'column'", [{ ...inherited, ...ofTable, DOMAIN: "COLUMN", COLUMN_NAME: "NAME" }]],
    [
      "'D', 'DATABASE'",
      [
        {
          ...inherited,
          APPLY_METHOD: "MANUAL",
          OBJECT_DATABASE: "D",
          OBJECT_SCHEMA: null,
          OBJECT_NAME: "D",
          DOMAIN: "DATABASE",
          COLUMN_NAME: null,
        },
      ],
    ],
    [
      "'COMPUTE_WH', 'WAREHOUSE'",
      [
        {
          TAG_NAME: "OTHER",
          TAG_VALUE: "w",
          APPLY_METHOD: "MANUAL",
          LEVEL: "WAREHOUSE",
          OBJECT_DATABASE: null,
          OBJECT_SCHEMA: null,
          OBJECT_NAME: "COMPUTE_WH",
          DOMAIN: "WAREHOUSE",
          COLUMN_NAME: null,
        },
      ],
    ],
  ])("of (%s)", async (args, rows) => {
    await admin("USE SCHEMA D.S");
    expect(await admin(tags("TAG_REFERENCES", args))).toEqual(rows);
  });

  it("TAG_REFERENCES_ALL_COLUMNS gives the tags of each column", async () => {
    expect(await admin(tags("TAG_REFERENCES_ALL_COLUMNS", "'D.S.T', 'table'"))).toEqual([
      { ...manual, ...ofTable, DOMAIN: "COLUMN", COLUMN_NAME: "ID" },
      { ...inherited, ...ofTable, DOMAIN: "COLUMN", COLUMN_NAME: "NAME" },
    ]);
  });

  test.each([
    ["STRANGER", "SNOWFLAKE.INFORMATION_SCHEMA.TAG_REFERENCES('D.S.T', 'TABLE')", "002003"],
    ["ACCOUNTADMIN", "D.INFORMATION_SCHEMA.TAG_REFERENCES('D.S.T.NOPE', 'COLUMN')", "000904"],
    ["ACCOUNTADMIN", "D.INFORMATION_SCHEMA.TAG_REFERENCES('D.S.T', 'STAGE')", "000002"],
    ["ACCOUNTADMIN", "D.INFORMATION_SCHEMA.TAG_REFERENCES('D.S.T')", "000938"],
    ["ACCOUNTADMIN", "D.INFORMATION_SCHEMA.TAG_REFERENCES('D.S.T', 'TABLE', 1)", "000939"],
    ["ACCOUNTADMIN", "D.INFORMATION_SCHEMA.TAG_REFERENCES_ALL_COLUMNS('D.S.T', 'VIEW')", "002211"],
  ])("as %s, %s gives %s", async (role, call, code) => {
    expect(await world.outcome(role, `SELECT * FROM TABLE(${call})`)).toBe(code);
  });
});
