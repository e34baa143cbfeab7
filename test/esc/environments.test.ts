import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConnection } from "../../src/config/credentials";
import { identityVariables, methods, variables } from "../../src/config/variables";
import { complete } from "../config/environment";
import { faults, type Definition } from "./definition";

const folder = join(__dirname, "../../esc");
const text = (name: string): string => readFileSync(join(folder, name), "utf8");

/** Environments by the name Pulumi knows them by: `sophia-ai-dev.yaml` is `sophia-ai/dev`. */
const environments: Readonly<Record<string, Definition>> = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name.replace(/^sophia-ai-(.*)\.yaml$/, "sophia-ai/$1"), parse(text(name)) as Definition]),
);

/** The environment README.md offers for those without OIDC. */
const keyPair = parse(/```yaml\n([^]*?)```/.exec(text("README.md"))?.[1] ?? "") as Definition;

const variablesOf = ({ imports = [], values = {} }: Definition): Readonly<Record<string, string>> => ({
  ...(Object.assign({}, ...imports.map((name) => variablesOf(environments[name] ?? {}))) as object),
  ...(values["environmentVariables"] as Record<string, string>),
});

describe("the ESC environments", () => {
  it("are those the stacks open, and what they share", () => {
    expect(Object.keys(environments)).toEqual(["sophia-ai/base", "sophia-ai/dev", "sophia-ai/prod"]);
  });

  it.each([...Object.entries(environments), ["README.md", keyPair] as const])(
    "%s holds together",
    (_, each) => {
      expect(faults(each, environments)).toEqual([]);
    },
  );

  it.each([
    ["sophia-ai/dev", environments["sophia-ai/dev"] ?? {}, "oauth"],
    ["sophia-ai/prod", environments["sophia-ai/prod"] ?? {}, "oauth"],
    ["README.md", keyPair, "key-pair"],
  ] as const)("%s sets all a connection needs, and nothing it does not read", (_, environment, method) => {
    const given = variablesOf(environment);
    expect(variables).toEqual(expect.arrayContaining(Object.keys(given)));
    const filled = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value.startsWith("${") ? (complete[method] as Record<string, string>)[name] : value,
      ]),
    );
    expect(readConnection({ HOME: "/nonexistent", ...filled }).method).toBe(method);
  });

  it.each(["dev", "prod"])("%s signs in as a user of its own", (stack) => {
    const values = environments[`sophia-ai/${stack}`]?.values;
    expect(values?.["snowflake"]).toMatchObject({ user: `SOPHIA_AI_DEPLOYER_${stack.toUpperCase()}` });
  });
});

describe("the project's README", () => {
  const readme = readFileSync(join(folder, "..", "README.md"), "utf8");

  it.each(methods)("names what $name sets: $authenticator and $secret", ({ authenticator, secret }) => {
    const row = readme.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${secret}\``));
    expect(row).toContain(`\`${authenticator}\``);
  });

  it("names the variable that says which it is, and those of every sign-in", () => {
    for (const variable of ["SNOWFLAKE_AUTHENTICATOR", ...identityVariables])
      expect(readme).toContain(variable);
  });
});

describe("the check itself finds", () => {
  const login = { "fn::open::snowflake-login": { oidc: { account: "A-B", user: "U" } } };
  it.each<[string, Definition | Record<string, unknown>, string]>([
    ["a key of no environment", { value: {} }, "value is no key of an environment"],
    ["an import of nothing", { imports: ["sophia-ai/bse"] }, "sophia-ai/bse is imported and does not exist"],
    ["a path to nothing", { values: { a: "${b.c}" } }, "values.a: ${b.c} is nowhere"],
    [
      "an output the provider does not have",
      { values: { s: { login }, a: "${s.login.key}" } },
      "values.a: ${s.login.key} is nowhere",
    ],
    ["a misspelt function", { values: { a: { "fn::jion": [] } } }, "values.a: fn::jion does not exist"],
    [
      "a function in another case",
      { values: { a: { "Fn::join": [] } } },
      "values.a: Fn::join does not exist",
    ],
    ["a function in company", { values: { a: { "fn::join": [], b: 1 } } }, "values.a: fn::join is not alone"],
    ["a call under values", { values: { "fn::join": [] } }, "values: a call directly under values"],
    [
      "a stored secret",
      { values: { a: { "fn::secret": { ciphertext: "x" } } } },
      "values.a: a stored secret",
    ],
    [
      "a literal secret",
      { values: { environmentVariables: { SNOWFLAKE_TOKEN: "abc" } } },
      "values.environmentVariables.SNOWFLAKE_TOKEN: a literal secret",
    ],
  ])("%s", (_, definition, fault) => {
    expect(faults(definition as Definition, environments)).toEqual([fault]);
  });

  it("nothing in an escaped reference, or in one of an import", () => {
    expect(
      faults(
        { imports: ["sophia-ai/base"], values: { a: "$${no}", b: "${snowflake.organization}" } },
        environments,
      ),
    ).toEqual([]);
  });
});
