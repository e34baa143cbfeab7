import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Whole } from "./support/account";

let world: Whole;
const admin = (sql: string) => world.admin(sql);

beforeEach(async () => {
  world = await Whole.watched();
});
afterEach(() => world.close());

const tasks = (args = "") => `SELECT * FROM TABLE(D.INFORMATION_SCHEMA.TASK_HISTORY(${args}))`;
const queries = (args = "") => `SELECT * FROM TABLE(D.INFORMATION_SCHEMA.QUERY_HISTORY(${args}))`;

describe("TASK_HISTORY", () => {
  beforeEach(async () => {
    await admin(`CREATE TASK D.S.ROOT WAREHOUSE = COMPUTE_WH SCHEDULE = '5 MINUTE' AS INSERT INTO D.S.T VALUES (1);
      CREATE TASK D.S.CHILD WAREHOUSE = COMPUTE_WH CONFIG = '{}' AFTER D.S.ROOT AS SELECT * FROM D.S.NOPE;
      ALTER TASK D.S.CHILD RESUME; ALTER TASK D.S.ROOT RESUME`);
    // An interval counts from when the task was resumed (docs: alter-task, RESUME).
    expect(await world.account.tasks.runDue()).toEqual([]);
    world.account.clock.advance(5 * 60_000);
  });

  it("has the columns of the documentation (docs functions/task_history, Output)", async () => {
    const session = await world.session("ACCOUNTADMIN");
    expect((await session.execute(tasks())).columns.map(({ name }) => name).join(" ")).toBe(
      "QUERY_ID NAME DATABASE_NAME SCHEMA_NAME QUERY_TEXT CONDITION_TEXT STATE ERROR_CODE ERROR_MESSAGE SCHEDULED_TIME QUERY_START_TIME NEXT_SCHEDULED_TIME COMPLETED_TIME ROOT_TASK_ID GRAPH_VERSION RUN_ID RETURN_VALUE SCHEDULED_FROM ATTEMPT_NUMBER CONFIG QUERY_HASH QUERY_HASH_VERSION QUERY_PARAMETERIZED_HASH QUERY_PARAMETERIZED_HASH_VERSION GRAPH_RUN_GROUP_ID BACKFILL_INFO SPCS_JOB_ID",
    );
  });

  it("keeps each run of a graph, the latest first, with its root and its statement", async () => {
    await world.account.tasks.runDue();
    const [child, root] = await admin(tasks());
    const [{ id } = {}] = await admin("SHOW TASKS LIKE 'ROOT' IN SCHEMA D.S");
    expect(root).toMatchObject({
      NAME: "ROOT",
      DATABASE_NAME: "D",
      SCHEMA_NAME: "S",
      QUERY_TEXT: "INSERT INTO D.S.T VALUES (1)",
      CONDITION_TEXT: null,
      STATE: "SUCCEEDED",
      ERROR_CODE: null,
      ROOT_TASK_ID: id,
      SCHEDULED_FROM: "SCHEDULE",
      ATTEMPT_NUMBER: 1,
      CONFIG: null,
    });
    expect(child).toMatchObject({
      NAME: "CHILD",
      STATE: "FAILED",
      ERROR_CODE: 2003,
      ROOT_TASK_ID: id,
      RUN_ID: root?.RUN_ID,
      GRAPH_RUN_GROUP_ID: root?.GRAPH_RUN_GROUP_ID,
      SCHEDULED_FROM: "SCHEDULE",
      CONFIG: "{}",
      NEXT_SCHEDULED_TIME: null,
    });
    const run = Date.parse(String(root?.SCHEDULED_TIME));
    expect(root?.RUN_ID).toBe(run);
    expect(Date.parse(String(root?.NEXT_SCHEDULED_TIME))).toBe(run + 300_000);
  });

  it("joins QUERY_HISTORY by the id of its statement", async () => {
    await world.account.tasks.runDue();
    expect(
      await admin(`SELECT Q.QUERY_TEXT, Q.USER_NAME, Q.ROWS_INSERTED, T.STATE
        FROM TABLE(D.INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => 'root')) T
        JOIN TABLE(D.INFORMATION_SCHEMA.QUERY_HISTORY()) Q ON Q.QUERY_ID = T.QUERY_ID`),
    ).toEqual([
      {
        QUERY_TEXT: "INSERT INTO D.S.T VALUES (1)",
        USER_NAME: "SYSTEM",
        ROWS_INSERTED: 1,
        STATE: "SUCCEEDED",
      },
    ]);
  });

  test.each([
    ["", 4],
    ["RESULT_LIMIT => 3", 3],
    ["TASK_NAME => 'Root'", 2],
    ["TASK_NAME => 'NOPE'", 0],
    ["ERROR_ONLY => TRUE", 2],
    ["ERROR_ONLY => TRUE, TASK_NAME => 'ROOT'", 0],
    ["DATABASE_NAME => 'd'", 4],
    ["DATABASE_NAME => 'd', SCHEMA_NAME => 's'", 4],
    ["DATABASE_NAME => 'd', SCHEMA_NAME => 'PUBLIC'", 0],
    ["SCHEDULED_TIME_RANGE_START => DATEADD('minute', -2, CURRENT_TIMESTAMP())", 2],
    ["SCHEDULED_TIME_RANGE_END => DATEADD('minute', -2, CURRENT_TIMESTAMP())", 2],
    ["DATEADD('minute', -10, CURRENT_TIMESTAMP()), DATEADD('minute', -2, CURRENT_TIMESTAMP()), 1", 1],
  ])("with (%s) gives %i rows", async (args, count) => {
    await world.account.tasks.runDue();
    world.account.clock.advance(5 * 60_000);
    await world.account.tasks.runDue();
    expect(await admin(tasks(args))).toHaveLength(count);
  });

  test.each([
    ["RESULT_LIMIT => 0", "001044"],
    ["RESULT_LIMIT => 10001", "001044"],
    ["SCHEMA_NAME => 'S'", "001044"],
    ["SCHEDULED_TIME_RANGE_START => DATEADD('day', -8, CURRENT_TIMESTAMP())", "000707"],
    ["SCHEDULED_TIME_RANGE_START => 'yesterday'", "001044"],
    ["ERROR_ONLY => 'x'", "001044"],
    ["DATABASE_NAME => 'NOPE'", "002003"],
  ])("with (%s) gives %s", async (args, code) => {
    expect(await world.outcome("ACCOUNTADMIN", tasks(args))).toBe(code);
  });

  it("forgets what is older than seven days", async () => {
    await world.account.tasks.runDue();
    world.account.clock.advance(8 * 86_400_000);
    expect(await admin(tasks())).toEqual([]);
  });

  it("shows runs to who may watch the task, and its place to who may use it", async () => {
    await world.account.tasks.runDue();
    expect(await world.run("WATCHER", tasks())).toEqual([]);
    await admin("GRANT MONITOR ON TASK D.S.ROOT TO ROLE WATCHER");
    expect(await world.run("WATCHER", tasks())).toMatchObject([
      { NAME: "ROOT", DATABASE_NAME: null, SCHEMA_NAME: null },
    ]);
    await admin(
      "GRANT USAGE ON SCHEMA D.S TO ROLE WATCHER; GRANT MONITOR EXECUTION ON ACCOUNT TO ROLE WATCHER",
    );
    expect(await world.run("WATCHER", tasks())).toMatchObject([
      { NAME: "CHILD", DATABASE_NAME: "D", SCHEMA_NAME: "S" },
      { NAME: "ROOT", DATABASE_NAME: "D", SCHEMA_NAME: "S" },
    ]);
  });

  it("tells a run that suspended its task, one by hand, and one that never came to its statement", async () => {
    await admin(`CREATE TASK D.S.LONE WAREHOUSE = COMPUTE_WH SUSPEND_TASK_AFTER_NUM_FAILURES = 1
      WHEN SYSTEM$STREAM_HAS_DATA('D.S.X') AS SELECT 1/0; EXECUTE TASK D.S.LONE; CREATE ROLE WEAK; GRANT ROLE WEAK TO ROLE ACCOUNTADMIN;
      CREATE TASK D.S.POOR WAREHOUSE = COMPUTE_WH AS SELECT 1; GRANT OWNERSHIP ON TASK D.S.POOR TO ROLE WEAK;
      EXECUTE TASK D.S.POOR`);
    expect(await admin(tasks("TASK_NAME => 'LONE'"))).toMatchObject([
      {
        STATE: "FAILED_AND_AUTO_SUSPENDED",
        SCHEDULED_FROM: "EXECUTE_TASK",
        CONDITION_TEXT: "SYSTEM$STREAM_HAS_DATA('D.S.X')",
        ERROR_CODE: 100051,
      },
    ]);
    expect(await admin(tasks("TASK_NAME => 'POOR'"))).toMatchObject([
      { STATE: "FAILED", QUERY_ID: null, QUERY_START_TIME: null },
    ]);
  });

  it("leaves no trace of conditions in QUERY_HISTORY", async () => {
    await admin(`CREATE STREAM D.S.X ON TABLE D.S.T;
      CREATE TASK D.S.ASKS WAREHOUSE = COMPUTE_WH WHEN SYSTEM$STREAM_HAS_DATA('D.S.X') AS SELECT 1;
      ALTER TASK D.S.ASKS RESUME; ALTER TASK D.S.ROOT SUSPEND`);
    await world.account.tasks.runDue();
    expect((await admin(queries())).filter(({ USER_NAME }) => USER_NAME === "SYSTEM")).toEqual([]);
  });
});
