import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

const signals = ["SIGINT", "SIGTERM"] as const;

/** What a signal does now, instead of ending the command at once; the last one counts. */
const takers: (() => void)[] = [];

/** Work under way that can be told to end, e.g. the engine's with its processes. */
const running = new Map<AbortController, Promise<unknown>>();

/** How long such work may take to end, in milliseconds. */
const endMs = 15_000;

/**
 * Gives a command a folder of its own for whatever it and the programs it runs make in the folder for temporary
 * files, and takes it away with all that is in it when the command ends: by itself, by `process.exit`, or by Ctrl-C
 * (status 130) and SIGTERM (143).
 * @returns ends it, and puts the environment back
 */
export function enterScratch(): () => void {
  const { TMPDIR: before } = process.env;
  const folder = mkdtempSync(join(tmpdir(), "sophia-"));
  process.env["TMPDIR"] = folder;
  let isEnding = false;
  const onSignal = (signal: (typeof signals)[number]): void => {
    const taker = takers.pop();
    if (taker !== undefined) {
      taker();
      return;
    }
    const status = 128 + constants.signals[signal];
    // A second one is not waited for.
    if (running.size === 0 || isEnding) process.exit(status);
    isEnding = true;
    for (const controller of running.keys()) controller.abort();
    const late = new Promise((done) => setTimeout(done, endMs));
    void Promise.race([Promise.allSettled(running.values()), late]).then(() => process.exit(status));
  };
  const onExit = (): void => removeForGood(folder);
  for (const signal of signals) process.on(signal, onSignal);
  process.once("exit", onExit);
  return () => {
    for (const signal of signals) process.removeListener(signal, onSignal);
    process.removeListener("exit", onExit);
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    remove(folder);
  };
}

/** Takes the next signal: what is served ends in order then. The one after it ends the command at once. */
export const onceSignalled = (): Promise<void> => new Promise((done) => void takers.push(done));

/** Does work that a signal ends by aborting `signal`; the command waits for that, so that nothing outlives it. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const result = work(controller.signal);
  running.set(controller, result);
  try {
    return await result;
  } finally {
    running.delete(controller);
  }
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/** The engine's processes end a moment after this one, and may write until then. */
function removeForGood(folder: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 10; tries += 1) {
    try {
      remove(folder);
    } catch {
      // Something was made in it meanwhile.
    }
    if (!existsSync(folder) && tries > 0) return;
    Atomics.wait(pause, 0, 0, 100);
  }
}
