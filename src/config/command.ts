import { project } from "./sections";

/** Where a value is: the section, then the keys inside it. */
export type KeyPath = readonly string[];

/** `.ETL`, `[0]` in a list, or `["a.b"]` where a key is no plain word, as `pulumi config --path` reads it. */
const step = (key: string): string =>
  /^\d+$/.test(key) ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;

/** `sophia-ai:warehouses.ETL.size` */
export const pathText = ([section = "", ...keys]: KeyPath): string =>
  `${project}:${section}${keys.map(step).join("")}`;

/** A word as a POSIX shell reads it back. */
const shellWord = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A path as one shell word: always quoted, since brackets are patterns to a shell. */
const shellPath = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

/** The command that sets a value. */
export const setCommand = (path: KeyPath, value: string | number | boolean): string =>
  `pulumi config set --path ${shellPath(pathText(path))} ${shellWord(String(value))}`;

/** The command that takes a key out. @param key a whole key, e.g. `snowflake:user` */
export const removeKeyCommand = (key: string): string => `pulumi config rm ${shellPath(key)}`;

/** The command that takes a value out. */
export const removeCommand = (path: KeyPath): string =>
  path.length === 1
    ? removeKeyCommand(pathText(path))
    : `pulumi config rm --path ${shellPath(pathText(path))}`;
