import { log } from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { closeGround, openGround, type Ground } from "../../cli/engine/session";
import { deployOn } from "../../cli/local/estate";
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
  async function said(settings: { protect?: boolean; allowDataLoss?: string[] } = {}): Promise<string> {
    const run = await runOf(stack);
    return failureOf(guardData(login, { ...run.settings, ...settings }));
  }

  async function run(sql: string, role?: string): Promise<void> {
    const deployer = { user: ground.signIn.user, role: deployerOf(stack).role, warehouse: "COMPUTE_WH" };
    const session = await ground.account.login(role === undefined ? deployer : { role });
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

    it("goes on where all is declared, after three queries: of its tables, and of each policy", async () => {
      expect(await said()).toBe("");
      expect(sent).toHaveLength(3);
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

    it.each([["GONG_DATA.CALLS.TITLE"], ["GONG_DATA.CALLS"]])(
      "lets go what %s names, and says so",
      async (place) => {
        expect(await without({ column: "TITLE" }, () => said({ allowDataLoss: [place] }))).toBe("");
        expect(warnings).toEqual([
          expect.stringMatching(/^GONG_DATA.CALLS.TITLE goes, with the values of 2 rows/),
        ]);
      },
    );

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

    it("stops the deployment where it cannot look", async () => {
      const { settings } = await runOf(stack);
      await expect(guardData({ ...login, password: "wrong" }, settings)).rejects.toThrow(
        /could not be seen, so nothing was deployed/,
      );
    });
  });
});
