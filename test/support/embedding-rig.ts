import { deploy, type Estate } from "../../cli/local/estate";
import { loaderOf, sessionOf } from "../../cli/local/load";
import { runStack, type StackRun } from "../../cli/stack";
import { knowledgeTables } from "../../src/model/knowledge";
import { literal, quoted, streamName, taskName } from "../../src/model/names";
import { planOf } from "../../src/plan/plan";
import type { Table } from "../../src/model/table";
import { records } from "../../standin/result";
import type { Session } from "../../standin/session/session";

const runs = new Map<string, Promise<StackRun>>();

/** Stack local with other settings, once a process. */
function runWith(config: Readonly<Record<string, unknown>>): Promise<StackRun> {
  const key = JSON.stringify(config);
  const run = runs.get(key) ?? runStack("local", config);
  runs.set(key, run);
  return run;
}

/** The estate on a stand-in, seen from one embedded table: EMPLOYEES. */
export class EmbeddingRig {
  private seen = 0;

  private constructor(
    readonly estate: Estate,
    readonly etl: Session,
    private readonly table: Table,
  ) {}

  static async open(config: Readonly<Record<string, unknown>> = {}): Promise<EmbeddingRig> {
    const estate = await deploy((await runWith(config)).recording);
    const table = knowledgeTables.find(({ name }) => name === "EMPLOYEES");
    if (table === undefined) throw new Error("no EMPLOYEES");
    const etl = await sessionOf(estate, loaderOf(table.schema));
    await etl.execute(`USE SCHEMA ${table.schema}`);
    return new EmbeddingRig(estate, etl, table);
  }

  async close(): Promise<void> {
    await this.etl.close();
    await this.estate.account.close();
  }

  /** Empties the table, and its stream. */
  async reset(): Promise<void> {
    await this.etl.execute("DELETE FROM EMPLOYEES");
    await this.settle();
  }

  /** Inserts rows in one statement; a value is an SQL expression. */
  async insert(...rows: readonly Readonly<Record<string, string>>[]): Promise<void> {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    await this.etl.execute(
      `INSERT INTO EMPLOYEES (${columns.join(", ")}) ` +
        rows
          .map((row) => `SELECT ${columns.map((column) => row[column] ?? "NULL").join(", ")}`)
          .join(" UNION ALL "),
    );
  }

  /** Lets the tasks run until none is due. @returns the texts embedded, in order */
  async settle(): Promise<readonly string[]> {
    const runs = await this.estate.account.tasks.runUntilIdle();
    const failed = runs.find(({ state }) => state === "FAILED");
    if (failed !== undefined) throw new Error(`${failed.error?.code ?? ""} ${failed.error?.message ?? ""}`);
    return this.embedded();
  }

  /** Texts embedded since this was last asked. */
  embedded(): readonly string[] {
    const { calls, history } = this.estate.account.cortex;
    const fresh = history.slice(history.length - (calls - this.seen));
    this.seen = calls;
    return fresh.map(({ text }) => text);
  }

  /** Runs the task once if it is due, after the interval it must keep. @returns what became of it */
  async runOnce() {
    this.estate.account.clock.advance(5 * 60 * 1000);
    const [run] = await this.estate.account.tasks.runDue();
    return run;
  }

  /** The rows, by id. */
  async rows(): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
    const result = await this.etl.execute("SELECT * FROM EMPLOYEES");
    return Object.fromEntries(records(result).map((row) => [String(row["EMPLOYEE_ID"]), row]));
  }

  /** Makes stream and task anew, as Pulumi does when the embedding settings change. */
  async redeployPipeline(config: Readonly<Record<string, unknown>>): Promise<void> {
    const stream = streamName(this.table.name);
    const task = taskName(this.table.name);
    const steps = planOf((await runWith(config)).recording).filter(({ statements }) =>
      statements.some((text) => text.startsWith("CREATE STREAM") || text.startsWith("CREATE TASK")),
    );
    const admin = await this.estate.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    const place = (name: string): string => quoted(this.estate.database, this.table.schema, name);
    await admin.execute(`DROP TASK ${place(task)}`);
    await admin.execute(`DROP STREAM ${place(stream)}`);
    await admin.close();
    for (const { role, warehouse, statements } of steps)
      for (const statement of statements)
        if (statement.includes(`${place(stream)} `) || statement.includes(`${place(task)} `)) {
          const session = await this.estate.account.login({ role, warehouse });
          await session.execute(statement);
          await session.close();
        }
  }

  /** Puts another body into the task. */
  async changeBody(change: (body: string) => string): Promise<void> {
    const name = quoted(this.estate.database, this.table.schema, taskName(this.table.name));
    const described = records(await this.etl.execute(`DESCRIBE TASK ${name}`));
    const body = String(described[0]?.["definition"]);
    const changed = change(body);
    if (changed === body) throw new Error("the change does not apply to the task's body");
    await this.etl.execute(`ALTER TASK ${name} SUSPEND`);
    await this.etl.execute(`ALTER TASK ${name} MODIFY AS ${changed}`);
    await this.etl.execute(`ALTER TASK ${name} RESUME`);
  }
}

export const sqlText = literal;
