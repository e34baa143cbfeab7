import { execFileSync, spawn, spawnSync } from "node:child_process";
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

/** Whether a process is there, and not only waits to be forgotten. */
const isRunning = (pid: number): boolean => {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
};

it("Ctrl-C in the middle of up leaves no folder and no process behind", async ({ skip }) => {
  if ((await toolchain) === undefined) skip();
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
        if (/^3\/\d+ /m.test(printed)) resolve();
      });
    });
    const started = descendants(child.pid);
    expect(started.length).toBeGreaterThan(0);
    child.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(folder).filter((name) => name.startsWith("sophia-"))).toEqual([]);
    await expect.poll(() => started.filter(isRunning), { timeout: 5000 }).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);
