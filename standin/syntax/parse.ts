import type { Value } from "../result";
import { parseAlter, parseDrop } from "./alter";
import { parseCreate } from "./create";
import { Cursor } from "./cursor";
import { parseGrant } from "./grant";
import { parseDescribe, parseShow } from "./show";
import type { DmlStatement, Statement } from "./statements";

/**
 * Reads one statement; a `;` may end it. Queries and DML are not read further than their verb: the data engine reads
 * their text.
 * @param binds values of bind variables, for those that stand for a name
 * @throws SnowflakeError 001003 where the text cannot be read, 000002 naming what Snowflake has and the stand-in
 *   does not; both say where
 */
export function parseStatement(text: string, binds: readonly Value[] = []): Statement {
  const cursor = new Cursor(text, binds);
  const statement = parse(cursor);
  cursor.expectEnd();
  return statement;
}

function parse(cursor: Cursor): Statement {
  if (cursor.sees("(")) return parseQuery(cursor);
  const first = cursor.peek();
  if (first.kind !== "word") throw cursor.unexpected("a statement");
  switch (first.value) {
    case "SELECT":
    case "WITH":
    case "VALUES":
      return parseQuery(cursor);
    case "INSERT":
    case "UPDATE":
    case "DELETE":
    case "MERGE":
    case "TRUNCATE":
      return parseDml(cursor, first.value);
    case "USE":
      return parseUse(cursor);
    case "BEGIN":
    case "START":
    case "COMMIT":
    case "ROLLBACK":
      return parseTransaction(cursor);
    case "CREATE":
      return parseCreate(cursor);
    case "ALTER":
      return parseAlter(cursor);
    case "DROP":
      return parseDrop(cursor);
    case "GRANT":
    case "REVOKE":
      return parseGrant(cursor);
    case "SHOW":
      return parseShowActivity(cursor) ?? parseShow(cursor);
    case "DESCRIBE":
    case "DESC":
      return parseDescribeTransaction(cursor) ?? parseDescribe(cursor);
    case "CALL":
      return parseCall(cursor);
    case "EXECUTE":
      return parseExecute(cursor);
    default:
      if (refused.has(first.value)) throw cursor.refuse(first.value);
      throw cursor.unexpected("a statement");
  }
}

/** Procedures of Snowflake's own that the stand-in has, by full name. */
const procedures: ReadonlySet<string> = new Set(
  ["GRANT_TO", "REVOKE_FROM"].map((verb) => `SNOWFLAKE.LOCAL.${verb}_PUBLIC_APPLICATION_ROLE`),
);

/** Statements Snowflake has and the stand-in does not. */
const refused = new Set([
  "COMMENT",
  "COPY",
  "DECLARE",
  "EXPLAIN",
  "GET",
  "LIST",
  "LS",
  "PUT",
  "REMOVE",
  "RM",
  "SET",
  "UNDROP",
  "UNSET",
]);

function parseQuery(cursor: Cursor): Statement {
  return { kind: "query", verb: "SELECT", text: cursor.rest("a query") };
}

function parseDml(cursor: Cursor, verb: DmlStatement["verb"]): Statement {
  for (const other of ["MATERIALIZED", "EXTERNAL"]) {
    if (verb === "TRUNCATE" && cursor.sees(verb, other)) throw cursor.refuse(`TRUNCATE ${other}`);
  }
  return { kind: "dml", verb, text: cursor.rest("a statement") };
}

function parseUse(cursor: Cursor): Statement {
  cursor.expect("USE");
  if (cursor.accept("SECONDARY", "ROLES")) {
    if (!cursor.sees("ALL") && !cursor.sees("NONE")) throw cursor.refuse("USE SECONDARY ROLES with names");
    return { kind: "use secondary roles", roles: cursor.expectOneOf("ALL", "NONE") };
  }
  for (const what of ["ROLE", "WAREHOUSE", "DATABASE", "SCHEMA"] as const) {
    const named = cursor.peek(1).kind === "word" || cursor.peek(1).kind === "quoted";
    if (cursor.sees(what) && named) {
      cursor.next();
      return { kind: "use", what, name: cursor.name() };
    }
  }
  // USE name is USE DATABASE, or USE SCHEMA with two parts.
  const name = cursor.name();
  return { kind: "use", what: name.parts.length > 1 ? "SCHEMA" : "DATABASE", name };
}

function parseTransaction(cursor: Cursor): Statement {
  const verb = cursor.word();
  if (verb === "START") {
    cursor.expect("TRANSACTION");
  } else if (!cursor.accept("WORK")) {
    const scripting = verb === "BEGIN" && !cursor.accept("TRANSACTION") && !cursor.atEnd;
    if (scripting && !cursor.sees(";") && !cursor.sees("NAME"))
      throw cursor.refuse("Snowflake Scripting block");
  }
  const name = cursor.accept("NAME") ? cursor.identifier() : undefined;
  return {
    kind: "transaction",
    verb: verb === "COMMIT" || verb === "ROLLBACK" ? verb : "BEGIN",
    ...(name === undefined ? {} : { name }),
  };
}

/** SHOW LOCKS and SHOW TRANSACTIONS (docs sql/show-locks, sql/show-transactions). */
function parseShowActivity(cursor: Cursor): Statement | undefined {
  const what = (["LOCKS", "TRANSACTIONS"] as const).find((each) => cursor.accept("SHOW", each));
  return what && { kind: "show activity", what, account: cursor.accept("IN", "ACCOUNT") };
}

function parseDescribeTransaction(cursor: Cursor): Statement | undefined {
  if (!cursor.accept("DESCRIBE", "TRANSACTION") && !cursor.accept("DESC", "TRANSACTION")) return undefined;
  if (cursor.peek().kind !== "number") throw cursor.unexpected("the id of a transaction");
  return { kind: "describe transaction", id: cursor.next().value };
}

/** @throws SnowflakeError 000002 naming any procedure the stand-in does not have, and arguments that are no texts */
function parseCall(cursor: Cursor): Statement {
  const start = cursor.next();
  const procedure = cursor.name();
  if (!procedures.has(procedure.parts.join(".")))
    throw cursor.refuse(`CALL ${procedure.parts.join(".")}`, start);
  cursor.expect("(");
  if (cursor.peek().kind !== "string") throw cursor.refuse("CALL with an argument that is no text");
  const given = cursor.list(() => cursor.string());
  cursor.expect(")");
  return { kind: "call", procedure, arguments: given };
}

function parseExecute(cursor: Cursor): Statement {
  const start = cursor.next();
  if (!cursor.accept("TASK")) {
    throw cursor.refuse(`EXECUTE ${cursor.peek().kind === "word" ? cursor.peek().value : ""}`.trim(), start);
  }
  const name = cursor.name();
  if (cursor.sees("USING")) throw cursor.refuse("EXECUTE TASK USING CONFIG");
  return { kind: "execute task", name, retryLast: cursor.accept("RETRY", "LAST") };
}
