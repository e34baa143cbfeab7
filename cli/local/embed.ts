import { embeddedColumns, primaryIdentifier, type Table } from "../../src/model/table";
import { knowledgeTables } from "../../src/model/knowledge";
import { literal, quoted } from "../../src/model/names";
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

/**
 * Updates one row, deletes one and inserts one, and lets the tasks run.
 * @param spare ids that other steps still need as they are
 */
export async function changeRows(estate: Estate, spare: ReadonlySet<string>): Promise<Changed> {
  const table = knowledgeTables[0] as Table;
  const id = primaryIdentifier(table).name;
  const text = embeddedColumns(table).find(({ type }) => type.startsWith("VARCHAR"));
  if (text === undefined) throw new Error(`${table.name} embeds no text column`);
  const name = quoted(estate.database, table.schema, table.name);
  const session = await sessionOf(estate, loaderOf(table.schema));
  const embeddedBefore = estate.account.cortex.history.length;
  try {
    const { rows } = await session.execute(
      `SELECT ${id} FROM ${name} WHERE EMBEDDING IS NOT NULL ORDER BY ${id}`,
    );
    const [updated, deleted] = rows.map(([value]) => String(value)).filter((value) => !spare.has(value));
    const texts = ["Changed by npm run local", "Added by npm run local"];
    await session.execute("BEGIN");
    if (updated !== undefined)
      await session.execute(
        `UPDATE ${name} SET ${text.name} = ${literal(texts[0] ?? "")} WHERE ${id} = ${literal(updated)}`,
      );
    if (deleted !== undefined) await session.execute(`DELETE FROM ${name} WHERE ${id} = ${literal(deleted)}`);
    await session.execute(
      `INSERT INTO ${name} (${id}, ${text.name}) VALUES ('local-added-row', ${literal(texts[1] ?? "")})`,
    );
    await session.execute("COMMIT");
    const embedded = await runTasks(estate);
    const foreign = estate.account.cortex.history
      .slice(embeddedBefore)
      .filter((call) => !texts.some((expected) => call.text.includes(expected)));
    if (foreign.length > 0)
      throw new UserError(`a text that had not changed was embedded: ${foreign[0]?.text.slice(0, 80) ?? ""}`);
    return { expected: updated === undefined ? 1 : 2, embedded };
  } finally {
    await session.close();
  }
}
