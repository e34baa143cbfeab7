import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { given, refusal } from "./given";

const set = (path: string, value: string) => `pulumi config set --path 'sophia-ai:${path}' ${value}`;

/** Section, what the stack says in it, and path, find, allowance and command of the refusal. */
const cases: [string, unknown, { at: string; found: string; allowed: string; mend: string }][] = [
  [
    "estate",
    { edition: "enterprize" },
    {
      at: "estate.edition",
      found: '"enterprize"',
      allowed: "one of standard, enterprise, business-critical",
      mend: set("estate.edition", "enterprise"),
    },
  ],
  [
    "estate",
    { suffix: "dev" },
    {
      at: "estate.suffix",
      found: '"dev"',
      allowed: "empty, or _ and upper-case",
      mend: set("estate.suffix", "_DEV"),
    },
  ],
  [
    "estate",
    { protect: "True" },
    { at: "estate.protect", found: '"True"', allowed: "true or false", mend: set("estate.protect", "true") },
  ],
  [
    "estate",
    { allowDataLoss: ["GONG_DATA.CALLS", "gong_data.calls"] },
    {
      at: "estate.allowDataLoss[1]",
      found: '"gong_data.calls"',
      allowed: "SCHEMA.TABLE.COLUMN or the database, upper-case or in double quotes",
      mend: set("estate.allowDataLoss[1]", "GONG_DATA.CALLS"),
    },
  ],
  [
    "deploy",
    { role: "deployer" },
    { at: "deploy.role", found: '"deployer"', allowed: "upper-case", mend: set("deploy.role", "DEPLOYER") },
  ],
  ...["ACCOUNTADMIN", "SYSADMIN"].map((role): (typeof cases)[number] => [
    "deploy",
    { role },
    {
      at: "deploy.role",
      found: `${role}, a role of Snowflake's own`,
      allowed: "of this stack alone",
      mend: "pulumi config rm --path 'sophia-ai:deploy.role'",
    },
  ]),
  [
    "deploy",
    { warehouse: "my wh" },
    {
      at: "deploy.warehouse",
      found: '"my wh"',
      allowed: "upper-case",
      mend: set("deploy.warehouse", "MY_WH"),
    },
  ],
  [
    "warehouses",
    { ETL: { size: "smal" } },
    {
      at: "warehouses.ETL.size",
      found: '"smal"',
      allowed: "one of XSMALL, SMALL, MEDIUM, LARGE, XLARGE, XXLARGE",
      mend: set("warehouses.ETL.size", "SMALL"),
    },
  ],
  [
    "warehouses",
    { ETL: { size: "X-Large" } },
    {
      at: "warehouses.ETL.size",
      found: '"X-Large"',
      allowed: "XLARGE",
      mend: set("warehouses.ETL.size", "XLARGE"),
    },
  ],
  [
    "warehouses",
    { ML: { autoSuspendSeconds: 30 } },
    {
      at: "warehouses.ML.autoSuspendSeconds",
      found: "30",
      allowed: "a whole number of seconds, 60 to 86400",
      mend: set("warehouses.ML.autoSuspendSeconds", "60"),
    },
  ],
  [
    "warehouses",
    { ML: { autoSuspendSeconds: "120" } },
    {
      at: "warehouses.ML.autoSuspendSeconds",
      found: '"120"',
      allowed: "a whole number",
      mend: set("warehouses.ML.autoSuspendSeconds", "120"),
    },
  ],
  [
    "warehouses",
    { XS: { maxClusters: 11 } },
    {
      at: "warehouses.XS.maxClusters",
      found: "11",
      allowed: "a whole number of clusters, 1 to 10",
      mend: set("warehouses.XS.maxClusters", "10"),
    },
  ],
  [
    "warehouses",
    { XS: { minClusters: 2 } },
    {
      at: "warehouses.XS.minClusters",
      found: "2, above maxClusters, which is 1",
      allowed: "no more than maxClusters",
      mend: set("warehouses.XS.maxClusters", "2"),
    },
  ],
  [
    "warehouses",
    { XS: { scalingPolicy: "economic" } },
    {
      at: "warehouses.XS.scalingPolicy",
      found: '"economic"',
      allowed: "one of STANDARD, ECONOMY",
      mend: set("warehouses.XS.scalingPolicy", "ECONOMY"),
    },
  ],
  [
    "warehouses",
    { XS: { statementTimeoutSeconds: 0 } },
    {
      at: "warehouses.XS.statementTimeoutSeconds",
      found: "0",
      allowed: "a whole number of seconds, 1 to 604800",
      mend: set("warehouses.XS.statementTimeoutSeconds", "1"),
    },
  ],
  [
    "retention",
    { GONG_DATA: 91 },
    {
      at: "retention.GONG_DATA",
      found: "91",
      allowed: "a whole number of days, 0 to 90",
      mend: set("retention.GONG_DATA", "90"),
    },
  ],
  [
    "retention",
    { GONG_DATA: 1.5 },
    {
      at: "retention.GONG_DATA",
      found: "1.5",
      allowed: "a whole number of days",
      mend: set("retention.GONG_DATA", "2"),
    },
  ],
  [
    "retention",
    { GONG_DATA_RAW: 30 },
    {
      at: "retention.GONG_DATA_RAW",
      found: "30 days for transient tables",
      allowed: "0 to 1 while sophia-ai:estate.transientRaw is true",
      mend: set("retention.GONG_DATA_RAW", "1"),
    },
  ],
  [
    "embedding",
    { maxCharacters: 513 },
    {
      at: "embedding.maxCharacters",
      found: "513",
      allowed: "a whole number of characters, 1 to 512",
      mend: set("embedding.maxCharacters", "512"),
    },
  ],
  [
    "embedding",
    { triggerIntervalSeconds: 241 },
    {
      at: "embedding.triggerIntervalSeconds",
      found: "241",
      allowed: "10 to 240",
      mend: set("embedding.triggerIntervalSeconds", "240"),
    },
  ],
  [
    "embedding",
    { model: "e5-base" },
    {
      at: "embedding.model",
      found: '"e5-base"',
      allowed: "e5-base-v2",
      mend: set("embedding.model", "e5-base-v2"),
    },
  ],
  [
    "estate",
    "enterprise",
    {
      at: "estate",
      found: '"enterprise"',
      allowed: "an object with any of edition, suffix, protect, transientRaw",
      mend: "pulumi config rm 'sophia-ai:estate'",
    },
  ],
  [
    "warehouses",
    { ETL: "SMALL" },
    {
      at: "warehouses.ETL",
      found: '"SMALL"',
      allowed: "an object with any of size, autoSuspendSeconds",
      mend: "pulumi config rm --path 'sophia-ai:warehouses.ETL'",
    },
  ],
  [
    "warehouses",
    { ELT: { size: "SMALL" } },
    {
      at: "warehouses.ELT",
      found: "a key that does not exist; did you mean ETL?",
      allowed: "ANALYTICS, ETL, ML, COMPUTE, LARGE, XS",
      mend: "pulumi config rm --path 'sophia-ai:warehouses.ELT'",
    },
  ],
  [
    "warehouses",
    { ETL: { autoSuspend: 60 } },
    {
      at: "warehouses.ETL.autoSuspend",
      found: "a key that does not exist",
      allowed: "autoSuspendSeconds",
      mend: "pulumi config rm --path 'sophia-ai:warehouses.ETL.autoSuspend'",
    },
  ],
  [
    "retention",
    { "gong.data": 3 },
    {
      at: 'retention["gong.data"]',
      found: "did you mean GONG_DATA?",
      allowed: "GONG_DATA",
      mend: `pulumi config rm --path 'sophia-ai:retention["gong.data"]'`,
    },
  ],
  [
    "retention",
    { GONG_DATA: null },
    {
      at: "retention.GONG_DATA",
      found: "null",
      allowed: "a whole number of days",
      mend: set("retention.GONG_DATA", "0"),
    },
  ],
];

