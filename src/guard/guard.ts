import { log, RunError } from "@pulumi/pulumi";

import { setCommand } from "../config/command";
import type { DriverLogin } from "../config/login";
import { refuse, type Problem } from "../config/problem";
import type { Settings } from "../config/settings";
import { DriverConnection, DriverError } from "../driver/connection";
import { databaseName, logicalName, physicalName, quoted } from "../model/names";
import { tables } from "../model/tables";
import { isOfEstate, keptTables, lossesOf, maskedColumns } from "./kept";
import { dropsOf, isAllowed, placeOf, type Loss } from "./losses";
import { bareColumns, type BareColumn } from "./masks";

/**
 * Asks the account what a deployment would do to what it holds, before anything is declared and so before anything is
 * sent. Refuses one that would drop what holds rows: a column of any table, and where the stack protects, a table;
 * Pulumi's own protection speaks only when a deletion's turn comes, and knows no columns. Warns of personal columns
 * without a mask (docs/decisions/0004-data-loss.md).
 * @param login as whom to look; role and warehouse are the stack's own
 * @throws pulumi.RunError naming every loss with its rows and what to do, or why the account could not be asked
 */
export async function guardData(login: DriverLogin, settings: Settings): Promise<void> {
  const { stack, suffix, allowDataLoss } = settings;
  const database = physicalName(databaseName, suffix);
  const { losses, bare } = await look(database, login, settings);
  for (const column of bare) void log.warn(warningOf(column, stack));
  for (const place of allowDataLoss)
    if (!losses.some((loss) => isAllowed(loss, [place])))
      void log.warn(`sophia-ai:estate.allowDataLoss names ${place}, from which nothing goes: take it out.`);
  const refused = losses.filter((loss) => !isAllowed(loss, allowDataLoss));
  for (const loss of losses.filter((one) => !refused.includes(one)))
    void log.warn(`${placeOf(loss)} goes, with ${rowsOf(loss)}: allowDataLoss names it.`);
  refuse(
    `The deployment of stack ${stack} to ${database}`,
    refused.map((loss, place) => problemOf(loss, database, stack, allowDataLoss.length + place)),
  );
}

interface Findings {
  readonly losses: readonly Loss[];
  readonly bare: readonly BareColumn[];
}

async function look(
  database: string,
  login: DriverLogin,
  { deploy, protect, masking }: Settings,
): Promise<Findings> {
  // Shown while it lasts: signing in may take a while where the account cannot be reached.
  void log.info(`Asking the account what of ${database} would be dropped`, undefined, undefined, true);
  let connection: DriverConnection | undefined;
  try {
    connection = await DriverConnection.open({ ...login, role: deploy.role, warehouse: deploy.warehouse });
    const kept = await keptTables(connection, database, deploy.role);
    const losses: Loss[] = [];
    for (const drop of dropsOf(tables, kept)) {
      const isWhole = drop.columns.length === 0;
      if (isWhole && !(protect && (await isOfEstate(connection, database, drop)))) continue;
      losses.push(...(await lossesOf(connection, database, drop)));
    }
    const mayBeBare = masking && kept.length > 0;
    const bare = mayBeBare ? bareColumns(tables, kept, await maskedColumns(connection, database)) : [];
    return { losses, bare };
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    throw new RunError(
      `What the deployment would drop from ${database} could not be seen, so nothing was deployed: ${error.message}`,
    );
  } finally {
    await connection?.close();
  }
}

const warningOf = (column: BareColumn, stack: string): string =>
  column.added
    ? `${placeOf(column)} is personal, and provider 1.3.0 adds it without its masking policy: ` +
      `run pulumi up --refresh --stack ${stack} once it is there, before it is filled.`
    : `${placeOf(column)} is personal and has no masking policy in the account: ` +
      `run pulumi up --refresh --stack ${stack}, which sets it.`;

/** Below the first line of a mend, as `refuse` prints it. */
const indent = "\n             ";

function problemOf(loss: Loss, database: string, stack: string, place: number): Problem {
  const allow = setCommand(["estate", "allowDataLoss", String(place)], placeOf(loss));
  return loss.column === undefined
    ? {
        at: placeOf(loss),
        found: `is no longer declared: ${rowsOf(loss)} would be lost`,
        allowed: "a table declared under this name, or under a new one that names this one as `formerly`",
        mend: [
          "declare it again;",
          `or, to lose it, ${allow}`,
          `and pulumi state unprotect --stack ${stack}, choosing ${logicalName(loss.schema, loss.table)}`,
        ].join(indent),
      }
    : {
        at: placeOf(loss),
        found: `is no longer declared: ${rowsOf(loss)} would be lost`,
        allowed: "a column declared under this name",
        mend: [
          "declare it again;",
          `if it has a new name, ALTER TABLE ${quoted(database, loss.schema, loss.table)} RENAME COLUMN ${quoted(loss.column)} TO <new name>, then pulumi refresh;`,
          `or, to lose it, ${allow}`,
        ].join(indent),
      };
}

const rowsOf = ({ column, rows }: Loss): string => {
  const count = rows === 1 ? "1 row" : `${rows} rows`;
  return column === undefined ? count : `the values of ${count}`;
};
