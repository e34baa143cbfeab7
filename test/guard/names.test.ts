import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";

import { setCommand, shellWord } from "../../src/config/command";
import { estateSchema } from "../../src/config/estate";
import { refuse } from "../../src/config/problem";
import { marked, markOf } from "../../src/model/mark";
import { lossNameText, parseLossName, type LossName } from "../../src/model/loss-name";
import { failureOf } from "../support/failure-of";

/** What a POSIX shell hands a command, word by word. */
const words = (command: string): readonly string[] =>
  execFileSync("sh", ["-c", `pulumi() { printf '%s\\0' "$@"; }\n${command}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

const odd = [
  "a.b'$(id)`",
  'say "it"',
  "-x",
  "x y",
  "x:masking",
  "*?[a]",
  "!history",
  "back\\slash",
  "line\nbreak",
  "\u202egnal",
  "tab\t",
  "é",
  "#c",
  "~",
  "$HOME",
  "null",
  "\\u0041",
];

describe("the name the guard prints", () => {
  it.each(odd)("is one line, read back by a shell and taken by configuration, of column %j", (column) => {
    for (const name of [
      { parts: ["A", "T", column] },
      { parts: ["A", column] },
      { parts: [column] },
      { parts: ["A", "T", column], of: "masking" },
      { parts: [column], of: "retention" },
    ] satisfies LossName[]) {
      const text = lossNameText(name);

      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      const said = words(setCommand(["estate", "allowDataLoss", 0], text)).at(-1) ?? "";
      expect(said).toBe(text);
      const { allowDataLoss } = estateSchema.parse({ allowDataLoss: [said] });
      expect(allowDataLoss).toEqual([text]);
      expect(parseLossName(text)).toEqual(name);
    }
  });

  it.each([
    ["", "a.b", "A.T.", ".A", "A..T", "A.T.X.Y", 'A."T', 'A.""', "A.T:protection", "A:masking", "A:other"],
  ])("is refused where it is none", (...texts) => {
    for (const text of texts)
      expect(estateSchema.safeParse({ allowDataLoss: [text] }).success, text).toBe(false);
  });

  it.each([
    ['"A"."T"."X"', "A.T.X"],
    ["A.T.x y", 'A.T."x y"'],
    ['A.T."x\\u000ay"', 'A.T."x\\u000ay"'],
  ])("may be written %s, which is %s", (text, expected) => {
    expect(estateSchema.parse({ allowDataLoss: [text] }).allowDataLoss).toEqual([expected]);
  });
});

it.each(odd.filter((text) => !/[\n\t\u202e]/.test(text)))(
  "a command takes any value and stack a person may have: %j",
  (text) => {
    const printed = `${setCommand(["estate", "suffix"], text)} --stack ${shellWord(text)}`;
    const found = words(printed);
    expect(found.slice(0, 3)).toEqual(["config", "set", "--path"]);
    expect(found.filter((word) => word === text)).toHaveLength(2);
  },
);

it.each(["\n", "\r", "\u001b[2K", "\u202e", "\u2028", "\u0085"])(
  "a name with %j makes no line of a report",
  async (unseen) => {
    const forged = `x${unseen}    mend:    all is well`;
    const report = await failureOf(
      Promise.resolve().then(() =>
        refuse("s", [
          { at: forged, found: forged, allowed: "a", mend: setCommand(["estate", "suffix"], forged) },
        ]),
      ),
    );
    expect(report.split("\n").filter((line) => line.startsWith("    mend:"))).toHaveLength(1);
    expect(report.replaceAll("\n", "")).not.toContain(unseen === "\n" ? "\u0000" : unseen);
  },
);

describe("the mark of a database", () => {
  it.each([true, false])("is read back from its comment, protected or not: %s", (isProtected) => {
    const mark = { stack: "sophia-ai/pr-12", protected: isProtected };
    expect(markOf(marked("Knowledge", mark))).toEqual(mark);
  });
  it.each(["", "Knowledge", "Knowledge (Pulumi stack)", "(Pulumi stack a/b) Knowledge"])(
    "is not in %j",
    (comment) => {
      expect(markOf(comment)).toBeUndefined();
    },
  );
});