describe("a wrong value is refused with what was found, what is allowed, and the command that mends it", () => {
  it.each(cases)("%s: %j", async (section, value, { at, found, allowed, mend }) => {
    const text = await refusal("dev", { [`sophia-ai:${section}`]: value });
    expect(text).toContain("The configuration of stack dev has 1 problem:");
    expect(text).toContain(`  sophia-ai:${at}\n`);
    const line = (name: string) => text.split("\n").find((each) => each.startsWith(`    ${name}:`));
    expect(line("found")).toContain(found);
    expect(line("allowed")).toContain(allowed);
    expect(line("mend")).toMatch(/^ {4}mend: {4}/);
    expect(line("mend")?.slice(13)).toBe(mend);
  });

  it("has the one shape people learn", async () => {
    const config = { "sophia-ai:warehouses": { ETL: { size: "smal" } } };
    expect(await refusal("dev", config)).toMatchInlineSnapshot(`
      "The configuration of stack dev has 1 problem:

        sophia-ai:warehouses.ETL.size
          found:   "smal"
          allowed: one of XSMALL, SMALL, MEDIUM, LARGE, XLARGE, XXLARGE
          mend:    pulumi config set --path 'sophia-ai:warehouses.ETL.size' SMALL"
    `);
  });
});

describe("a key nobody knows", () => {
  it.each([
    ["sophia-ai:warehouse", "did you mean warehouses?"],
    ["sophia-ai:Retention", "did you mean retention?"],
    ["sophia-ai:embeding", "did you mean embedding?"],
  ])("%s is refused, and %s", async (key, hint) => {
    const text = await refusal("dev", { [key]: "v4lue" });
    expect(text).toContain(hint);
    expect(text).toContain(`pulumi config rm '${key}'`);
    expect(text).not.toContain("v4lue");
  });

  it("far from every known one gets no guess", async () => {
    const text = await refusal("dev", { "sophia-ai:colour": "blue" });
    expect(text).toContain("a key that does not exist\n");
    expect(text).toContain("allowed: estate, deploy, warehouses, retention, embedding");
  });

  it("of the default Snowflake provider is refused, since that provider is never used", async () => {
    const text = await refusal("dev", { "snowflake:password": "v4lue" });
    expect(text).toContain("pulumi config rm 'snowflake:password'");
    expect(text).not.toContain("v4lue");
  });
});

