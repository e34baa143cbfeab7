import { execFileSync } from "node:child_process";

import { log } from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { closeGround, openGround, type Ground } from "../../cli/engine/session";
import { deployOn } from "../../cli/local/estate";
import { estateSchema } from "../../src/config/estate";
import type { Settings } from "../../src/config/settings";
import { deployerOf } from "../../src/config/stacks";
import type { DriverLogin } from "../../src/config/login";
import { guardData } from "../../src/guard/guard";
import { text } from "../../src/model/columns";
import { tables } from "../../src/model/tables";
import type { Table } from "../../src/model/table";
import { failureOf } from "../support/failure-of";
import { runOf } from "../support/recordings";

const stack = "dev";
const database = "SOPHIA_AI_DEV";

const tableOf = (name: string): { columns: Table["columns"] } => {
  const one = tables.find((table) => table.name === name);
  if (one === undefined) throw new Error(`the model has no table ${name}`);
  return one;
};

/** Runs with a model that lacks a column of CALLS, or a table. */
async function without<T>(what: { column?: string; table?: string }, work: () => Promise<T>): Promise<T> {
  const calls = tableOf("CALLS");
  const all = tables as Table[];
  const before = { columns: calls.columns, tables: [...all] };
  if (what.column !== undefined) calls.columns = calls.columns.filter(({ name }) => name !== what.column);
  if (what.table !== undefined) all.splice(0, all.length, ...all.filter(({ name }) => name !== what.table));
  try {
    return await work();
  } finally {
    calls.columns = before.columns;
    all.splice(0, all.length, ...before.tables);
  }
}

