import { physicalName, quoted } from "../../src/model/names";
import { roles, taskRole, type Role } from "../../src/model/roles";
import { warehouses } from "../../src/model/warehouses";
import type { Table } from "../../src/model/table";
import { SnowflakeError } from "../../standin/errors";
import type { Session } from "../../standin/session/session";
import { UserError } from "../user-error";
import type { Estate } from "./estate";
import type { Row, TableRows } from "./rows";
import { boundText, sqlValue } from "./values";

/** Rows a statement inserts at most. */
const mostRows = 500;

/** Characters a statement binds at most, where a row has not more by itself: Snowflake takes statements of 1 MB (docs: query-size-limits). */
const mostCharacters = 1_000_000;

/** The role that loads a schema: the pipelines' where it writes there, else the first that is made to. */
export function loaderOf(schema: string): Role {
  const role = [taskRole, ...roles].find(({ writes }) => writes.includes(schema));
  if (role === undefined) throw new Error(`no role writes ${schema}`);
  return role;
}

/** A session of a role, on the first warehouse it may use, in the estate's database. */
export function sessionOf(estate: Estate, role: Role): Promise<Session> {
  const warehouse = warehouses.find(({ key }) => role.uses.includes(key));
  if (warehouse === undefined) throw new Error(`${role.name} may use no warehouse`);
  return estate.account.login({
    role: physicalName(role.name, estate.suffix),
    warehouse: physicalName(warehouse.name, estate.suffix),
    database: estate.database,
  });
}

/**
 * Loads rows with ordinary SQL, each schema by the role that writes it; all of them or none.
 * @throws UserError with what a statement failed with, after everything was rolled back
 */
export async function load(estate: Estate, data: readonly TableRows[]): Promise<void> {
  const sessions = new Map<Role, Session>();
  try {
    for (const { table, rows } of data) {
      const role = loaderOf(table.schema);
      const session = sessions.get(role) ?? (await sessionOf(estate, role));
      if (!sessions.has(role)) await session.execute("BEGIN");
      sessions.set(role, session);
      for (const { sql, binds } of insertStatements(estate.database, table, rows))
        await session.execute(sql, binds).catch((error: unknown) => {
          if (!(error instanceof SnowflakeError)) throw error;
          throw new UserError(
            `${table.schema}.${table.name}: its rows were refused with ${error.code}: ${error.message}`,
          );
        });
    }
    for (const session of sessions.values()) await session.execute("COMMIT");
  } finally {
    // What was not committed is rolled back.
    for (const session of sessions.values()) await session.close();
  }
}

/** A statement with the values of its `?`, in order. */
export interface Insert {
  readonly sql: string;
  readonly binds: readonly (string | null)[];
}

/**
 * INSERTs of rows; rows that leave a column with a default out are apart from those that set it. Values are bound, so
 * that none is limited by what a literal may hold. They go through a SELECT: VALUES takes constants alone, no
 * PARSE_JSON (docs: functions/parse_json, "storing values of different data types").
 */
export function insertStatements(database: string, table: Table, rows: readonly Row[]): readonly Insert[] {
  const shapes = new Map<string, Row[]>();
  for (const row of rows) {
    const shape = columnsOf(table, row)
      .map(({ name }) => name)
      .join(",");
    const alike = shapes.get(shape);
    if (alike === undefined) shapes.set(shape, [row]);
    else alike.push(row);
  }
  return [...shapes.values()].flatMap((alike) => {
    const columns = columnsOf(table, alike[0] ?? {});
    const values = `(${columns.map(() => "?").join(", ")})`;
    const head =
      `INSERT INTO ${quoted(database, table.schema, table.name)} (${columns.map(({ name }) => quoted(name)).join(", ")})\n` +
      `SELECT ${columns.map((column, i) => sqlValue(column, `COLUMN${i + 1}`)).join(", ")}\nFROM VALUES\n`;
    return batches(alike.map((row) => columns.map((column) => boundText(column, row[column.name])))).map(
      (batch) => ({ sql: head + batch.map(() => values).join(",\n"), binds: batch.flat() }),
    );
  });
}

/** Columns an INSERT names: those of the row, and those that are NULL when not named. */
const columnsOf = (table: Table, row: Row) =>
  table.columns.filter(({ name, default: preset }) => name in row || preset === undefined);

type Bound = readonly (string | null)[];

const length = (row: Bound): number => row.reduce((sum, value) => sum + (value?.length ?? 0), 0);

/** Rows in their order, as many together as one statement takes. */
function batches(rows: readonly Bound[]): readonly (readonly Bound[])[] {
  const all: Bound[][] = [];
  let characters = Infinity;
  for (const row of rows) {
    characters += length(row);
    const last = all.at(-1);
    if (last !== undefined && last.length < mostRows && characters <= mostCharacters) {
      last.push(row);
    } else {
      all.push([row]);
      characters = length(row);
    }
  }
  return all;
}
