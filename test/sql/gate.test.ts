import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { blanked, faultsOf, holds, statementsOf, textsOf, vectorFaults, type Gap } from "./gate";
import { decide, findPython } from "./sqlfluff";

describe("without Python", () => {
  const line = expect.stringMatching(/^SQL NOT CHECKED .* Install .*python3-venv/) as string;

  it.each([
    { python: "python3", ci: false, decision: { action: "run", python: "python3" } },
    { python: "python3", ci: true, decision: { action: "run", python: "python3" } },
    { python: undefined, ci: false, decision: { action: "skip", line } },
    { python: undefined, ci: true, decision: { action: "fail", line } },
  ])("python $python, CI $ci", ({ python, ci, decision }) => expect(decide(python, ci)).toEqual(decision));

  it("says the same whether it skips or fails, on one line", () => {
    const skip = decide(undefined, false);
    expect({ ...skip, action: "fail" }).toEqual(decide(undefined, true));
    expect(JSON.stringify(skip)).not.toContain("\\n");
  });

  it("takes the first command that will do, and python3 before all others", () => {
    expect(findPython(() => true)).toBe("python3");
    expect(findPython((command) => command === "python3.12")).toBe("python3.12");
    expect(findPython(() => false)).toBeUndefined();
  });
});

it("requirements are pinned, and name no host", () => {
  const lines = readFileSync(join(__dirname, "requirements.txt"), "utf8").trimEnd().split("\n");
  const packages = lines.filter((line) => !line.startsWith("# "));
  expect(packages).toContain("sqlfluff==4.3.0");
  expect(packages.filter((line) => !/^[A-Za-z0-9_.-]+==[0-9.]+$/.test(line))).toEqual([]);
  expect(lines.join("\n")).not.toContain("://");
});

describe("VECTOR", () => {
  it.each([
    "VECTOR(FLOAT, 768)",
    "vector( int ,1)",
    "VECTOR(FLOAT, 4096)",
    "VECTOR_COSINE_SIMILARITY(Q.VECTOR, B) AS VECTOR",
  ])("accepts %s", (type) => expect(vectorFaults(`CREATE TABLE T (A ${type})`)).toEqual([]));

  it.each(["VECTOR(768)", "VECTOR", "VECTOR()", "VECTOR(FLOAT)", "VECTOR(TEXT, 8)", "VECTOR(FLOAT, 4097)"])(
    "rejects %s, and says where",
    (type) =>
      expect(vectorFaults(`CREATE TABLE T (\n  A INT COMMENT 'é',\n  B ${type})`)).toMatchObject([
        { line: 3, position: 5 },
      ]),
  );

  it.each(["VECTOR(FLOAT, 0)", "VECTOR(FLOAT, -1)", "VECTOR(768, FLOAT)"])("rejects %s", (type) =>
    expect(vectorFaults(`SELECT A::${type}`)).toHaveLength(1),
  );

  it("reads no comment, string or quoted name", () =>
    expect(vectorFaults(`SELECT "VECTOR(1)", 'a VECTOR(\\'2)' -- VECTOR(3)\n/* VECTOR\n */`)).toEqual([]));
});

describe("reading SQL", () => {
  it("blanks what is no code, and moves nothing", () => {
    const sql = `A 'b;''\\'\n;' "C;""" $$;\n;$$ -- ;'\n// ;\n/* ; */ D; E`;
    expect(blanked(sql)).toHaveLength(sql.length);
    expect(blanked(sql).split("\n")).toHaveLength(sql.split("\n").length);
    expect(blanked(sql).replace(/\s+/g, " ")).toBe("A D; E");
  });

  it("splits a script into statements, with their lines", () =>
    expect(statementsOf("-- ; one\nA ';'\n  B ; ;\n\n/* ; */ C; D\n-- end\n")).toEqual([
      { line: 2, sql: "A ';'\n  B" },
      { line: 5, sql: "C" },
      { line: 5, sql: "D\n-- end" },
    ]));

  it("knows a body in a statement by the text around its placeholders, in order", () => {
    const body = "SELECT ${a}\nFROM ${b} AS T\n";
    expect(holds("CREATE VIEW V AS SELECT 1\nFROM X AS T", body)).toBe(true);
    expect(holds("CREATE VIEW V AS SELECT 1\nFROM X", body)).toBe(false);
    expect(holds("X\nFROM Y AS T; SELECT 1", body)).toBe(false);
  });
});

describe("a statement", () => {
  const gap: Gap = {
    kind: "BOTH",
    reason: "",
    pattern: /^BOTH .+ AND .+$/,
    bodies: (sql) => sql.replace("BOTH ", "").split(" AND "),
  };
  const whole = { statements: 1, violations: [] };
  const wrong = { statements: 1, violations: [{ line: 2, position: 3, description: "is wrong" }] };

  it("is parsed as it is, or as its bodies when the grammar lacks its kind", () => {
    expect(textsOf("SELECT 1", [gap])).toEqual(["SELECT 1"]);
    expect(textsOf("BOTH A", [gap])).toEqual(["BOTH A"]);
    expect(textsOf("BOTH A AND B", [gap])).toEqual(["A", "B"]);
  });

  it("is at fault when one of its bodies is, and the fault has its place", () => {
    const parsed = new Map([
      ["A", whole],
      ["B", wrong],
      ["A\nBUT C", wrong],
    ]);
    expect(faultsOf("BOTH A AND A", [gap], parsed)).toEqual([]);
    expect(faultsOf("BOTH A AND B", [gap], parsed)).toHaveLength(1);
    expect(faultsOf("A\nBUT C", [gap], parsed)).toEqual(["line 2, position 3: is wrong at: T C"]);
  });

  it("is one statement, and never unparsed", () => {
    expect(faultsOf("A; B", [], new Map([["A; B", { ...whole, statements: 2 }]]))).toHaveLength(1);
    expect(faultsOf("--", [], new Map([["--", { ...whole, statements: 0 }]]))).toHaveLength(1);
    expect(() => faultsOf("A", [], new Map())).toThrow("was not parsed: A");
  });
});
