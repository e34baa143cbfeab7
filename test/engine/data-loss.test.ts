import { log } from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { tables } from "../../src/model/tables";
import type { Table } from "../../src/model/table";
import { EngineRig, toolchain } from "../support/engine-rig";
import { failureOf } from "../support/failure-of";
import { stateOf } from "../support/state-of";

const stack = "prod";
const channels =
  "urn:pulumi:prod::sophia-ai::sophia:estate:Tables$snowflake:index/table:Table::slack-data-channels";

describe("a deployment of a protected stack that would lose data, by the real engine and provider", () => {
  let rig: EngineRig | undefined;
  const all = tables as Table[];
  const declared = [...all];

  const calls = all.find(({ name }) => name === "CALLS") as { columns: Table["columns"] };
  const { columns } = calls;

  function declareAll(): void {
    all.splice(0, all.length, ...declared);
    calls.columns = columns;
  }
  const dropColumn = (dropped: string): void => {
    calls.columns = columns.filter(({ name }) => name !== dropped);
  };
  const removeTable = (removed: string): void => {
    all.splice(0, all.length, ...declared.filter(({ name }) => name !== removed));
  };

  async function expectRefused({ engine, ground }: EngineRig, named: readonly string[]): Promise<void> {
    const before = stateOf(ground.account);
    for (const run of [() => engine.preview(), () => engine.up()]) {
      const refusal = await failureOf(run());
      for (const part of named) expect(refusal).toContain(part);
    }
    expect(stateOf(ground.account)).toEqual(before);
  }

  beforeAll(async () => {
    const tools = await toolchain;
    if (tools === undefined) return;
    rig = await EngineRig.open(tools, { stack });
    await rig.engine.up();
    const session = await rig.ground.account.login({ role: "SYSADMIN", warehouse: "COMPUTE_WH" });
    await session.execute(`INSERT INTO SOPHIA_AI.GONG_DATA.CALLS (CALL_ID, TITLE, DIRECTION)
SELECT 'a', 'first', 'in' UNION ALL SELECT 'b', 'second', NULL UNION ALL SELECT 'c', NULL, NULL`);
    await session.execute("INSERT INTO SOPHIA_AI.SLACK_DATA.CHANNELS (CHANNEL_ID) SELECT 'general'");
    await session.close();
    const tasks = await rig.ground.account.login({
      role: "SOPHIA_AI_ETL_ROLE",
      warehouse: "SOPHIA_AI_ETL_WH",
    });
    await tasks.execute("CREATE TABLE SOPHIA_AI.GONG_DATA_RAW.LANDED (N NUMBER)");
    await tasks.execute("INSERT INTO SOPHIA_AI.GONG_DATA_RAW.LANDED SELECT 1 AS N UNION ALL SELECT 2");
    await tasks.close();
    rig.changes();
  }, 400_000);

  afterAll(async () => {
    declareAll();
    await rig?.close();
  });

  it.for([
    [
      "a column that holds values",
      () => dropColumn("DIRECTION"),
      ["GONG_DATA.CALLS.DIRECTION", "the values of 1 row would be lost"],
    ],
    [
      "a protected table with rows, on which a stream, a task and views hang",
      () => removeTable("CALLS"),
      ["GONG_DATA.CALLS\n", "3 rows would be lost"],
    ],
  ] as const)("is refused before the first statement: %s", async ([, change, named], context) => {
    const deployed = rig ?? context.skip();
    change();
    try {
      await expectRefused(deployed, named);
    } finally {
      declareAll();
    }
    expect(deployed.attempts()).toEqual([]);
  });

  it("is refused by the preview where another suffix would put another database in the place of this", async (context) => {
    const deployed = rig ?? context.skip();
    deployed.engine.configure({ "sophia-ai:estate": { suffix: "_NEXT" } });
    try {
      expect(await failureOf(deployed.engine.preview())).toContain("SOPHIA_AI_NEXT would take its place");
    } finally {
      deployed.engine.configure();
    }
  });

  it("is refused where raw schemas would be made anew, transient, with a table the tasks' role made", async (context) => {
    const deployed = rig ?? context.skip();
    deployed.engine.configure({ "sophia-ai:estate": { transientRaw: true, protect: false } });
    try {
      await expectRefused(deployed, [
        "GONG_DATA_RAW.LANDED (2 rows)",
        "SOPHIA_AI:protection",
        "allowDataLoss[1]'",
      ]);
    } finally {
      deployed.engine.configure();
    }
    expect(deployed.attempts()).toEqual([]);
  });

  it("brings back a tagged view somebody dropped by the commands it prints", async (context) => {
    const deployed = rig ?? context.skip();
    const { engine, ground } = deployed;
    const session = await ground.account.login({ role: "SYSADMIN" });
    await session.execute("DROP VIEW SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.V_EMPLOYEE_EXPERTISE");
    await session.close();
    expect(await failureOf(engine.refresh())).toContain("does not exist or not authorized");
    const warn = vi.spyOn(log, "warn");
    try {
      expect(await engine.up()).toHaveProperty("create");
      expect(warn.mock.calls.map(([text]) => text)).toContainEqual(
        expect.stringMatching(
          /"V_EMPLOYEE_EXPERTISE" was dropped by hand.* pulumi up --refresh --stack prod/,
        ),
      );
    } finally {
      warn.mockRestore();
    }
    await engine.up({ refresh: true });
    expect(Object.keys(await engine.preview())).toEqual(["same"]);
    deployed.changes();
  });

  it("leaves the table and goes on refusing, where the switch names it and the state holds on to it", async (context) => {
    const deployed = rig ?? context.skip();
    const { engine } = deployed;
    removeTable("CHANNELS");
    engine.configure({ "sophia-ai:estate": { allowDataLoss: ["SLACK_DATA.CHANNELS"] } });
    expect(await failureOf(engine.up())).toContain("cannot be deleted");
    expect(deployed.attempts()).not.toContainEqual(expect.stringMatching(/^DROP TABLE/));
    engine.configure();
    expect(await failureOf(engine.up())).toContain("1 row would be lost");
    declareAll();
    await engine.up();
    expect(Object.keys(await engine.preview())).toEqual(["same"]);
  });

  it("goes on, column and table, once the switch names them and the state lets the table go", async (context) => {
    const deployed = rig ?? context.skip();
    const { engine, ground } = deployed;
    deployed.changes();
    dropColumn("DIRECTION");
    engine.configure({ "sophia-ai:estate": { allowDataLoss: ["GONG_DATA.CALLS.DIRECTION"] } });
    await engine.up();
    expect(deployed.changes()).toContainEqual(
      expect.stringMatching(/^ALTER TABLE .*"CALLS" DROP COLUMN "DIRECTION"$/),
    );
    expect(Object.keys(await engine.preview())).toEqual(["same"]);

    removeTable("CHANNELS");
    engine.configure({ "sophia-ai:estate": { allowDataLoss: ["SLACK_DATA.CHANNELS"] } });
    await engine.command("state", "unprotect", "--yes", channels);
    await engine.up();
    expect(deployed.changes()).toContainEqual(expect.stringMatching(/^DROP TABLE .*"CHANNELS"/));
    expect(Object.keys(await engine.preview())).toEqual(["same"]);
    expect(stateOf(ground.account)).not.toContainEqual(expect.stringMatching(/^TABLE .*CHANNELS /));
  });
}, 400_000);
