import type { ColumnShape } from "../scope";
import type { Assignment, Dml } from "../sql/ast";
import { condition } from "../translate/expressions";
import { translateFrom } from "../translate/from";
import type { Frame } from "../translate/frame";
import type { Typed } from "../translate/typed";
import { tableRows } from "../versions";
import { countOf, type Work } from "../work";
import type { Planned } from "./outcome";
import {
  columnOf,
  duplicateColumn,
  nondeterministic,
  stage,
  targetSource,
  targetTable,
  updateRows,
  valueFor,
  type TargetTable,
} from "./targets";

/** The columns of a SET list and their new values. @throws SnowflakeError 000904, 002025 */
export function assignments(
  set: readonly Assignment[],
  { table }: TargetTable,
  frame: Frame,
  work: Work,
): { readonly columns: readonly ColumnShape[]; readonly values: readonly Typed[] } {
  const twice = set.find(({ column }, i) => set.findIndex((other) => other.column === column) !== i);
  if (twice !== undefined) throw duplicateColumn(twice.column);
  const columns = set.map(({ column, at }) => columnOf(table, column, at));
  const values = set.map(({ column, value, at }) =>
    valueFor(columnOf(table, column, at), value, frame, work),
  );
  return { columns, values };
}

/**
 * UPDATE ... SET ... [FROM ...] (docs: sql/update). A row several rows of FROM match takes one of them and counts as
 * multi-joined. Which rows are updated is settled before new values are worked out, so that these cost once a row.
 */
export function update(dml: Dml & { kind: "update" }, work: Work): Planned {
  const target = targetTable(dml.target, "UPDATE", work);
  const alias = work.statement.alias();
  const from = dml.from && translateFrom(dml.from, work.frame, work.statement);
  const own = targetSource(dml.target, target, alias, work);
  work.frame.sources = [own, ...(from?.sources ?? [])];
  const where = dml.where === undefined ? "" : ` WHERE ${condition(dml.where, work.frame, work.statement)}`;
  const { columns, values } = assignments(dml.set, target, work.frame, work);
  const items = values.map(({ sql }, i) => `${sql} AS c${i}`).join(", ");
  const rows = `(${tableRows(target.table, work.mark)}) AS ${alias}${from === undefined ? "" : ` CROSS JOIN ${from.sql}`}${where}`;
  if (from === undefined) {
    const query = `SELECT ${alias}."$rowid" AS rid, ${items} FROM ${rows}`;
    const run = async () => ({
      updated: await updateRows(work, target.table, columns, await stage(work, query)),
      multiJoined: 0,
    });
    return { writes: target.table, run };
  }
  const picked = `${rows} QUALIFY row_number() OVER (PARTITION BY ${alias}."$rowid") = 1`;
  const query = `SELECT ${alias}."$rowid" AS rid, ${items} FROM ${picked}`;
  const multiple = `SELECT count(*) FROM (SELECT ${alias}."$rowid" FROM ${rows} GROUP BY 1 HAVING count(*) > 1)`;
  const run = async () => {
    const multiJoined = await countOf(work, multiple);
    if (multiJoined > 0 && work.frame.scope.parameter("ERROR_ON_NONDETERMINISTIC_UPDATE") === "true")
      throw nondeterministic();
    return { updated: await updateRows(work, target.table, columns, await stage(work, query)), multiJoined };
  };
  return { writes: target.table, run };
}
