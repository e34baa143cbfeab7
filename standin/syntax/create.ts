import { parseMaskingPolicy, parseTag } from "./create-governance";
import { parseMode, parseTail, type CreateHead } from "./create-parts";
import { parseStream, parseTask } from "./create-pipeline";
import { parseTable, parseView } from "./create-relation";
import type { Cursor } from "./cursor";
import { databaseForms, schemaForms, userForms, warehouseForms } from "./forms";
import { parseComment, parseTagClause } from "./properties";
import { refuseKind } from "./refused-kinds";
import type { CreateStatement } from "./statements";

/**
 * CREATE of every object the stand-in holds.
 * @throws SnowflakeError 000002 naming the object for any other
 */
export function parseCreate(cursor: Cursor): CreateStatement {
  const start = cursor.next();
  if (cursor.sees("OR", "ALTER")) throw cursor.refuse("CREATE OR ALTER", start);
  const head = { start, orReplace: cursor.accept("OR", "REPLACE") };
  if (cursor.accept("TRANSIENT", "DATABASE")) return parseDatabase(cursor, head, true);
  if (cursor.accept("TRANSIENT", "SCHEMA")) return parseSchema(cursor, head, true);
  if (cursor.accept("TRANSIENT", "TABLE")) return parseTable(cursor, head, "TRANSIENT");
  if (cursor.acceptOneOf(...temporaryTable) !== undefined) return parseTable(cursor, head, "TEMPORARY");
  if (cursor.accept("DATABASE", "ROLE")) return parseRole(cursor, head, "create database role");
  if (cursor.accept("DATABASE")) return parseDatabase(cursor, head, false);
  if (cursor.accept("SCHEMA")) return parseSchema(cursor, head, false);
  if (cursor.accept("TABLE")) return parseTable(cursor, head, "TABLE");
  if (cursor.accept("SECURE", "VIEW")) return parseView(cursor, head, true);
  if (cursor.accept("VIEW")) return parseView(cursor, head, false);
  if (cursor.accept("WAREHOUSE")) return parseWarehouse(cursor, head);
  if (cursor.accept("ROLE")) return parseRole(cursor, head, "create role");
  if (cursor.accept("USER")) return parseUser(cursor, head);
  if (cursor.accept("TAG")) return parseTag(cursor, head);
  if (cursor.accept("STREAM")) return parseStream(cursor, head);
  if (cursor.accept("TASK")) return parseTask(cursor, head);
  if (cursor.accept("MASKING", "POLICY")) return parseMaskingPolicy(cursor, head);
  throw refuseKind(cursor, "CREATE", start);
}

/** Synonyms all (docs create-table, "TEMP[ORARY] or VOLATILE"). */
const temporaryTable = ["", "LOCAL ", "GLOBAL "].flatMap((scope) =>
  ["TEMP", "TEMPORARY", "VOLATILE"].map((word) => `${scope}${word} TABLE`),
);

function parseDatabase(cursor: Cursor, head: CreateHead, transient: boolean): CreateStatement {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  for (const source of [
    ["CLONE"],
    ["FROM", "SHARE"],
    ["FROM", "LISTING"],
    ["FROM", "BACKUP"],
    ["AS", "REPLICA"],
  ]) {
    if (cursor.sees(...source)) throw cursor.refuse(`CREATE DATABASE ${source.join(" ")}`);
  }
  return { kind: "create database", mode, name, transient, ...parseTail(cursor, databaseForms, "DATABASE") };
}

function parseSchema(cursor: Cursor, head: CreateHead, transient: boolean): CreateStatement {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  for (const source of [["CLONE"], ["FROM", "BACKUP"]])
    if (cursor.sees(...source)) throw cursor.refuse(`CREATE SCHEMA ${source.join(" ")}`);
  const managedAccess = cursor.accept("WITH", "MANAGED", "ACCESS");
  return {
    kind: "create schema",
    mode,
    name,
    transient,
    managedAccess,
    ...parseTail(cursor, schemaForms, "SCHEMA"),
  };
}

function parseWarehouse(cursor: Cursor, head: CreateHead): CreateStatement {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  if (!cursor.sees("WITH", "TAG")) cursor.accept("WITH");
  return { kind: "create warehouse", mode, name, ...parseTail(cursor, warehouseForms, "WAREHOUSE") };
}

function parseRole(
  cursor: Cursor,
  head: CreateHead,
  kind: "create role" | "create database role",
): CreateStatement {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  const comment = parseComment(cursor);
  const tags = parseTagClause(cursor) ?? [];
  const late = comment ?? parseComment(cursor);
  return { kind, mode, name, tags, ...(late === undefined ? {} : { comment: late }) };
}

function parseUser(cursor: Cursor, head: CreateHead): CreateStatement {
  const mode = parseMode(cursor, head);
  return { kind: "create user", mode, name: cursor.name(), ...parseTail(cursor, userForms, "USER") };
}
