import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { tables } from "../../src/model/tables";
import type { Table } from "../../src/model/table";
import { EngineRig, toolchain } from "../support/engine-rig";
import { stateOf } from "../support/state-of";

const stack = "dev";
const database = "SOPHIA_AI_DEV";
const protect = { protect: true };

const failureOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "",
    (error: unknown) => String(error),
  );

describe("a deployment that would lose data, by the real engine and provider", () => {
  let rig: EngineRig | undefined;
  const all = tables as Table[];
  const declared = [...all];

  /** The model without some tables, and the others without some columns. */
  function declareLess(name: string, columns?: readonly string[]): void {
    all.splice(
      0,
      all.length,
      ...all.flatMap((table) => {
        if (table.name !== name) return [table];
        if (columns === undefined) return [];
        return [{ ...table, columns: table.columns.filter((column) => !columns.includes(column.name)) }];
      }),
    );
  }

  beforeAll(async () => {
    const tools = await toolchain;
    if (tools === undefined) return;
    rig = await EngineRig.open(tools, { stack, config: { "sophia-ai:estate": protect } });
    await rig.engine.up();
    const session = await rig.ground.account.login({ role: "SYSADMIN", warehouse: "COMPUTE_WH" });
    await session.execute(`INSERT INTO ${database}.SLACK_DATA.CHANNELS (CHANNEL_ID, NAME, TOPIC)
SELECT 'a', 'general', 'everything' UNION ALL SELECT 'b', 'sales', NULL UNION ALL SELECT 'c', 'ops', NULL`);
    await session.close();
    rig.changes();
  }, 120_000);

  afterAll(async () => {
    all.splice(0, all.length, ...declared);
    await rig?.close();
  });

  it.for([
    [
      "a column that holds values",
      "CHANNELS",
      ["TOPIC"],
      ["SLACK_DATA.CHANNELS.TOPIC", "the values of 1 row"],
    ],
    ["a protected table with rows", "CHANNELS", undefined, ["SLACK_DATA.CHANNELS\n", "3 rows"]],
  ] as const)("is refused before the first statement: %s", async ([, table, columns, named], context) => {
    const deployed = rig ?? context.skip();
    const { engine, ground } = deployed;
    const before = stateOf(ground.account);
    declareLess(table, columns);
    try {
      for (const run of [() => engine.preview(), () => engine.up()]) {
        const refusal = await failureOf(run());
        for (const part of named) expect(refusal).toContain(part);
      }
    } finally {
      all.splice(0, all.length, ...declared);
    }
    expect(deployed.attempts()).toEqual([]);
    expect(stateOf(ground.account)).toEqual(before);
  });

  it("goes on, column and table, once the switch names them", async (context) => {
    const deployed = rig ?? context.skip();
    const { engine, ground } = deployed;
    declareLess("CHANNELS", ["TOPIC"]);
    engine.configure({ "sophia-ai:estate": { ...protect, allowDataLoss: ["SLACK_DATA.CHANNELS.TOPIC"] } });
    await engine.up();
    expect(deployed.changes()).toEqual([
      expect.stringMatching(/^ALTER TABLE .*"CHANNELS" DROP COLUMN "TOPIC"$/),
    ]);
    expect(Object.keys(await engine.preview())).toEqual(["same"]);

    declareLess("CHANNELS");
    engine.configure({ "sophia-ai:estate": { ...protect, allowDataLoss: ["SLACK_DATA.CHANNELS"] } });
    expect(await failureOf(engine.up())).toContain("cannot be deleted");
    expect(deployed.changes().filter((sql) => sql.includes("DROP TABLE"))).toEqual([]);
    await engine.command("state", "unprotect", "--yes", channels);
    await engine.up();
    expect(deployed.changes()).toContainEqual(expect.stringMatching(/^DROP TABLE .*"CHANNELS"/));
    expect(Object.keys(await engine.preview())).toEqual(["same"]);
    expect(stateOf(ground.account)).not.toContainEqual(
      expect.stringMatching(/^TABLE .*SLACK_DATA.CHANNELS /),
    );
  });
});

const channels =
  "urn:pulumi:dev::sophia-ai::sophia:estate:Tables$snowflake:index/table:Table::slack-data-channels";
