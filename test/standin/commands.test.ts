import { describe, expect, it, test } from "vitest";
import { SnowflakeError } from "../../standin/errors";
import { parseDml } from "../../standin/data/sql/dml";
import { parseQuery } from "../../standin/data/sql/query";
import { parseStatement } from "../../standin/syntax/parse";

/** `read`, or what the stand-in calls unsupported; a syntax error fails. */
function reading(sql: string): string {
  try {
    const statement = parseStatement(sql);
    if (statement.kind === "query") parseQuery(statement.text);
    if (statement.kind === "dml") parseDml(statement.text);
    return "read";
  } catch (error) {
    if (error instanceof SnowflakeError && error.code === "000002") return "refused by name";
    return `${sql}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const list = (text: string): string[] => text.split(",").map((each) => each.replace(/\s+/g, " ").trim());

/** The commands of https://docs.snowflake.com/en/sql-reference/sql-all, by verb: what follows it. */
const altered =
  list(`ACCOUNT, AGENT, AGGREGATION POLICY, ALERT, API INTEGRATION, APPLICATION, APPLICATION PACKAGE,
  APPLICATION ROLE, APPLICATION SERVICE, ARTIFACT REPOSITORY, AUTHENTICATION POLICY, BACKUP POLICY, BACKUP SET,
  CATALOG INTEGRATION, COMPUTE POOL, CONNECTION, CONTACT, CORTEX SEARCH SERVICE, DATA MOVEMENT POLICY,
  DATA MOVEMENT RULE, DATABASE, DATABASE ROLE, DATASET, DBT PROJECT, DCM PROJECT, DYNAMIC TABLE, EVENT ROUTING TABLE,
  EXPERIMENT, EXTERNAL AGENT, EXTERNAL CONSUMER, EXTERNAL ACCESS INTEGRATION, EXTERNAL TABLE, EXTERNAL VOLUME,
  FAILOVER GROUP, FEATURE POLICY, FILE FORMAT, FUNCTION, GATEWAY, GIT REPOSITORY, ICEBERG TABLE, INTEGRATION,
  JOIN POLICY, LISTING, MAINTENANCE POLICY, MASKING POLICY, MATERIALIZED VIEW, MODEL, MODEL MONITOR,
  MULTI PARTY APPROVAL POLICY, NETWORK POLICY, NETWORK RULE, NOTEBOOK, NOTIFICATION INTEGRATION, OPENFLOW DATA PLANE,
  ONLINE FEATURE TABLE, OPENFLOW CONNECTOR, OPENFLOW DEPLOYMENT, OPENFLOW RUNTIME, ORGANIZATION, ORGANIZATION ACCOUNT,
  ORGANIZATION PROFILE, ORGANIZATION USER, ORGANIZATION USER GROUP, PACKAGES POLICY, PASSWORD POLICY, PIPE,
  POSTGRES INSTANCE, PRIVACY POLICY, PROCEDURE, PROJECTION POLICY, REPLICATION GROUP, RESOURCE MONITOR,
  RESTRICTED SESSION SCOPE, ROLE, ROW ACCESS POLICY, SCHEMA, SECRET, SECURITY INTEGRATION, SEMANTIC VIEW, SEQUENCE,
  SERVICE, SESSION POLICY, SHARE, SNAPSHOT, SNAPSHOT POLICY, SNAPSHOT SET, STAGE, STORAGE INTEGRATION,
  STORAGE LIFECYCLE POLICY, STREAM, STREAMLIT, TABLE, TAG, TASK, TYPE, USER, VIEW, WAREHOUSE`);

const onlyCreated = list(`AI FUNCTION, DATA METRIC FUNCTION, EVENT TABLE, EXTERNAL FUNCTION, HYBRID TABLE,
  IMAGE REPOSITORY, INDEX, INTERACTIVE TABLE, INTERACTIVE WAREHOUSE, MANAGED ACCOUNT, MCP SERVER, NOTEBOOK PROJECT,
  CODE BUNDLE, ORGANIZATION LISTING, PROVISIONED THROUGHPUT, EXTERNAL LISTING`);

const shown = list(`ACCOUNTS, AGENTS, AGGREGATION POLICIES, ALERTS, APPLICATION PACKAGES, APPLICATION ROLES,
  APPLICATION SERVICES, APPLICATIONS, ARTIFACT REPOSITORIES, AUTHENTICATION POLICIES, AVAILABLE LISTINGS,
  AVAILABLE OFFERS, AVAILABLE ORGANIZATION PROFILES, BACKUP POLICIES, BACKUP SETS, BACKUPS IN BACKUP SET B,
  CALLER GRANTS, CATALOG INTEGRATIONS, CHANNELS, CLASSES, COLUMNS, COMPUTE POOL INSTANCE FAMILIES, COMPUTE POOLS,
  CONFIGURATIONS, CONNECTIONS, CONTACTS, CORTEX BASE MODELS, CORTEX SEARCH SERVICES, DATA METRIC FUNCTIONS,
  DATA MOVEMENT POLICIES, DATA MOVEMENT RULES, DATABASE ROLES IN DATABASE D, DATABASES,
  DATABASES IN FAILOVER GROUP F, DATABASES IN REPLICATION GROUP R, DATASETS, DBT PROJECTS, DCM PROJECTS,
  DELEGATED AUTHORIZATIONS, DEPLOYMENTS IN DCM PROJECT P, DYNAMIC TABLES, ENDPOINTS IN SERVICE S,
  ENTITIES IN DCM PROJECT P, EVENT ROUTING TABLE ON ORGANIZATION, EVENT ROUTING TABLES, EVENT TABLES, EXPERIMENTS,
  EXTERNAL AGENTS, USER PROGRAMMATIC ACCESS TOKENS FOR EXTERNAL CONSUMER E, EXTERNAL CONSUMERS, EXTERNAL FUNCTIONS,
  EXTERNAL TABLES, EXTERNAL VOLUMES, FAILOVER GROUPS, FEATURE POLICIES, FILE FORMATS, FUNCTIONS, FUNCTIONS IN MODEL M,
  GATEWAYS, GIT BRANCHES IN G, GIT REPOSITORIES, GIT TAGS IN G, GLOBAL ACCOUNTS, GRANTS, GRANTS IN DCM PROJECT P,
  HYBRID TABLES, ICEBERG TABLES, IMAGE REPOSITORIES, IMAGES IN IMAGE REPOSITORY R, IMPORTED KEYS, INDEXES,
  INTEGRATIONS, INTERACTIVE TABLES, JOIN POLICIES, LISTINGS, LISTINGS IN FAILOVER GROUP F, LOCKS,
  MAINTENANCE POLICIES, MANAGED ACCOUNTS, MASKING POLICIES, MATERIALIZED VIEWS, MCP SERVERS, MFA METHODS,
  MODEL MONITORS, MODELS, MULTI PARTY APPROVAL POLICIES, NETWORK POLICIES, NETWORK RULES, NODES IN COMPUTE POOL P,
  NOTEBOOK PROJECTS, CODE BUNDLES, NOTEBOOKS, NOTIFICATION INTEGRATIONS, OBJECTS, OBJECTS OWNED BY APPLICATION A,
  OFFERS, OPENFLOW DATA PLANE INTEGRATIONS, ONLINE FEATURE TABLES, OPENFLOW CONNECTOR DEFINITIONS,
  OPENFLOW CONNECTORS, OPENFLOW DEPLOYMENTS, OPENFLOW RUNTIMES, ORGANIZATION ACCOUNTS, ORGANIZATION CONTRACTS,
  ORGANIZATION PROFILES, ORGANIZATION USER GROUPS, ORGANIZATION USERS, PACKAGES POLICIES, PARAMETERS,
  PASSWORD POLICIES, PIPES, POSTGRES INSTANCES, PRICING PLANS, PRIMARY KEYS, PRIVACY POLICIES, PRIVILEGES,
  PROCEDURES, PROJECTION POLICIES, REFERENCES, REGIONS, RELEASE CHANNELS, RELEASE DIRECTIVES, REPLICATION ACCOUNTS,
  REPLICATION DATABASES, REPLICATION GROUPS, RESOURCE MONITORS, RESTRICTED SESSION SCOPES, ROLES, ROLES IN SERVICE S,
  ROW ACCESS POLICIES, RULES IN EVENT ROUTING TABLE T, RUN METRICS IN EXPERIMENT E, RUNS IN EXPERIMENT E, SCHEMAS,
  SECRETS, SEMANTIC DIMENSIONS, SEMANTIC DIMENSIONS IN V FOR METRIC M, SEMANTIC FACTS, SEMANTIC METRICS,
  SEMANTIC VIEWS, SEQUENCES, SERVICE CONTAINERS IN SERVICE S, SERVICE INSTANCES IN SERVICE S,
  SERVICE VOLUMES IN SERVICE S, SERVICES, SESSION POLICIES, SHARED CONTENT IN APPLICATION PACKAGE P, SHARES,
  SHARES IN FAILOVER GROUP F, SNAPSHOT POLICIES, SNAPSHOT SETS, SNAPSHOTS, SNAPSHOTS IN SNAPSHOT SET S, SPECIFICATIONS,
  STAGES, STORAGE LIFECYCLE POLICIES, STREAMLITS, STREAMS, TABLES, TAGS, TASKS,
  TELEMETRY EVENT DEFINITIONS IN APPLICATION A, TRANSACTIONS, TYPES, UNIQUE KEYS, EXPORTED KEYS, USER FUNCTIONS,
  USER KEY PAIRS, USER PROCEDURES, USER PROGRAMMATIC ACCESS TOKENS, USER WORKLOAD IDENTITY AUTHENTICATION METHODS,
  USERS, VARIABLES, VERSIONS IN APPLICATION PACKAGE P, VERSIONS IN DATASET D, VERSIONS IN MODEL M, VIEWS, WAREHOUSES,
  WORKSPACES`);

const onlyDescribed = list(`AVAILABLE LISTING, AVAILABLE ORGANIZATION PROFILE, CONFIGURATION, EVENT TABLE,
  IMAGE REPOSITORY, MCP SERVER, OPENFLOW DATA PLANE INTEGRATION, RESULT, SEARCH OPTIMIZATION ON, SPECIFICATION,
  TRANSACTION`);

const bodies: Readonly<Record<string, string>> = {
  TABLE: "(A INT)",
  VIEW: "AS SELECT 1",
  STREAM: "ON TABLE T",
  TASK: "AS SELECT 1",
  "MASKING POLICY": "AS (V VARCHAR) RETURNS VARCHAR -> V",
};

describe("no command Snowflake documents is called a syntax error", () => {
  const documented: readonly (readonly [string, readonly string[]])[] = [
    ["ALTER", altered.map((kind) => `ALTER ${kind} X SET COMMENT = 'x'`)],
    [
      "CREATE",
      [...altered, ...onlyCreated].flatMap((kind) => [
        `CREATE ${kind} X ${bodies[kind] ?? ""}`,
        `CREATE OR REPLACE ${kind} X ${bodies[kind] ?? ""}`,
        `CREATE OR ALTER ${kind} X ${bodies[kind] ?? ""}`,
        `CREATE ${kind} IF NOT EXISTS X ${bodies[kind] ?? ""}`,
      ]),
    ],
    ["DROP", [...altered, ...onlyCreated].flatMap((kind) => [`DROP ${kind} X`, `DROP ${kind} IF EXISTS X`])],
    [
      "DESCRIBE",
      [...altered, ...onlyDescribed].flatMap((kind) => {
        // Transactions have numbers.
        const name = kind === "TRANSACTION" ? "1" : "X";
        return [`DESCRIBE ${kind} ${name}`, `DESC ${kind} ${name}`];
      }),
    ],
    ["SHOW", shown.map((kinds) => `SHOW ${kinds}`)],
    [
      "SHOW TERSE",
      list(`DATABASES, SCHEMAS, TABLES, VIEWS, OBJECTS, STREAMS, TASKS, USERS, PRIMARY KEYS, UNIQUE KEYS, DYNAMIC TABLES,
        EXTERNAL TABLES, ICEBERG TABLES, EVENT TABLES, SEMANTIC VIEWS`).map((kinds) => `SHOW TERSE ${kinds}`),
    ],
    [
      "SHOW with its clauses",
      ["TABLES", "VIEWS", "SCHEMAS", "OBJECTS", "STREAMS", "TASKS", "TAGS", "MASKING POLICIES"].flatMap(
        (kinds) =>
          [
            "HISTORY",
            "LIKE 'x'",
            "IN ACCOUNT",
            "IN DATABASE",
            "IN DATABASE D",
            "IN SCHEMA",
            "IN SCHEMA D.S",
            "IN D.S",
          ]
            .concat(["IN S", "STARTS WITH 'x'", "LIMIT 1", "LIMIT 1 FROM 'x'", "IN APPLICATION A"])
            .concat(["LIKE 'x' IN SCHEMA D.S STARTS WITH 'x' LIMIT 1 FROM 'x'", "IN APPLICATION PACKAGE P"])
            .map((clause) => `SHOW ${kinds} ${clause}`),
      ),
    ],
    [
      "SHOW WITH PRIVILEGES",
      ["DATABASES", "SCHEMAS", "WAREHOUSES", "TABLES"].map(
        (kinds) => `SHOW ${kinds} WITH PRIVILEGES USAGE, MODIFY`,
      ),
    ],
    [
      "EXECUTE",
      list(`ALERT A, DBT PROJECT P, DCM PROJECT P PLAN, IMMEDIATE 'SELECT 1', IMMEDIATE FROM './x.sql',
        INFERENCE JOB SERVICE X, JOB SERVICE X, NOTEBOOK N(), NOTEBOOK PROJECT N, CODE BUNDLE C, TASK T,
        TASK T RETRY LAST`).map((what) => `EXECUTE ${what}`),
    ],
    [
      "UNDROP",
      list(`ACCOUNT A, DATABASE D, DYNAMIC TABLE T, EXTERNAL VOLUME V, ICEBERG TABLE T, NOTEBOOK N, SCHEMA S, SNAPSHOT S,
        STREAMLIT S, TABLE T, TAG T, TYPE T`).map((what) => `UNDROP ${what}`),
    ],
    [
      "GRANT and REVOKE",
      [
        ...[
          "APPLICATION ROLE R TO ROLE Q",
          "CALLER SELECT ON TABLE T TO ROLE R",
          "DATABASE ROLE D.R TO ROLE Q",
        ],
        ...[
          "DATABASE ROLE D.R TO SHARE S",
          "SELECT ON TABLE T TO APPLICATION A",
          "SERVICE ROLE S!R TO ROLE R",
        ],
        ...[
          "SELECT ON TABLE T TO APPLICATION ROLE A.R",
          "USAGE ON DATABASE D TO SHARE S",
          "ROLE R TO USER U",
        ],
        ...[
          "SELECT ON TABLE T TO USER U",
          "SELECT ON TABLE T TO ROLE R",
          "ALL CALLER PRIVILEGES ON SCHEMA S TO ROLE R",
        ],
        ...[
          "INHERITED CALLER SELECT ON ALL TABLES IN SCHEMA S TO ROLE R",
          "USAGE ON INTEGRATION I TO ROLE R",
        ],
        ...["SELECT ON FUTURE DYNAMIC TABLES IN SCHEMA S TO ROLE R", "CREATE TABLE ON SCHEMA S TO ROLE R"],
      ].flatMap((what) => [`GRANT ${what}`, `REVOKE ${what.replace(" TO ", " FROM ")}`]),
    ],
    [
      "USE, transactions, scripts and files",
      [
        ...[
          "USE ROLE R",
          "USE SECONDARY ROLES ALL",
          "USE SECONDARY ROLES R, Q",
          "USE WAREHOUSE W",
          "USE SCHEMA S",
        ],
        ...[
          "USE DATABASE D",
          "USE D",
          "USE D.S",
          "BEGIN",
          "BEGIN WORK",
          "BEGIN TRANSACTION NAME T",
          "COMMIT",
          "ROLLBACK",
        ],
        ...[
          "START TRANSACTION",
          "COMMIT WORK",
          "ROLLBACK WORK",
          "CALL P()",
          "COMMENT ON TABLE T IS 'x'",
          "SET V = 1",
        ],
        ...[
          "WITH P AS PROCEDURE () RETURNS INT LANGUAGE SQL AS 'x' CALL P()",
          "UNSET V",
          "EXPLAIN USING TEXT SELECT 1",
        ],
        ...[
          "COPY FILES INTO @A FROM @B",
          "COPY INTO @S FROM T",
          "COPY INTO T FROM @S",
          "GET @S file:///tmp",
          "LIST @S",
        ],
        ...[
          "LS @S",
          "PUT file:///x @S",
          "REMOVE @S",
          "RM @S",
          "DECLARE X INT; BEGIN RETURN 1; END",
          "ALTER SESSION UNSET TIMEZONE",
        ],
        ...[
          "BEGIN LET X := 1; RETURN X; END",
          "TRUNCATE TABLE T",
          "TRUNCATE TABLE IF EXISTS T",
          "TRUNCATE MATERIALIZED VIEW V",
        ],
        ...[
          "INSERT INTO T VALUES (1)",
          "INSERT ALL INTO T SELECT 1",
          "INSERT FIRST WHEN TRUE THEN INTO T SELECT 1",
        ],
        ...[
          "INSERT OVERWRITE INTO T SELECT 1",
          "INSERT OVERWRITE ALL INTO T SELECT 1",
          "DELETE FROM T USING U WHERE TRUE",
        ],
        ...[
          "UPDATE T SET A = 1 FROM U",
          "MERGE INTO T USING U ON TRUE WHEN NOT MATCHED THEN INSERT VALUES (1)",
        ],
        ...["SHOW TABLES ->> SELECT * FROM $1", "SELECT 1 ->> SELECT * FROM $1"],
      ],
    ],
    [
      "queries (sql/select, constructs, functions)",
      [
        ...[
          "SELECT A FROM T ORDER BY ALL",
          "SELECT A, B, FROM T",
          "SELECT A FROM T FOR UPDATE",
          "SELECT A INTO :X FROM T",
        ],
        ...[
          "SELECT * FROM T RESAMPLE (USING A INCREMENT BY 1)",
          "SELECT * FROM SEMANTIC_VIEW (V DIMENSIONS A METRICS B)",
        ],
        ...[
          "SELECT X'AB12'",
          "SELECT FILTER([1], X INT -> X > 1)",
          "SELECT FILTER([1], X -> X > 1)",
          "SELECT {'a': 1, *} FROM T",
        ],
        ...[
          "SELECT {*} FROM T",
          "SELECT {* ILIKE 'a%'} FROM T",
          "SELECT * FROM T INNER DIRECTED JOIN U ON T.A = U.A",
        ],
        ...[
          "SELECT * FROM TABLE(F(TABLE(T)))",
          "SELECT POSITION('a' IN 'b')",
          "SELECT M!PREDICT(A)",
          "SELECT MODEL(M)!PREDICT(A)",
        ],
        ...[
          "SELECT NTH_VALUE(A, 2) FROM FIRST RESPECT NULLS OVER (ORDER BY A) FROM T",
          "SELECT * FROM DIRECTORY(@S)",
        ],
        ...[
          "SELECT * FROM T ASOF JOIN U MATCH_CONDITION (T.A >= U.A)",
          "SELECT * FROM T PIVOT (SUM(A) FOR B IN (1, 2))",
        ],
        ...[
          "SELECT * FROM T MATCH_RECOGNIZE (PARTITION BY A)",
          "SELECT A FROM T START WITH A = 1 CONNECT BY PRIOR A = B",
        ],
        ...[
          "SELECT * FROM T CHANGES (INFORMATION => DEFAULT) AT (OFFSET => -1)",
          "SELECT * FROM T TABLESAMPLE BERNOULLI (3)",
        ],
        ...[
          "SELECT A FROM T GROUP BY GROUPING SETS (A, B)",
          "SELECT 1 UNION ALL BY NAME SELECT 2",
          "SELECT * ILIKE '%a%' FROM T",
        ],
        ...[
          "SELECT A COLLATE 'en' FROM T",
          "SELECT A FROM T WHERE A > ALL (SELECT 1)",
          "SELECT $1 FROM @S/p (FILE_FORMAT => F)",
        ],
        ...[
          "SELECT A::ARRAY(INT)",
          "SELECT A::MAP(VARCHAR, INT)",
          "SELECT A FROM T QUALIFY ROW_NUMBER() OVER (ORDER BY A) = 1",
        ],
      ],
    ],
    [
      "CREATE TABLE in its variants (create-table)",
      [
        ...[
          "TEMP",
          "TEMPORARY",
          "LOCAL TEMP",
          "LOCAL TEMPORARY",
          "GLOBAL TEMP",
          "GLOBAL TEMPORARY",
          "VOLATILE",
        ]
          .concat(["TRANSIENT"])
          .map((word) => `CREATE OR REPLACE ${word} TABLE T (A INT)`),
        ...[
          "AS SELECT 1 AS A",
          "(A INT) AS SELECT 1",
          "COPY GRANTS AS SELECT * FROM U",
          "CLUSTER BY (A) AS SELECT 1 AS A",
        ],
        ...[
          "LIKE U",
          "CLONE U",
          "CLONE U AT (OFFSET => -60)",
          "CLONE U COPY GRANTS",
          "USING TEMPLATE (SELECT 1)",
        ],
        ...[
          "(A INT) COPY GRANTS AS SELECT 1",
          "FROM BACKUP SET B IDENTIFIER 'x'",
          "COMMENT = 'x' AS SELECT 1 AS A",
        ],
        ...[
          "(A INT AUTOINCREMENT)",
          "(A INT IDENTITY(1, 1))",
          "(A INT, B INT AS (A + 1))",
          "(A INT) STAGE_FILE_FORMAT = (TYPE = CSV)",
        ],
        ...[
          "(A INT) WITH ROW ACCESS POLICY P ON (A)",
          "(A INT) AGGREGATION POLICY P",
          "(A INT) WITH CONTACT (STEWARD = C)",
        ],
        ...[
          "(A INT) JOIN POLICY P",
          "(A INT) STORAGE LIFECYCLE POLICY P ON (A)",
          "(A INT PROJECTION POLICY P)",
        ],
        ...[
          "(A GEOGRAPHY)",
          "(A MAP(VARCHAR, INT))",
          "(A ARRAY(INT))",
          "(A OBJECT(B INT))",
          "(A INT) ENABLE_SCHEMA_EVOLUTION = TRUE",
        ],
      ].map((rest) => (rest.startsWith("CREATE") ? rest : `CREATE TABLE T ${rest}`)),
    ],
    [
      "other CREATE with words before the kind",
      [
        ...[
          "SCOPED TEMPORARY TABLE T (A INT)",
          "SCOPED TEMPORARY STAGE S",
          "TEMP STAGE S",
          "TEMPORARY VIEW V AS SELECT 1",
        ],
        ...[
          "LOCAL TEMPORARY VIEW V AS SELECT 1",
          "RECURSIVE VIEW V (A) AS SELECT 1",
          "SECURE RECURSIVE VIEW V AS SELECT 1",
        ],
        ...[
          "SECURE MATERIALIZED VIEW V AS SELECT 1",
          "TEMP FILE FORMAT F",
          "TEMPORARY FUNCTION F() RETURNS INT AS '1'",
        ],
        ...[
          "AGGREGATE FUNCTION F(A INT) RETURNS INT AS '1'",
          "TEMPORARY SEQUENCE S",
          "SECURE EXTERNAL FUNCTION F() RETURNS INT",
        ],
        ...[
          "TRANSIENT DYNAMIC TABLE T AS SELECT 1",
          "VERSIONED SCHEMA S",
          "TRANSIENT SCHEMA S",
          "TRANSIENT DATABASE D",
        ],
        ...[
          "SCHEMA S CLONE R",
          "DATABASE D FROM SHARE A.S",
          "DATABASE D FROM LISTING 'L'",
          "TASK T CLONE U",
          "STREAM S CLONE R",
        ],
        ...[
          "STREAM S ON VIEW V",
          "STREAM S ON STAGE G",
          "STREAM S ON TABLE T AT (OFFSET => -1)",
          "TAG T PROPAGATE = ON_DEPENDENCY",
        ],
      ].map((rest) => `CREATE ${rest}`),
    ],
    [
      "ALTER with its clauses",
      [
        ...[
          "SWAP WITH U",
          "RECLUSTER",
          "SUSPEND RECLUSTER",
          "RESUME RECLUSTER",
          "ADD SEARCH OPTIMIZATION",
          "SET CONTACT X = Y",
        ],
        ...[
          "ADD ROW ACCESS POLICY P ON (A)",
          "DROP ROW ACCESS POLICY P",
          "DROP ALL ROW ACCESS POLICIES",
          "SET AGGREGATION POLICY P",
        ],
        ...[
          "SET JOIN POLICY P",
          "UNSET JOIN POLICY",
          "ADD DATA METRIC FUNCTION F ON (A)",
          "SET DATA_METRIC_SCHEDULE = 'x'",
        ],
        ...[
          "ALTER CONSTRAINT C RELY",
          "RENAME CONSTRAINT C TO D",
          "ALTER A SET PROJECTION POLICY P",
          "SET STAGE_COPY_OPTIONS = (X = 1)",
        ],
        ...[
          "ADD STORAGE LIFECYCLE POLICY P ON (A)",
          "ALTER A SET DEFAULT S.NEXTVAL",
          "DROP STORAGE LIFECYCLE POLICY",
        ],
      ].map((rest) => `ALTER TABLE T ${rest}`),
    ],
    [
      "ALTER of other kinds with their clauses",
      [
        ...[
          "USER U ADD KEY PAIR K PUBLIC_KEY = 'x'",
          "USER U ADD PROGRAMMATIC ACCESS TOKEN T",
          "USER U RESET PASSWORD",
        ],
        ...[
          "USER U SET AUTHENTICATION POLICY P",
          "USER U UNSET PASSWORD POLICY",
          "USER U ENROLL MFA",
          "USER U ABORT ALL QUERIES",
        ],
        ...[
          "DATABASE D SWAP WITH E",
          "DATABASE D ENABLE REPLICATION TO ACCOUNTS A",
          "DATABASE D REFRESH",
          "SCHEMA S SWAP WITH R",
        ],
        ...[
          "VIEW V ADD ROW ACCESS POLICY P ON (A)",
          "VIEW V SET JOIN POLICY P",
          "TAG T SET MASKING POLICY P",
          "TASK T MODIFY AS SELECT 1",
        ],
        ...[
          "TASK T SET FINALIZE = R",
          "TASK T UNSET FINALIZE",
          "WAREHOUSE W RENAME TO X",
          "WAREHOUSE W ADD TABLES (T)",
          "STREAM S SET TAG A = 'x'",
        ],
        ...[
          "SCHEMA S UNSET CONTACT X",
          "ROLE R RENAME TO Q",
          "DATABASE D SET LOG_EVENT_LEVEL = 'INFO'",
          "USER U SET DEFAULT_ROLE = R",
        ],
      ].map((rest) => `ALTER ${rest}`),
    ],
  ];

  test.each(documented)("%s", (_, statements) => {
    const readings = statements.map(reading);
    expect(readings.filter((each) => each !== "read" && each !== "refused by name")).toEqual([]);
  });

  it("and what it does not document still is one", () => {
    const wrong = [
      "CREATE SPACESHIP X",
      "SHOW SPACESHIPS",
      "DROP TEMP SPACESHIP X",
      "FLY ME",
      "CREATE ROLE R FOO",
    ];
    expect(wrong.map(reading).filter((each) => !each.includes("syntax error"))).toEqual([]);
  });
});
