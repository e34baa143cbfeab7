import { afterEach, describe, expect, it, vi } from "vitest";

import { main, UserError } from "../../cli/user-error";
import { withoutTraces } from "../../src/config/traces";

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What a command prints that fails so. */
async function printed(work: () => Promise<void>): Promise<string> {
  const write = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await main(work);
  expect(process.exitCode).toBe(1);
  return String(write.mock.calls[0]?.[0]);
}

const unhandled = "error: Unhandled exception: Error: nonsense";
const commandError = (stdout: string): Error =>
  Object.assign(new Error("code 255"), { commandResult: { stdout, stderr: "" } });
const hint = "(SOPHIA_AI_TRACES=1 shows where this was thrown.)";

describe("a command that fails", () => {
  it("says where, if that is known", async () => {
    const text = await printed(() => Promise.reject(new Error("nonsense")));
    expect(text).toMatch(/^Error: nonsense\n +at /);
    expect(text).not.toContain(hint);
  });

  it.each<[string, () => Error, string]>([
    ["of a program run without traces", () => new Error("nonsense"), `Error: nonsense\n${hint}`],
    ["of such a program run by the engine", () => commandError(unhandled), `${unhandled}\n${hint}`],
    [
      "with a trace from the engine",
      () => commandError(`${unhandled}\n        at program (index.ts:1:1)`),
      `${unhandled}\n        at program (index.ts:1:1)`,
    ],
    ["with an error of the provider", () => commandError("error: 003001"), "error: 003001"],
    ["with what a person can mend", () => new UserError("no such stack"), "no such stack"],
  ])("prints an error %s", async (_, error, text) => {
    expect(await printed(() => withoutTraces(() => Promise.reject(error()), {}))).toBe(text);
  });
});
