import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { embeddingColumns } from "../../src/model/columns";
import { tables } from "../../src/model/tables";
import type { Column, Table } from "../../src/model/table";

export type Row = Readonly<Record<string, unknown>>;

export const folder = join(__dirname, "../../sample");

export const fullName = ({ schema, name }: Table): string => `${schema}.${name}`;

export const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));

/** Rows of every table the sample has, by `SCHEMA.TABLE`. */
export const rowsOf = new Map<string, readonly Row[]>(
  tables.flatMap((table) => {
    const file = join(folder, `${fullName(table)}.jsonl`);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    return [[fullName(table), lines.map((line) => JSON.parse(line) as Row)]];
  }),
);

/** Tables the sample fills, with their rows. */
export const filled = tables.flatMap((table) => {
  const rows = rowsOf.get(fullName(table));
  return rows === undefined ? [] : [{ table, rows }];
});

const written = new Set(embeddingColumns("none").map(({ name }) => name));

/** Columns a loader may set: all but those the embedding task writes. */
export const settable = (table: Table): readonly Column[] =>
  table.columns.filter(({ name }) => !written.has(name));

/** Every text of a value, at any depth. */
export const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]);
  return [];
};
