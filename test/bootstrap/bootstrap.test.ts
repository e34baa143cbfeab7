import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { projectFolder, settingsOfStack } from "../../cli/stack";
import { afterSql, bootstrapSql } from "../../src/bootstrap/bootstrap";
import { statementsOf } from "../sql/gate";

const settingsOf = async (...stacks: readonly string[]) => {
  const all = [];
  for (const stack of stacks) all.push(await settingsOfStack(stack));
  return all;
};

describe("what ACCOUNTADMIN runs before the first deployment", () => {
  it("is printed for any stack, and sql/bootstrap/deployer.sql is what is printed for dev and prod", async () => {
    const file = readFileSync(join(projectFolder, "sql/bootstrap/deployer.sql"), "utf8");
    expect(file).toBe(bootstrapSql(await settingsOf("dev", "prod")));
    const args = ["--import", "tsx", "cli/bootstrap.ts", "--stack", "dev", "prod"];
    expect(spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" }).stdout).toBe(file);
  }, 30_000);

  it("names the role and the warehouse that the stack's configuration names", () => {
    const deploy = { role: "RELEASE_ROLE", warehouse: "RELEASE_WH" };
    const printed = bootstrapSql([{ stack: "pr-12", deploy }]);
    for (const text of [
      "CREATE ROLE IF NOT EXISTS RELEASE_ROLE ",
      "GRANT USAGE ON WAREHOUSE RELEASE_WH TO ROLE RELEASE_ROLE;",
      "CREATE USER IF NOT EXISTS SOPHIA_AI_DEPLOYER_PR_12\n",
    ])
      expect(printed).toContain(text);
  });

  it("gives each role to its own user alone, which takes no other role along", async () => {
    const text = bootstrapSql(await settingsOf("dev", "prod"));
    expect(text.match(/DEFAULT_SECONDARY_ROLES = \(\)/g)).toHaveLength(2);
    expect(
      [...text.matchAll(/GRANT ROLE (\w+) TO (?:ROLE|USER) (\w+);/g)].map(([, role, to]) => [role, to]),
    ).toEqual([
      ["SOPHIA_AI_DEPLOYER_DEV_ROLE", "SYSADMIN"],
      ["SOPHIA_AI_DEPLOYER_DEV_ROLE", "SOPHIA_AI_DEPLOYER_DEV"],
      ["SOPHIA_AI_DEPLOYER_PROD_ROLE", "SYSADMIN"],
      ["SOPHIA_AI_DEPLOYER_PROD_ROLE", "SOPHIA_AI_DEPLOYER_PROD"],
    ]);
    expect(text).not.toMatch(/MANAGE GRANTS|APPLY TAG|APPLY MASKING POLICY|CREATE USER ON/);
  });
});

// docs: aisql-privileges-and-access, "Supported per-function privileges"; release-notes bcr-2378.
describe("what ACCOUNTADMIN runs after it", () => {
  it.each([
    ["EMBED_TEXT_768", "snowflake-arctic-embed-m-v1.5", "EMBED_TEXT", "SNOWFLAKE-ARCTIC-EMBED-M-V1.5"],
    ["AI_EMBED", "e5-base-v2", "AI_EMBED", "E5-BASE-V2"],
  ] as const)("opens %s and %s to each role that calls Cortex", async (name, model, privilege, modelName) => {
    const [dev] = await settingsOf("dev");
    if (dev === undefined) throw new Error("no settings");
    const text = afterSql({ ...dev, embedding: { ...dev.embedding, function: name, model } });
    const opened = (role: string, functions: string) => [
      `GRANT ${functions} ON ACCOUNT TO ROLE SOPHIA_AI_${role}_DEV`,
      `GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-${modelName}" TO ROLE SOPHIA_AI_${role}_DEV`,
    ];
    expect(statementsOf(text).map(({ sql }) => sql)).toEqual([
      ...opened("APP_ROLE", `USE AI FUNCTION ${privilege}`),
      ...opened("ETL_ROLE", `USE AI FUNCTION ${privilege}`),
      ...opened("MCP_ROLE", "USE AI FUNCTIONS"),
    ]);
  });
});
