/** What an account has, as the deploying role sees it, and how many rows of it are at stake. */
import { DriverError, type DriverConnection, type Row } from "../driver/connection";
import { markOf, type Mark } from "../model/mark";
import { metadataTag } from "../model/metadata";
import { literal, quoted } from "../model/names";
import type { Place } from "./masks";

/** A database of the account. */
export interface KeptDatabase {
  readonly name: string;
  /** The role that owns it. */
  readonly owner: string;
  readonly transient: boolean;
  /** Days of time travel. */
  readonly retentionDays: number;
  /** Whose it is; absent where its comment does not say. */
  readonly mark?: Mark;
}

/** A schema of a database. */
export type KeptSchema = Omit<KeptDatabase, "mark">;

/** A table or view as the account has it. */
export interface KeptRelation {
  readonly schema: string;
  readonly name: string;
  readonly owner: string;
  readonly columns: readonly string[];
}

/** A table as the account has it. */
export interface KeptTable extends KeptRelation {
  /** Undefined where Snowflake does not say. */
  readonly rows: number | undefined;
}

/** A masking policy of the governance schema, and the columns that carry it. */
export interface KeptPolicy {
  readonly name: string;
  readonly owner: string;
  readonly columns: readonly Place[];
}

/** What Snowflake says of what is not there, or not for this role (docs: driver error codes). */
const noSuchObject = "002003";
/** The same where SHOW is asked of it. */
const noSuchScope = "002043";
/** What it says of a table the role sees and may not read. */
const insufficientPrivileges = "003001";

const text = (row: Row, key: string): string => {
  const value = row[key];
  return typeof value === "string" ? value : "";
};

/** What a query gives; nothing where what it asks of is not there yet. @throws DriverError */
const rowsUnlessMissing = (connection: DriverConnection, sql: string): Promise<readonly Row[]> =>
  connection.run(sql).catch((error: unknown) => {
    if (error instanceof DriverError && (error.code === noSuchObject || error.code === noSuchScope))
      return [];
    throw error;
  });

/** What SHOW DATABASES and SHOW SCHEMAS tell alike (docs: show-databases, show-schemas). */
const container = (row: Row): KeptSchema => ({
  name: text(row, "name"),
  owner: text(row, "owner"),
  transient: text(row, "options").split(", ").includes("TRANSIENT"),
  retentionDays: Number(row["retention_time"]),
});

/** The databases the role may see whose names begin as the estate's do. @throws DriverError */
export async function keptDatabases(
  connection: DriverConnection,
  beginning: string,
): Promise<readonly KeptDatabase[]> {
  const rows = await connection.run(`SHOW DATABASES STARTS WITH ${literal(beginning)}`);
  return rows.map((row) => {
    const mark = markOf(text(row, "comment"));
    return { ...container(row), ...(mark === undefined ? {} : { mark }) };
  });
}

/** The schemas of a database the role may see. @throws DriverError */
export async function keptSchemas(
  connection: DriverConnection,
  database: string,
): Promise<readonly KeptSchema[]> {
  const rows = await rowsUnlessMissing(connection, `SHOW SCHEMAS IN DATABASE ${quoted(database)}`);
  return rows.map(container);
}

/** The owners of those roles that are there: every role may list roles (docs: show-roles). @throws DriverError */
export async function ownersOf(
  connection: DriverConnection,
  beginning: string,
  roles: readonly string[],
): Promise<readonly string[]> {
  const rows = await connection.run(`SHOW ROLES STARTS WITH ${literal(beginning)}`);
  return [
    ...new Set(rows.filter((row) => roles.includes(text(row, "name"))).map((row) => text(row, "owner"))),
  ];
}

/** Those of some roles that the session does not have, itself or by inheritance. @throws DriverError */
export async function strangersAmong(
  connection: DriverConnection,
  roles: readonly string[],
): Promise<readonly string[]> {
  const unique = [...new Set(roles)];
  if (unique.length === 0) return [];
  const [row = {}] = await connection.run(
    `SELECT ${unique.map((role, place) => `IS_ROLE_IN_SESSION(${literal(role)}) AS "${place}"`).join(", ")}`,
  );
  return unique.filter((_, place) => String(row[String(place)]) !== "true");
}

