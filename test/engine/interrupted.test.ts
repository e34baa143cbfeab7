import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { projectFolder } from "../../cli/stack";
import { toolchain } from "../support/engine-rig";

/** Processes a process has started, and those they have. */
function descendants(of: number | undefined): number[] {
  const all = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number | undefined): number[] =>
    all.flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid, ...below(pid)] : []));
  return below(of);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it.skipIf(toolchain === undefined)(
  "Ctrl-C in the middle of up leaves no folder and no process behind",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "interrupted-"));
    try {
      const child = spawn(process.execPath, ["--import", "tsx", "cli/up.ts"], {
        cwd: projectFolder,
        env: { ...process.env, TMPDIR: folder },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(child, "exit");
      let printed = "";
      await new Promise<void>((resolve) => {
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
          printed += text;
          if (printed.includes("3/11")) resolve();
        });
      });
      const started = descendants(child.pid);
      expect(started.length).toBeGreaterThan(0);
      child.kill("SIGINT");
      expect(await ended).toEqual([130, null]);
      expect(readdirSync(folder).filter((name) => name.startsWith("sophia-"))).toEqual([]);
      expect(started.filter(isRunning)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
