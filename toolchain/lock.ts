import { createHash, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How long a lock may name no process before it is taken for abandoned, in milliseconds. */
const namelessMs = 10_000;

/**
 * Runs `work` while no other process runs work on the same folder: test files run at once, and one build is enough.
 * A lock whose process has died, or that names none for a while, is taken over.
 */
export async function withLock<T>(folder: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, "lock");
  const own = `${process.pid} ${randomUUID()}`;
  for (let told = false; !take(lock, own);) {
    if (!told) waiting();
    told = true;
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    if (look(lock)?.text === own) rmSync(lock, { force: true });
  }
}

/** Whether the lock is this process's now. */
const take = (lock: string, own: string): boolean => create(lock, own) || takeOver(lock, own);

/** Makes a file with its owner's name in it, never empty, unless it is there. */
function create(path: string, own: string): boolean {
  const mine = written(path, own);
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

function written(path: string, own: string): string {
  const mine = `${path}.${randomUUID()}`;
  writeFileSync(mine, own);
  return mine;
}

/**
 * Takes over an abandoned lock. Only who holds the claim to this very lock may: its owner is gone and removes it no
 * more, so it cannot change under the claimant, and of several that try at once one alone has the claim. The claim of
 * a process that died in between passes to the next number.
 */
function takeOver(lock: string, own: string): boolean {
  const seen = look(lock);
  if (seen === undefined || isHeld(seen)) return false;
  for (let number = 1; ; number += 1) {
    const claim = `${lock}.${seen.id}.${number}`;
    if (create(claim, own)) {
      const isThere = look(lock)?.id === seen.id;
      if (isThere) renameSync(written(lock, own), lock);
      for (let each = 1; each <= number; each += 1) rmSync(`${lock}.${seen.id}.${each}`, { force: true });
      return isThere;
    }
    const claimed = look(claim);
    if (claimed === undefined || isHeld(claimed)) return false;
  }
}

interface Seen {
  /** Of this file and no other, also of the same name. */
  readonly id: string;
  readonly text: string;
  /** Milliseconds since it was written. */
  readonly age: number;
}

function look(path: string): Seen | undefined {
  try {
    const text = readFileSync(path, "utf8");
    const { ino, mtimeMs } = statSync(path);
    const digest = createHash("sha256").update(`${ino} ${mtimeMs} ${text}`).digest("hex");
    return { id: digest.slice(0, 16), text, age: Date.now() - mtimeMs };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isHeld({ text, age }: Seen): boolean {
  const holder = /^\d+/.exec(text)?.[0];
  if (holder === undefined) return age < namelessMs;
  try {
    process.kill(Number(holder), 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
