import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { asAdministrator, deployOn, openAccount, preparedFor } from "../../cli/local/estate";
import { bootstrapSql } from "../../src/bootstrap/bootstrap";
import { deployOf } from "../../src/config/deploy";
import { deployerOf } from "../../src/config/stacks";
import { authorize } from "../../standin/access/authorize";
import { Account } from "../../standin/account";
import type { Catalog } from "../../standin/catalog/catalog";
import { noStorage } from "../../standin/catalog/storage";
import { parseStatement } from "../../standin/syntax/parse";
import type { CatalogStatement } from "../../standin/syntax/statements";
import { statementsOf } from "../sql/gate";
import { failureOf } from "../support/failure-of";
import { recordingOf } from "../support/recordings";

/** An account in which some statements have been run as ACCOUNTADMIN, and with none of Cortex left to everybody. */
async function accountAfter(statements: readonly string[]): Promise<Account> {
  const account = await Account.open();
  await asAdministrator(account, readFileSync("sql/bootstrap/zero-trust.sql", "utf8"));
  await asAdministrator(account, statements.join(";\n"));
  return account;
}

describe("the deploying role of a stack", () => {
  const stack = "dev";
  const bootstrap = statementsOf(bootstrapSql([{ stack, deploy: deployOf(stack) }])).map(({ sql }) => sql);
  /** What the role is given, each of which somebody might think superfluous. */
  const given = bootstrap.filter((sql) => sql.startsWith("GRANT") && !sql.startsWith("GRANT ROLE"));

  it("is given something, and each of it is needed: an account privilege, a role to pass on, the warehouse", () => {
    expect(given.length).toBeGreaterThan(8);
  });

  it.each(given)("cannot deploy without %s", async (grant) => {
    const account = await accountAfter(bootstrap.filter((sql) => sql !== grant));
    try {
      const failure = await failureOf(deployOn(account, await recordingOf(stack)));
      const [, what = ""] = /^GRANT (.+?) (?:ON|TO) /.exec(grant) ?? [];
      // What failed is the statement that needs it: CREATE DATABASE ..., GRANT EXECUTE TASK ..., or the sign-in.
      if (what === "USAGE")
        expect(failure).toMatch(/002043|does not exist, or operation cannot be performed/);
      else {
        expect(failure).toContain(what.replace("DATABASE ROLE SNOWFLAKE.", ""));
        expect(failure).toMatch(/Insufficient privileges|not authorized/);
      }
    } finally {
      await account.close();
    }
  });

  it.each(given.filter((sql) => sql.includes("WITH GRANT OPTION")))(
    "cannot deploy with %s, were it not WITH GRANT OPTION",
    async (grant) => {
      const account = await accountAfter(
        bootstrap.map((sql) => (sql === grant ? sql.replace(" WITH GRANT OPTION", "") : sql)),
      );
      try {
        expect(await failureOf(deployOn(account, await recordingOf(stack)))).toMatch(
          /Insufficient privileges/,
        );
      } finally {
        await account.close();
      }
    },
  );
});

/** Each of both stacks, and what the other must not get at. `$` stands for the end of the other's names. */
const ends = { dev: "_DEV", prod: "" } as const;
const others = { dev: "prod", prod: "dev" } as const;

