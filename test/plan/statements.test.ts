import { describe, expect, it } from "vitest";

import { planOf } from "../../src/plan/plan";
import { record } from "../../src/plan/record";
import * as families from "./statements";

describe.each(Object.entries(families))("statements of %s", (_family, cases) => {
  it.each(cases)("%s", async (_name, make, statements) => {
    const program = () => {
      make();
    };
    const steps = planOf(await record(program, { project: "p", stack: "s", config: {} }));
    expect(steps.flatMap((step) => step.statements)).toEqual(statements);
  });
});
