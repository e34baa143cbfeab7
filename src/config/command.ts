import { visible } from "../model/visible";
import { project } from "./sections";

/** Where a value is: the section, then keys of objects and places in lists. */
export type KeyPath = readonly (string | number)[];

/** `.ETL`, `[0]` in a list, or `["a.b"]` where a key is no plain word, as `pulumi config --path` reads it. */
const step = (key: string | number): string => {
  if (typeof key === "number") return `[${key}]`;
  // Of all characters only the quote has an escape (pulumi sdk, resource.ParsePropertyPath).
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `["${key.replaceAll('"', '\\"')}"]`;
};

/** `sophia-ai:warehouses.ETL.size` */
export const pathText = ([section = "", ...keys]: KeyPath): string =>
  `${project}:${section}${keys.map(step).join("")}`;

const inQuotes = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A word as a POSIX shell reads it back. */
export const shellWord = (text: string): string => (/^[\w.-]+$/.test(text) ? text : inQuotes(text));

/** A command as one line; what none can say, as what to do by hand: a newline in it would look like a line of ours. */
const onOneLine = (command: string, byHand: string): string =>
  visible(command) === command ? command : byHand;

/** The command that sets a value. @param value a text may begin with -, which an option would */
export const setCommand = (path: KeyPath, value: string | number | boolean): string => {
  const text = String(value);
  return onOneLine(
    `pulumi config set --path ${inQuotes(pathText(path))} ${text.startsWith("-") ? "-- " : ""}${shellWord(text)}`,
    `in the stack's file, set ${visible(pathText(path))} to ${visible(text)}`,
  );
};

const byHand = (text: string): string => `take ${visible(text)} out of the stack's file`;

/** The command that takes a key out. @param key a whole key, e.g. `snowflake:user` */
export const removeKeyCommand = (key: string): string =>
  onOneLine(`pulumi config rm ${inQuotes(key)}`, byHand(key));

/** The command that takes a value out. */
export const removeCommand = (path: KeyPath): string =>
  path.length === 1
    ? removeKeyCommand(pathText(path))
    : onOneLine(`pulumi config rm --path ${inQuotes(pathText(path))}`, byHand(pathText(path)));