describe("several problems", () => {
  it("are all told at once", async () => {
    const text = await refusal("dev", {
      "sophia-ai:colour": "blue",
      "sophia-ai:estate": { edition: "gold", protect: "yes" },
      "sophia-ai:warehouses": { ETL: { size: "HUGE", autoSuspendSeconds: 1, sise: "SMALL" }, ELT: {} },
      "sophia-ai:retention": { GONG_DATA: -1 },
      "sophia-ai:embedding": { model: "gpt" },
    });
    expect(text).toContain("has 9 problems:");
    for (const path of [
      "colour",
      "estate.edition",
      "estate.protect",
      "warehouses.ETL.size",
      "warehouses.ETL.autoSuspendSeconds",
      "warehouses.ETL.sise",
      "warehouses.ELT",
      "retention.GONG_DATA",
      "embedding.model",
    ])
      expect(text).toContain(`  sophia-ai:${path}\n`);
  });

  it("include values that conflict, unless a section they come from is wrong itself", async () => {
    const conflict = { "sophia-ai:retention": { GONG_DATA_RAW: 30 } };
    expect(await refusal("dev", { ...conflict, "sophia-ai:deploy": { role: "r-1" } })).toContain(
      "has 2 problems:",
    );
    expect(
      await refusal("dev", { ...conflict, "sophia-ai:estate": { transientRaw: "false" } }),
    ).not.toContain("transient tables");
  });
});

describe("what the deployment makes", () => {
  it.each([
    ["dev", { role: "SOPHIA_AI_ADMIN_ROLE_DEV" }, {}],
    ["prod", { role: "SOPHIA_AI_ETL_ROLE" }, {}],
    ["dev", { role: "SOPHIA_AI_READER_X" }, { suffix: "_X" }],
    ["dev", { warehouse: "SOPHIA_AI_ETL_WH_DEV" }, {}],
    ["local", { warehouse: "SOPHIA_AI_ML_WH" }, {}],
  ])("cannot deploy stack %s: %j", async (stack, deploy, estate) => {
    const text = await refusal(stack, { "sophia-ai:deploy": deploy, "sophia-ai:estate": estate });
    const [[key, name] = []] = Object.entries(deploy);
    expect(text).toContain("has 1 problem:");
    expect(text).toContain(`  sophia-ai:deploy.${key}\n`);
    expect(text).toContain(`${name}, a ${key} of the estate, which the deployment itself makes`);
    expect(text).toContain(`pulumi config rm --path 'sophia-ai:deploy.${key}'`);
  });

  it("is another thing under another suffix", async () => {
    await given("dev", {
      "sophia-ai:deploy": { role: "SOPHIA_AI_ADMIN_ROLE", warehouse: "SOPHIA_AI_ETL_WH" },
    });
  });
});

describe("a secret where none belongs", () => {
  it("is refused without being read or shown", async () => {
    const text = await refusal("dev", { "sophia-ai:deploy": { role: "hunter2-q8x" } }, ["sophia-ai:deploy"]);
    expect(text).toContain("found:   a secret");
    expect(text).toContain("pulumi config rm 'sophia-ai:deploy'");
    expect(text).not.toMatch(/hunt|q8x/);
  });

  it("is refused even where the value is right", async () => {
    await refusal("dev", { "sophia-ai:deploy": { role: "SYSADMIN" } }, ["sophia-ai:deploy"]);
  });
});

describe("the command that mends", () => {
  it("reaches pulumi unharmed by the shell", async () => {
    const text = await refusal("dev", { "sophia-ai:retention": { "it's $HOME `a`": 1 } });
    const command = text.split("mend:    ")[1] ?? "";
    const words = execFileSync("sh", ["-c", command.replace("pulumi", "printf '%s\\n'")])
      .toString()
      .split("\n");
    expect(words[3]).toBe(`sophia-ai:retention["it's $HOME \`a\`"]`);
  });
});
