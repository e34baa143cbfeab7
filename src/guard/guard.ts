import { log, RunError } from "@pulumi/pulumi";

import { setCommand, shellWord } from "../config/command";
import type { DriverLogin } from "../config/login";
import { refuse, type Problem } from "../config/problem";
import { project } from "../config/sections";
import type { Settings } from "../config/settings";
import { DriverConnection, DriverError } from "../driver/connection";
import type { ColumnOrder } from "../model/column-order";
import { lossNameText } from "../model/loss-name";
import { masks } from "../model/masking";
import { databaseName, physicalName, quoted } from "../model/names";
import { databaseRetentionDays, schemas } from "../model/schemas";
import { tables } from "../model/tables";
import { visible } from "../model/visible";
import {
  keptDatabases,
  keptPolicies,
  keptRelations,
  keptSchemas,
  valuesIn,
  type KeptDatabase,
} from "./account";
import { columnOrderOf } from "./column-order";
import { droppedByHand, droppedWarning } from "./dropped";
import { atStake, lossesOf, wholeTable, type Declared, type Loss } from "./losses";
import { bareColumns } from "./masks";
import { hidden, partlyHidden } from "./sight";
import type { Deployed } from "./state";
import { bareWarning, lossProblem, passingWarning } from "./wording";

/**
 * Asks the account what a deployment would do to what it holds, before anything is declared and so before anything is
 * sent. Refuses one that would drop what holds rows, or leave them with less protection, time travel or masking than
 * they have, unless `allowDataLoss` names it; and one that cannot see, or is not meant for, the database it is about
 * (docs/decisions/0004-data-loss.md).
 * @param login as whom to look; role and warehouse are the stack's own
 * @param deployed what the stack's state has, where that is known; else what databases say of themselves counts
 * @returns the order in which the account has the columns of declared tables
 * @throws pulumi.RunError naming every loss with its rows and what to do, or why the account could not be asked
 */
export async function guardData(
  login: DriverLogin,
  settings: Settings,
  deployed?: Deployed,
): Promise<ColumnOrder> {
  const { stack, suffix, allowDataLoss } = settings;
  const database = physicalName(databaseName, suffix);
  const found = await look(database, login, settings, deployed);
  const { problems, warnings, losses, isProtected } = found;
  const subject = `The deployment of stack ${stack} to ${database}`;
  refuse(subject, problems);

  const isAllowed = (loss: Loss): boolean => allowDataLoss.includes(lossNameText(loss.name));
  // An unprotected stack may delete its own tables; what lies in a schema need not be its own.
  const passes = (loss: Loss): boolean => isAllowed(loss) || (loss.cause.kind === "table" && !isProtected);
  const costly = losses.filter(({ holds }) => holds.length > 0);
  const refused = costly.filter((loss) => !passes(loss));
  for (const warning of warnings) void log.warn(warning);
  for (const name of allowDataLoss)
    if (!costly.some((loss) => lossNameText(loss.name) === name))
      void log.warn(`sophia-ai:estate.allowDataLoss names ${name}, from which nothing goes: take it out.`);
  for (const loss of costly.filter(passes))
    void log.warn(
      passingWarning(loss, isAllowed(loss) ? "allowDataLoss names it" : "the stack does not protect it"),
    );
  for (const loss of losses.filter((one) => one.holds.length === 0 && lowers(one)))
    void log.warn(passingWarning(loss, "nothing is lost yet"));
  refuse(
    subject,
    refused.map((loss, place) =>
      lossProblem(loss, { database, settings, place: allowDataLoss.length + place }),
    ),
  );
  return found.columnOrder;
}

/** Whether a loss leaves something behind with less than it had, and so matters to an empty table too. */
const lowers = ({ cause }: Loss): boolean =>
  ["retention", "masking", "protection"].includes(cause.kind) ||
  (cause.kind === "schema" && cause.why === "transient");

interface Findings {
  /** Why the account is not to be deployed to at all. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
  /** Counted: what holds nothing is at stake with no row. */
  readonly losses: readonly Loss[];
  /** Whether the stack protects, or did so when it was last deployed. */
  readonly isProtected: boolean;
  readonly columnOrder: ColumnOrder;
}

async function look(
  database: string,
  login: DriverLogin,
  settings: Settings,
  deployed: Deployed | undefined,
): Promise<Findings> {
  const { deploy } = settings;
  // Shown while it lasts: signing in may take a while where the account cannot be reached.
  void log.info(`Asking the account what of ${database} would be dropped`, undefined, undefined, true);
  let connection: DriverConnection | undefined;
  try {
    connection = await DriverConnection.open({ ...login, role: deploy.role, warehouse: deploy.warehouse });
    return await findings(connection, database, settings, deployed);
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    throw new RunError(
      `What the deployment would drop from ${database} could not be seen, so nothing was deployed: ${visible(error.message.replace(/\s*\n\s*/g, " "))}`,
    );
  } finally {
    await connection?.close();
  }
}

