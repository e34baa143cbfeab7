import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { configIn, handedOver } from "../../cli/stack";
import { UserError } from "../../cli/user-error";

const folder = mkdtempSync(join(tmpdir(), "stack-"));

function stackFile(content: string | Buffer): string {
  const path = join(folder, "Pulumi.some.yaml");
  writeFileSync(path, typeof content === "string" ? content : new Uint8Array(content));
  return path;
}

/** What a program is handed for the key `sophia-ai:x` with a value. */
const handed = (value: string): string | undefined =>
  handedOver(configIn(stackFile(`config:\n  sophia-ai:x: ${value}\n`))).config["sophia-ai:x"];

/** What a person reads of a file. */
function refusalOf(content: string | Buffer): string {
  const path = stackFile(content);
  try {
    configIn(path);
  } catch (error) {
    if (error instanceof UserError) return error.message.replace(path, "FILE");
    throw error;
  }
  throw new Error("read, expected a refusal");
}

describe("a value of a stack's file is what Pulumi hands a program", () => {
  // Written down from `pulumi config --json` of CLI 3.248.0; test/engine/config.test.ts asks the CLI again.
  it.each([
    ["{a: 1, b: -1, c: +5, d: 0x1F, e: 0o10}", '{"a":1,"b":-1,"c":5,"d":31,"e":8}'],
    ["{a: 1.50, b: 1e3, c: 5., d: .5, e: -0}", '{"a":1.5,"b":1000,"c":5,"d":0.5,"e":0}'],
    [
      "{a: true, b: True, c: yes, d: no, e: on, f: OFF, g: y}",
      '{"a":true,"b":true,"c":"yes","d":"no","e":"on","f":"OFF","g":"y"}',
    ],
    ["{a: ~, b: null, c: , d: Null}", '{"a":null,"b":null,"c":null,"d":null}'],
    [`{a: "010", b: '1_000', c: "yes"}`, '{"a":"010","b":"1_000","c":"yes"}'],
    [
      "{a: 1:30, b: 1.2.3, c: 0xZZ, d: 0o9, e: 10 days}",
      '{"a":"1:30","b":"1.2.3","c":"0xZZ","d":"0o9","e":"10 days"}',
    ],
    ["[1, [b], {c: d}]", '[1,["b"],{"c":"d"}]'],
    ["yes", "yes"],
    ["True", "true"],
    ["1.50", "1.5"],
    ["", ""],
    ["~", ""],
    ["enterprise # a comment", "enterprise"],
  ])("%s", (value, expected) => {
    expect(handed(value)).toBe(expected);
  });

  it.each(["", "# nothing\n", "config:\n", "environment:\n  - sophia-ai/dev\n", "\ufeffconfig: {}\n"])(
    "none is in %j",
    (content) => {
      expect(configIn(stackFile(content))).toEqual({});
    },
  );

  it("a key without a namespace is the project's, and a secret at any depth makes its key secret", () => {
    const content =
      "config:\n  estate: {a: [{secure: v1:x}]}\n  sophia-ai:deploy: {secure: v1:y}\n  x: {secure: 1}\n";
    expect(handedOver(configIn(stackFile(content))).secretKeys).toEqual([
      "sophia-ai:estate",
      "sophia-ai:deploy",
    ]);
  });
});

describe("a stack's file is refused in one sentence, by line and column,", () => {
  it.each([
    [
      "an octal number of YAML 1.1",
      "010",
      "FILE:2: column 16: 010, which not every reader takes for the same number",
    ],
    ["a negative one", "-010", "-010, which not every reader"],
    ["a digit that is none of an octal", "09", "09, which not every reader"],
    ["a binary number", "0b11", "0b11, which not every reader"],
    ["underscores in a number", "1_000", "1_000, which not every reader"],
    ["a hexadecimal number with a sign", "-0x10", "-0x10, which not every reader"],
    ["an integer beyond 2^53", "9007199254740993", "a number no reader keeps as it is"],
    ["a number beyond a double", "1e400", "a number no reader keeps as it is"],
    ["infinity", ".inf", ".inf, which JSON cannot hold"],
    ["no number", ".NaN", ".NaN, which JSON cannot hold"],
    ["a date", "2026-01-31", "2026-01-31, a moment to Pulumi and a text here; write it in quotes"],
    ["a moment", "2026-01-31T10:00:00Z", "a moment to Pulumi"],
    ["a tag", "!!str 5", "the tag tag:yaml.org,2002:str"],
    ["a tag of nobody", "!foo bar", "the tag !foo"],
    ["an anchor", "&a 5", "the anchor &a"],
    ["an alias", "*a", "the alias *a; write the value itself"],
    ["a list that does not end", "[a", "no YAML: "],
    ["a quote that does not end", "'a", "no YAML: "],
  ])("with %s", (_, value, message) => {
    const text = refusalOf(`config:\n  sophia-ai:x: ${value}\n`);
    expect(text).toContain(message);
    expect(text).toMatch(/^FILE:\d+: column \d+: [^\n]+$/);
  });

  it.each<[string, string | Buffer, string]>([
    ["an octal in the depth", "config:\n  x:\n    a: [1, 010]\n", "FILE:3: column 12: 010"],
    [
      "a key said twice",
      "config:\n  x: {a: 1, a: 2}\n",
      "FILE:2: column 13: no YAML: Map keys must be unique",
    ],
    ["a section said twice", "config:\n  x: 1\n  sophia-ai:x: 2\n", "sophia-ai:x is said twice"],
    ["config said twice", "config: {}\nconfig: {}\n", "FILE:2: column 1: no YAML: Map keys must be unique"],
    ["a merge", "config:\n  x: {<<: {a: 1}}\n", "FILE:2: column 7: a merge"],
    ["a key that is a number", "config:\n  x: {5: 1}\n", "FILE:2: column 7: a key that is no text"],
    ["a key that is none", "config:\n  a:b:c: 1\n", "the key a:b:c is no configuration key"],
    ["a tab", "config:\n\tx: 1\n", "no YAML: "],
    ["two documents", "config: {}\n---\nconfig: {}\n", "no YAML: "],
    ["a directive", "%YAML 1.1\n---\nconfig: {}\n", "a %YAML directive"],
    ["a list", "- config\n", "FILE holds a list; expected the stack's configuration"],
    ["a text", "just text\n", "FILE holds a single value"],
    ["a number", "42\n", "FILE holds a single value"],
    [
      "a configuration that is a list",
      "config: [a]\n",
      "FILE: config holds a list; expected keys with their values",
    ],
    ["a configuration that is a number", "config: 5\n", "FILE: config holds a single value"],
    ["binary content", Buffer.from([0x00, 0x9f, 0x92, 0x96, 0xc3]), "FILE"],
    ["UTF-16", Buffer.from("\ufeffconfig: {}", "utf16le"), "FILE is UTF-16; expected YAML in UTF-8."],
    ["Latin-1", Buffer.from("config:\n  x: Zoë\n", "latin1"), "FILE:2: column 8: byte EB is not UTF-8"],
    ["10,000 levels", `config: ${"[".repeat(10_000)}`, "FILE"],
  ])("with %s", (_, content, message) => {
    const text = refusalOf(content);
    expect(text).toContain(message);
    expect(text).not.toContain("\n");
  });
});
