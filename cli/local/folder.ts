import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { nearest } from "../../src/config/nearest";
import type { Table } from "../../src/model/table";
import { tables } from "../../src/model/tables";
import { fileFault, mostBytes } from "../input/file";
import { UserError } from "../user-error";

const ending = ".jsonl";

/** The file of a table's rows. */
export const fileOf = ({ schema, name }: Table): string => `${schema}.${name}${ending}`;

/** The file of questions and their answers. */
export const questionsFile = "questions.json";

/** What may lie beside the rows: questions, words for people, and what an editor or a file system hides. */
const mayLieBeside = (file: string): boolean =>
  file === questionsFile || /\.md$/i.test(file) || file.startsWith(".");

const rowFiles = tables.map(fileOf);
const example = rowFiles[0] ?? "";

/** The files of rows in a folder. */
export interface Folder {
  /** Names of those that can be read. */
  readonly files: readonly string[];
  /** What is wrong with the rest, a sentence each: nothing is passed over in silence. */
  readonly problems: readonly string[];
}

/** @throws UserError where it is no folder, or may not be read */
export function listFolder(directory: string): Folder {
  const names = entries(directory);
  const rows = names.filter((name) => rowFiles.includes(name));
  const faults = rows.flatMap((name) => {
    const fault = fileFault(join(directory, name));
    return fault === undefined ? [] : [{ name, fault }];
  });
  const files = rows.filter((name) => !faults.some((fault) => fault.name === name));
  const bytes = files.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
  return {
    files: bytes > mostBytes ? [] : files,
    problems: [
      ...names.filter((name) => !rows.includes(name) && !mayLieBeside(name)).map(stranger),
      ...faults.map(({ name, fault }) => `${name} ${fault}`),
      ...(bytes > mostBytes ? [`the files have ${bytes} bytes together; expected at most ${mostBytes}`] : []),
      ...(names.some((name) => name.endsWith(ending))
        ? []
        : [`${directory} has no ${ending} file; expected e.g. ${example}`]),
    ],
  };
}

function entries(directory: string): readonly string[] {
  const none = (why: string): UserError =>
    new UserError(`${directory} ${why}; expected one with files such as ${example}.`);
  try {
    if (!statSync(directory).isDirectory()) throw none("is no directory");
    return readdirSync(directory).sort();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code = "?" } = error as NodeJS.ErrnoException;
    throw none(code === "EACCES" || code === "EPERM" ? "may not be read by this user" : "is no directory");
  }
}

/** What is said of a file that is none of the estate's. */
function stranger(name: string): string {
  if (name.endsWith(ending))
    return `${name}: the estate has no such table; expected one of ${rowFiles.join(", ")}`;
  const meant = nearest(name.replace(/(\.[a-z0-9]{1,6}){1,2}$/i, ending), rowFiles);
  return meant === undefined
    ? `${name} would not be read; beside ${example} and the like, only ${questionsFile} and *.md may be there`
    : `${name} would not be read; expected ${meant}, with one JSON object a line`;
}