async function findings(
  connection: DriverConnection,
  database: string,
  settings: Settings,
  deployed: Deployed | undefined,
): Promise<Findings> {
  const { stack, suffix, deploy, masking, protect } = settings;
  const own = `${project}/${stack}`;
  const all = await keptDatabases(connection, databaseName);
  const kept = all.find(({ name }) => name === database);
  if (kept?.mark !== undefined && kept.mark.stack !== own)
    return { ...nothing, problems: [foreign(kept, kept.mark.stack, settings)] };

  const former = await formerLosses(connection, database, all, own, deployed);
  const looking = { database, suffix, role: deploy.role, tables, schemas: schemas.map(({ name }) => name) };
  if (kept === undefined) return { ...nothing, problems: await hidden(connection, looking), losses: former };

  const schemasKept = await keptSchemas(connection, database);
  const relations = await keptRelations(connection, database);
  const policies = relations.tables.length === 0 ? [] : await keptPolicies(connection, database);
  const seen = { database: kept, schemas: schemasKept, tables: relations.tables, policies };
  const losses: Loss[] = [...former];
  for (const loss of lossesOf(declaredBy(database, settings), seen))
    losses.push(atStake(await counted(connection, database, loss)));
  const masked = policies.flatMap(({ name, columns }) =>
    masks.some((mask) => mask.name === name) ? columns : [],
  );
  const bare = masking ? bareColumns(tables, relations.tables, masked) : [];
  const dropped =
    deployed === undefined
      ? []
      : droppedByHand(database, deployed, schemasKept, [...relations.tables, ...relations.views]);
  return {
    problems: await partlyHidden(connection, seen, looking),
    losses,
    columnOrder: columnOrderOf(tables, relations.tables),
    isProtected: protect || kept.mark?.protected === true,
    warnings: [
      ...(kept.mark === undefined
        ? [
            `${database} does not say in its comment which stack it belongs to: this deployment takes it for its own, and writes that there.`,
          ]
        : []),
      ...bare.map((column) => bareWarning(column, stack)),
      ...(dropped.length === 0 ? [] : [droppedWarning(dropped, stack)]),
    ],
  };
}

const nothing: Findings = {
  problems: [],
  warnings: [],
  losses: [],
  isProtected: true,
  columnOrder: new Map(),
};

function declaredBy(
  database: string,
  { retention, transientRaw, masking, protect, deploy }: Settings,
): Declared {
  return {
    database: { name: database, transient: false, retentionDays: databaseRetentionDays },
    schemas: schemas.map(({ name, layer }) => ({
      name,
      transient: layer === "raw" && transientRaw,
      retentionDays: retention[name] ?? 0,
    })),
    tables,
    policies: masking ? masks.map(({ name }) => name) : [],
    protect,
    role: deploy.role,
  };
}

/**
 * Databases of this stack under another name: a changed suffix makes a new database in the place of the one it has.
 * The state knows them; where nobody can ask it, databases that carry the stack's name count.
 */
async function formerLosses(
  connection: DriverConnection,
  database: string,
  all: readonly KeptDatabase[],
  own: string,
  deployed: Deployed | undefined,
): Promise<readonly Loss[]> {
  const names = deployed?.databases ?? all.filter(({ mark }) => mark?.stack === own).map(({ name }) => name);
  const losses: Loss[] = [];
  for (const name of names.filter((one) => one !== database)) {
    const seen = all.some((one) => one.name === name);
    const { tables: held } = await keptRelations(connection, name);
    losses.push(
      atStake({
        name: { parts: [name] },
        cause: { kind: "database", why: seen ? "renamed" : "hidden" },
        holds: seen ? held.map(wholeTable) : [{ schema: name, table: "", rows: undefined }],
      }),
    );
  }
  return losses;
}

/** A loss with the values of its columns counted, a query a table. */
async function counted(connection: DriverConnection, database: string, loss: Loss): Promise<Loss> {
  const holds = [...loss.holds];
  const places = new Map<string, { readonly schema: string; readonly table: string; at: number[] }>();
  holds.forEach(({ schema, table, column }, at) => {
    if (column === undefined) return;
    const place = places.get(quoted(schema, table)) ?? { schema, table, at: [] };
    places.set(quoted(schema, table), place);
    place.at.push(at);
  });
  for (const { schema, table, at } of places.values()) {
    const columns = at.map((index) => holds[index]?.column ?? "");
    const values = await valuesIn(connection, database, { schema, table, columns });
    at.forEach((index, place) => {
      const hold = holds[index];
      if (hold !== undefined) holds[index] = { ...hold, rows: values[place] };
    });
  }
  return { ...loss, holds };
}

function foreign({ name }: KeptDatabase, stack: string, settings: Settings): Problem {
  const at = `--stack ${shellWord(settings.stack)}`;
  return {
    at: name,
    found: `is the database of the stack ${visible(stack)}, by its comment`,
    allowed: `a database that is not there yet, or one of ${project}/${settings.stack}`,
    mend: [
      `${setCommand(["estate", "suffix"], `_${settings.stack.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`)} ${at};`,
      `or, if it is this stack's by now, ALTER DATABASE ${quoted(name)} UNSET COMMENT`,
    ].join("\n             "),
  };
}
