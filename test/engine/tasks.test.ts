import { Provider as CommandProvider } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { deploy } from "../../cli/local/estate";
import { deployOf } from "../../src/config/deploy";
import { project } from "../../src/config/sections";
import { declare, type Ground, type ResourceClass } from "../../src/estate/declare";
import { providerFor } from "../../src/estate/providers";
import { record } from "../../src/plan/record";
import { records } from "../../standin/result";
import { EngineRig, toolchain } from "../support/engine-rig";
import { stateOf } from "../support/state-of";

const stack = "dev";
const database = "TASKS";
const deployer = deployOf(stack);

/** What the tests change of a graph of tasks: `first` on a schedule, `second` and `last` after others. */
interface Graph {
  sql: string;
  minutes: number;
  lastAfter: "FIRST" | "SECOND";
}

/** Tasks that wait for each other, declared by the estate's own rules: its own tasks wait for streams alone. */
function declareGraph({ sql, minutes, lastAfter }: Graph): Record<string, unknown> {
  const ground: Ground = {
    provider: providerFor("deploy", deployer.role, deployer.warehouse),
    commands: new CommandProvider("commands"),
    protect: false,
  };
  const parent = new pulumi.ComponentResource("sophia:estate:Graph", "graph");
  const make = <Args extends object, R extends pulumi.CustomResource>(
    type: ResourceClass<Args, R>,
    name: string,
    args: Args,
    after: readonly pulumi.Resource[] = [],
  ): R => declare(ground, type, name, args, { parent, after });

  const db = make(snowflake.Database, "tasks", { name: database, dropPublicSchemaOnCreation: true });
  const schema = make(snowflake.Schema, "work", { name: "WORK", database: db.name });
  // One after another: each child suspends the root while it joins, and two at once would resume it for each other.
  const task = (name: string, args: Partial<snowflake.TaskArgs>, before?: snowflake.Task): snowflake.Task => {
    const all = {
      database: db.name,
      schema: schema.name,
      name,
      warehouse: deployer.warehouse,
      sqlStatement: "SELECT 1",
      started: true,
      ...args,
    };
    return make(snowflake.Task, name.toLowerCase(), all, before === undefined ? [] : [before]);
  };
  const first = task("FIRST", { schedule: { minutes } });
  const second = task("SECOND", { afters: [first.fullyQualifiedName], sqlStatement: sql });
  task("LAST", { afters: [(lastAfter === "FIRST" ? first : second).fullyQualifiedName] }, second);
  return {};
}

const cases: readonly (readonly [string, Partial<Graph>, RegExp])[] = [
  ["a task's SQL", { sql: "SELECT 2" }, /^ALTER TASK .*"SECOND" MODIFY AS SELECT 2/],
  ["its schedule", { minutes: 7 }, /^ALTER TASK .*"FIRST" SET SCHEDULE = '7 MINUTES?'/],
  ["its predecessor", { lastAfter: "SECOND" }, /^ALTER TASK .*"LAST" (ADD|REMOVE) AFTER/],
];

describe("a graph of tasks of which is changed, by the real engine and provider,", () => {
  const graph: Graph = { sql: "SELECT 1", minutes: 5, lastAfter: "FIRST" };
  let rig: EngineRig | undefined;

  beforeAll(async () => {
    const tools = await toolchain;
    if (tools === undefined) return;
    rig = await EngineRig.open(tools, { stack, program: () => Promise.resolve(declareGraph(graph)) });
    await rig.engine.up();
    rig.changes();
  }, 400_000);
  afterAll(() => rig?.close());

  it.for(cases)(
    "%s: changed in place, every task started again, nothing left to do",
    async ([, change, sent], context) => {
      const deployed = rig ?? context.skip();
      const { engine, ground } = deployed;
      Object.assign(graph, change);
      await engine.up();
      const changes = deployed.changes();
      expect(changes).toContainEqual(expect.stringMatching(sent));
      expect(changes).not.toContainEqual(expect.stringMatching(/^(CREATE|DROP)/));

      const session = await ground.account.login({ role: "SYSADMIN" });
      const tasks = records(await session.execute(`SHOW TASKS IN SCHEMA ${database}.WORK`));
      await session.close();
      expect(tasks.map(({ name, state }) => [name, state])).toEqual(
        expect.arrayContaining([
          ["FIRST", "started"],
          ["SECOND", "started"],
          ["LAST", "started"],
        ]),
      );
      expect(JSON.stringify(tasks.find(({ name }) => name === "LAST")?.["predecessors"])).toContain(
        graph.lastAfter,
      );

      const fresh = await deploy(await record(() => declareGraph(graph), { project, stack, config: {} }));
      expect(stateOf(ground.account)).toEqual(stateOf(fresh.account));
      await fresh.account.close();
      expect(Object.keys(await engine.preview())).toEqual(["same"]);
    },
  );
}, 400_000);
