import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { configIn, handedOver } from "../../cli/stack";
import { toolchain } from "../support/engine-rig";

/** Values that both read, of every kind, as YAML. */
const values = [
  ..."0 1 -1 +5 -0 123456789 9007199254740991 0x1F 0o10 1.50 5. .5 1e3 1E-7 -1.25e2 0.1 1e-7".split(" "),
  ..."true True TRUE false yes no on OFF y N ~ null Null".split(" "),
  ..."_1 1:30 1:30:20 1.2.3 0xZZ 0o9 0b12 1e + . = 20260131x v1.0 a#b x:y".split(" "),
  `"010"`,
  `'1_000'`,
  `"2026-01-31"`,
  `"a\\tb\\u00e9\\x41"`,
  `'it''s'`,
  `plain text # and a comment`,
  `"two\n      lines"`,
  `[1, [b, 2], {c: d}]`,
  `{a: {b: [c]}, __proto__: 1}`,
  `|\n      a block\n      of lines`,
  `>\n      a block\n      folded`,
];

describe("a stack's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "sophia-config-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("hands this program what the Pulumi CLI hands it", async ({ skip }) => {
    const tools = await toolchain;
    if (tools === undefined) return skip();
    for (const part of ["state", "home"]) mkdirSync(join(folder, part));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: sophia-ai\nruntime: nodejs\n");
    const pulumi = (...args: string[]): string =>
      execFileSync(tools.pulumi, [...args, "--non-interactive"], {
        cwd: folder,
        encoding: "utf8",
        env: {
          ...process.env,
          ...tools.env,
          PULUMI_HOME: join(folder, "home"),
          PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
          PULUMI_CONFIG_PASSPHRASE: "none",
          PULUMI_SKIP_UPDATE_CHECK: "true",
        },
      });
    pulumi("stack", "init", "some");
    const file = join(folder, "Pulumi.some.yaml");
    const inner = values.map((value, i) => `    k${i}: ${value}\n`).join("");
    const outer = values.map((value, i) => `  k${i}: ${value}\n`).join("");
    writeFileSync(file, `config:\n  sophia-ai:inner:\n${inner}${outer}`);

    const said = JSON.parse(pulumi("config", "--json")) as Record<string, { readonly value: string }>;
    const { config } = handedOver(configIn(file));
    expect(Object.keys(config)).toHaveLength(values.length + 1);
    const { "sophia-ai:inner": ours = "", ...others } = config;
    expect(JSON.parse(ours)).toEqual(JSON.parse(said["sophia-ai:inner"]?.value ?? ""));
    for (const [key, text] of Object.entries(others)) {
      // A list or an object is the same whichever order its keys are printed in.
      const read = (value = ""): unknown => (/^[[{]/.test(value) ? JSON.parse(value) : value);
      expect({ key, value: read(text) }).toEqual({ key, value: read(said[key]?.value) });
    }
  });
});
