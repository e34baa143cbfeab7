import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { projectFolder } from "../../cli/stack";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "signals-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const left = (): string[] => readdirSync(folder).filter((name) => name.startsWith("sophia-"));

/** Starts a command, sends it a signal once it has printed something, and gives its exit status. */
async function interrupted(command: string, signal: NodeJS.Signals, ready: RegExp): Promise<unknown> {
  const child = spawn(process.execPath, ["--import", "tsx", `cli/${command}.ts`], {
    cwd: projectFolder,
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let printed = "";
  await Promise.race([
    ended.then(() => Promise.reject(new Error(`it ended: ${printed}`))),
    new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
          printed += text;
          if (ready.test(printed)) resolve();
        });
    }),
  ]);
  // Somewhere for what it makes, with something in it.
  expect(left()).toHaveLength(1);
  mkdirSync(join(folder, left()[0] ?? "", "made"));
  child.kill(signal);
  const [status] = (await ended) as [unknown];
  return status;
}

describe("a command that is ended", () => {
  it.each([
    ["local", "SIGINT", /1\/\d/, 130],
    ["local", "SIGTERM", /1\/\d/, 143],
    ["bench", "SIGINT", /./, 130],
  ] as const)(
    "%s by %s leaves no folder behind, and says so by its status",
    async (command, signal, ready, status) => {
      expect(await interrupted(command, signal, ready)).toBe(status);
      expect(left()).toEqual([]);
    },
  );
});
