import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { runStack } from "../../cli/stack";
import { readTraces, tracesVariable, withoutTraces } from "../../src/config/traces";

const limit = Error.stackTraceLimit;
beforeEach(() => void (Error.stackTraceLimit = 7));
afterEach(() => void (Error.stackTraceLimit = limit));

const thrown = async (env: NodeJS.ProcessEnv): Promise<Error> => {
  const failing = (): Promise<Error> => Promise.reject(new Error("no such table"));
  return withoutTraces(failing, env).catch((error: unknown) => error as Error);
};

describe("a program run without stack traces", () => {
  it("fails with its message, and leaves the limit as it was", async () => {
    expect((await thrown({})).stack).toBe("Error: no such table");
    expect(Error.stackTraceLimit).toBe(7);
  });

  it.each(["1", "true", "yes"])("has them with the variable set to %s", async (value) => {
    expect((await thrown({ [tracesVariable]: value })).stack).toMatch(
      /no such table\n +at .*traces\.test\.ts/,
    );
  });

  it.each(["", "0", "false", "False"])("has none with the variable set to '%s'", async (value) => {
    expect((await thrown({ [tracesVariable]: value })).stack).not.toContain("at ");
  });

  it("has the limit back once the last of several has ended, whichever ends first", async () => {
    let end: () => void = () => undefined;
    const long = withoutTraces(() => new Promise<void>((done) => (end = done)), {});
    await withoutTraces(() => Promise.resolve(), {});
    expect(Error.stackTraceLimit).toBe(0);
    end();
    await long;
    expect(Error.stackTraceLimit).toBe(7);
  });

  it("is what a plan is made from", async () => {
    const seen: number[] = [];
    await runStack("dev", {}, () => ({ seen: seen.push(Error.stackTraceLimit) }));
    expect(seen).toEqual([0]);
    expect(Error.stackTraceLimit).toBe(7);
  });
});

it("the entry has traces again where the environment asks for them", () => {
  Error.stackTraceLimit = 0;
  readTraces({});
  expect(Error.stackTraceLimit).toBe(0);
  readTraces({ [tracesVariable]: "1" });
  expect(Error.stackTraceLimit).toBeGreaterThan(10);
});
