import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";
import { describe, expect, it } from "vitest";

import { record, type Run } from "../../src/plan/record";
import { UNKNOWN } from "../../src/plan/registration";

const run: Run = { project: "sophia-ai", stack: "dev", config: {} };

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
    super("sophia:index:Group", name, {}, opts);
    this.registerOutputs();
  }
}

const late = <T>(value: T, milliseconds: number) =>
  pulumi.output(new Promise<T>((resolve) => setTimeout(() => resolve(value), milliseconds)));

const named = async (program: () => unknown, name: string, how: Partial<Run> = {}) => {
  const { registrations } = await record(program, { ...run, ...how });
  const found = registrations.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} was not registered`);
  return found;
};

describe("a recording", () => {
  it("writes URNs as the engine does, with all parents' types but the stack's", async () => {
    const schema = await named(() => {
      const group = new Group("group");
      const database = new snowflake.Database("db", { name: "D" }, { parent: group });
      new snowflake.Schema("s", { name: "S", database: database.name }, { parent: database });
    }, "s");
    expect(schema.urn).toBe(
      "urn:pulumi:dev::sophia-ai::sophia:index:Group$snowflake:index/database:Database$snowflake:index/schema:Schema::s",
    );
  });

  it("holds every resource option a program can say", async () => {
    const table = await named(() => {
      const provider = new snowflake.Provider("etl", { role: "ETL" });
      const database = new snowflake.Database("db", { name: "D" });
      new snowflake.Table(
        "t",
        { name: "T", database: database.name, schema: "S", columns: [{ name: "A", type: "DATE" }] },
        {
          provider,
          protect: true,
          retainOnDelete: true,
          deleteBeforeReplace: false,
          deletedWith: database,
          dependsOn: [provider],
          ignoreChanges: ["columns"],
          replaceOnChanges: ["comment"],
          additionalSecretOutputs: ["comment"],
          aliases: [{ name: "old" }, "urn:pulumi:dev::sophia-ai::a:b:C::whole"],
          customTimeouts: { create: "1h" },
          import: "D|S|T",
        },
      );
    }, "t");
    const urn = (type: string, name: string) => `urn:pulumi:dev::sophia-ai::${type}::${name}`;
    const database = urn("snowflake:index/database:Database", "db");
    const provider = urn("pulumi:providers:snowflake", "etl");
    expect(table.options).toMatchObject({
      provider,
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: false,
      deletedWith: database,
      dependsOn: [provider, database],
      propertyDependencies: { database: [database] },
      ignoreChanges: ["columns"],
      replaceOnChanges: ["comment"],
      additionalSecretOutputs: ["comment"],
      aliases: [{ name: "old" }, { urn: "urn:pulumi:dev::sophia-ai::a:b:C::whole" }],
      customTimeouts: { create: "1h", update: "", delete: "" },
      importId: "D|S|T",
    });
  });

  it("leaves out what a program did not say", async () => {
    const { options } = await named(() => {
      new snowflake.Database("db", { name: "D" });
    }, "db");
    for (const key of ["provider", "deleteBeforeReplace", "deletedWith", "importId", "customTimeouts"]) {
      expect(options).not.toHaveProperty(key);
    }
  });

  it("tells where secrets were, and unwraps them", async () => {
    const database = await named(() => {
      const key = pulumi.secret("k");
      new snowflake.Database("db", { name: "D", catalog: key, comment: pulumi.interpolate`key ${key}` });
    }, "db");
    expect(database.inputs).toEqual({ name: "D", catalog: "k", comment: "key k" });
    expect(database.secretInputs).toEqual(["catalog", "comment"]);
  });

  it("holds stack outputs, with the secret ones named", async () => {
    const { outputs, secretOutputs } = await record(() => {
      const warehouse = new snowflake.Warehouse("w", { name: "W" });
      return { warehouse: warehouse.name, deep: { key: pulumi.secret("k") } };
    }, run);
    expect(outputs).toEqual({ warehouse: "W", deep: { key: "k" } });
    expect(secretOutputs).toEqual(["deep.key"]);
  });

  it("gives the program its configuration", async () => {
    const program = () => {
      const config = new pulumi.Config();
      new snowflake.Database("db", { name: config.require("name"), comment: config.requireSecret("note") });
    };
    const database = await named(program, "db", {
      config: { "sophia-ai:name": "D", "sophia-ai:note": "n" },
      secretKeys: ["sophia-ai:note"],
    });
    expect(database.inputs).toEqual({ name: "D", comment: "n" });
    expect(database.secretInputs).toEqual(["comment"]);
  });

  it("waits for resources made in callbacks", async () => {
    const { registrations } = await record(() => {
      const first = new snowflake.Database("first", { name: late("D", 20) });
      first.fullyQualifiedName.apply((name) => new snowflake.AccountRole("late", { name }));
    }, run);
    expect(registrations.map(({ name }) => name)).toContain("late");
  });

  it("keeps the order of declaration whatever resolves first", async () => {
    const program = (delays: readonly number[]) => () => {
      const group = new Group("group");
      for (const [index, delay] of delays.entries()) {
        new snowflake.Database(`db-${index}`, { name: late(`D${index}`, delay) }, { parent: group });
      }
    };
    const slowFirst = await record(program([30, 15, 0]), run);
    const slowLast = await record(program([0, 15, 30]), run);
    expect(slowFirst).toEqual(slowLast);
    expect(slowFirst.registrations.map(({ name }) => name)).toEqual([
      "sophia-ai-dev",
      "group",
      "db-0",
      "db-1",
      "db-2",
    ]);
  });
});

describe("outputs under mocks", () => {
  const outputsOf = async (make: () => Record<string, unknown>, preview = false) =>
    (await record(make, { ...run, preview })).outputs;
  const place = { name: "N", database: "D", schema: "S" };

  it.each<[string, () => snowflake.Database | pulumi.CustomResource, string | undefined, string]>([
    ["a database", () => new snowflake.Database("x", { name: "D" }), '"D"', "D"],
    ["a schema", () => new snowflake.Schema("x", { name: "S", database: "D" }), '"D"."S"', '"D"."S"'],
    [
      "a table",
      () => new snowflake.Table("x", { ...place, columns: [{ name: "A", type: "DATE" }] }),
      '"D"."S"."N"',
      "D|S|N",
    ],
    ["a tag", () => new snowflake.Tag("x", place), '"D"."S"."N"', '"D"."S"."N"'],
    ["a warehouse", () => new snowflake.Warehouse("x", { name: "W" }), '"W"', "W"],
    ["an account role", () => new snowflake.AccountRole("x", { name: "R" }), '"R"', "R"],
    [
      "a database role",
      () => new snowflake.DatabaseRole("x", { name: "R", database: "D" }),
      '"D"."R"',
      '"D"."R"',
    ],
    [
      "a role grant",
      () => new snowflake.GrantAccountRole("x", { roleName: "R", parentRoleName: "P" }),
      undefined,
      '"R"|ROLE|"P"',
    ],
    [
      "a privilege grant, its privileges in set order",
      () =>
        new snowflake.GrantPrivilegesToAccountRole("x", {
          accountRoleName: "R",
          privileges: ["SELECT", "INSERT"],
          onSchemaObject: { future: { objectTypePlural: "TABLES", inSchema: '"D"."S"' } },
        }),
      undefined,
      '"R"|false|false|INSERT,SELECT|OnSchemaObject|OnFuture|TABLES|InSchema|"D"."S"',
    ],
    [
      "a tag association",
      () =>
        new snowflake.TagAssociation("x", {
          objectIdentifiers: ["W"],
          objectType: "WAREHOUSE",
          tagId: '"D"."S"."G"',
          tagValue: "v",
        }),
      undefined,
      '"D"."S"."G"|v|WAREHOUSE',
    ],
  ])("are those of the provider for %s", async (_what, make, fullyQualifiedName, id) => {
    const outputs = await outputsOf(() => {
      const resource = make() as snowflake.Database;
      return {
        id: resource.id,
        ...(fullyQualifiedName !== undefined && { name: resource.fullyQualifiedName }),
      };
    });
    expect(outputs).toEqual({ id, ...(fullyQualifiedName !== undefined && { name: fullyQualifiedName }) });
  });

  it("are unknown in a preview unless they are inputs", async () => {
    const make = () => {
      const { id, name, fullyQualifiedName } = new snowflake.Database("x", { name: "D" });
      return { id, name, fullyQualifiedName };
    };
    expect(await outputsOf(make, true)).toEqual({ id: UNKNOWN, name: "D", fullyQualifiedName: UNKNOWN });
  });
});

describe("what goes wrong", () => {
  const boom = () => {
    throw new Error("boom");
  };

  it.each([
    ["by the program's code", boom],
    ["by an async program", () => Promise.reject(new Error("boom"))],
    [
      "in a callback whose value nobody reads",
      () => void new snowflake.Database("x", { name: late("D", 5) }).id.apply(boom),
    ],
    [
      "in a callback whose value is an input",
      () => new snowflake.Database("x", { name: late("D", 5).apply(boom) }),
    ],
    ["in a callback whose value is a stack output", () => ({ value: late(1, 5).apply(boom) })],
  ])("is the program's own error when thrown %s", async (_where, program) => {
    await expect(record(program, run)).rejects.toThrow(/boom$/);
  });

  it("names the URN two resources share", async () => {
    const program = () => {
      new Group("twin");
      new Group("twin");
    };
    await expect(record(program, run)).rejects.toThrow("urn:pulumi:dev::sophia-ai::sophia:index:Group::twin");
  });

  it("names the provider function a program calls", async () => {
    await expect(record(() => snowflake.getDatabases(), run)).rejects.toThrow(
      "snowflake:index/getDatabases:getDatabases: a plan asks no account",
    );
  });

  it("leaves nothing behind for the next run", async () => {
    const listeners = process.listeners("unhandledRejection");
    await expect(record(boom, { ...run, config: { "sophia-ai:a": "1" } })).rejects.toThrow("boom");
    const program = () => ({ a: new pulumi.Config().get("a") ?? "none", stack: pulumi.getStack() });
    const { outputs, registrations } = await record(program, { ...run, stack: "prod" });
    expect(outputs).toEqual({ a: "none", stack: "prod" });
    expect(registrations).toHaveLength(1);
    expect(process.listeners("unhandledRejection")).toEqual(listeners);
  });
});

describe("several runs in one process", () => {
  it("queue up when started at once", async () => {
    const stacks = ["dev", "prod", "local"];
    const program = async () => {
      new snowflake.Database("before", { name: pulumi.getStack() });
      await new Promise((resolve) => setTimeout(resolve, 5));
      new snowflake.Database("after", { name: pulumi.getStack() });
    };
    const recordings = await Promise.all(stacks.map((stack) => record(program, { ...run, stack })));
    for (const [index, { registrations }] of recordings.entries()) {
      const names = registrations.filter(({ custom }) => custom).map(({ inputs }) => inputs.name);
      expect(names).toEqual([stacks[index], stacks[index]]);
    }
  });
});
