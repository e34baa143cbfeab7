import type { Cursor } from "./cursor";
import { parseType, seesType } from "./datatype";
import { parseTagClause } from "./properties";
import { noColumnName } from "./reserved";
import type {
  ColumnDefinition,
  Constraint,
  MaskingPolicyUse,
  Name,
  TagValue,
  ViewColumnDefinition,
} from "./statements";

/** What ends the expression after DEFAULT: the next clause of a column. */
const columnClauses = [
  ["NOT", "NULL"],
  ["NULL"],
  ["COLLATE"],
  ["COMMENT"],
  ["MASKING"],
  ["WITH", "MASKING"],
  ["WITH", "TAG"],
  ["TAG"],
  ["PRIMARY"],
  ["UNIQUE"],
  ["CONSTRAINT"],
  ["FOREIGN"],
  ["REFERENCES"],
];

/** Words after a constraint that say how it is checked; Snowflake keeps and ignores them (constraints-overview). */
const constraintOptions = [
  ["NOT", "ENFORCED"],
  ["ENFORCED"],
  ["NOT", "DEFERRABLE"],
  ["DEFERRABLE"],
  ["INITIALLY", "DEFERRED"],
  ["INITIALLY", "IMMEDIATE"],
  ["ENABLE", "NOVALIDATE"],
  ["ENABLE", "VALIDATE"],
  ["ENABLE"],
  ["DISABLE"],
  ["VALIDATE"],
  ["NOVALIDATE"],
  ["RELY"],
  ["NORELY"],
  ["MATCH", "FULL"],
  ["MATCH", "SIMPLE"],
  ["MATCH", "PARTIAL"],
];

/** A column of CREATE TABLE or ADD COLUMN, and the constraints written inside it. */
export interface ParsedColumn {
  readonly column: ColumnDefinition;
  readonly constraints: readonly Constraint[];
}

/** @throws SnowflakeError 000002 for IDENTITY, AUTOINCREMENT, virtual columns and projection policies */
export function parseColumn(cursor: Cursor): ParsedColumn {
  const name = cursor.identifier(noColumnName);
  if (!seesType(cursor) && cursor.sees("AS")) throw cursor.refuse("virtual column");
  const type = parseType(cursor);
  const constraints: Constraint[] = [];
  const tags: TagValue[] = [];
  let nullable = true;
  let found: Partial<Pick<ColumnDefinition, "collate" | "defaultSql" | "maskingPolicy" | "comment">> = {};
  for (;;) {
    if (cursor.accept("NOT", "NULL")) nullable = false;
    else if (cursor.accept("NULL")) nullable = true;
    else if (cursor.accept("COLLATE")) found = { ...found, collate: cursor.string() };
    else if (cursor.accept("DEFAULT")) found = { ...found, defaultSql: parseDefault(cursor) };
    else if (cursor.accept("COMMENT")) {
      cursor.accept("=");
      found = { ...found, comment: cursor.string() };
    } else {
      const maskingPolicy = parseMaskingPolicyUse(cursor);
      const columnTags = maskingPolicy === undefined ? parseTagClause(cursor) : undefined;
      if (maskingPolicy !== undefined) found = { ...found, maskingPolicy };
      else if (columnTags !== undefined) tags.push(...columnTags);
      else {
        const constraint = parseInlineConstraint(cursor, name);
        if (constraint === undefined) break;
        constraints.push(constraint);
      }
    }
  }
  for (const clause of ["IDENTITY", "AUTOINCREMENT", "AS", "PROJECTION", "WITH"]) {
    if (cursor.sees(clause)) throw cursor.refuse(`column ${clause === "AS" ? "expression" : clause}`);
  }
  if (constraints.some(({ type: kind }) => kind === "PRIMARY KEY")) nullable = false;
  return { column: { name, type, nullable, ...found, tags }, constraints };
}

