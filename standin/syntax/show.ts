import type { Cursor } from "./cursor";
import { parseRoleReference, seesRole } from "./grant";
import { kindsByName } from "./kinds";
import { refuseKind } from "./refused-kinds";
import { noShowScope } from "./reserved";
import type {
  DescribeStatement,
  ObjectKind,
  ShowGrantsSubject,
  ShowKind,
  ShowScope,
  ShowStatement,
} from "./statements";

const showKinds: readonly ShowKind[] = [
  ...([
    "REPLICATION DATABASES",
    "DATABASE ROLES",
    "APPLICATION ROLES",
    "MASKING POLICIES",
    "DATABASES",
    "SCHEMAS",
    "TABLES",
  ] as const),
  ...(["VIEWS", "COLUMNS", "WAREHOUSES", "ROLES", "USERS", "TAGS", "STREAMS", "TASKS", "OBJECTS"] as const),
  ...(["PRIMARY KEYS", "UNIQUE KEYS", "IMPORTED KEYS", "EXPORTED KEYS"] as const),
];

/** Clauses of SHOW commands that the stand-in does not do. */
const refusedClauses = [
  "HISTORY",
  "WITH PRIVILEGES",
  "OWNED BY",
  "IN FAILOVER GROUP",
  "IN REPLICATION GROUP",
  "IN SERVICE",
];

/**
 * SHOW of objects, grants and parameters (provider.md section 7).
 * @throws SnowflakeError 000002 naming the kind or the clause for any other
 */
export function parseShow(cursor: Cursor): ShowStatement {
  const start = cursor.next();
  if (cursor.accept("GRANTS")) {
    if (cursor.sees("IN")) throw cursor.refuse(`SHOW GRANTS IN ${cursor.peek(1).value}`, start);
    return { kind: "show grants", of: parseGrantsSubject(cursor) };
  }
  if (cursor.accept("FUTURE", "GRANTS")) return parseFutureGrants(cursor);
  if (cursor.accept("PARAMETERS")) return parseParameters(cursor);
  const terse = cursor.accept("TERSE");
  const what = showKinds.find((kind) => cursor.accept(...kind.split(" ")));
  if (what === undefined) throw refuseKind(cursor, "SHOW", start);
  refuseClauses(cursor, what);
  const like = parseLike(cursor);
  refuseClauses(cursor, what);
  const scope = parseScope(cursor, what);
  // SNOWFLAKE is the only application here, and its other objects are not listed.
  const inApplication = scope?.object === "APPLICATION";
  if (inApplication !== (what === "APPLICATION ROLES"))
    throw cursor.refuse(`SHOW ${what}${inApplication ? "" : " without"} IN APPLICATION`, start);
  if (cursor.accept("WITH", "PRIMARY")) cursor.name();
  const early = cursor.accept("ROOT", "ONLY");
  const startsWith = cursor.accept("STARTS", "WITH") ? cursor.string() : undefined;
  const rootOnly = what === "TASKS" && (cursor.accept("ROOT", "ONLY") || early);
  const limit = cursor.accept("LIMIT") ? cursor.number() : undefined;
  const from = cursor.accept("FROM") ? cursor.string() : undefined;
  refuseClauses(cursor, what);
  return {
    kind: "show",
    what,
    terse,
    rootOnly,
    ...(like === undefined ? {} : { like }),
    ...(scope === undefined ? {} : { in: scope }),
    ...(startsWith === undefined ? {} : { startsWith }),
    ...(limit === undefined ? {} : { limit }),
    ...(from === undefined ? {} : { from }),
  };
}

function refuseClauses(cursor: Cursor, what: ShowKind): void {
  const clause = refusedClauses.find((words) => cursor.sees(...words.split(" ")));
  if (clause !== undefined) throw cursor.refuse(`SHOW ${what} ${clause}`);
}

const parseLike = (cursor: Cursor): string | undefined =>
  cursor.accept("LIKE") ? cursor.string() : undefined;

