import type { Cursor } from "./cursor";
import { parseTagValues } from "./properties";
import type { AlterAction } from "./statements";

/** SET TAG name = 'value', ... or UNSET TAG name, ... where it comes next. */
export function parseTagAction(cursor: Cursor, column?: string): AlterAction | undefined {
  const where = column === undefined ? {} : { column };
  if (cursor.accept("SET", "TAG")) return { type: "set tags", tags: parseTagValues(cursor), ...where };
  if (cursor.accept("UNSET", "TAG"))
    return { type: "unset tags", tags: cursor.list(() => cursor.name()), ...where };
  return undefined;
}

/** Names what ALTER should do and the stand-in does not. */
export function refuseAction(cursor: Cursor, object: string): Error {
  if (cursor.peek().kind !== "word") return cursor.unexpected("an action");
  const second = cursor.peek(1);
  return cursor.refuse(
    `ALTER ${object} ${cursor.peek().value}${second.kind === "word" ? ` ${second.value}` : ""}`,
  );
}
