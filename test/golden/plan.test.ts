import { describe, expect, it } from "vitest";

import { planOf } from "../../src/plan/plan";
import { printJson, printSql } from "../../src/plan/print";
import { recordingOf, stacks } from "../support/recordings";

describe.each(stacks)("the plan of stack %s", (stack) => {
  it("is the one committed; `npm run goldens` updates it, and the review shows what changes as SQL", async () => {
    const sql = printSql(planOf(await recordingOf(stack)), { stack });
    await expect(sql).toMatchFileSnapshot(`plan.${stack}.sql`);
  });

  it("says as JSON what it says as SQL", async () => {
    const steps = planOf(await recordingOf(stack));
    const json = JSON.parse(printJson(steps)) as { urn: string; type: string; statements: string[] }[];
    const sql = printSql(steps, { stack });
    expect(json.flatMap(({ statements }) => statements).filter((text) => !sql.includes(`${text};\n`))).toEqual([]);
    expect(new Set(json.map(({ urn }) => urn)).size).toBe(json.length);
  });
});