/** `IN ACCOUNT`, `IN [DATABASE | SCHEMA] [name]`, `IN [TABLE | VIEW] name`. */
function parseScope(cursor: Cursor, what: ShowKind): ShowScope | undefined {
  if (!cursor.accept("IN")) return undefined;
  if (cursor.sees("CLASS")) throw cursor.refuse(`SHOW ${what} IN CLASS`);
  if (cursor.accept("APPLICATION")) return { object: "APPLICATION", name: cursor.name() };
  if (cursor.accept("ACCOUNT")) {
    // The provider may repeat the account's name.
    if (cursor.peek().kind === "quoted") cursor.name();
    return { object: "ACCOUNT" };
  }
  const object = (["DATABASE", "SCHEMA", "TABLE", "VIEW"] as const).find((kind) => cursor.accept(kind));
  const named = cursor.peek().kind === "quoted" || (cursor.peek().kind === "word" && !seesTail(cursor));
  if (object === undefined && !named) throw cursor.unexpected("ACCOUNT or DATABASE or SCHEMA");
  return {
    ...(object === undefined ? {} : { object }),
    ...(named ? { name: cursor.name(noShowScope) } : {}),
  };
}

const seesTail = (cursor: Cursor): boolean =>
  cursor.sees("STARTS", "WITH") || cursor.sees("LIMIT") || cursor.sees("ROOT", "ONLY");

function parseGrantsSubject(cursor: Cursor): ShowGrantsSubject {
  if (cursor.accept("ON")) {
    if (cursor.accept("ACCOUNT")) return { by: "on", object: "ACCOUNT", name: { parts: [] } };
    return { by: "on", object: parseKind(cursor, "SHOW GRANTS ON"), name: cursor.name() };
  }
  if (cursor.accept("TO")) {
    if (cursor.accept("USER")) return { by: "to", grantee: { kind: "USER", name: cursor.name() } };
    if (!seesRole(cursor)) parseKind(cursor, "SHOW GRANTS TO");
    return { by: "to", grantee: parseRoleReference(cursor) };
  }
  if (cursor.accept("OF")) {
    if (!seesRole(cursor)) parseKind(cursor, "SHOW GRANTS OF");
    return { by: "of", role: parseRoleReference(cursor) };
  }
  return { by: "current user" };
}

function parseFutureGrants(cursor: Cursor): ShowStatement {
  if (cursor.accept("TO"))
    return { kind: "show future grants", of: { by: "to", role: parseRoleReference(cursor) } };
  cursor.expect("IN");
  const object = cursor.expectOneOf("DATABASE", "SCHEMA");
  return { kind: "show future grants", of: { by: "in", object, name: cursor.name() } };
}

function parseParameters(cursor: Cursor): ShowStatement {
  const like = parseLike(cursor);
  const pattern = like === undefined ? {} : { like };
  if (!cursor.accept("IN") && !cursor.accept("FOR")) return { kind: "show parameters", ...pattern };
  if (cursor.accept("SESSION")) return { kind: "show parameters", ...pattern, in: { object: "SESSION" } };
  if (cursor.accept("ACCOUNT")) return { kind: "show parameters", ...pattern, in: { object: "ACCOUNT" } };
  const object = parseKind(cursor, "SHOW PARAMETERS IN");
  const named = cursor.peek().kind === "word" || cursor.peek().kind === "quoted";
  return { kind: "show parameters", ...pattern, in: { object, ...(named ? { name: cursor.name() } : {}) } };
}

function parseKind(cursor: Cursor, what: string): Exclude<ObjectKind, "ACCOUNT"> {
  const kind = kindsByName.find((candidate) => cursor.accept(...candidate.split(" ")));
  if (kind === undefined && cursor.peek().kind === "word")
    throw cursor.refuse(`${what} ${cursor.peek().value}`);
  if (kind === undefined) throw cursor.unexpected("an object");
  return kind;
}

const describable: readonly DescribeStatement["object"][] = [
  "MASKING POLICY",
  "DATABASE",
  "SCHEMA",
  "TABLE",
  "VIEW",
  "STREAM",
  "TASK",
  "USER",
  "WAREHOUSE",
];

/** @throws SnowflakeError 000002 for kinds the stand-in does not describe, and for TYPE = STAGE */
export function parseDescribe(cursor: Cursor): DescribeStatement {
  const start = cursor.next();
  const role = cursor.sees("DATABASE", "ROLE") && cursor.peek(2).kind !== "end";
  const object = role ? undefined : describable.find((kind) => cursor.accept(...kind.split(" ")));
  if (object === undefined) throw refuseKind(cursor, "DESCRIBE", start);
  const name = cursor.name();
  if (object === "TABLE" && cursor.accept("TYPE")) {
    cursor.expect("=");
    if (cursor.sees("STAGE")) throw cursor.refuse("DESCRIBE TABLE TYPE = STAGE");
    cursor.expect("COLUMNS");
  }
  return { kind: "describe", object, name };
}
