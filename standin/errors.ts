/**
 * An error as Snowflake reports it: a six-digit code, an SQL state and a text.
 * The texts follow what drivers and the Terraform provider match on (provider.md sections 0 and 7).
 */
export class SnowflakeError extends Error {
  constructor(
    readonly code: string,
    readonly sqlState: string,
    message: string,
  ) {
    super(message);
    this.name = "SnowflakeError";
  }
}

/** Where in a statement something stands: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const at = (position: Position | undefined): string =>
  position === undefined ? "" : ` line ${position.line} at position ${position.column - 1}`;

/** 001003: the statement cannot be read. */
export function syntaxError(found: string, expected: string, position: Position): SnowflakeError {
  return new SnowflakeError(
    "001003",
    "42000",
    `SQL compilation error:\nsyntax error${at(position)} unexpected '${found}'. Expected ${expected}.`,
  );
}

/** 000002: the stand-in does not do this, and says so by name rather than guess. */
export function unsupported(what: string, position?: Position): SnowflakeError {
  return new SnowflakeError("000002", "0A000", `unsupported by the local stand-in: ${what}${at(position)}`);
}

/** Kinds whose absence has the SQL state of a missing table. */
const tableLike = new Set(["Object", "Table", "View"]);

/** 002003: Snowflake does not tell apart what is missing and what the role may not see. */
export function notFound(kind: string, name: string): SnowflakeError {
  return new SnowflakeError(
    "002003",
    tableLike.has(kind) ? "42S02" : "02000",
    `SQL compilation error:\n${kind} '${name}' does not exist or not authorized.`,
  );
}

/** 002043: what USE and SHOW ... IN name is missing, or not for this role. */
export const notThere = (): SnowflakeError =>
  new SnowflakeError(
    "002043",
    "02000",
    "SQL compilation error:\nObject does not exist, or operation cannot be performed.",
  );

/** 090105 and 090106: a name is not qualified, and the session has no database or schema to look in. */
export function noCurrent(what: "database" | "schema", statement: string): SnowflakeError {
  return new SnowflakeError(
    what === "database" ? "090105" : "090106",
    "22000",
    `Cannot perform ${statement}. This session does not have a current ${what}. Call 'USE ${what.toUpperCase()}', or use a qualified name.`,
  );
}

/** 002002: CREATE without OR REPLACE or IF NOT EXISTS of a name that is taken. */
export function alreadyExists(name: string): SnowflakeError {
  return new SnowflakeError("002002", "42710", `SQL compilation error:\nObject '${name}' already exists.`);
}

/** 003001: the object is visible, the privilege is not there. */
export function insufficientPrivileges(kind: string, name: string): SnowflakeError {
  return new SnowflakeError(
    "003001",
    "42501",
    `SQL access control error:\nInsufficient privileges to operate on ${kind} '${name}'`,
  );
}

/** 000904 and its kin: a statement that reads well and means nothing. */
export function invalid(code: string, message: string): SnowflakeError {
  return new SnowflakeError(code, "42000", `SQL compilation error:\n${message}`);
}

/** 100xxx: the statement was right and failed on its data. */
export function executionError(code: string, message: string): SnowflakeError {
  return new SnowflakeError(code, "22000", message);
}
