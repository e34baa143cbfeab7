import { SnowflakeError } from "../../errors";
import type { Mask, Relation, Rows, StreamShape, TableShape } from "../scope";
import { parseExpression, parseQuery } from "../sql/query";
import { storedName } from "../stored";
import { convert } from "./cast";
import { translate } from "./expressions";
import { readText } from "./moments";
import { Frame } from "./frame";
import type { Statement } from "./statement";
import type { OutputColumn, Translated } from "./translated";
import { boolean, identifier, physical, quote, text, type Typed } from "./typed";

/** A relation as a query over its rows, masks applied. */
export function relationQuery(relation: Relation, statement: Statement): Translated {
  switch (relation.kind) {
    case "table":
      return tableQuery(relation.table, relation.masks, statement.rows.table(relation.table), [], statement);
    case "stream":
      return streamQuery(relation.stream, relation.masks, statement);
    case "rows":
      return rowsQuery(relation);
    case "view": {
      const { view } = relation;
      const query = statement.query(parseQuery(view.query), view.scope);
      const declared = view.columns?.length ?? query.columns.length;
      if (declared !== query.columns.length)
        throw new SnowflakeError(
          "002057",
          "42601",
          `SQL compilation error:\nView definition for '${view.name}' declared ${declared} column(s), but view query produces ${query.columns.length} column(s).`,
        );
      const columns = query.columns.map((column, i) => ({
        ...column,
        name: view.columns?.[i] ?? column.name,
      }));
      return { ...query, columns };
    }
  }
}

/** Columns a stream has beyond its table's (docs: user-guide/streams-intro, stream columns). */
const streamColumns: readonly (OutputColumn & { readonly stored: string })[] = [
  { name: "METADATA$ACTION", type: text, stored: "$action" },
  { name: "METADATA$ISUPDATE", type: boolean, stored: "$isupdate" },
  { name: "METADATA$ROW_ID", type: text, stored: "$row_id" },
];

function streamQuery(stream: StreamShape, masks: readonly Mask[], statement: Statement): Translated {
  statement.streams.set(stream.id, stream);
  return tableQuery(stream.table, masks, statement.rows.stream(stream), streamColumns, statement);
}

function tableQuery(
  table: TableShape,
  masks: readonly Mask[],
  rows: string,
  extra: readonly (OutputColumn & { readonly stored: string })[],
  statement: Statement,
): Translated {
  const alias = statement.alias();
  const own = maskedColumns(table, masks, alias, statement);
  const columns = [
    ...own,
    ...extra.map(({ name, type, stored }) => ({ name, type, sql: `${alias}.${identifier(stored)}` })),
  ];
  return {
    sql: `SELECT ${columns.map(({ sql }, i) => `${sql} AS c${i}`).join(", ")} FROM (${rows}) AS ${alias}`,
    columns: columns.map(({ name, type }) => ({ name, type })),
  };
}

/** A table's columns as a role may see them: a masked one is its policy's body, the argument standing for the column. */
export function maskedColumns(
  table: TableShape,
  masks: readonly Mask[],
  alias: string,
  statement: Statement,
): { readonly name: string; readonly type: TableShape["columns"][number]["type"]; readonly sql: string }[] {
  return table.columns.map(({ name, type }) => {
    const plain: Typed = { sql: `${alias}.${identifier(storedName(name))}`, type };
    const mask = masks.find((each) => each.column === name);
    return { name, type, sql: mask === undefined ? plain.sql : masked(plain, mask, type, statement) };
  });
}

function masked(
  column: Typed,
  mask: Mask,
  type: TableShape["columns"][number]["type"],
  statement: Statement,
): string {
  const frame = new Frame(mask.scope);
  frame.sources = [{ name: [], columns: [{ name: mask.argument, type: column.type, sql: column.sql }] }];
  return convert(translate(parseExpression(mask.body), frame, statement), type).sql;
}

/** Rows the catalog provides, written out. */
export function rowsQuery({ columns, rows }: Rows): Translated {
  const types = columns.map((column) => physical(column.type));
  const cell = (value: Rows["rows"][number][number] | undefined): string => {
    if (value === null || value === undefined) return "NULL";
    return quote(typeof value === "object" ? JSON.stringify(value) : String(value));
  };
  const output = columns.map(({ name, type }) => ({ name, type }));
  if (rows.length === 0) {
    const nulls = types.map((type, i) => `CAST(NULL AS ${type}) AS c${i}`);
    return { sql: `SELECT ${nulls.join(", ")} WHERE false`, columns: output };
  }
  // Cells stand as text and each column is converted once: catalog views are wide, and a cast a cell takes DuckDB long.
  const written = rows.map((row) => `(${types.map((_, i) => cell(row[i])).join(", ")})`);
  const names = types.map((_, i) => `c${i}`).join(", ");
  // Cells of a TIMESTAMP_TZ are as result.ts has them.
  const converted = columns
    .map(({ type }, i) =>
      type.kind === "TIMESTAMP_TZ"
        ? `${readText(`v.c${i}`, type, false, "'AUTO'")} AS c${i}`
        : `CAST(v.c${i} AS ${physical(type)}) AS c${i}`,
    )
    .join(", ");
  return {
    sql: `SELECT ${converted} FROM (VALUES ${written.join(", ")}) AS v(${names})`,
    columns: output,
  };
}
