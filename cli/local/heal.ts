import { randomUUID } from "node:crypto";

import { knowledgeTables } from "../../src/model/knowledge";
import { healingTaskName, literal, quoted, taskName } from "../../src/model/names";
import { embeddedColumns, primaryIdentifier, type Table } from "../../src/model/table";
import { records } from "../../standin/result";
import { runTasks, type Changed } from "./embed";
import type { Estate } from "./estate";
import { loaderOf, sessionOf } from "./load";

/** What became of a row that its task could not embed. */
export interface Healed extends Changed {
  /** Whether the task that had been suspended runs again. */
  readonly resumed: boolean;
}

/**
 * Suspends an embedding task, inserts a row, and runs the healing that its schedule brings twice a day. The row is gone
 * when this ends.
 */
export async function healRow(estate: Estate): Promise<Healed> {
  const table = knowledgeTables[0] as Table;
  const text = embeddedColumns(table).find(({ type }) => type.startsWith("VARCHAR"));
  if (text === undefined) throw new Error(`${table.name} embeds no text column`);
  const place = (name: string): string => quoted(estate.database, table.schema, name);
  const [id, row] = [quoted(primaryIdentifier(table).name), literal(randomUUID())];
  const { cortex } = estate.account;
  const session = await sessionOf(estate, loaderOf(table.schema));
  try {
    await session.execute(`ALTER TASK ${place(taskName(table.name))} SUSPEND`);
    await session.execute(
      `INSERT INTO ${place(table.name)} (${id}, ${quoted(text.name)}) VALUES (${row}, 'Missed, in npm run local')`,
    );
    await runTasks(estate);
    const before = cortex.calls;
    await session.execute(`EXECUTE TASK ${place(healingTaskName(table.name))}`);
    const embedded = cortex.calls - before;
    const tasks = records(
      await session.execute(
        `SHOW TASKS LIKE ${literal(taskName(table.name))} IN SCHEMA ${quoted(estate.database, table.schema)}`,
      ),
    );
    await session.execute(`DELETE FROM ${place(table.name)} WHERE ${id} = ${row}`);
    await runTasks(estate);
    return { expected: 1, embedded, resumed: tasks[0]?.["state"] === "started" };
  } finally {
    await session.close();
  }
}
