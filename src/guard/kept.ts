/** What an account has, and how many rows of it are at stake. */
import { DriverError, type DriverConnection, type Row } from "../driver/connection";
import { masks } from "../model/masking";
import { metadataTag } from "../model/metadata";
import { literal, quoted } from "../model/names";
import type { Drop, KeptTable, Loss } from "./losses";
import type { Place } from "./masks";

/** What Snowflake says of a database that is not there, or not for this role (docs: driver error codes). */
const noSuchObject = "002003";

/**
 * The tables of a database.
 * @returns none where there is no such database yet
 * @throws DriverError where the account does not answer
 */
export async function keptTables(
  connection: DriverConnection,
  database: string,
): Promise<readonly KeptTable[]> {
  const information = `${quoted(database)}.INFORMATION_SCHEMA`;
  const rows = await rowsUnlessMissing(
    connection,
    `SELECT C.TABLE_SCHEMA, C.TABLE_NAME, T.TABLE_OWNER, C.COLUMN_NAME FROM ${information}.COLUMNS C
JOIN ${information}.TABLES T ON T.TABLE_SCHEMA = C.TABLE_SCHEMA AND T.TABLE_NAME = C.TABLE_NAME
WHERE T.TABLE_TYPE = 'BASE TABLE'
ORDER BY C.TABLE_SCHEMA, C.TABLE_NAME, C.ORDINAL_POSITION`,
  );
  const tables = new Map<string, KeptTable & { columns: string[] }>();
  for (const row of rows) {
    const [schema, name, owner] = ["TABLE_SCHEMA", "TABLE_NAME", "TABLE_OWNER"].map((key) =>
      String(row[key]),
    ) as [string, string, string];
    const table = tables.get(quoted(schema, name)) ?? { schema, name, owner, columns: [] };
    tables.set(quoted(schema, name), table);
    table.columns.push(String(row["COLUMN_NAME"]));
  }
  return [...tables.values()];
}

/** The columns that carry one of the estate's masking policies. @throws DriverError as `keptTables` */
export async function maskedColumns(
  connection: DriverConnection,
  database: string,
): Promise<readonly Place[]> {
  const columns: Place[] = [];
  for (const { name } of masks) {
    const policy = literal(quoted(database, metadataTag.schema, name));
    const rows = await rowsUnlessMissing(
      connection,
      `SELECT REF_SCHEMA_NAME, REF_ENTITY_NAME, REF_COLUMN_NAME
FROM TABLE(${quoted(database)}.INFORMATION_SCHEMA.POLICY_REFERENCES(POLICY_NAME => ${policy}))`,
    );
    for (const row of rows)
      columns.push({
        schema: String(row["REF_SCHEMA_NAME"]),
        table: String(row["REF_ENTITY_NAME"]),
        column: String(row["REF_COLUMN_NAME"]),
      });
  }
  return columns;
}

/** What a query gives; nothing where what it asks of is not there yet. */
const rowsUnlessMissing = (connection: DriverConnection, sql: string): Promise<readonly Row[]> =>
  connection.run(sql).catch((error: unknown) => {
    if (error instanceof DriverError && error.code === noSuchObject) return [];
    throw error;
  });

/** What goes with a drop: nothing where no row is at stake. @throws DriverError where the account does not answer */
export async function lossesOf(
  connection: DriverConnection,
  database: string,
  { schema, table, columns }: Drop,
): Promise<readonly Loss[]> {
  // COUNT(column) counts the rows that hold a value in it; a mask keeps NULL what is NULL.
  const counts = ["COUNT(*)", ...columns.map((column) => `COUNT(${quoted(column)})`)].map(
    (count, place) => `${count} AS "${place}"`,
  );
  const [counted] = await connection.run(
    `SELECT ${counts.join(", ")} FROM ${quoted(database, schema, table)}`,
  );
  const rows = (place: number): number => Number(counted?.[String(place)] ?? 0);
  const losses =
    columns.length === 0
      ? [{ schema, table, rows: rows(0) }]
      : columns.map((column, i) => ({ schema, table, column, rows: rows(i + 1) }));
  return losses.filter((loss) => loss.rows > 0);
}
