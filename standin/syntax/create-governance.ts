import { parseMode, type CreateHead } from "./create-parts";
import type { Cursor } from "./cursor";
import { parseType } from "./datatype";
import { parseComment, refuseKey } from "./properties";
import type { CreateMaskingPolicy, CreateTag } from "./statements";

/** @throws SnowflakeError 000002 for PROPAGATE and MULTI_VALUE */
export function parseTag(cursor: Cursor, head: CreateHead): CreateTag {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  const allowedValues = cursor.accept("ALLOWED_VALUES") ? cursor.list(() => cursor.string()) : undefined;
  const comment = parseComment(cursor);
  if (!cursor.atEnd && !cursor.sees(";")) throw refuseKey(cursor, "TAG property");
  return {
    kind: "create tag",
    mode,
    name,
    tags: [],
    ...(allowedValues === undefined ? {} : { allowedValues }),
    ...(comment === undefined ? {} : { comment }),
  };
}

export function parseMaskingPolicy(cursor: Cursor, head: CreateHead): CreateMaskingPolicy {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  cursor.expect("AS");
  const policyArguments = cursor.parenthesized(() => ({
    name: cursor.identifier(),
    type: parseType(cursor),
  }));
  cursor.expect("RETURNS");
  const returns = parseType(cursor);
  cursor.expect("->");
  const body = cursor.textUntil(() => seesProperty(cursor), "an expression");
  let comment: string | undefined;
  let exemptOtherPolicies = false;
  for (;;) {
    if (cursor.sees("COMMENT")) comment = parseComment(cursor);
    else if (cursor.accept("EXEMPT_OTHER_POLICIES")) {
      cursor.expect("=");
      exemptOtherPolicies = cursor.boolean();
    } else break;
  }
  return {
    kind: "create masking policy",
    mode,
    name,
    tags: [],
    arguments: policyArguments,
    returns,
    body,
    exemptOtherPolicies,
    ...(comment === undefined ? {} : { comment }),
  };
}

/** A property after the body, told from an expression by the string or boolean that ends the statement. */
function seesProperty(cursor: Cursor): boolean {
  if (!cursor.seesAt(1, "=")) return false;
  const value = cursor.peek(2);
  const after = cursor.peek(3);
  const ends = after.kind === "end" || after.kind === "word";
  return (
    ends &&
    ((cursor.sees("COMMENT") && value.kind === "string") ||
      (cursor.sees("EXEMPT_OTHER_POLICIES") && value.kind === "word"))
  );
}
