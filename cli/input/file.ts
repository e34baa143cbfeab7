import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  statSync,
  type Stats,
} from "node:fs";

import { UserError } from "../user-error";

/** Bytes of one file that is brought here: it is held in memory, and a Snowflake on one machine has its limits. */
export const mostBytes = 256 * 1024 * 1024;

/** What a path is, where it is no regular file. */
const kindOf = (stats: Stats): string =>
  stats.isDirectory() ? "a folder" : stats.isFIFO() ? "a pipe" : stats.isSocket() ? "a socket" : "a device";

/** Why a path cannot be opened, in words; the system's own where they are rare. */
function reason(path: string, error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return isLink(path) ? "is a link to nothing" : "does not exist";
    case "ELOOP":
      return "is a link that leads back to itself";
    case "ENOTDIR":
      return "lies in what is no folder";
    case "EACCES":
    case "EPERM":
      return "may not be read by this user";
    default:
      return `cannot be read: ${message}`;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / (1024 * 1024))} MB`;

/** What keeps a path from being read as a file; undefined where nothing does, as far as it can be told unopened. */
export function fileFault(path: string): string | undefined {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    return reason(path, error);
  }
  if (!stats.isFile()) return `is ${kindOf(stats)}; expected a file`;
  return stats.size > mostBytes
    ? `is ${megabytes(stats.size)}; a file may have ${megabytes(mostBytes)}: split it, or take a part`
    : undefined;
}

/**
 * The bytes of a file: a regular one, or a link to one. Never waits, as opening a pipe would.
 * @throws UserError with what the path is instead, or why it cannot be read
 */
export function readBytes(path: string): Buffer {
  const fault = fileFault(path);
  if (fault !== undefined) throw new UserError(`${path} ${fault}.`);
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(file).isFile()) throw new UserError(`${path} is no file any more.`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path} ${reason(path, error)}.`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
