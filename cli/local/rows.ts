import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { primaryIdentifier, type Column, type Table } from "../../src/model/table";
import { tables } from "../../src/model/tables";
import { UserError } from "../user-error";
import { misfit } from "./values";

/** A row of a file: column names to JSON values, as written. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows of one table's file. */
export interface TableRows {
  readonly table: Table;
  readonly rows: readonly Row[];
}

const ending = ".jsonl";
const fileOf = ({ schema, name }: Table): string => `${schema}.${name}${ending}`;

/** Problems shown before the rest is only counted: a file of the wrong shape has one a line. */
const shown = 20;

/**
 * Reads a directory of `<SCHEMA>.<TABLE>.jsonl` files and checks every row before any is loaded.
 * @throws UserError naming file and line of every row that cannot be loaded, what was found and what is expected
 */
export function readRows(directory: string): readonly TableRows[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory())
    throw new UserError(
      `${directory} is no directory; expected one with files such as ${fileOf(firstTable)}.`,
    );
  const files = readdirSync(directory).filter((file) => file.endsWith(ending));
  const known = new Map(tables.map((table) => [fileOf(table), table]));
  const problems = files
    .filter((file) => !known.has(file))
    .map((file) => `${file}: the estate has no such table; expected one of ${[...known.keys()].join(", ")}`);
  if (files.length === 0)
    problems.push(`${directory} has no ${ending} file; expected e.g. ${fileOf(firstTable)}`);

  const read = tables
    .filter((table) => files.includes(fileOf(table)))
    .map((table) => ({ table, rows: readFile(directory, table, problems) }));
  if (problems.length > 0)
    throw new UserError(
      [
        `Nothing was loaded from ${directory}:`,
        ...problems.slice(0, shown).map((problem) => `  ${problem}`),
        ...(problems.length > shown ? [`  and ${problems.length - shown} more`] : []),
      ].join("\n"),
    );
  return read;
}

const firstTable = tables[0] as Table;

function readFile(directory: string, table: Table, problems: string[]): readonly Row[] {
  const file = fileOf(table);
  const seen = new Map<string, number>();
  const rows: Row[] = [];
  readFileSync(join(directory, file), "utf8")
    .split("\n")
    .forEach((line, i) => {
      if (line.trim() === "") return;
      const place = `${file}:${i + 1}`;
      const row = parseRow(line, place, problems);
      if (row === undefined) return;
      problems.push(...rowProblems(table, row).map((problem) => `${place}: ${problem}`));
      const id = row[primaryIdentifier(table).name];
      if (typeof id === "string") {
        const first = seen.get(id);
        if (first !== undefined)
          problems.push(
            `${place}: ${primaryIdentifier(table).name} '${id}' is the id of line ${first} already`,
          );
        else seen.set(id, i + 1);
      }
      rows.push(row);
    });
  return rows;
}

function parseRow(line: string, place: string, problems: string[]): Row | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Row;
    problems.push(`${place}: expected a JSON object, found ${JSON.stringify(value).slice(0, 60)}`);
  } catch (error) {
    problems.push(
      `${place}: ${error instanceof Error ? error.message : String(error)}; expected one JSON object a line`,
    );
  }
  return undefined;
}

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
  return expected === undefined
    ? undefined
    : `${column.name} is ${JSON.stringify(value).slice(0, 60)}; expected ${expected}`;
}
