import { physicalName, quoted } from "../../src/model/names";
import { roles, taskRole, type Role } from "../../src/model/roles";
import { warehouses } from "../../src/model/warehouses";
import type { Table } from "../../src/model/table";
import type { Session } from "../../standin/session/session";
import type { Estate } from "./estate";
import type { Row, TableRows } from "./rows";
import { sqlValue } from "./values";

/** Rows a statement inserts at most. */
const batch = 100;

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
 * @throws whatever a statement failed with, after everything was rolled back
 */
export async function load(estate: Estate, data: readonly TableRows[]): Promise<void> {
  const sessions = new Map<Role, Session>();
  try {
    for (const { table, rows } of data) {
      const role = loaderOf(table.schema);
      const session = sessions.get(role) ?? (await sessionOf(estate, role));
      if (!sessions.has(role)) await session.execute("BEGIN");
      sessions.set(role, session);
      for (const statement of insertStatements(estate.database, table, rows))
        await session.execute(statement);
    }
    for (const session of sessions.values()) await session.execute("COMMIT");
  } finally {
    // What was not committed is rolled back.
    for (const session of sessions.values()) await session.close();
  }
}

/** INSERTs of rows; rows that leave a column with a default out are apart from those that set it. */
export function insertStatements(database: string, table: Table, rows: readonly Row[]): readonly string[] {
  const shapes = new Map<string, Row[]>();
  for (const row of rows) {
    const shape = columnsOf(table, row)
      .map(({ name }) => name)
      .join(",");
    shapes.set(shape, [...(shapes.get(shape) ?? []), row]);
  }
  return [...shapes.values()].flatMap((alike) => {
    const columns = columnsOf(table, alike[0] ?? {});
    return chunks(alike, batch).map(
      (chunk) =>
        `INSERT INTO ${quoted(database, table.schema, table.name)} (${columns.map(({ name }) => name).join(", ")})\n` +
        chunk
          .map((row) => `SELECT ${columns.map((column) => sqlValue(column, row[column.name])).join(", ")}`)
          .join("\nUNION ALL\n"),
    );
  });
}

/** Columns an INSERT names: those of the row, and those that are NULL when not named. */
const columnsOf = (table: Table, row: Row) =>
  table.columns.filter(({ name, default: preset }) => name in row || preset === undefined);

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
