import { describe, expect, it } from "vitest";

import { splitScript } from "../../src/plan/render/script";

describe("a script is split at semicolons outside", () => {
  it.each<[string, string, string[]]>([
    ["nothing at all", " A ;\nB", ["A", "B"]],
    ["text constants", "SELECT 'a;b'; B", ["SELECT 'a;b'", "B"]],
    ["text constants with doubled quotes", "SELECT 'it''s;'; B", ["SELECT 'it''s;'", "B"]],
    ["text constants with backslash escapes", "SELECT 'it\\'s;\\\\'; B", ["SELECT 'it\\'s;\\\\'", "B"]],
    ["quoted identifiers", 'SELECT "a;""b"; B', ['SELECT "a;""b"', "B"]],
    ["dollar-quoted bodies", "AS $$ a; 'b $$; B", ["AS $$ a; 'b $$", "B"]],
    ["line comments", "A -- x; 'y\n; B", ["A -- x; 'y", "B"]],
    ["slash comments", "A // x;\n; B", ["A // x;", "B"]],
    ["block comments", "A /* x; ' */; B", ["A /* x; ' */", "B"]],
  ])("%s", (_what, script, statements) => {
    expect(splitScript(script)).toEqual(statements);
  });

  it.each<[string, string, string[]]>([
    ["blank statements", ";;\n ;A;;", ["A"]],
    ["statements of comments only", "-- x\n; /* y */ ; A; -- z", ["A"]],
    ["an empty script", "", []],
  ])("and %s are none", (_what, script, statements) => {
    expect(splitScript(script)).toEqual(statements);
  });

  it("a comment above a statement stays with it", () => {
    expect(splitScript("A;\n-- why\nB;")).toEqual(["A", "-- why\nB"]);
  });
});