/** The tables and views of a database the role may see; none where it sees no such database. @throws DriverError */
export async function keptRelations(
  connection: DriverConnection,
  database: string,
): Promise<{ readonly tables: readonly KeptTable[]; readonly views: readonly KeptRelation[] }> {
  const information = `${quoted(database)}.INFORMATION_SCHEMA`;
  const rows = await rowsUnlessMissing(
    connection,
    `SELECT C.TABLE_SCHEMA, C.TABLE_NAME, C.COLUMN_NAME, T.TABLE_OWNER, T.TABLE_TYPE, T.ROW_COUNT FROM ${information}.COLUMNS C
JOIN ${information}.TABLES T ON T.TABLE_SCHEMA = C.TABLE_SCHEMA AND T.TABLE_NAME = C.TABLE_NAME
WHERE T.TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND T.TABLE_TYPE <> 'EXTERNAL TABLE'
ORDER BY C.TABLE_SCHEMA, C.TABLE_NAME, C.ORDINAL_POSITION`,
  );
  const found = new Map<string, KeptTable & { columns: string[]; readonly type: string }>();
  for (const row of rows) {
    const [schema, name] = [text(row, "TABLE_SCHEMA"), text(row, "TABLE_NAME")];
    const count = row["ROW_COUNT"];
    const relation = found.get(quoted(schema, name)) ?? {
      schema,
      name,
      owner: text(row, "TABLE_OWNER"),
      type: text(row, "TABLE_TYPE"),
      rows: count === null || count === undefined ? undefined : Number(count),
      columns: [],
    };
    found.set(quoted(schema, name), relation);
    relation.columns.push(text(row, "COLUMN_NAME"));
  }
  const isView = ({ type }: { readonly type: string }): boolean => type.endsWith("VIEW");
  const all = [...found.values()];
  return { tables: all.filter((one) => !isView(one)), views: all.filter(isView) };
}

/** The masking policies of the governance schema, with what carries them. @throws DriverError */
export async function keptPolicies(
  connection: DriverConnection,
  database: string,
): Promise<readonly KeptPolicy[]> {
  const schema = quoted(database, metadataTag.schema);
  const policies: KeptPolicy[] = [];
  for (const row of await rowsUnlessMissing(connection, `SHOW MASKING POLICIES IN SCHEMA ${schema}`)) {
    const [name, owner] = [text(row, "name"), text(row, "owner")];
    const policy = literal(quoted(database, metadataTag.schema, name));
    const rows = await rowsUnlessMissing(
      connection,
      `SELECT REF_SCHEMA_NAME, REF_ENTITY_NAME, REF_COLUMN_NAME
FROM TABLE(${quoted(database)}.INFORMATION_SCHEMA.POLICY_REFERENCES(POLICY_NAME => ${policy}))`,
    );
    const columns = rows.map((reference) => ({
      schema: text(reference, "REF_SCHEMA_NAME"),
      table: text(reference, "REF_ENTITY_NAME"),
      column: text(reference, "REF_COLUMN_NAME"),
    }));
    policies.push({ name, owner, columns });
  }
  return policies;
}

/**
 * In how many rows columns of a table hold a value; a mask keeps NULL what is NULL.
 * @returns a number a column, or undefined for each where the role may not read the table
 * @throws DriverError where the account does not answer
 */
export async function valuesIn(
  connection: DriverConnection,
  database: string,
  {
    schema,
    table,
    columns,
  }: { readonly schema: string; readonly table: string; readonly columns: readonly string[] },
): Promise<readonly (number | undefined)[]> {
  const counts = columns.map((column, place) => `COUNT(${quoted(column)}) AS "${place}"`);
  try {
    const [row = {}] = await connection.run(
      `SELECT ${counts.join(", ")} FROM ${quoted(database, schema, table)}`,
    );
    return columns.map((_, place) => Number(row[String(place)] ?? 0));
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    if (error.code !== noSuchObject && error.code !== insufficientPrivileges) throw error;
    return columns.map(() => undefined);
  }
}
