import { randomUUID } from "node:crypto";

import type { Embedding } from "../../src/model/embedding";
import { embeddedColumns, primaryIdentifier, type Table } from "../../src/model/table";
import { knowledgeTables } from "../../src/model/knowledge";
import { quoted } from "../../src/model/names";
import { adminRole, roles } from "../../src/model/roles";
import { records } from "../../standin/result";
import type { TaskRun } from "../../standin/tasks/scheduler";
import { UserError } from "../user-error";
import type { Estate } from "./estate";
import { loaderOf, sessionOf } from "./load";

/** How far one table is embedded. */
export interface Coverage {
  readonly table: string;
  readonly rows: number;
  readonly withText: number;
  readonly embedded: number;
}

/** Runs the tasks until none is due. @returns texts embedded @throws UserError where a run failed */
export async function runTasks(
  { account }: Estate,
  onRun: (run: TaskRun) => void = () => undefined,
): Promise<number> {
  const before = account.cortex.calls;
  const runs = await account.tasks.runUntilIdle(onRun);
  const failed = runs.find(({ state }) => state === "FAILED");
  if (failed !== undefined)
    throw new UserError(
      `${failed.task} failed with ${failed.error?.code ?? "?"}: ${failed.error?.message ?? "?"}`,
    );
  return account.cortex.calls - before;
}

/** What EMBEDDING_COVERAGE says, in its order. */
export async function coverage(estate: Estate): Promise<readonly Coverage[]> {
  const admin = roles.find(({ name }) => name === adminRole);
  if (admin === undefined) throw new Error(`the model has no ${adminRole}`);
  const session = await sessionOf(estate, admin);
  const result = await session.execute("SELECT * FROM SOPHIA_OPS.EMBEDDING_COVERAGE");
  await session.close();
  return records(result).map((row) => ({
    table: `${String(row["SCHEMA_NAME"])}.${String(row["TABLE_NAME"])}`,
    rows: Number(row["ROW_TOTAL"]),
    withText: Number(row["ROWS_WITH_TEXT"]),
    embedded: Number(row["ROWS_EMBEDDED"]),
  }));
}

/** What was changed, and what came of it. */
export interface Changed {
  /** Texts that are new or another than before. */
  readonly expected: number;
  readonly embedded: number;
}

/** What the rows of the proof say: apart by their first character, since `embedding.maxCharacters` may be 1. */
const said = ["1 written", "2 written", "3 updated", "4 added"].map((text) => `${text} by npm run local`);

/**
 * Updates one row, deletes one and inserts one, and lets the tasks run after each step. The rows are its own and gone
 * when it ends: what was loaded is neither touched nor joined by anything that an answer or a count could show.
 * @throws UserError where a text was embedded that is none of its own
 */
export async function changeRows(estate: Estate, { maxCharacters }: Embedding): Promise<Changed> {
  const table = knowledgeTables[0] as Table;
  const text = embeddedColumns(table).find(({ type }) => type.startsWith("VARCHAR"));
  if (text === undefined) throw new Error(`${table.name} embeds no text column`);
  const id = primaryIdentifier(table).name;
  const name = quoted(estate.database, table.schema, table.name);
  const [kept, deleted, added] = [randomUUID(), randomUUID(), randomUUID()];
  const [first = "", second = "", third = "", fourth = ""] = said;
  const session = await sessionOf(estate, loaderOf(table.schema));
  const insert = (row: string, value: string) =>
    session.execute(`INSERT INTO ${name} (${quoted(id)}, ${quoted(text.name)}) VALUES (?, ?)`, [row, value]);
  const { cortex } = estate.account;
  const before = cortex.calls;
  try {
    await session.execute("BEGIN");
    await insert(kept, first);
    await insert(deleted, second);
    await session.execute("COMMIT");
    await runTasks(estate);

    await session.execute("BEGIN");
    await session.execute(`UPDATE ${name} SET ${quoted(text.name)} = ? WHERE ${quoted(id)} = ?`, [
      third,
      kept,
    ]);
    await session.execute(`DELETE FROM ${name} WHERE ${quoted(id)} = ?`, [deleted]);
    await insert(added, fourth);
    await session.execute("COMMIT");
    const embedded = await runTasks(estate);

    await session.execute(`DELETE FROM ${name} WHERE ${quoted(id)} IN (?, ?)`, [kept, added]);
    // The stream saw the rows go: it is left with nothing to offer, as it was found.
    await runTasks(estate);
    const own = new Set(said.map((whole) => whole.slice(0, maxCharacters)));
    const calls = cortex.history.slice(Math.max(0, cortex.history.length - (cortex.calls - before)));
    const foreign = calls.find((call) => !own.has(call.text));
    if (foreign !== undefined)
      throw new UserError(`a text that had not changed was embedded: ${foreign.text.slice(0, 80)}`);
    return { expected: 2, embedded };
  } finally {
    await session.close();
  }
}
