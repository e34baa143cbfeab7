import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { projectFolder } from "../../cli/stack";

/** Runs a command as its npm script does. */
const run = (command: string, ...args: readonly string[]) =>
  new Promise<{ readonly status: number; readonly out: string; readonly error: string }>((done) => {
    execFile(
      join(projectFolder, "node_modules/.bin/tsx"),
      [join(projectFolder, `cli/${command}.ts`), ...args],
      { maxBuffer: 64 * 1024 * 1024, cwd: tmpdir() },
      (failure, out, error) => done({ status: failure === null ? 0 : Number(failure.code), out, error }),
    );
  });

describe("npm run local", () => {
  it("prints one object with --json, from any folder, and ends with 0", async () => {
    const { status, out } = await run("local", "--json");
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)).toEqual([
      "stack",
      "objects",
      "statements",
      "embedding",
      "reembedded",
      "changed",
      "healed",
      "questions",
      "seconds",
    ]);
  });

  it("answers the question asked", async () => {
    const { status, out } = await run("local", "--ask", "parental leave");
    expect(status).toBe(0);
    expect(out).toContain("Parental leave policy");
    expect(out).toContain("7/7");
  });

  it("names a bad row and ends with 1, without a stack trace", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rows-"));
    writeFileSync(join(folder, "FOUNDATIONAL_KNOWLEDGE.PRODUCTS.jsonl"), '{"PRODUCT": "x"}\n');
    const { status, out, error } = await run("local", "--data", folder);
    expect(status).toBe(1);
    expect(out).toBe("");
    expect(error).toContain("FOUNDATIONAL_KNOWLEDGE.PRODUCTS.jsonl:1: unknown column PRODUCT");
    expect(error).not.toContain("    at ");
  });

  it.each([[], ["--json"]])("cuts a question that is longer than a model reads, with %j", async (...more) => {
    const folder = mkdtempSync(join(tmpdir(), "rows-"));
    writeFileSync(
      join(folder, "FOUNDATIONAL_KNOWLEDGE.PRODUCTS.jsonl"),
      '{"PRODUCT_ID": "a", "PRODUCT_NAME": "Rent"}\n',
    );
    const question = "Please read this thread and tell me who can help. ".repeat(60);
    const { status, out, error } = await run("local", "--data", folder, "--ask", question, ...more);
    expect(error).toBe("");
    expect(status).toBe(0);
    expect(out).toContain("Rent");
    expect(out).not.toContain("by npm run local");
  });

  it("fails where a known answer is not found", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rows-"));
    writeFileSync(
      join(folder, "FOUNDATIONAL_KNOWLEDGE.PRODUCTS.jsonl"),
      '{"PRODUCT_ID": "a", "PRODUCT_NAME": "Rent"}\n',
    );
    writeFileSync(
      join(folder, "questions.json"),
      '[{"question": "Rent?", "entityType": "product", "entityId": "b", "title": "Other"}]',
    );
    const { status, error } = await run("local", "--data", folder);
    expect(status).toBe(1);
    expect(error).toContain('FAILED: "Rent?" does not find its answer');
  });
});

describe("npm run plan", () => {
  it("prints JSON that says the same as the SQL", async () => {
    const [sql, json] = await Promise.all([
      run("plan", "--stack", "dev"),
      run("plan", "--stack", "dev", "--json"),
    ]);
    const steps = JSON.parse(json.out) as { statements: string[] }[];
    expect(steps.length).toBeGreaterThan(400);
    expect(sql.out).toContain(`${steps[0]?.statements[0] ?? "?"};\n`);
  });

  it.each([
    ["a stack that is none", ["--stack", "production"], "dev, local, prod"],
    ["no stack", [], "--stack"],
    ["an unknown option", ["--stack", "dev", "--sql"], "--sql"],
  ])("refuses %s", async (_, args, message) => {
    const { status, error } = await run("plan", ...args);
    expect(status).toBe(1);
    expect(error).toContain(message);
  });
});

describe("npm run adopt", () => {
  it.each<[string, string, string]>([
    ["no JSON", "{", "import.json:1: column 2: found the end"],
    [
      "a key said twice",
      '{"resources": [], "resources": []}',
      'column 19: the key "resources" is said twice',
    ],
    ["another form", '{"resources": 5}', "is no import file, as --print writes one"],
  ])("refuses a file with %s before it asks for a stack", async (_, content, message) => {
    const file = join(mkdtempSync(join(tmpdir(), "adopt-")), "import.json");
    writeFileSync(file, content);
    const { status, error } = await run("adopt", "--stack", "dev", "--file", file);
    expect(status).toBe(1);
    expect(error).toContain(message);
    expect(error).not.toContain("    at ");
  });
});

describe("npm run sql", () => {
  it("names what the environment lacks before it connects", async () => {
    const { status, error } = await run("sql");
    expect(status).toBe(1);
    expect(error).toContain("SNOWFLAKE_USER");
    expect(error).not.toContain("    at ");
  });
});
