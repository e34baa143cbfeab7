import { invalid } from "../../errors";
import type { ColumnShape, TableShape } from "../scope";
import type { Assignment, Dml, Expr, MergeClause } from "../sql/ast";
import { condition } from "../translate/expressions";
import { Frame, type Source } from "../translate/frame";
import { translateFrom } from "../translate/from";
import { tableRows } from "../versions";
import { countOf, type Work } from "../work";
import type { Planned } from "./outcome";
import {
  columnOf,
  duplicateColumn,
  endRows,
  insertRows,
  nondeterministic,
  stage,
  targetSource,
  targetTable,
  updateRows,
  valueFor,
  type TargetTable,
} from "./targets";
import { assignments } from "./update";

type Merge = Dml & { kind: "merge" };

/** The clause a pair or a source row falls to: the first of its kind whose condition holds. */
interface Prepared {
  readonly index: number;
  readonly clause: MergeClause;
  readonly columns: readonly ColumnShape[];
  /** SQL of the new values, c0, c1, ... */
  readonly items: string;
}

const at = { line: 1, column: 1 };

const itemsOf = (values: readonly { readonly sql: string }[]): string =>
  values.map(({ sql }, i) => `${sql} AS c${i}`).join(", ");

/**
 * MERGE (docs: sql/merge). The source is worked out once and kept; then the pairs of target and source rows; then,
 * clause by clause, new values for the pairs that fall to it, so that a value that costs is had only where it is used.
 */
export function merge(dml: Merge, work: Work): Planned {
  const { statement } = work;
  const uses = new Set(dml.clauses.map(({ action }) => action.kind));
  const [first, ...others] = (["update", "delete", "insert"] as const).filter((kind) => uses.has(kind));
  const target = targetTable(dml.target, useOf(first ?? "update"), work);
  for (const kind of others) targetTable(dml.target, useOf(kind), work);

  const from = translateFrom(dml.source, work.frame, statement);
  const [s, t] = [statement.alias(), statement.alias()];
  const names: string[] = [];
  const sources: Source[] = from.sources.map((source) => ({
    ...source,
    columns: source.columns.map((column) => {
      names.push(`${column.sql} AS c${names.length}`);
      return { ...column, sql: `${s}.c${names.length - 1}` };
    }),
  }));
  const sourceQuery = `SELECT row_number() OVER () AS sid, ${names.join(", ")} FROM ${from.sql}`;

  const both = new Frame(work.frame.scope);
  both.sources = [targetSource(dml.target, target, t, work), ...sources];
  const sourceOnly = new Frame(work.frame.scope);
  sourceOnly.sources = sources;
  const on = condition(dml.on, both, statement);
  const prepared = dml.clauses.map((clause, index) =>
    prepare(clause, index, target, sources, both, sourceOnly, work),
  );
  const whens = (matched: boolean): string => {
    const cases = prepared
      .filter(({ clause }) => clause.matched === matched)
      .map(({ clause, index }) => {
        const when = clause.condition && condition(clause.condition, matched ? both : sourceOnly, statement);
        return `WHEN ${when ?? "true"} THEN ${index}`;
      });
    return cases.length === 0 ? "NULL" : `CASE ${cases.join(" ")} END`;
  };
  const rows = `(${tableRows(target.table, work.mark)}) AS ${t}`;

  const run = async () => {
    const source = await stage(work, sourceQuery);
    const joined = `${source} AS ${s} JOIN ${rows} ON ${on}`;
    const pairs = await stage(
      work,
      `SELECT ${t}."$rowid" AS rid, ${s}.sid, ${whens(true)} AS clause FROM ${joined}`,
    );
    if (work.frame.scope.parameter("ERROR_ON_NONDETERMINISTIC_MERGE") === "true")
      await refuseDuplicates(pairs, prepared, work);
    else await keepOne(pairs, work);
    const missing = await stage(
      work,
      `SELECT ${s}.sid, ${whens(false)} AS clause FROM ${source} AS ${s} WHERE ${s}.sid NOT IN (SELECT sid FROM ${pairs})`,
    );
    const counts = { inserted: 0, updated: 0, deleted: 0 };
    // All new values are worked out before any row changes: clauses see the table as the statement found it.
    const staged: (() => Promise<void>)[] = [];
    for (const { clause, index, columns, items } of prepared) {
      const picked = `FROM ${clause.matched ? pairs : missing} AS p JOIN ${source} AS ${s} ON p.sid = ${s}.sid`;
      if (clause.action.kind === "delete") {
        staged.push(async () => {
          const doomed = `(SELECT DISTINCT rid FROM ${pairs} WHERE clause = ${index})`;
          counts.deleted += await endRows(work, target.table, doomed);
        });
      } else if (clause.action.kind === "update") {
        const changed = await stage(
          work,
          `SELECT p.rid, ${items} ${picked} JOIN ${rows} ON p.rid = ${t}."$rowid" WHERE p.clause = ${index}`,
        );
        staged.push(async () => {
          counts.updated += await updateRows(work, target.table, columns, changed);
        });
      } else {
        const added = await stage(work, `SELECT ${items} ${picked} WHERE p.clause = ${index}`);
        staged.push(async () => {
          counts.inserted += await insertRows(work, target.table, columns, `SELECT * FROM ${added}`);
        });
      }
    }
    for (const write of staged) await write();
    return {
      ...(uses.has("insert") && { inserted: counts.inserted }),
      ...(uses.has("update") && { updated: counts.updated }),
      ...(uses.has("delete") && { deleted: counts.deleted }),
    };
  };
  return { writes: target.table, run };
}

