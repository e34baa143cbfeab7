import { join } from "node:path";

import { primaryIdentifier, type Column, type Table } from "../../src/model/table";
import { tables } from "../../src/model/tables";
import { readBytes } from "../input/file";
import { JsonFault, printJson, readJson, type Json } from "../input/json";
import { isNumber } from "../input/numbers";
import { decode, faultText, foreignFormat, placeOf, withoutMark } from "../input/text";
import { UserError } from "../user-error";
import { fileOf, listFolder } from "./folder";
import { misfit } from "./values";

/** A row of a file: column names to JSON values, as written. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows of one table's file. */
export interface TableRows {
  readonly table: Table;
  readonly rows: readonly Row[];
}

/** Problems shown before the rest is only counted: a file of the wrong shape has one a line. */
const shown = 20;

/**
 * Reads a directory of `<SCHEMA>.<TABLE>.jsonl` files and checks every row before any is loaded. What is read is what
 * is written: a value that would be changed on its way is refused.
 * @throws UserError naming file and line of every row that cannot be loaded, what was found and what is expected
 */
export function readRows(directory: string): readonly TableRows[] {
  const { files, problems } = listFolder(directory);
  const found = [...problems];
  const read = tables
    .filter((table) => files.includes(fileOf(table)))
    .map((table) => ({ table, rows: readFile(directory, table, found) }));
  if (found.length > 0)
    throw new UserError(
      [
        `Nothing was loaded from ${directory}:`,
        ...found.slice(0, shown).map((problem) => `  ${problem}`),
        ...(found.length > shown ? [`  and ${found.length - shown} more`] : []),
      ].join("\n"),
    );
  return read;
}

function readFile(directory: string, table: Table, problems: string[]): readonly Row[] {
  const file = fileOf(table);
  const bytes = readBytes(join(directory, file));
  const format = foreignFormat(bytes);
  if (format !== undefined) {
    problems.push(`${file} is ${format}; expected one JSON object a line, in UTF-8`);
    return [];
  }
  const id = primaryIdentifier(table).name;
  const seen = new Map<string, number>();
  const rows: Row[] = [];
  for (const [line, content] of linesOf(withoutMark(bytes))) {
    const row = readRow(content, file, line, problems);
    if (row === undefined) continue;
    const place = `${file}:${line}`;
    problems.push(...rowProblems(table, row).map((problem) => `${place}: ${problem}`));
    const value = row[id];
    if (typeof value === "string") {
      const first = seen.get(value);
      if (first !== undefined) problems.push(`${place}: ${id} '${value}' is the id of line ${first} already`);
      else seen.set(value, line);
    }
    rows.push(row);
  }
  return rows;
}

/** The lines of a file that are not blank, with their numbers; one at a time, since a file may exceed a text. */
function* linesOf(bytes: Buffer): Generator<readonly [line: number, content: Buffer]> {
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    const content = bytes.subarray(at, end);
    if (content.some((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0d)) yield [line, content];
    at = end + 1;
  }
}

function readRow(content: Buffer, file: string, line: number, problems: string[]): Row | undefined {
  const text = decode(content, line);
  if (typeof text !== "string") {
    problems.push(faultText(file, text));
    return undefined;
  }
  try {
    const value = readJson(text);
    if (isObject(value)) return value;
    problems.push(`${file}:${line}: expected a JSON object, found ${summary(value)}`);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const what = `${error.message}; expected one JSON object a line`;
    problems.push(faultText(file, { ...placeOf(text, error.at, line), what }));
  }
  return undefined;
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isNumber(value);

/** The beginning of a value. */
const summary = (value: unknown): string =>
  (printJson(typeof value === "string" ? value.slice(0, 60) : value) ?? "").slice(0, 60);

function rowProblems(table: Table, row: Row): readonly string[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const unknown = Object.keys(row)
    .filter((name) => !columns.has(name))
    .map((name) => `unknown column ${name}; ${table.name} has ${[...columns.keys()].join(", ")}`);
  const wrong = table.columns
    .map((column) => columnProblem(column, row[column.name]))
    .filter((problem) => problem !== undefined);
  return [...unknown, ...wrong];
}

function columnProblem(column: Column, value: unknown): string | undefined {
  if (value === undefined || value === null || (value === "" && !column.nullable))
    return column.nullable
      ? undefined
      : `${column.name} is missing; it identifies the row and may not be empty`;
  const expected = misfit(column, value);
  return expected === undefined ? undefined : `${column.name} is ${summary(value)}; expected ${expected}`;
}
