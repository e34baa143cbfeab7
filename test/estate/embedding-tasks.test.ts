import { describe, expect, it } from "vitest";

import { embeddedTables } from "../../src/model/tables";
import { resources } from "./rules";
import { runOf, stacks } from "../support/recordings";

describe.each(stacks)("the embedding tasks of stack %s", (stack) => {
  const tasks = async () =>
    resources((await runOf(stack)).recording)
      .filter(({ type }) => type.endsWith(":Task"))
      .map(({ inputs }) => inputs);

  it("are three for each embedded table, and no others", async () => {
    expect((await tasks()).map(({ schema, name }) => `${String(schema)}.${String(name)}`).sort()).toEqual(
      embeddedTables
        .flatMap(({ schema, name }) => ["EMBED", "HEAL", "RESUME"].map((does) => `${schema}.${does}_${name}`))
        .sort(),
    );
  });

  it("heal twice a day, all in one minute, and are suspended by no failure", async () => {
    const healing = (await tasks()).filter(({ name }) => String(name).startsWith("HEAL_"));
    expect(new Set(healing.map(({ schedule }) => JSON.stringify(schedule)))).toEqual(
      new Set([JSON.stringify({ usingCron: "23 3,15 * * * UTC" })]),
    );
    for (const inputs of healing)
      expect(inputs).toMatchObject({ suspendTaskAfterNumFailures: 0, started: true });
  });

  it("embed by one statement, from the stream and from the table", async () => {
    const all = await tasks();
    const bodyOf = (name: string): string =>
      String(all.find((inputs) => inputs["name"] === name)?.["sqlStatement"]);
    for (const { name } of embeddedTables) {
      const fromStream = / FROM "[A-Z_]+"\."[A-Z_]+"\."[A-Z_]+_CHANGES"\s+WHERE METADATA\$ACTION = 'INSERT'/;
      const [embed, heal] = ["EMBED", "HEAL"].map((does) => bodyOf(`${does}_${name}`)) as [string, string];
      expect(embed).toMatch(fromStream);
      expect(embed.replace(fromStream, "")).toBe(heal.replace(/ FROM "[A-Z_]+"\."[A-Z_]+"\."[A-Z_]+"/, ""));
      expect(heal).not.toContain("METADATA$");
    }
  });
});