/** Attempts on what belongs to the other stack. */
const onTheOther = [
  ...["USE DATABASE SOPHIA_AI$", "DROP DATABASE SOPHIA_AI$", "ALTER DATABASE SOPHIA_AI$ RENAME TO MINE"],
  "ALTER DATABASE SOPHIA_AI$ SET DATA_RETENTION_TIME_IN_DAYS = 0",
  "CREATE OR REPLACE DATABASE SOPHIA_AI$",
  "CREATE SCHEMA SOPHIA_AI$.MINE",
  ...["DROP SCHEMA SOPHIA_AI$.GONG_DATA", "ALTER SCHEMA SOPHIA_AI$.GONG_DATA DISABLE MANAGED ACCESS"],
  "SELECT * FROM SOPHIA_AI$.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES",
  "SELECT * FROM SOPHIA_AI$.INFORMATION_SCHEMA.TABLES",
  "DELETE FROM SOPHIA_AI$.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES",
  "DROP TABLE SOPHIA_AI$.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES",
  "ALTER TABLE SOPHIA_AI$.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES ALTER COLUMN EMAIL UNSET MASKING POLICY",
  "ALTER TABLE SOPHIA_AI$.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES UNSET TAG SOPHIA_AI$.SOPHIA_GOVERNANCE.SOPHIA_AI_METADATA",
  "CREATE TABLE SOPHIA_AI$.GONG_DATA_RAW.MINE (A INT)",
  "CREATE STREAM MINE.PUBLIC.S ON TABLE SOPHIA_AI$.GONG_DATA.CALLS",
  "CREATE VIEW MINE.PUBLIC.V AS SELECT * FROM SOPHIA_AI$.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES",
  "DROP VIEW SOPHIA_AI$.FOUNDATIONAL_KNOWLEDGE.V_ENTITY_SEARCH",
  "SELECT * FROM SOPHIA_AI$.GONG_DATA.CALLS_CHANGES",
  ...["DROP TASK SOPHIA_AI$.GONG_DATA.EMBED_CALLS", "ALTER TASK SOPHIA_AI$.GONG_DATA.EMBED_CALLS SUSPEND"],
  ...["EXECUTE TASK SOPHIA_AI$.GONG_DATA.EMBED_CALLS", "DESCRIBE TASK SOPHIA_AI$.GONG_DATA.EMBED_CALLS"],
  "DROP TAG SOPHIA_AI$.SOPHIA_GOVERNANCE.SOPHIA_AI_METADATA",
  "GRANT APPLY ON TAG SOPHIA_AI$.SOPHIA_GOVERNANCE.SOPHIA_AI_METADATA TO ROLE $ME",
  "ALTER MASKING POLICY SOPHIA_AI$.SOPHIA_GOVERNANCE.MASK_PERSONAL_TEXT SET BODY -> VAL",
  "DROP MASKING POLICY SOPHIA_AI$.SOPHIA_GOVERNANCE.MASK_PERSONAL_TEXT",
  ...["USE WAREHOUSE SOPHIA_AI_ETL_WH$", "ALTER WAREHOUSE SOPHIA_AI_ETL_WH$ SUSPEND"],
  ...["DROP WAREHOUSE SOPHIA_AI_ETL_WH$", "ALTER WAREHOUSE SOPHIA_AI_ETL_WH$ SET WAREHOUSE_SIZE = XXLARGE"],
  ...["USE ROLE SOPHIA_AI_ETL_ROLE$", "USE ROLE SOPHIA_AI_ADMIN_ROLE$", "USE ROLE $OTHER"],
  ...["GRANT ROLE SOPHIA_AI_ADMIN_ROLE$ TO ROLE $ME", "GRANT ROLE SOPHIA_AI_READER$ TO ROLE $ME"],
  "GRANT ROLE $OTHER TO ROLE $ME",
  ...["DROP ROLE SOPHIA_AI_READER$", "ALTER ROLE SOPHIA_AI_READER$ RENAME TO MINE", "DROP ROLE $OTHER"],
  "GRANT OWNERSHIP ON ROLE SOPHIA_AI_READER$ TO ROLE $ME",
  "GRANT OWNERSHIP ON DATABASE SOPHIA_AI$ TO ROLE $ME COPY CURRENT GRANTS",
  "GRANT USAGE ON DATABASE SOPHIA_AI$ TO ROLE $ME",
  "GRANT SELECT ON ALL TABLES IN SCHEMA SOPHIA_AI$.GONG_DATA TO ROLE $ME",
  "GRANT SELECT ON FUTURE TABLES IN DATABASE SOPHIA_AI$ TO ROLE $ME",
  "GRANT DATABASE ROLE SOPHIA_AI$.GONG_DATA_READER TO ROLE $ME",
  "GRANT USAGE ON WAREHOUSE SOPHIA_AI_ETL_WH$ TO ROLE $ME",
  "REVOKE USAGE ON DATABASE SOPHIA_AI$ FROM ROLE SOPHIA_AI_READER$",
  "DROP USER $OTHER_USER",
  "ALTER USER $OTHER_USER SET RSA_PUBLIC_KEY = 'mine'",
  "ALTER USER $OTHER_USER SET DEFAULT_ROLE = $ME",
];

