import { deploy, type Estate } from "../../cli/local/estate";
import { loaderOf, sessionOf } from "../../cli/local/load";
import { runStack, type StackRun } from "../../cli/stack";
import { healingSchedule } from "../../src/model/embedding";
import { knowledgeTables } from "../../src/model/knowledge";
import {
  healingTaskName,
  literal,
  quoted,
  resumingTaskName,
  streamName,
  taskName,
} from "../../src/model/names";
import { embeddedTables } from "../../src/model/tables";
import { planOf } from "../../src/plan/plan";
import type { Table } from "../../src/model/table";
import { records } from "../../standin/result";
import { nextByCron } from "../../standin/tasks/cron";
import type { Session } from "../../standin/session/session";
import type { TaskRun } from "../../standin/tasks/scheduler";

const runs = new Map<string, Promise<StackRun>>();

/** Stack local with other settings, once a process. */
function runWith(config: Readonly<Record<string, unknown>>): Promise<StackRun> {
  const key = JSON.stringify(config);
  const run = runs.get(key) ?? runStack("local", config);
  runs.set(key, run);
  return run;
}

/** The estate on a stand-in, seen from one embedded table: EMPLOYEES. Its clock stands just after a healing. */
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
    const rig = new EmbeddingRig(estate, etl, table);
    // The others have nothing to heal.
    for (const { schema, name } of embeddedTables)
      if (name !== table.name)
        await etl.execute(`ALTER TASK ${quoted(estate.database, schema, healingTaskName(name))} SUSPEND`);
    await rig.heal();
    return rig;
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

  /** Lets the tasks run until none is due, whatever becomes of them. */
  async run(): Promise<void> {
    await this.estate.account.tasks.runUntilIdle();
  }

  /** `started` or `suspended`. */
  async stateOf(task: string): Promise<unknown> {
    return records(await this.etl.execute(`SHOW TASKS LIKE '${task}'`))[0]?.["state"];
  }

  /** Texts embedded since this was last asked. */
  embedded(): readonly string[] {
    const { calls, history } = this.estate.account.cortex;
    const fresh = history.slice(history.length - (calls - this.seen));
    this.seen = calls;
    return fresh.map(({ text }) => text);
  }

  /** Runs the task once if it is due, after the interval it must keep. @returns what became of it */
  async runOnce(): Promise<TaskRun | undefined> {
    this.estate.account.clock.advance(5 * 60 * 1000);
    return this.ofTable(await this.estate.account.tasks.runDue())[0];
  }

  /** Moves time to the next healing of all tables. @returns runs of the table's tasks, by task */
  async heal(): Promise<Readonly<Record<string, TaskRun["state"]>>> {
    const { clock, tasks } = this.estate.account;
    clock.advance(nextByCron(`USING CRON ${healingSchedule}`, clock.now()).getTime() - clock.now().getTime());
    return Object.fromEntries(this.ofTable(await tasks.runDue()).map(({ of, state }) => [of.name, state]));
  }

  /** What EMBEDDING_COVERAGE says of the table. */
  async coverage(): Promise<Readonly<Record<string, unknown>> | undefined> {
    const [row] = await this.asAdmin(
      `SELECT * FROM ${quoted(this.estate.database)}.SOPHIA_OPS.EMBEDDING_COVERAGE WHERE TABLE_NAME = 'EMPLOYEES'`,
    );
    return row;
  }

  async asAdmin(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const admin = await this.estate.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    try {
      await admin.execute(`USE SCHEMA ${quoted(this.estate.database, this.table.schema)}`);
      return records(await admin.execute(sql));
    } finally {
      await admin.close();
    }
  }

  private ofTable(runs: readonly TaskRun[]): readonly TaskRun[] {
    return runs.filter(({ of }) => this.objects.includes(of.name));
  }

  /** Stream and tasks of the table, in the order they are made. */
  private get objects(): readonly string[] {
    return [streamName, taskName, healingTaskName, resumingTaskName].map((name) => name(this.table.name));
  }

  /** The rows, by id. */
  async rows(): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
    const result = await this.etl.execute("SELECT * FROM EMPLOYEES");
    return Object.fromEntries(records(result).map((row) => [String(row["EMPLOYEE_ID"]), row]));
  }

  /** Reads the stream as anybody may who is allowed to, in a DML statement, which moves it. */
  async consumeStream(): Promise<void> {
    const stream = streamName(this.table.name);
    await this.asAdmin("CREATE TABLE IF NOT EXISTS SEEN (ID VARCHAR)");
    await this.asAdmin(`INSERT INTO SEEN SELECT EMPLOYEE_ID FROM ${stream} WHERE 1 = 0`);
  }

  /** Makes the table anew, by CREATE OR REPLACE, and puts its rows back. */
  async replaceTable(): Promise<void> {
    const place = quoted(this.estate.database, this.table.schema, this.table.name);
    const create = planOf((await runWith({})).recording)
      .flatMap(({ statements }) => statements)
      .find((text) => text.startsWith(`CREATE TABLE ${place} `));
    if (create === undefined) throw new Error(`nothing makes ${place}`);
    await this.asAdmin(create.replace(place, "KEPT"));
    await this.etl.execute("INSERT INTO KEPT SELECT * FROM EMPLOYEES");
    await this.asAdmin(create.replace("CREATE", "CREATE OR REPLACE"));
    await this.etl.execute("INSERT INTO EMPLOYEES SELECT * FROM KEPT");
  }

  /** Drops stream and tasks. */
  async dropPipeline(): Promise<void> {
    const [stream = "", ...tasks] = this.objects;
    await this.asAdmin(`ALTER TASK IF EXISTS ${healingTaskName(this.table.name)} SUSPEND`);
    for (const task of tasks.toReversed()) await this.asAdmin(`DROP TASK IF EXISTS ${task}`);
    await this.asAdmin(`DROP STREAM IF EXISTS ${stream}`);
  }

  /** Makes stream and tasks anew, as Pulumi does when the embedding's model changes. */
  async redeployPipeline(config: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const steps = planOf((await runWith(config)).recording);
    await this.dropPipeline();
    for (const object of this.objects) {
      const place = quoted(this.estate.database, this.table.schema, object);
      const made = steps.filter(({ statements }) =>
        statements.some(
          (text) => text.startsWith(`CREATE STREAM ${place} `) || text.startsWith(`CREATE TASK ${place} `),
        ),
      );
      if (made.length !== 1) throw new Error(`${made.length} steps make ${object}`);
      for (const { role, warehouse, statements } of made)
        for (const statement of statements) {
          const session = await this.estate.account.login({ role, warehouse });
          await session.execute(statement);
          await session.close();
        }
    }
  }

  /** Puts another body into the task. */
  async changeBody(change: (body: string) => string): Promise<void> {
    const name = taskName(this.table.name);
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
