import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";

export interface Making {
  /** Fills a new folder. */
  readonly make: (folder: string) => Promise<void>;
  /** Whether a folder is complete. */
  readonly whole: (folder: string) => Promise<boolean>;
}

/**
 * Makes a folder unless it is there and whole. It is made beside its place and moved there complete, so whoever else
 * makes it at the same time never sees half of it, and the first to finish wins.
 * @throws what `make` throws, and where what it made is not whole; nothing is left behind then
 */
export async function madeOnce(folder: string, { make, whole }: Making): Promise<void> {
  if (existsSync(folder)) {
    if (await whole(folder)) return;
    await discard(folder);
  }
  const own = beside(folder);
  try {
    await make(own);
    if (!(await whole(own))) throw new Error(`what was made for ${folder} is not whole`);
    await rename(own, folder);
  } catch (error) {
    // A folder that is not empty cannot be moved onto: another was first.
    if (!(existsSync(folder) && (await whole(folder)))) throw error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Moved away first: removing takes longer, and another may be making the folder meanwhile. */
async function discard(folder: string): Promise<void> {
  const old = beside(folder);
  try {
    await rename(folder, old);
  } catch (error) {
    if (existsSync(folder)) throw error;
    return;
  }
  await rm(old, { recursive: true, force: true });
}

const beside = (folder: string): string => `${folder}.${randomUUID()}`;
