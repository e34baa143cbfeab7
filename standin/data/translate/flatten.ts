import { unsupported } from "../../errors";
import type { DataType } from "../../types";
import type { Expr, From } from "../sql/ast";
import { convert } from "./cast";
import { translate } from "./expressions";
import type { Frame } from "./frame";
import { wrap, type FromClause } from "./from-clause";
import type { Statement } from "./statement";
import { boolean, integer, text, variant, type Typed } from "./typed";

const fields = `[{"k":"VARCHAR","p":"VARCHAR","i":"BIGINT","v":"VARCHAR","t":"VARCHAR"}]`;

/**
 * FLATTEN (docs: functions/flatten). The rows to its left are numbered, which gives SEQ, and each is repeated for the
 * list the kernel makes of its value: no lateral join is left for DuckDB to plan, and equal inputs stay apart.
 */
export function flattenSource(
  from: From & { kind: "function" },
  left: FromClause | undefined,
  frame: Frame,
  statement: Statement,
): FromClause {
  const { call } = from;
  const argument = (name: string, position: number): Expr | undefined =>
    call.named.get(name) ?? call.args[position];
  const input = argument("INPUT", 0);
  if (input === undefined) throw unsupported("FLATTEN without INPUT", call.at);
  const known = ["INPUT", "PATH", "OUTER", "RECURSIVE", "MODE"];
  const other = [...call.named.keys()].find((name) => !known.includes(name));
  if (other !== undefined) throw unsupported(`argument ${other} of FLATTEN`, call.at);
  const given = (name: string, position: number, type: DataType, otherwise: string): string => {
    const expr = argument(name, position);
    return expr === undefined ? otherwise : convert(translate(expr, frame, statement), type).sql;
  };
  const list = `sf_flatten(${[
    convert(translate(input, frame, statement), variant).sql,
    given("PATH", 1, text, "''"),
    given("OUTER", 2, boolean, "false"),
    given("RECURSIVE", 3, boolean, "false"),
    `upper(${given("MODE", 4, text, "'BOTH'")})`,
  ].join(", ")})`;
  const base = left ?? { sql: "(SELECT 1)", sources: [] };
  const seq: Typed = {
    sql: left === undefined ? "CAST(1 AS HUGEINT)" : "CAST(row_number() OVER () AS HUGEINT)",
    type: integer,
  };
  const numbered = wrap(
    base,
    [
      { name: "SEQ", value: seq },
      { name: "LIST", value: { sql: list, type: text } },
    ],
    statement,
  );
  const [seqColumn, listColumn] = numbered.sources.at(-1)?.columns ?? [];
  if (seqColumn === undefined || listColumn === undefined)
    throw new Error("wrap adds the columns it is given");
  const unnested = wrap(
    { ...numbered, sources: numbered.sources.slice(0, -1) },
    [
      { name: "SEQ", value: { sql: seqColumn.sql, type: integer } },
      { name: "ITEM", value: { sql: `unnest(from_json(${listColumn.sql}, '${fields}'))`, type: text } },
    ],
    statement,
  );
  const [seqSql, item] = unnested.sources.at(-1)?.columns ?? [];
  if (seqSql === undefined || item === undefined) throw new Error("wrap adds the columns it is given");
  const field = (name: string): string => `${item.sql}.${name}`;
  const columns = [
    { name: "SEQ", type: integer, sql: seqSql.sql },
    { name: "KEY", type: text, sql: field("k") },
    { name: "PATH", type: text, sql: field("p") },
    { name: "INDEX", type: integer, sql: `CAST(${field("i")} AS HUGEINT)` },
    { name: "VALUE", type: variant, sql: field("v") },
    { name: "THIS", type: variant, sql: field("t") },
  ].map((column, i) => ({ ...column, name: from.columns?.[i] ?? column.name }));
  const name = from.alias === undefined ? [] : [from.alias];
  return { sql: unnested.sql, sources: [...unnested.sources.slice(0, -1), { name, columns }] };
}
