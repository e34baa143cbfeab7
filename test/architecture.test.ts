import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const eslint = new ESLint();

/** What the lint rules say of a file if it held this line. */
async function lint(file: string, line: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe("imports point one way", () => {
  it.each([
    ["src/model/names.ts", "../config/settings"],
    ["src/model/names.ts", "../estate/estate"],
    ["src/model/names.ts", "@pulumi/pulumi"],
    ["src/model/sources/gong.ts", "../../plan/plan"],
    ["src/config/settings.ts", "../estate/estate"],
    ["src/config/settings.ts", "../plan/plan"],
    ["src/estate/estate.ts", "../plan/plan"],
    ["src/estate/estate.ts", "../../standin/account"],
    ["src/plan/plan.ts", "../estate/estate"],
    ["src/plan/plan.ts", "../../cli/stack"],
    ["src/plan/plan.ts", "../adopt/import-file"],
    ["src/adopt/import-file.ts", "../estate/estate"],
    ["src/driver/connection.ts", "../model/names"],
    ["src/guard/guard.ts", "../estate/estate"],
    ["src/estate/estate.ts", "../guard/guard"],
    ["src/model/names.ts", "../driver/connection"],
    ["src/bootstrap/bootstrap.ts", "../estate/estate"],
    ["src/estate/estate.ts", "../bootstrap/bootstrap"],
    ["standin/account.ts", "../src/model/names"],
    ["standin/session/session.ts", "../../src/model/names"],
    ["standin/account.ts", "@pulumi/pulumi"],
  ])("%s may not import %s", async (file, target) => {
    expect(await lint(file, `export * from "${target}";`)).toContain("no-restricted-imports");
  });

  it.each([
    ["src/config/settings.ts", "../model/names"],
    ["src/estate/estate.ts", "../config/settings"],
    ["src/plan/plan.ts", "../model/names"],
    ["src/guard/guard.ts", "../driver/connection"],
    ["src/bootstrap/bootstrap.ts", "../config/stacks"],
    ["src/adopt/import-file.ts", "../plan/order"],
    ["cli/plan.ts", "../src/plan/plan"],
    ["cli/stack.ts", "../src/estate/estate"],
  ])("%s may import %s", async (file, target) => {
    expect(await lint(file, `export * from "${target}";`)).not.toContain("no-restricted-imports");
  });
});

describe("the environment is read in one place", () => {
  const line = "export const home = process.env.HOME;";

  it.each(["src/model/names.ts", "src/estate/estate.ts", "src/plan/plan.ts", "standin/account.ts"])(
    "%s may not read it",
    async (file) => {
      expect(await lint(file, line)).toContain("no-restricted-syntax");
    },
  );

  it("src/config may", async () => {
    expect(await lint("src/config/settings.ts", line)).not.toContain("no-restricted-syntax");
  });
});

it("a promise nobody waits for is an error", async () => {
  expect(await lint("src/plan/plan.ts", "export const f = (p: Promise<void>): void => { p; };")).toContain(
    "@typescript-eslint/no-floating-promises",
  );
});
