import { syntaxError } from "../errors";
import type { Cursor } from "./cursor";
import { parseProperties, parseTagClause, refuseKey, type PropertyForms } from "./properties";
import type { CreateMode, Properties, TagValue } from "./statements";
import type { Token } from "./tokens";

/** What stands between CREATE and the object. */
export interface CreateHead {
  /** The CREATE itself, where the statement's text starts. */
  readonly start: Token;
  readonly orReplace: boolean;
}

/** `[IF NOT EXISTS]` after the object's kind, joined with OR REPLACE before it. */
export function parseMode(cursor: Cursor, head: CreateHead): CreateMode {
  const at = cursor.peek();
  if (!cursor.accept("IF", "NOT", "EXISTS")) return head.orReplace ? "or replace" : "create";
  if (head.orReplace)
    throw syntaxError("IF NOT EXISTS", "OR REPLACE or IF NOT EXISTS, not both", at.position);
  return "if not exists";
}

/** Properties, comment and tags in any order, to the end of the statement. */
export function parseTail(
  cursor: Cursor,
  forms: PropertyForms,
  object: string,
): { properties: Properties; tags: readonly TagValue[]; comment?: string } {
  let properties: Properties = {};
  const tags: TagValue[] = [];
  for (;;) {
    const more = parseProperties(cursor, forms);
    properties = { ...properties, ...more };
    const clause = parseTagClause(cursor);
    if (clause !== undefined) tags.push(...clause);
    else if (Object.keys(more).length === 0) break;
  }
  if (!cursor.atEnd && !cursor.sees(";")) throw refuseKey(cursor, `${object} property`);
  const { COMMENT, ...others } = properties;
  return { properties: others, tags, ...(typeof COMMENT === "string" ? { comment: COMMENT } : {}) };
}