/** Ways to more than it was given. */
const toMore = [
  ...["ACCOUNTADMIN", "SECURITYADMIN", "SYSADMIN", "USERADMIN"].flatMap((role) => [
    `GRANT ROLE ${role} TO ROLE $ME`,
    `GRANT ROLE ${role} TO USER $MY_USER`,
    `USE ROLE ${role}`,
    `GRANT OWNERSHIP ON ROLE ${role} TO ROLE $ME`,
  ]),
  ...["MANAGE GRANTS", "APPLY TAG", "APPLY MASKING POLICY", "CREATE USER", "USE AI FUNCTIONS"].map(
    (privilege) => `GRANT ${privilege} ON ACCOUNT TO ROLE $ME`,
  ),
  "GRANT CREATE DATABASE ON ACCOUNT TO ROLE SOPHIA_AI_READER$",
  "GRANT ALL PRIVILEGES ON ACCOUNT TO ROLE $ME",
  "CREATE USER MINE",
  "ALTER USER ADMIN SET RSA_PUBLIC_KEY = 'mine'",
  "ALTER USER $MY_USER SET DEFAULT_SECONDARY_ROLES = ('ALL')",
  "GRANT OWNERSHIP ON USER $MY_USER TO ROLE $ME",
  "GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE $ME",
  'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-ALL" TO ROLE $ME',
  "CALL SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL')",
  "ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'ANY_REGION'",
  ...["ALTER WAREHOUSE COMPUTE_WH SET WAREHOUSE_SIZE = XXLARGE", "DROP WAREHOUSE COMPUTE_WH"],
  "GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE SOPHIA_AI_READER$",
  "SELECT AI_EMBED('e5-base-v2', 'x')",
];

describe("of two stacks in one account", () => {
  let account: Account;
  beforeAll(async () => {
    const recordings = [await recordingOf("dev"), await recordingOf("prod")];
    account = await openAccount(...recordings.map(preparedFor));
    await asAdministrator(account, readFileSync("sql/bootstrap/zero-trust.sql", "utf8"));
    for (const recording of recordings) await deployOn(account, recording);
  });
  afterAll(() => account.close());

  describe.each(["dev", "prod"] as const)("the deployer of %s", (stack) => {
    const [me, other] = [deployerOf(stack), deployerOf(others[stack])];

    const filled = (attempt: string): string =>
      attempt
        .replaceAll("$OTHER_USER", other.user)
        .replaceAll("$OTHER", other.role)
        .replaceAll("$MY_USER", me.user)
        .replaceAll("$ME", me.role)
        .replaceAll("$", ends[others[stack]]);

    it("is tried on what is there: the account's administrator may do each of it", async () => {
      const session = await account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
      await session.execute("CREATE DATABASE IF NOT EXISTS MINE");
      const { catalog } = account as unknown as { readonly catalog: Catalog };
      const context = { catalog, now: new Date(), role: session.asking.role, user: session.asking.user };
      for (const sql of [...onTheOther, ...toMore].map(filled)) {
        const statement = parseStatement(sql);
        if (["query", "dml", "use", "execute task"].includes(statement.kind)) {
          // Rolled back, as nothing here may change what the next attempt is on.
          await session.execute("BEGIN");
          const outcome = await failureOf(session.execute(sql));
          await session.execute("ROLLBACK");
          if (!/^USE ROLE SOPHIA|^SELECT AI_EMBED/.test(sql)) expect([sql, outcome]).toEqual([sql, ""]);
        } else
          expect(
            () => authorize(statement as CatalogStatement, { ...context, storage: noStorage }),
            sql,
          ).not.toThrow();
      }
      await session.close();
    });

    it.each([...onTheOther, ...toMore])("is refused: %s", async (attempt) => {
      const session = await account.login({ user: me.user, role: me.role, warehouse: "COMPUTE_WH" });
      try {
        await session.execute("CREATE DATABASE IF NOT EXISTS MINE");
        const code = await session.execute(filled(attempt)).then(
          () => "ok",
          (error: unknown) => (error as { code?: string }).code,
        );
        // Not there for it, not its to do, not its role, or no warehouse of its own.
        expect(["002003", "003001", "003013", "002043"]).toContain(code);
      } finally {
        await session.close();
      }
    });

    it("sees nothing of the other's", async () => {
      const session = await account.login({ user: me.user, role: me.role, warehouse: "COMPUTE_WH" });
      try {
        const end = ends[others[stack]];
        for (const [kind, name] of [
          ["DATABASES", `SOPHIA_AI${end}`],
          ["WAREHOUSES", `SOPHIA_AI_ETL_WH${end}`],
          ["USERS", other.user],
        ])
          expect((await session.execute(`SHOW ${kind ?? ""} LIKE '${name ?? ""}'`)).rows).toEqual([]);
        for (const kind of ["TABLES", "TASKS", "STREAMS", "TAGS", "MASKING POLICIES", "VIEWS"]) {
          const { columns, rows } = await session.execute(`SHOW ${kind} IN ACCOUNT`);
          const database = columns.findIndex((column) => column.name === "database_name");
          expect(new Set(rows.map((row) => row[database]))).not.toContain(`SOPHIA_AI${end}`);
          expect(rows.length).toBeGreaterThan(0);
        }
      } finally {
        await session.close();
      }
    });
  });
});
