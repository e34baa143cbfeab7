import { describe, expect, it } from "vitest";
import { schemas } from "../../src/model/schemas";
import { warehouses } from "../../src/model/warehouses";
import { given } from "./given";

describe("a stack that says nothing", () => {
  it.each([
    ["prod", { suffix: "", protect: true, transientRaw: false }],
    ["local", { suffix: "", protect: false, transientRaw: true }],
    ["dev", { suffix: "_DEV", protect: false, transientRaw: true }],
    ["staging", { suffix: "_STAGING", protect: false, transientRaw: true }],
    ["pr-12.a", { suffix: "_PR_12_A", protect: false, transientRaw: true }],
    ["constructor", { suffix: "_CONSTRUCTOR", protect: false, transientRaw: true }],
  ])("%s is %o", async (stack, expected) => {
    expect(await given(stack)).toMatchObject({ stack, edition: "enterprise", ...expected });
  });

  it.each([
    ["prod", 60],
    ["local", 60],
    ["dev", 120],
    ["staging", 120],
  ])("%s embeds at most every %i seconds", async (stack, triggerIntervalSeconds) => {
    expect((await given(stack)).embedding).toEqual({
      function: "EMBED_TEXT_768",
      model: "snowflake-arctic-embed-m-v1.5",
      maxCharacters: 500,
      triggerIntervalSeconds,
    });
  });

  it.each([
    ["dev", "SOPHIA_AI_DEPLOYER_DEV_ROLE"],
    ["prod", "SOPHIA_AI_DEPLOYER_PROD_ROLE"],
    ["pr-12", "SOPHIA_AI_DEPLOYER_PR_12_ROLE"],
  ])("%s deploys as a role of its own, on COMPUTE_WH", async (stack, role) => {
    expect((await given(stack)).deploy).toEqual({ role, warehouse: "COMPUTE_WH" });
  });

  it("has the model's warehouses and retention in prod", async () => {
    const settings = await given("prod");
    expect(Object.values(settings.warehouses)).toEqual(warehouses);
    expect(settings.retention).toEqual(
      Object.fromEntries(schemas.map(({ name, retentionDays }) => [name, retentionDays])),
    );
  });

  it.each(["dev", "local", "pr-1"])("is small and short of memory in %s", async (stack) => {
    const settings = await given(stack);
    for (const warehouse of Object.values(settings.warehouses))
      expect(warehouse).toMatchObject({
        size: "XSMALL",
        autoSuspendSeconds: 60,
        minClusters: 1,
        maxClusters: 1,
      });
    expect(Object.keys(settings.warehouses)).toEqual(warehouses.map(({ key }) => key));
    expect(new Set(Object.values(settings.retention))).toEqual(new Set([1]));
    expect(Object.keys(settings.retention)).toEqual(schemas.map(({ name }) => name));
  });

  it("goes without nothing", async () => {
    expect(await given("prod")).toMatchObject({ masking: true, multiCluster: true, omitted: [] });
  });
});

describe("what a stack says", () => {
  it("stands over the defaults, and leaves the rest", async () => {
    const settings = await given("dev", {
      "sophia-ai:estate": { suffix: "", protect: true, transientRaw: false },
      "sophia-ai:deploy": { role: "DEPLOYER" },
      "sophia-ai:warehouses": { ETL: { size: "SMALL", maxClusters: 2 } },
      "sophia-ai:retention": { GONG_DATA: 7 },
      "sophia-ai:embedding": { function: "AI_EMBED", triggerIntervalSeconds: 10 },
    });
    expect(settings).toMatchObject({ suffix: "", protect: true, transientRaw: false });
    expect(settings.deploy).toEqual({ role: "DEPLOYER", warehouse: "COMPUTE_WH" });
    expect(settings.warehouses["ETL"]).toMatchObject({ size: "SMALL", minClusters: 1, maxClusters: 2 });
    expect(settings.warehouses["ML"]).toMatchObject({ size: "XSMALL" });
    expect(settings.retention).toMatchObject({ GONG_DATA: 7, SLACK_DATA: 1 });
    expect(settings.embedding).toMatchObject({ function: "AI_EMBED", triggerIntervalSeconds: 10 });
  });

  it("may be the limits themselves", async () => {
    const settings = await given("prod", {
      "sophia-ai:warehouses": { XS: { minClusters: 10, maxClusters: 10, autoSuspendSeconds: 60 } },
      "sophia-ai:retention": { AI_MEMORY: 0, SLACK_DATA: 90 },
      "sophia-ai:embedding": { maxCharacters: 512, triggerIntervalSeconds: 240 },
    });
    expect(settings.retention).toMatchObject({ AI_MEMORY: 0, SLACK_DATA: 90 });
    expect(settings.embedding).toMatchObject({ maxCharacters: 512, triggerIntervalSeconds: 240 });
  });

  it("may stand beside keys of Pulumi and of other projects", async () => {
    await given("dev", { "pulumi:tags": { owner: "data" }, "other:estate": "anything" });
  });
});