function parseDefault(cursor: Cursor): string {
  // DEFAULT NULL is an expression, though NULL alone is a clause as well.
  if (cursor.sees("NULL")) {
    cursor.next();
    return "NULL";
  }
  return cursor.textUntil(
    () => cursor.sees(",") || columnClauses.some((words) => cursor.sees(...words)),
    "an expression",
  );
}

/** `[WITH] MASKING POLICY name [USING (columns)]` where it comes next. */
export function parseMaskingPolicyUse(cursor: Cursor): MaskingPolicyUse | undefined {
  if (!cursor.accept("WITH", "MASKING", "POLICY") && !cursor.accept("MASKING", "POLICY")) return undefined;
  const policy = cursor.name();
  if (!cursor.accept("USING")) return { policy };
  return { policy, using: cursor.parenthesized(() => cursor.identifier()) };
}

function parseInlineConstraint(cursor: Cursor, column: string): Constraint | undefined {
  const name = cursor.accept("CONSTRAINT") ? { name: cursor.identifier() } : {};
  const columns = [column];
  if (cursor.accept("PRIMARY", "KEY")) {
    skipConstraintOptions(cursor);
    return { type: "PRIMARY KEY", ...name, columns };
  }
  if (cursor.accept("UNIQUE")) {
    skipConstraintOptions(cursor);
    return { type: "UNIQUE", ...name, columns };
  }
  if (cursor.sees("REFERENCES") || cursor.accept("FOREIGN", "KEY")) {
    return { type: "FOREIGN KEY", ...name, columns, references: parseReferences(cursor) };
  }
  if ("name" in name) throw cursor.unexpected("PRIMARY KEY or UNIQUE or FOREIGN KEY");
  return undefined;
}

/** A constraint of its own: `[CONSTRAINT name] PRIMARY KEY | UNIQUE | FOREIGN KEY (...)`, where it comes next. */
export function parseConstraint(cursor: Cursor): Constraint | undefined {
  const named = cursor.sees("CONSTRAINT");
  if (!named && !cursor.sees("PRIMARY", "KEY") && !cursor.sees("FOREIGN", "KEY") && !seesUnique(cursor))
    return undefined;
  const name = cursor.accept("CONSTRAINT") ? { name: cursor.identifier() } : {};
  const type = cursor.expectOneOf("PRIMARY KEY", "UNIQUE", "FOREIGN KEY");
  const columns = cursor.parenthesized(() => cursor.identifier());
  if (type === "FOREIGN KEY") return { type, ...name, columns, references: parseReferences(cursor) };
  skipConstraintOptions(cursor);
  return { type, ...name, columns };
}

const seesUnique = (cursor: Cursor): boolean => cursor.sees("UNIQUE") && cursor.seesAt(1, "(");

function parseReferences(cursor: Cursor): { table: Name; columns: readonly string[] } {
  cursor.expect("REFERENCES");
  const table = cursor.name();
  const columns = cursor.sees("(") ? cursor.parenthesized(() => cursor.identifier()) : [];
  skipConstraintOptions(cursor);
  return { table, columns };
}

function skipConstraintOptions(cursor: Cursor): void {
  for (;;) {
    if (constraintOptions.some((words) => cursor.accept(...words))) continue;
    if (!cursor.accept("ON", "UPDATE") && !cursor.accept("ON", "DELETE")) return;
    cursor.expectOneOf("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION");
  }
}

/** A view's column: its name, and what is attached to it. */
export function parseViewColumn(cursor: Cursor): ViewColumnDefinition {
  const name = cursor.identifier(noColumnName);
  if (cursor.sees("PROJECTION") || cursor.sees("WITH", "PROJECTION"))
    throw cursor.refuse("projection policy");
  const maskingPolicy = parseMaskingPolicyUse(cursor);
  const tags = parseTagClause(cursor) ?? [];
  let comment: string | undefined;
  if (cursor.accept("COMMENT")) {
    cursor.accept("=");
    comment = cursor.string();
  }
  return {
    name,
    ...(comment === undefined ? {} : { comment }),
    ...(maskingPolicy === undefined ? {} : { maskingPolicy }),
    tags,
  };
}
