import { parseTagAction, refuseAction } from "./alter-parts";
import { parseColumn, parseConstraint, parseMaskingPolicyUse } from "./columns";
import { parseClusterKeys } from "./create-relation";
import type { Cursor } from "./cursor";
import { parseType, seesType } from "./datatype";
import { tableForms } from "./forms";
import { parseSet, parseUnset } from "./properties";
import { noColumnName } from "./reserved";
import type { AlterAction, ColumnChange, ColumnDefinition, Constraint } from "./statements";

/**
 * What follows ALTER TABLE and the name (provider.md section 3; docs alter-table).
 * @throws SnowflakeError 000002 for SWAP, RECLUSTER, search optimization, row access policies and the like
 */
export function parseTableAction(cursor: Cursor): AlterAction {
  if (cursor.accept("CLUSTER", "BY")) return { type: "cluster by", expressions: parseClusterKeys(cursor) };
  if (cursor.accept("DROP", "CLUSTERING", "KEY")) return { type: "drop clustering key" };
  if (cursor.accept("RENAME", "COLUMN")) {
    const from = cursor.identifier();
    cursor.expect("TO");
    return { type: "rename column", from, to: cursor.identifier(noColumnName) };
  }
  if (cursor.sees("ADD")) return parseAdd(cursor);
  if (cursor.sees("DROP")) return parseDropFromTable(cursor);
  if (cursor.sees("ALTER") || cursor.sees("MODIFY")) return parseAlterColumns(cursor);
  if (cursor.accept("SET")) return { type: "set", properties: parseSet(cursor, tableForms, "TABLE") };
  if (cursor.accept("UNSET")) return { type: "unset", properties: parseUnset(cursor, tableForms, "TABLE") };
  throw refuseAction(cursor, "TABLE");
}

function parseAdd(cursor: Cursor): AlterAction {
  for (const what of ["SEARCH OPTIMIZATION", "ROW ACCESS", "DATA METRIC", "STORAGE LIFECYCLE"])
    if (cursor.seesAt(1, ...what.split(" "))) throw refuseAction(cursor, "TABLE");
  cursor.expect("ADD");
  const constraint = parseConstraint(cursor);
  if (constraint !== undefined) return { type: "add constraint", constraint };
  cursor.accept("COLUMN");
  const ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
  const columns: ColumnDefinition[] = [];
  const constraints: Constraint[] = [];
  cursor.list(() => {
    cursor.accept("COLUMN");
    const parsed = parseColumn(cursor);
    columns.push(parsed.column);
    constraints.push(...parsed.constraints);
  });
  return { type: "add columns", columns, constraints, ifNotExists };
}

function parseDropFromTable(cursor: Cursor): AlterAction {
  for (const what of ["SEARCH OPTIMIZATION", "ROW ACCESS", "ALL ROW", "DATA METRIC", "STORAGE LIFECYCLE"])
    if (cursor.seesAt(1, ...what.split(" "))) throw refuseAction(cursor, "TABLE");
  cursor.expect("DROP");
  if (cursor.accept("PRIMARY", "KEY")) return dropConstraint(cursor, { type: "PRIMARY KEY" });
  if (cursor.accept("CONSTRAINT")) return dropConstraint(cursor, { name: cursor.identifier() });
  for (const type of ["UNIQUE", "FOREIGN KEY"] as const) {
    if (!cursor.accept(...type.split(" "))) continue;
    return dropConstraint(cursor, { type, columns: cursor.parenthesized(() => cursor.identifier()) });
  }
  cursor.accept("COLUMN");
  const ifExists = cursor.accept("IF", "EXISTS");
  return { type: "drop columns", columns: cursor.list(() => cursor.identifier()), ifExists };
}

function dropConstraint(
  cursor: Cursor,
  constraint: Extract<AlterAction, { type: "drop constraint" }>["constraint"],
): AlterAction {
  // The provider repeats the columns after a constraint's name.
  if (cursor.sees("(")) cursor.parenthesized(() => cursor.identifier());
  if (!cursor.accept("CASCADE")) cursor.accept("RESTRICT");
  return { type: "drop constraint", constraint };
}

function parseAlterColumns(cursor: Cursor): AlterAction {
  if (cursor.peek(1).value === "CONSTRAINT" && cursor.peek(1).kind === "word")
    throw refuseAction(cursor, "TABLE");
  cursor.expectOneOf("ALTER", "MODIFY");
  const bracketed = cursor.accept("(");
  const start = cursor.peek();
  cursor.accept("COLUMN");
  const first = cursor.identifier();
  const tags = parseTagAction(cursor, first);
  if (tags !== undefined) return tags;
  const changes = [parseColumnChange(cursor, first)];
  while (cursor.accept(",")) {
    cursor.accept("COLUMN");
    changes.push(parseColumnChange(cursor, cursor.identifier()));
  }
  if (bracketed) cursor.expect(")");
  if (changes.length === 0) throw cursor.refuse("ALTER TABLE ALTER COLUMN", start);
  return { type: "alter columns", changes };
}

function parseColumnChange(cursor: Cursor, column: string): ColumnChange {
  if (cursor.accept("DROP", "DEFAULT")) return { column, type: "drop default" };
  if (cursor.accept("SET", "NOT", "NULL") || cursor.accept("NOT", "NULL")) {
    return { column, type: "nullable", nullable: false };
  }
  if (cursor.accept("DROP", "NOT", "NULL")) return { column, type: "nullable", nullable: true };
  if (cursor.accept("UNSET", "COMMENT")) return { column, type: "comment", comment: "" };
  if (cursor.accept("COMMENT")) {
    cursor.accept("=");
    return { column, type: "comment", comment: cursor.string() };
  }
  if (cursor.sees("SET", "MASKING", "POLICY")) {
    cursor.next();
    const use = parseMaskingPolicyUse(cursor);
    if (use === undefined) throw cursor.unexpected("MASKING POLICY");
    return { column, type: "set masking policy", use, force: cursor.accept("FORCE") };
  }
  if (cursor.accept("UNSET", "MASKING", "POLICY")) return { column, type: "unset masking policy" };
  if (cursor.sees("SET", "DEFAULT")) throw cursor.refuse("ALTER COLUMN SET DEFAULT");
  if (cursor.accept("SET", "DATA", "TYPE") || cursor.accept("TYPE") || seesType(cursor)) {
    const dataType = parseType(cursor);
    return {
      column,
      type: "type",
      dataType,
      ...(cursor.accept("COLLATE") ? { collate: cursor.string() } : {}),
    };
  }
  throw refuseAction(cursor, "TABLE ALTER COLUMN");
}

/** ALTER | MODIFY COLUMN of a view: tags and masking policies, nothing else (docs alter-view). */
export function parseViewColumnAction(cursor: Cursor): AlterAction {
  const start = cursor.peek();
  const action = parseAlterColumns(cursor);
  if (
    action.type === "alter columns" &&
    action.changes.some(({ type }) => !type.endsWith("masking policy"))
  ) {
    throw cursor.refuse("ALTER VIEW ALTER COLUMN other than tags and masking policies", start);
  }
  return action;
}
