import { log, RunError } from "@pulumi/pulumi";

import type { DriverLogin } from "../config/login";
import { refuse } from "../config/problem";
import type { Settings } from "../config/settings";
import { DriverConnection, DriverError } from "../driver/connection";
import { databaseName, physicalName } from "../model/names";
import type { ColumnOrder } from "../model/column-order";
import { tables } from "../model/tables";
import { columnOrderOf } from "./column-order";
import { keptTables, lossesOf, maskedColumns } from "./kept";
import { dropsOf, isAllowed, placeOf, type Loss } from "./losses";
import { bareColumns, type BareColumn } from "./masks";
import { bareWarning, lossProblem, rowsOf } from "./wording";

/**
 * Asks the account what a deployment would do to what it holds, before anything is declared and so before anything is
 * sent. Refuses one that would drop what holds rows: a column of any table, and where the stack protects, a table;
 * Pulumi's own protection speaks only when a deletion's turn comes, and knows no columns. Warns of personal columns
 * without a mask (docs/decisions/0004-data-loss.md).
 * @param login as whom to look; role and warehouse are the stack's own
 * @returns the order in which the account has the columns of declared tables
 * @throws pulumi.RunError naming every loss with its rows and what to do, or why the account could not be asked
 */
export async function guardData(login: DriverLogin, settings: Settings): Promise<ColumnOrder> {
  const { stack, suffix, allowDataLoss } = settings;
  const database = physicalName(databaseName, suffix);
  const { losses, bare, columnOrder } = await look(database, login, settings);
  for (const column of bare) void log.warn(bareWarning(column, stack));
  for (const place of allowDataLoss)
    if (!losses.some((loss) => isAllowed(loss, [place])))
      void log.warn(`sophia-ai:estate.allowDataLoss names ${place}, from which nothing goes: take it out.`);
  const refused = losses.filter((loss) => !isAllowed(loss, allowDataLoss));
  for (const loss of losses.filter((one) => !refused.includes(one)))
    void log.warn(`${placeOf(loss)} goes, with ${rowsOf(loss)}: allowDataLoss names it.`);
  refuse(
    `The deployment of stack ${stack} to ${database}`,
    refused.map((loss, place) => lossProblem(loss, database, stack, allowDataLoss.length + place)),
  );
  return columnOrder;
}

interface Findings {
  readonly losses: readonly Loss[];
  readonly bare: readonly BareColumn[];
  readonly columnOrder: ColumnOrder;
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
    const kept = await keptTables(connection, database);
    const losses: Loss[] = [];
    for (const drop of dropsOf(tables, kept, deploy.role)) {
      if (drop.columns.length === 0 && !protect) continue;
      losses.push(...(await lossesOf(connection, database, drop)));
    }
    const mayBeBare = masking && kept.length > 0;
    const bare = mayBeBare ? bareColumns(tables, kept, await maskedColumns(connection, database)) : [];
    return { losses, bare, columnOrder: columnOrderOf(tables, kept) };
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    throw new RunError(
      `What the deployment would drop from ${database} could not be seen, so nothing was deployed: ${error.message}`,
    );
  } finally {
    await connection?.close();
  }
}