describe("the guard of data", () => {
  let ground: Ground;
  let sent: string[];
  let login: DriverLogin;

  beforeAll(async () => {
    sent = [];
    ground = await openGround(stack, { log: ({ sql }) => sent.push(sql) });
    const { user, token } = ground.signIn;
    login = {
      account: "LOCAL-STANDIN",
      username: user,
      authenticator: "SNOWFLAKE",
      password: token,
      accessUrl: ground.server.url,
    };
  });
  afterAll(() => closeGround(ground));

  let warnings: string[];
  beforeEach(() => {
    warnings = [];
    vi.spyOn(log, "info").mockResolvedValue();
    vi.spyOn(log, "warn").mockImplementation((text) => Promise.resolve(void warnings.push(text)));
  });

  /** What the guard says of a stack with these settings; empty where it lets the deployment go on. */
  async function said(settings: Partial<Settings> = {}): Promise<string> {
    const run = await runOf(stack);
    return failureOf(guardData(login, { ...run.settings, ...settings }));
  }

  async function run(sql: string, role?: string): Promise<void> {
    const deployer = { user: ground.signIn.user, role: deployerOf(stack).role, warehouse: "COMPUTE_WH" };
    const session = await ground.account.login(
      role === undefined
        ? deployer
        : { role, ...(role.includes("_ETL_") ? { warehouse: "SOPHIA_AI_ETL_WH_DEV" } : {}) },
    );
    await session.execute(sql);
    await session.close();
  }

  it("lets a first deployment go on: there is no database yet", async () => {
    expect(await said({ protect: true })).toBe("");
  });

  describe("of a deployed estate with rows", () => {
    beforeAll(async () => {
      await deployOn(ground.account, (await runOf(stack)).recording);
      await run(`INSERT INTO ${database}.GONG_DATA.CALLS (CALL_ID, TITLE, DIRECTION)
SELECT 'a', 'first', 'in' UNION ALL SELECT 'b', 'second', NULL UNION ALL SELECT 'c', NULL, NULL`);
      await run(`CREATE TABLE ${database}.GONG_DATA.BY_HAND (N NUMBER(38,0))`);
      await run(`INSERT INTO ${database}.GONG_DATA.BY_HAND VALUES (1)`);
      sent.length = 0;
    });

    it("goes on where all is declared, after six queries: databases, schemas, tables, policies, and what carries each", async () => {
      expect(await said()).toBe("");
      expect(sent).toHaveLength(6);
    });

    it("takes a table the deploying role made by hand for its own, where the stack protects, and no other's", async () => {
      const refusal = await said({ protect: true });
      expect(refusal).toContain("GONG_DATA.BY_HAND\n");
      expect(refusal).toContain("GRANT OWNERSHIP");
      expect(await said({ protect: true, allowDataLoss: ["GONG_DATA.BY_HAND"] })).toBe("");
      await run(`DROP TABLE ${database}.GONG_DATA.BY_HAND`);
      await run(`CREATE TABLE ${database}.GONG_DATA_RAW.LANDED (N NUMBER(38,0))`, "SOPHIA_AI_ETL_ROLE_DEV");
      expect(await said({ protect: true })).toBe("");
    });

    it.each([
      ["TITLE", "the values of 2 rows"],
      ["DIRECTION", "the values of 1 row"],
    ])("refuses a dropped column and counts what it holds: %s", async (column, rows) => {
      const refusal = await without({ column }, said);
      expect(refusal).toContain(`GONG_DATA.CALLS.${column}`);
      expect(refusal).toContain(`${rows} would be lost`);
      expect(refusal).toContain(`ALTER TABLE "${database}"."GONG_DATA"."CALLS" RENAME COLUMN "${column}" TO`);
      expect(refusal).toContain(
        `pulumi config set --path 'sophia-ai:estate.allowDataLoss[0]' GONG_DATA.CALLS.${column} --stack dev`,
      );
    });

    it("goes on where a dropped column holds nothing", async () => {
      expect(await without({ column: "DURATION_SECONDS" }, said)).toBe("");
    });

    it("refuses a removed table where the stack protects, and only there", async () => {
      const refusal = await without({ table: "CALLS" }, () => said({ protect: true }));
      expect(refusal).toContain("GONG_DATA.CALLS\n");
      expect(refusal).toContain("3 rows would be lost");
      expect(refusal).toContain("pulumi state unprotect --stack dev, choosing gong-data-calls, and then");
      expect(await without({ table: "CALLS" }, () => said({ protect: false }))).toBe("");
    });

    it("lets go what a name allows, and says so", async () => {
      const allowDataLoss = ["GONG_DATA.CALLS.TITLE"];
      expect(await without({ column: "TITLE" }, () => said({ allowDataLoss }))).toBe("");
      expect(warnings).toEqual([
        expect.stringMatching(/^GONG_DATA.CALLS.TITLE goes, with the values of 2 rows/),
      ]);
    });

    it("lets a table's name allow the table, and none of its columns", async () => {
      const allowDataLoss = ["GONG_DATA.CALLS"];
      expect(await without({ column: "TITLE" }, () => said({ allowDataLoss }))).toContain(
        "allowDataLoss[1]' GONG_DATA.CALLS.TITLE",
      );
      expect(await without({ table: "CALLS" }, () => said({ allowDataLoss, protect: true }))).toBe("");
    });

    it("does not let go what the name of another column allows, and says that nothing goes from that", async () => {
      const refusal = await without({ column: "TITLE" }, () =>
        said({ allowDataLoss: ["GONG_DATA.CALLS.DIRECTION"] }),
      );
      expect(refusal).toContain("allowDataLoss[1]' GONG_DATA.CALLS.TITLE");
      expect(warnings).toEqual([
        expect.stringContaining("names GONG_DATA.CALLS.DIRECTION, from which nothing goes"),
      ]);
    });

    it("warns of a personal column that comes without its mask, and of one that lost it", async () => {
      const calls = tableOf("CALLS");
      const before = calls.columns;
      const personal = (name: string) => text(name, 50, "Who called", { pii: "high" });
      calls.columns = [...before, personal("CALLER")];
      try {
        expect(await said()).toBe("");
        expect(warnings).toEqual([
          expect.stringMatching(/^GONG_DATA.CALLS.CALLER is personal, .* adds it without/),
        ]);
        await run(`ALTER TABLE ${database}.GONG_DATA.CALLS ADD COLUMN CALLER VARCHAR(50)`);
        warnings.length = 0;
        await said();
        expect(warnings).toEqual([
          expect.stringMatching(/^GONG_DATA.CALLS.CALLER is personal and has no masking/),
        ]);
        const policy = `${database}.SOPHIA_GOVERNANCE.MASK_PERSONAL_TEXT`;
        await run(
          `ALTER TABLE ${database}.GONG_DATA.CALLS MODIFY COLUMN CALLER SET MASKING POLICY ${policy}`,
        );
        warnings.length = 0;
        await said();
        expect(warnings).toEqual([]);
      } finally {
        calls.columns = before;
        await run(`ALTER TABLE ${database}.GONG_DATA.CALLS DROP COLUMN CALLER`);
      }
    });

    describe("names with its rows, and refuses until its name is in the switch,", () => {
      const landed = `${database}.GONG_DATA_RAW.LANDED`;
      beforeAll(async () => {
        await run(`INSERT INTO ${landed} VALUES (1), (2)`, "SOPHIA_AI_ETL_ROLE_DEV");
        await run(`ALTER SCHEMA ${database}.GONG_DATA SET DATA_RETENTION_TIME_IN_DAYS = 90`);
        await run(
          `INSERT INTO ${database}.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES (EMPLOYEE_ID, LAST_NAME) SELECT 'e', 'Ada'`,
        );
      });
      afterAll(() => run(`ALTER SCHEMA ${database}.GONG_DATA SET DATA_RETENTION_TIME_IN_DAYS = 1`));

      /** Settings that lower nothing of what stands but what is asked for. */
      const as = async (settings: Partial<Settings>): Promise<Partial<Settings>> => {
        const { retention } = (await runOf(stack)).settings;
        return { retention: { ...retention, GONG_DATA: 90 }, ...settings };
      };

      it.each([
        [
          "schemas made anew by another transience, with tables of whatever owner",
          { transientRaw: false },
          ["GONG_DATA_RAW"],
          ["GONG_DATA_RAW.LANDED (2 rows)", "2 rows"],
        ],
        [
          "shorter time travel",
          { retention: undefined },
          ["GONG_DATA:retention"],
          ["keeps 90 days of time travel and would keep 1 day", "GONG_DATA.CALLS"],
        ],
        [
          "policies an edition has no more",
          { masking: false, edition: "standard" },
          ["SOPHIA_GOVERNANCE.MASK_PERSONAL_TEXT:masking"],
          ["FOUNDATIONAL_KNOWLEDGE.EMPLOYEES.LAST_NAME (the values of 1 row)", "estate.edition' enterprise"],
        ],
      ] as const)("%s", async (_, changed, allowDataLoss, named) => {
        const settings = await as({});
        const lowered = {
          ...settings,
          ...changed,
          retention:
            "retention" in changed ? (await runOf(stack)).settings.retention : (settings.retention ?? {}),
        };
        const refusal = await said(lowered);
        for (const part of [...allowDataLoss, ...named]) expect(refusal).toContain(part);
        expect(await said({ ...lowered, allowDataLoss })).toBe("");
      });

      it("retention of no day, which leaves nothing to have back", async () => {
        const { retention } = (await runOf(stack)).settings;
        expect(await said({ retention: { ...retention, GONG_DATA: 0 } })).toContain("would keep 0 days");
      });

      it("only where something is lost: elsewhere it warns", async () => {
        const { retention } = (await runOf(stack)).settings;
        expect(await said({ retention: { ...retention, GONG_DATA: 90, HUBSPOT_DATA_RAW: 0 } })).toBe("");
        expect(warnings).toContainEqual(
          expect.stringMatching(
            /^HUBSPOT_DATA_RAW:retention keeps 0 days of .* instead of 1 day, .*nothing is lost yet/,
          ),
        );
      });
    });

    it("does not take for nothing what the deploying role does not see", async () => {
      const { settings } = await runOf(stack);
      const blind = { ...settings, deploy: { role: "PUBLIC", warehouse: settings.deploy.warehouse } };
      const refusal = await without({ column: "TITLE" }, () => failureOf(guardData(login, blind)));
      expect(refusal).toContain(
        "PUBLIC, as which this stack deploys, sees nothing of it, though roles of this estate are in the account",
      );
      expect(refusal).toContain(`GRANT ROLE "${deployerOf(stack).role}" TO ROLE "PUBLIC"`);
    });

    it("names the tables that a role with partial sight does not see", async () => {
      await run("CREATE ROLE PARTIAL", "ACCOUNTADMIN");
      await run(`GRANT ROLE PARTIAL TO USER ${ground.signIn.user}`, "ACCOUNTADMIN");
      await run(`GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE PARTIAL`, "ACCOUNTADMIN");
      for (const grant of [
        `USAGE ON DATABASE ${database}`,
        `USAGE ON SCHEMA ${database}.GONG_DATA`,
        `SELECT ON TABLE ${database}.GONG_DATA.CALLS`,
      ])
        await run(`GRANT ${grant} TO ROLE PARTIAL`);
      const { settings } = await runOf(stack);
      const partial = { ...settings, deploy: { role: "PARTIAL", warehouse: settings.deploy.warehouse } };
      const refusal = await failureOf(guardData(login, partial));
      expect(refusal).toContain("PARTIAL, as which this stack deploys, sees not all of it: not ");
      expect(refusal).toContain("FOUNDATIONAL_KNOWLEDGE.EMPLOYEES");
      expect(refusal).not.toMatch(/not .*GONG_DATA\.CALLS,/);
    });

    describe("knows whose a database is", () => {
      const comment = (text: string) => run(`ALTER DATABASE ${database} SET COMMENT = '${text}'`);
      afterAll(() => comment("The knowledge base (Pulumi stack sophia-ai/dev)"));

      it("and refuses another stack's, naming both", async () => {
        await comment("The knowledge base (Pulumi stack sophia-ai/qa)");
        const refusal = await said();
        expect(refusal).toContain("is the database of the stack sophia-ai/qa, by its comment");
        expect(refusal).toContain("one of sophia-ai/dev");
      });

      it("and refuses to put another database in the place of its own", async () => {
        await comment("The knowledge base (Pulumi stack sophia-ai/dev)");
        const refusal = await said({ suffix: "_NEXT" });
        expect(refusal).toContain("is this stack's database, and SOPHIA_AI_NEXT would take its place");
        expect(refusal).toContain("GONG_DATA.CALLS (3 rows)");
        expect(await said({ suffix: "_NEXT", allowDataLoss: [database] })).toBe("");
      });

      it("and takes one without a mark for its own, with a warning", async () => {
        await comment("The knowledge base");
        const other = await said();
        expect(other).not.toContain("by its comment");
        expect(warnings).toContainEqual(expect.stringContaining("does not say in its comment which stack"));
      });

      it("and that it was protected", async () => {
        await comment("The knowledge base (Pulumi stack sophia-ai/dev, protected)");
        expect(await said()).toContain(`${database}:protection`);
        expect(await said({ protect: true })).not.toContain(":protection");
      });
    });

    it("prints odd names on one line, with a command that lets go exactly what it names", async () => {
      const odd = "a.b'$(id)`\n    mend:    all is well";
      await run(`ALTER TABLE ${database}.GONG_DATA.CALLS ADD COLUMN "${odd}" VARCHAR`);
      try {
        await run(`UPDATE ${database}.GONG_DATA.CALLS SET "${odd}" = 'x'`);
        const refusal = await said();
        expect(refusal.split("\n").filter((line) => line.startsWith("    mend:"))).toHaveLength(1);
        const command = /pulumi config set .*/.exec(refusal)?.[0] ?? "";
        const name = execFileSync("sh", ["-c", `pulumi() { printf %s "$5"; }\n${command}`], {
          encoding: "utf8",
        });
        const { allowDataLoss } = estateSchema.parse({ allowDataLoss: [name] });
        expect(await said({ allowDataLoss })).toBe("");
      } finally {
        await run(`ALTER TABLE ${database}.GONG_DATA.CALLS DROP COLUMN "${odd}"`);
      }
    });

    it("stops the deployment where it cannot look", async () => {
      const { settings } = await runOf(stack);
      await expect(guardData({ ...login, password: "wrong" }, settings)).rejects.toThrow(
        /could not be seen, so nothing was deployed/,
      );
    });
  });
});
