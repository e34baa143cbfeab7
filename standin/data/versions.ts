import type { TableShape } from "./scope";
import { storedName, storedTable } from "./stored";
import { identifier } from "./translate/typed";

/**
 * Columns every stored table has besides its own: `$row` names the logical row for its life; `$from` and `$to` are the
 * commits that made this version and ended it (NULL while current), or the mark, below zero, of a transaction still
 * open; `$new` tells a row inserted from one an update made.
 */
export const versionColumns = `"$row" BIGINT, "$from" BIGINT, "$to" BIGINT, "$new" BOOLEAN`;

const committed = `"$from" > 0`;

/** Rows a transaction sees now: all committed, as it left them itself. */
export const visibleTo = (mark: number): string =>
  `(${committed} OR "$from" = ${mark}) AND ("$to" IS NULL OR ("$to" < 0 AND "$to" <> ${mark}))`;

/** Rows as a commit left them. */
const visibleAt = (commit: number): string =>
  `(${committed} AND "$from" <= ${commit} AND ("$to" IS NULL OR "$to" < 0 OR "$to" > ${commit}))`;

const names = (table: TableShape): string =>
  table.columns.map(({ name }) => identifier(storedName(name))).join(", ");

/** The rows of a table a transaction sees. */
export function tableRows(table: TableShape, mark: number): string {
  return `SELECT ${names(table)}, "$row", rowid AS "$rowid" FROM ${storedTable(table.id)} WHERE ${visibleTo(mark)}`;
}

export interface StreamState {
  readonly table: TableShape;
  readonly appendOnly: boolean;
  /** Changes after this commit are what the stream has. */
  readonly offset: number;
  /** When it was last read so that it cannot go stale before its retention is over from here. */
  readonly readAt: Date;
  /** Until first consumed: the rows there were, and nothing else (docs: create-stream, SHOW_INITIAL_ROWS). */
  readonly initial: boolean;
}

/**
 * The rows of a stream up to a commit (docs: user-guide/streams-intro). A standard stream is the difference of two
 * states: what is in the later and not in the earlier is INSERT, the other way DELETE, both for one row an update;
 * several changes of one row fold into one. An append-only stream is every row inserted, whatever became of it.
 */
export function streamRows(stream: StreamState, table: TableShape, until: number): string {
  const { offset } = stream;
  const from = `FROM ${storedTable(table.id)}`;
  const rowId = `sha1('${table.id}:' || CAST("$row" AS VARCHAR)) AS "$row_id"`;
  const part = (action: string, isUpdate: string, where: string): string =>
    `SELECT ${names(table)}, '${action}' AS "$action", ${isUpdate} AS "$isupdate", ${rowId} ${from} WHERE ${where}`;
  if (stream.initial) return part("INSERT", "false", visibleAt(offset));
  const end = Math.max(until, offset);
  if (stream.appendOnly)
    return part("INSERT", "false", `"$new" AND "$from" > ${offset} AND "$from" <= ${end}`);
  const before = visibleAt(offset);
  const after = visibleAt(end);
  const inserted = `${after} AND NOT ${before}`;
  const deleted = `${before} AND NOT ${after}`;
  const rowsOf = (where: string): string => `"$row" IN (SELECT "$row" ${from} WHERE ${where})`;
  return `${part("INSERT", rowsOf(deleted), inserted)} UNION ALL ${part("DELETE", rowsOf(inserted), deleted)}`;
}
