/** What the deploying role does not see: "not there" and "not yours" are one answer of Snowflake's. */
import type { Problem } from "../config/problem";
import type { DriverConnection } from "../driver/connection";
import { lossNameText } from "../model/loss-name";
import { databaseName, physicalName, quoted } from "../model/names";
import { roles } from "../model/roles";
import type { Table } from "../model/table";
import { visible } from "../model/visible";
import { ownersOf, strangersAmong } from "./account";
import type { Kept } from "./losses";

/** Who looks for what. */
export interface Looking {
  readonly database: string;
  readonly suffix: string;
  /** As which the stack deploys. */
  readonly role: string;
  readonly tables: readonly Table[];
  /** Names of the declared schemas. */
  readonly schemas: readonly string[];
}

/**
 * Whether a database that is not seen is hidden: the estate's account roles, which every role may list, are there, and
 * belong to a role that the deploying one does not have. Where it has it, it would see the database, which is gone then,
 * or not made yet.
 * @throws DriverError where the account does not answer
 */
export async function hidden(
  connection: DriverConnection,
  { database, suffix, role }: Looking,
): Promise<readonly Problem[]> {
  const names = roles.map(({ name }) => physicalName(name, suffix));
  const owners = await ownersOf(connection, databaseName, names);
  const strangers = await strangersAmong(
    connection,
    owners.filter((owner) => owner !== role && owner !== ""),
  );
  return strangers.length === 0
    ? []
    : [unseen(database, role, strangers, "nothing of it, though roles of this estate are in the account")];
}

/**
 * Declared schemas and tables that are not seen where the deploying role has not the role that owns the schema, or the database
 * where the schema is not seen either: they may be there.
 * @throws DriverError where the account does not answer
 */
export async function partlyHidden(
  connection: DriverConnection,
  kept: Kept,
  { database, role, tables, schemas }: Looking,
): Promise<readonly Problem[]> {
  const unseenSchemas = schemas
    .filter((schema) => !kept.schemas.some(({ name }) => name === schema))
    .map((schema) => ({ name: lossNameText({ parts: [schema] }), owner: kept.database.owner }));
  const unseenTables = tables
    .filter(
      ({ schema, name, formerly = [] }) =>
        !kept.tables.some((one) => one.schema === schema && [name, ...formerly].includes(one.name)),
    )
    .map(({ schema, name }) => ({
      name: lossNameText({ parts: [schema, name] }),
      owner: kept.schemas.find((one) => one.name === schema)?.owner ?? kept.database.owner,
    }));
  const missing = [...unseenSchemas, ...unseenTables].filter(({ owner }) => owner !== role);
  const strangers = await strangersAmong(
    connection,
    missing.map(({ owner }) => owner),
  );
  const names = missing.filter(({ owner }) => strangers.includes(owner)).map(({ name }) => name);
  const what = kept.tables.length === 0 ? "nothing of it" : "not all of it";
  return names.length === 0 ? [] : [unseen(database, role, strangers, `${what}: not ${names.join(", ")}`)];
}

const unseen = (database: string, role: string, owners: readonly string[], seen: string): Problem => ({
  at: database,
  found: `${role}, as which this stack deploys, sees ${seen}; the owner is ${owners.map(visible).join(", ")}`,
  allowed: "a role that owns what the stack has deployed, so that it sees what it would change",
  mend: [
    `set role under sophia-ai:deploy to the owner;`,
    `or, as ACCOUNTADMIN, GRANT ROLE ${owners.map((owner) => visible(quoted(owner))).join(", ")} TO ROLE ${quoted(role)}`,
  ].join("\n             "),
});
