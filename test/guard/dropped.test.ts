import { describe, expect, it } from "vitest";

import { droppedByHand, droppedWarning } from "../../src/guard/dropped";

const schemas = [{ name: "A", owner: "R", transient: false, retentionDays: 1 }];
const relations = [{ schema: "A", name: "T", owner: "R", columns: ["X"] }];
const tagged = (...identifiers: string[]) => ({
  databases: ["DB"],
  tagged: identifiers.map((identifier) => ({ type: "", identifier })),
});

describe("what somebody dropped, of what the state has tags on", () => {
  it.each([
    ["nothing where all is there", ['"DB"."A"', '"DB"."A"."T"', '"DB"."A"."T"."X"'], []],
    ["a column", ['"DB"."A"."T"."X"', '"DB"."A"."T"."Y"'], ['"DB"."A"."T"."Y"']],
    ["a table or view, and not its columns too", ['"DB"."A"."V"', '"DB"."A"."V"."X"'], ['"DB"."A"."V"']],
    ["a schema, and not what was in it", ['"DB"."B"', '"DB"."B"."T"', '"DB"."B"."T"."X"'], ['"DB"."B"']],
    ["nothing of another database, which is not looked at", ['"OTHER"."A"."V"'], []],
  ])("is %s", (_, identifiers, gone) => {
    expect(droppedByHand("DB", tagged(...identifiers), schemas, relations)).toEqual(gone);
  });

  it("is named with the three commands that bring it back, in their order", () => {
    const commands = droppedWarning(['"DB"."A"."V"'], "dev").match(
      /pulumi (refresh|up)( --refresh)? --stack dev/g,
    );
    expect(commands).toEqual([
      "pulumi refresh --stack dev",
      "pulumi up --stack dev",
      "pulumi up --refresh --stack dev",
    ]);
  });
});
