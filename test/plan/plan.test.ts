import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";
import { describe, expect, it } from "vitest";

import { planOf, type PlanStep } from "../../src/plan/plan";
import { printJson, printSql } from "../../src/plan/print";
import { record } from "../../src/plan/record";

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
    super("sophia:index:Group", name, {}, opts);
    this.registerOutputs();
  }
}

const run = { project: "p", stack: "s", config: {} };
/** Plans a program without stack outputs. */
const plan = async (program: () => unknown): Promise<PlanStep[]> =>
  planOf(await record(() => void program(), run));
const statements = async (program: () => unknown) => (await plan(program)).flatMap((step) => step.statements);

describe("a plan", () => {
  it("leaves out what sends nothing: components, providers, adopted resources", async () => {
    const steps = await plan(() => {
      const group = new Group("group");
      new snowflake.Provider("provider", { role: "R" });
      new snowflake.Database("adopted", { name: "A" }, { parent: group, import: "A" });
      new snowflake.Database("made", { name: "M" }, { parent: group });
    });
    expect(steps).toEqual([
      {
        urn: "urn:pulumi:s::p::sophia:index:Group$snowflake:index/database:Database::made",
        type: "snowflake:index/database:Database",
        component: "group",
        statements: ['CREATE DATABASE "M"'],
      },
    ]);
  });

  it("names the outermost component and the role of the provider", async () => {
    const steps = await plan(() => {
      const outer = new Group("outer");
      const inner = new Group("inner", { parent: outer });
      const provider = new snowflake.Provider("etl", { role: "ETL" });
      new snowflake.Warehouse("w", { name: "W" }, { parent: inner, provider });
    });
    expect(steps).toMatchObject([{ component: "outer", role: "ETL" }]);
  });

  it("waits with a provider for the grant that makes its role usable", async () => {
    const program = () => {
      const role = new snowflake.AccountRole("role", { name: "ETL" });
      const grant = new snowflake.GrantAccountRole("grant", {
        roleName: role.name,
        parentRoleName: "SYSADMIN",
      });
      const provider = new snowflake.Provider("etl", { role: grant.id.apply(() => "ETL") });
      new snowflake.Warehouse("w", { name: "W" }, { provider });
    };
    expect((await plan(program)).map(({ role, statements: [first] }) => [role, first])).toEqual([
      [undefined, 'CREATE ROLE "ETL"'],
      [undefined, 'GRANT ROLE "ETL" TO ROLE "SYSADMIN"'],
      ["ETL", 'CREATE WAREHOUSE "W"'],
    ]);
  });

  it("runs a local command's statement as it is, as the role its environment names", async () => {
    const stdin = "EXECUTE IMMEDIATE $$ BEGIN\n  SELECT ';'; END $$";
    const steps = await plan(() => new local.Command("c", { stdin, environment: { SNOWFLAKE_ROLE: "R" } }));
    expect(steps).toMatchObject([{ role: "R", statements: [stdin] }]);
  });

  it("is the same whatever resolves first", async () => {
    const program = (delays: readonly number[]) => () => {
      for (const [index, delay] of delays.entries()) {
        const group = new Group(`group-${index}`);
        const name = pulumi.output(
          new Promise<string>((resolve) => setTimeout(() => resolve(`D${index}`), delay)),
        );
        const database = new snowflake.Database(`db-${index}`, { name }, { parent: group });
        new snowflake.Schema(`s-${index}`, { name: "S", database: database.name }, { parent: group });
        database.name.apply(
          (late) => new snowflake.Warehouse(`w-${index}`, { name: late }, { parent: group }),
        );
      }
    };
    const texts = await Promise.all(
      [
        [0, 10, 20],
        [20, 10, 0],
        [10, 0, 20],
        [0, 0, 0],
      ].map(async (delays) => printSql(await plan(program(delays)), { stack: "s" })),
    );
    expect(new Set(texts).size).toBe(1);
  });
});

describe("a plan is refused", () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      "for a type without a renderer",
      () => new snowflake.Share("x", { name: "S" }),
      /no renderer for resources of type snowflake:index\/share:Share: urn:pulumi:s::p::snowflake:index\/share:Share::x/,
    ],
    [
      "for an input no renderer knows",
      () =>
        new snowflake.View("x", {
          name: "V",
          database: "D",
          schema: "S",
          statement: "SELECT 1",
          dataMetricFunctions: [{ functionName: "D.S.F", ons: ["A"], scheduleStatus: "STARTED" }],
        }),
      /View::x: input dataMetricFunctions is not part of the plan/,
    ],
    ["for an object without a name", () => new snowflake.Database("x", {}), /input name is missing/],
    [
      "for a schema PUBLIC",
      () => new snowflake.Schema("x", { name: "public", database: "D" }),
      /Schema::x: input name is PUBLIC/,
    ],
    [
      "for an identifier with too few parts",
      () => new snowflake.StreamOnTable("x", { name: "X", database: "D", schema: "S", table: "T" }),
      /StreamOnTable::x .*: identifier T has 1 parts where 3 are needed/,
    ],
    [
      "for a quote inside an identifier",
      () => new snowflake.GrantDatabaseRole("x", { databaseRoleName: '"D"."R""S"', parentRoleName: "P" }),
      /takes no quotes inside a part/,
    ],
    [
      "for an unknown warehouse size",
      () => new snowflake.Warehouse("x", { name: "W", warehouseSize: "HUGE" }),
      /invalid warehouse size: HUGE/,
    ],
    [
      "for a tag on a type the provider does not know",
      () =>
        new snowflake.TagAssociation("x", {
          objectIdentifiers: ["D.S.T"],
          objectType: "CORTEX SEARCH SERVICE",
          tagId: "D.S.G",
          tagValue: "v",
        }),
      /object type CORTEX SEARCH SERVICE is not supported by the provider/,
    ],
  ])("%s", async (_why, make, message) => {
    await expect(plan(make)).rejects.toThrow(message);
  });

  it("when it comes from a preview that does not know an input", async () => {
    const program = () => {
      const database = new snowflake.Database("db", { name: "D" });
      new local.Command("x", { stdin: pulumi.interpolate`USE ${database.fullyQualifiedName}` });
    };
    const recording = await record(program, { ...run, preview: true });
    expect(() => planOf(recording)).toThrow(/Command::x: input stdin is unknown/);
  });
});