const useOf = (kind: "update" | "delete" | "insert") =>
  ({ update: "UPDATE", delete: "DELETE", insert: "INSERT" })[kind] as "UPDATE" | "DELETE" | "INSERT";

/** One target row may be updated once, or deleted by any number of rows, and nothing else. */
async function refuseDuplicates(pairs: string, prepared: readonly Prepared[], work: Work): Promise<void> {
  const updates = prepared.filter(({ clause }) => clause.action.kind === "update").map(({ index }) => index);
  if (updates.length === 0) return;
  const conflicts = await countOf(
    work,
    `SELECT count(*) FROM (SELECT rid FROM ${pairs} WHERE clause IS NOT NULL GROUP BY rid ` +
      `HAVING count(*) > 1 AND count(*) FILTER (WHERE clause IN (${updates.join(", ")})) > 0)`,
  );
  if (conflicts > 0) throw nondeterministic();
}

/** Lets one of several source rows change a target row; which is not defined (docs sql/merge, "Nondeterministic results"). */
async function keepOne(pairs: string, work: Work): Promise<void> {
  await work.run(
    `UPDATE ${pairs} SET clause = NULL WHERE clause IS NOT NULL AND rowid NOT IN ` +
      `(SELECT min(rowid) FROM ${pairs} WHERE clause IS NOT NULL GROUP BY rid)`,
  );
}

function prepare(
  clause: MergeClause,
  index: number,
  target: TargetTable,
  sources: readonly Source[],
  both: Frame,
  sourceOnly: Frame,
  work: Work,
): Prepared {
  const { action } = clause;
  if (action.kind === "delete") return { index, clause, columns: [], items: "" };
  if (action.kind === "update") {
    const set = action.set === "BY NAME" ? byName(target.table, sources) : action.set;
    const { columns, values } = assignments(set, target, both, work);
    return { index, clause, columns, items: itemsOf(values) };
  }
  const { names, values } =
    action.values === "BY NAME"
      ? {
          names: target.table.columns.map(({ name }) => name),
          values: byName(target.table, sources).map(({ value }) => value),
        }
      : { names: action.columns ?? target.table.columns.map(({ name }) => name), values: action.values };
  if (names.length !== values.length)
    throw invalid(
      "002020",
      `Insert value list does not match column list expecting ${names.length} but got ${values.length}`,
    );
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw duplicateColumn(twice);
  const columns = names.map((name) => columnOf(target.table, name, clause.at));
  const written = columns.map((column, i) => {
    const value: Expr = values[i] ?? { kind: "null", at };
    return valueFor(column, value, sourceOnly, work);
  });
  return { index, clause, columns, items: itemsOf(written) };
}

/** ALL BY NAME: both sides have the same columns, in any order. @throws SnowflakeError 001065 where they do not */
function byName(table: TableShape, sources: readonly Source[]): Assignment[] {
  const columns = sources.flatMap((source) => source.columns.map((column) => [source, column] as const));
  if (columns.length !== table.columns.length)
    throw invalid("001065", "MERGE ALL BY NAME needs the same columns in the target and the source");
  return table.columns.map(({ name }) => {
    const found = columns.find(([, column]) => column.name === name);
    if (found === undefined) throw invalid("001065", `MERGE ALL BY NAME: the source has no column '${name}'`);
    const qualifier = found[0].name.slice(-1);
    return { column: name, value: { kind: "column", parts: [...qualifier, name], at }, at };
  });
}
