import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { sectionNames, sections } from "../../src/config/sections";
import { warehouses } from "../../src/model/warehouses";
import { given } from "./given";

interface ProjectKey {
  readonly type: string;
  readonly default?: unknown;
  readonly description?: string;
}
interface Project {
  readonly name: string;
  readonly config: Readonly<Record<string, ProjectKey>>;
}
interface Stack {
  readonly environment?: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}

const read = (name: string): unknown => parse(readFileSync(join(__dirname, "../..", name), "utf8"));

describe("Pulumi.yaml", () => {
  const { name, config } = read("Pulumi.yaml") as Project;

  it("names the project whose keys are read", () => {
    expect(name).toBe("sophia-ai");
  });

  it("has a key for each schema, and no other", () => {
    expect(Object.keys(config)).toEqual(sectionNames);
  });

  it.each(sectionNames)("lets a stack leave %s out: without a default the CLI would refuse it", (section) => {
    expect(config[section]).toMatchObject({ type: "object", default: {} });
  });

  it.each(sectionNames)("describes %s", (section) => {
    expect(config[section]?.description).toMatch(/^[A-Z][^]{40,}\.$/);
  });

  it.each(["estate", "deploy", "embedding"] as const)("describes every value of %s", (section) => {
    for (const key of Object.keys(sections[section].shape))
      expect(config[section]?.description).toContain(key);
  });

  it("describes every warehouse and what may be set of it", () => {
    const text = config["warehouses"]?.description ?? "";
    for (const { key } of warehouses) expect(text).toContain(key);
    for (const key of Object.keys(sections.warehouses.shape["ETL"]?.unwrap().shape ?? {}))
      expect(text).toContain(key);
  });
});

describe.each(["dev", "prod", "local"])("Pulumi.%s.yaml", (stack) => {
  const { environment, config } = read(`Pulumi.${stack}.yaml`) as Stack;

  it("is a configuration the program takes", async () => {
    expect(await given(stack, config)).toMatchObject({ stack });
  });

  it("repeats no default", async () => {
    expect({ with: await given(stack, config) }).toEqual({ with: await given(stack) });
  });

  it("turns off the providers nobody configured", () => {
    expect(config["pulumi:disable-default-providers"]).toEqual(["snowflake", "command"]);
  });

  it("opens the environment of its name, or none where there is no account", () => {
    expect(environment).toEqual(stack === "local" ? undefined : [`sophia-ai/${stack}`]);
  });
});