describe("tasks of one graph (resources/task.go CreateTask, sdk/tasks_impl_gen.go SuspendRootTasks)", () => {
  const task = (name: string, args: Partial<snowflake.TaskArgs> = {}, opts?: pulumi.CustomResourceOptions) =>
    new snowflake.Task(
      name,
      { name, database: "D", schema: "S", sqlStatement: "SELECT 1", started: true, ...args },
      opts,
    );
  const at = (name: string) => `"D"."S"."${name}"`;

  it("a task after a started root suspends the root and resumes it last", async () => {
    const sent = await statements(() => {
      const root = task("ROOT", { schedule: { minutes: 5 } });
      task("CHILD", { afters: [root.fullyQualifiedName] });
    });
    expect(sent).toEqual([
      `CREATE TASK ${at("ROOT")} SCHEDULE = '5 MINUTE' AS SELECT 1`,
      `ALTER TASK ${at("ROOT")} RESUME`,
      `ALTER TASK ${at("ROOT")} SUSPEND`,
      `CREATE TASK ${at("CHILD")} AFTER ${at("ROOT")} AS SELECT 1`,
      `ALTER TASK ${at("CHILD")} RESUME`,
      `ALTER TASK ${at("ROOT")} RESUME`,
    ]);
  });

  it("a root at rest is left at rest", async () => {
    const sent = await statements(() => {
      const root = task("ROOT", { started: false });
      task("CHILD", { afters: [root.fullyQualifiedName] });
    });
    expect(sent).toEqual([
      `CREATE TASK ${at("ROOT")} AS SELECT 1`,
      `CREATE TASK ${at("CHILD")} AFTER ${at("ROOT")} AS SELECT 1`,
      `ALTER TASK ${at("CHILD")} RESUME`,
    ]);
  });

  it("the root is found through the tasks in between, and suspended once for two predecessors", async () => {
    const sent = await statements(() => {
      const root = task("ROOT");
      const left = task("LEFT", { afters: [root.fullyQualifiedName], started: false });
      const right = task(
        "RIGHT",
        { afters: [root.fullyQualifiedName], started: false },
        { dependsOn: [left] },
      );
      task("LAST", { afters: [left.fullyQualifiedName, right.fullyQualifiedName], started: false });
    });
    expect(sent.slice(-3)).toEqual([
      `ALTER TASK ${at("ROOT")} SUSPEND`,
      expect.stringMatching(/^CREATE TASK "D"\."S"\."LAST" AFTER "D"\."S"\."(LEFT|RIGHT)", /),
      `ALTER TASK ${at("ROOT")} RESUME`,
    ]);
  });

  it("a finalizer suspends and resumes the root it finalizes", async () => {
    const sent = await statements(() => {
      const root = task("ROOT");
      task("END", { finalize: root.fullyQualifiedName, started: false });
    });
    expect(sent.slice(-3)).toEqual([
      `ALTER TASK ${at("ROOT")} SUSPEND`,
      `CREATE TASK ${at("END")} FINALIZE = ${at("ROOT")} AS SELECT 1`,
      `ALTER TASK ${at("ROOT")} RESUME`,
    ]);
  });
});

describe("a printed plan", () => {
  const step = (component: string, role: string | undefined, ...sent: string[]): PlanStep => ({
    urn: `urn:${sent[0] ?? ""}`,
    type: "t",
    component,
    ...(role !== undefined && { role }),
    statements: sent,
  });

  it("has a block per component, a role where it changes, and a close to every statement", () => {
    const steps = [
      step("", "SYSADMIN", "A"),
      step("database", "SYSADMIN", "B", "C"),
      step("tasks", "ETL", "D -- why", "E;"),
      step("database", undefined, "F"),
    ];
    expect(printSql(steps, { stack: "prod" })).toBe(
      [
        "-- First deployment of stack prod: 6 statements, in the order they can run.",
        "-- Each provider logs in as its own role, so USE ROLE stands for another session, not for a statement sent.",
        "",
        "-- the stack itself",
        'USE ROLE "SYSADMIN";',
        "A;",
        "",
        "-- component: database",
        "B;",
        "C;",
        "",
        "-- component: tasks",
        'USE ROLE "ETL";',
        "D -- why",
        ";",
        "E;",
        "",
        "-- component: database (continued)",
        "-- as the default role of the login",
        "F;",
        "",
      ].join("\n"),
    );
  });

  it("as JSON leaves out what has no value", () => {
    expect(JSON.parse(printJson([step("c", "R", "A"), step("c", undefined, "B")]))).toEqual([
      { urn: "urn:A", type: "t", role: "R", statements: ["A"] },
      { urn: "urn:B", type: "t", statements: ["B"] },
    ]);
  });
});
