import { parseMode, type CreateHead } from "./create-parts";
import type { Cursor } from "./cursor";
import { taskForms } from "./forms";
import { parseProperties, parseTagClause, refuseKey } from "./properties";
import type { CreateStream, CreateTask, Name, Properties, TagValue } from "./statements";

/** @throws SnowflakeError 000002 for streams on anything but a table, for AT and BEFORE, and for CLONE */
export function parseStream(cursor: Cursor, head: CreateHead): CreateStream {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  if (cursor.sees("CLONE")) throw cursor.refuse("CREATE STREAM CLONE");
  const tags = parseTagClause(cursor) ?? [];
  const copyGrants = cursor.accept("COPY", "GRANTS");
  cursor.expect("ON");
  if (!cursor.accept("TABLE")) {
    if (cursor.peek().kind !== "word") throw cursor.unexpected("TABLE");
    throw cursor.refuse(`CREATE STREAM ON ${cursor.peek().value}`);
  }
  const table = cursor.name();
  for (const word of ["AT", "BEFORE"]) if (cursor.sees(word)) throw cursor.refuse(`CREATE STREAM ${word}`);
  const properties = parseProperties(cursor, {
    APPEND_ONLY: "boolean",
    SHOW_INITIAL_ROWS: "boolean",
    COMMENT: "text",
  });
  if (!cursor.atEnd && !cursor.sees(";")) throw refuseKey(cursor, "STREAM property");
  return {
    kind: "create stream",
    mode,
    name,
    table,
    copyGrants,
    appendOnly: properties.APPEND_ONLY === true,
    showInitialRows: properties.SHOW_INITIAL_ROWS === true,
    tags,
    ...(typeof properties.COMMENT === "string" ? { comment: properties.COMMENT } : {}),
  };
}

/** @throws SnowflakeError 000002 for CLONE and for properties the stand-in does not know */
export function parseTask(cursor: Cursor, head: CreateHead): CreateTask {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  if (cursor.sees("CLONE")) throw cursor.refuse("CREATE TASK CLONE");
  let properties: Properties = {};
  const tags: TagValue[] = [];
  let after: readonly Name[] = [];
  let when: string | undefined;
  while (!cursor.accept("AS")) {
    const clause = parseTagClause(cursor);
    const more = clause === undefined ? parseProperties(cursor, taskForms) : {};
    if (clause !== undefined) tags.push(...clause);
    else if (Object.keys(more).length > 0) properties = { ...properties, ...more };
    else if (cursor.accept("AFTER")) after = cursor.list(() => cursor.name());
    else if (cursor.accept("WHEN")) when = cursor.textUntil(() => cursor.sees("AS"), "a condition");
    // Commas part session parameters from each other, and so one may stand before or after another property.
    else if (!cursor.accept(",")) throw refuseKey(cursor, "TASK property");
  }
  const { COMMENT, ...others } = properties;
  return {
    kind: "create task",
    mode,
    name,
    properties: others,
    tags,
    after,
    ...(when === undefined ? {} : { when }),
    ...(typeof COMMENT === "string" ? { comment: COMMENT } : {}),
    body: cursor.rest("a statement"),
  };
}
