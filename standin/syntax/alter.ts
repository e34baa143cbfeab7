import { parseTagAction, refuseAction } from "./alter-parts";
import { parseTableAction, parseViewColumnAction } from "./alter-table";
import { parseTaskAction } from "./alter-task";
import type { Cursor } from "./cursor";
import {
  accountForms,
  commentForms,
  databaseForms,
  schemaForms,
  userForms,
  viewForms,
  warehouseForms,
} from "./forms";
import { kindsByName } from "./kinds";
import { parseSessionParameters, parseSet, parseUnset, type PropertyForms } from "./properties";
import { refuseKind } from "./refused-kinds";
import type {
  AlterAccountStatement,
  AlterAction,
  AlterSessionStatement,
  AlterStatement,
  DropStatement,
} from "./statements";

type Kind = AlterStatement["object"];

/** What SET and UNSET know by kind; TABLE and TASK have readers of their own. */
const forms: Readonly<Record<Exclude<Kind, "TABLE" | "TASK">, PropertyForms>> = {
  DATABASE: databaseForms,
  SCHEMA: schemaForms,
  VIEW: viewForms,
  STREAM: commentForms,
  TAG: commentForms,
  "MASKING POLICY": commentForms,
  WAREHOUSE: warehouseForms,
  ROLE: commentForms,
  "DATABASE ROLE": commentForms,
  USER: userForms,
};

/**
 * ALTER of every object the stand-in holds, and of the session.
 * @throws SnowflakeError 000002 naming the object or the action for any other
 */
export function parseAlter(cursor: Cursor): AlterStatement | AlterAccountStatement | AlterSessionStatement {
  const start = cursor.next();
  if (!cursor.sees("SESSION", "POLICY") && cursor.accept("SESSION")) return parseAlterSession(cursor);
  if (cursor.sees("ACCOUNT", "SET")) return parseAlterAccount(cursor);
  const object = parseKind(cursor);
  if (object === undefined) throw refuseKind(cursor, "ALTER", start);
  const ifExists = cursor.accept("IF", "EXISTS");
  const name = cursor.name();
  return { kind: "alter", object, name, ifExists, action: parseAction(cursor, object) };
}

export function parseDrop(cursor: Cursor): DropStatement {
  const start = cursor.next();
  const object = parseKind(cursor);
  if (object === undefined) throw refuseKind(cursor, "DROP", start);
  const ifExists = cursor.accept("IF", "EXISTS");
  const name = cursor.name();
  const restrict = cursor.accept("RESTRICT");
  if (!restrict) cursor.accept("CASCADE");
  return { kind: "drop", object, name, ifExists, restrict };
}

function parseKind(cursor: Cursor): Kind | undefined {
  return kindsByName.find((kind) => cursor.accept(...kind.split(" ")));
}

function parseAlterAccount(cursor: Cursor): AlterAccountStatement {
  cursor.expect("ACCOUNT", "SET");
  return { kind: "alter account", set: parseSet(cursor, accountForms, "account") };
}

function parseAlterSession(cursor: Cursor): AlterSessionStatement {
  if (cursor.accept("SET")) {
    return { kind: "alter session", set: parseSessionParameters(cursor), unset: [] };
  }
  cursor.expect("UNSET");
  return { kind: "alter session", set: {}, unset: cursor.list(() => cursor.word()) };
}

function parseAction(cursor: Cursor, object: Kind): AlterAction {
  if (cursor.accept("RENAME", "TO")) return { type: "rename", to: cursor.name() };
  const tags = parseTagAction(cursor);
  if (tags !== undefined) return tags;
  switch (object) {
    case "TABLE":
      return parseTableAction(cursor);
    case "TASK":
      return parseTaskAction(cursor);
    case "VIEW":
      return parseViewAction(cursor);
    case "SCHEMA":
      if (cursor.accept("ENABLE", "MANAGED", "ACCESS")) return { type: "managed access", enabled: true };
      if (cursor.accept("DISABLE", "MANAGED", "ACCESS")) return { type: "managed access", enabled: false };
      return parseSetOrUnset(cursor, object);
    case "WAREHOUSE":
      return parseWarehouseAction(cursor);
    case "TAG":
      return parseTagDefinitionAction(cursor);
    case "MASKING POLICY":
      if (cursor.accept("SET", "BODY")) {
        cursor.expect("->");
        return { type: "set body", body: cursor.rest("an expression") };
      }
      return parseSetOrUnset(cursor, object);
    default:
      return parseSetOrUnset(cursor, object);
  }
}

function parseSetOrUnset(cursor: Cursor, object: Exclude<Kind, "TABLE" | "TASK">): AlterAction {
  if (cursor.accept("SET")) return { type: "set", properties: parseSet(cursor, forms[object], object) };
  if (cursor.accept("UNSET")) return { type: "unset", properties: parseUnset(cursor, forms[object], object) };
  throw refuseAction(cursor, object);
}

function parseViewAction(cursor: Cursor): AlterAction {
  if (cursor.accept("SET", "SECURE")) return { type: "set secure", secure: true };
  if (cursor.accept("UNSET", "SECURE")) return { type: "set secure", secure: false };
  if (cursor.sees("ALTER") || cursor.sees("MODIFY")) return parseViewColumnAction(cursor);
  return parseSetOrUnset(cursor, "VIEW");
}

function parseWarehouseAction(cursor: Cursor): AlterAction {
  if (cursor.accept("SUSPEND")) return { type: "warehouse state", state: "SUSPEND", ifSuspended: false };
  if (cursor.accept("RESUME")) {
    return { type: "warehouse state", state: "RESUME", ifSuspended: cursor.accept("IF", "SUSPENDED") };
  }
  if (cursor.accept("ABORT", "ALL", "QUERIES")) return { type: "abort all queries" };
  return parseSetOrUnset(cursor, "WAREHOUSE");
}

function parseTagDefinitionAction(cursor: Cursor): AlterAction {
  if (cursor.accept("ADD", "ALLOWED_VALUES")) {
    return { type: "add allowed values", values: cursor.list(() => cursor.string()) };
  }
  if (cursor.accept("DROP", "ALLOWED_VALUES")) {
    return { type: "drop allowed values", values: cursor.list(() => cursor.string()) };
  }
  if (cursor.accept("UNSET", "ALLOWED_VALUES")) return { type: "unset allowed values" };
  for (const verb of ["SET", "UNSET"]) if (cursor.sees(verb, "MASKING")) throw refuseAction(cursor, "TAG");
  return parseSetOrUnset(cursor, "TAG");
}
