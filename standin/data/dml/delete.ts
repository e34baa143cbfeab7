import type { TableShape } from "../scope";
import type { Dml } from "../sql/ast";
import { condition } from "../translate/expressions";
import { translateFrom } from "../translate/from";
import { tableRows } from "../versions";
import type { Work } from "../work";
import type { Planned } from "./outcome";
import { endRows, stage, targetSource, targetTable } from "./targets";

/** DELETE FROM ... [USING ...] (docs: sql/delete). A row matched several times is deleted once. */
export function deleteRows(dml: Dml & { kind: "delete" }, work: Work): Planned {
  const target = targetTable(dml.target, "DELETE", work);
  const alias = work.statement.alias();
  const using = dml.using && translateFrom(dml.using, work.frame, work.statement);
  work.frame.sources = [targetSource(dml.target, target, alias, work), ...(using?.sources ?? [])];
  const where = dml.where === undefined ? "" : ` WHERE ${condition(dml.where, work.frame, work.statement)}`;
  const from = `(${tableRows(target.table, work.mark)}) AS ${alias}${using === undefined ? "" : ` CROSS JOIN ${using.sql}`}`;
  const query = `SELECT DISTINCT ${alias}."$rowid" AS rid FROM ${from}${where}`;
  const run = async () => ({ deleted: await endRows(work, target.table, await stage(work, query)) });
  return { writes: target.table, run };
}

/** TRUNCATE: every row ended; the result has no counts. */
export function truncate(dml: Dml & { kind: "truncate" }, work: Work): Planned {
  const { table } = targetTable(dml.target, "TRUNCATE", work);
  const run = async () => {
    await truncateRows(work, table);
    return {};
  };
  return { writes: table, run };
}

export async function truncateRows(work: Work, table: TableShape): Promise<number> {
  return endRows(work, table, `(SELECT "$rowid" AS rid FROM (${tableRows(table, work.mark)}))`);
}
