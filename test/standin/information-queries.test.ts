import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Clock } from "../../standin/clock";
import { QueryLog } from "../../standin/session/query-log";
import { Whole } from "./support/account";

let world: Whole;
const admin = (sql: string) => world.admin(sql);

beforeEach(async () => {
  world = await Whole.watched();
});
afterEach(() => world.close());

const queries = (args = "") => `SELECT * FROM TABLE(D.INFORMATION_SCHEMA.QUERY_HISTORY(${args}))`;
const nowhere = { warehouse: undefined, database: undefined, schema: undefined, task: undefined };

describe("QUERY_HISTORY", () => {
  it("has the columns of the documentation (docs functions/query_history, Output)", async () => {
    const session = await world.session("ACCOUNTADMIN");
    expect((await session.execute(queries())).columns.map(({ name }) => name.toLowerCase()).join(" ")).toBe(
      "query_id query_text database_name schema_name query_type session_id authn_event_id user_name user_type user_database_name user_schema_name role_name warehouse_name warehouse_size warehouse_type cluster_number query_tag execution_status error_code error_message start_time end_time total_elapsed_time bytes_scanned rows_produced compilation_time execution_time queued_provisioning_time queued_repair_time queued_overload_time transaction_blocked_time outbound_data_transfer_cloud outbound_data_transfer_region outbound_data_transfer_bytes inbound_data_transfer_cloud inbound_data_transfer_region inbound_data_transfer_bytes list_external_file_time credits_used_cloud_services release_version external_function_total_invocations external_function_total_sent_rows external_function_total_received_rows external_function_total_sent_bytes external_function_total_received_bytes is_client_generated_statement query_hash query_hash_version query_parameterized_hash query_parameterized_hash_version transaction_id query_acceleration_bytes_scanned query_acceleration_partitions_scanned query_acceleration_upper_limit_scale_factor bytes_written_to_result rows_written_to_result rows_inserted query_retry_time query_retry_cause fault_handling_time bind_values agent_type",
    );
  });

  it("keeps where and as what a statement ran, and what came of it", async () => {
    await admin(
      "USE SCHEMA D.S; ALTER SESSION SET QUERY_TAG = 'nightly'; INSERT INTO T VALUES (1), (2); SELECT A FROM T",
    );
    expect((await admin(queries("RESULT_LIMIT => 3"))).slice(1)).toMatchObject([
      { QUERY_TEXT: "SELECT A FROM T", QUERY_TYPE: "SELECT", ROWS_PRODUCED: 2, ROWS_INSERTED: 0 },
      {
        QUERY_TEXT: "INSERT INTO T VALUES (1), (2)",
        QUERY_TYPE: "INSERT",
        DATABASE_NAME: "D",
        SCHEMA_NAME: "S",
        USER_NAME: "ADMIN",
        ROLE_NAME: "ACCOUNTADMIN",
        WAREHOUSE_NAME: "COMPUTE_WH",
        WAREHOUSE_SIZE: "X-Small",
        QUERY_TAG: "nightly",
        EXECUTION_STATUS: "SUCCESS",
        ERROR_CODE: null,
        ROWS_PRODUCED: 2,
        ROWS_WRITTEN_TO_RESULT: 1,
        ROWS_INSERTED: 2,
        TRANSACTION_ID: 0,
        BIND_VALUES: "[]",
      },
    ]);
  });

  it("has the statement that asks among those that run, ended at the epoch", async () => {
    expect((await admin(queries("RESULT_LIMIT => 1")))[0]).toMatchObject({
      QUERY_TEXT: queries("RESULT_LIMIT => 1"),
      EXECUTION_STATUS: "RUNNING",
      END_TIME: "1970-01-01T00:00:00.000000Z",
    });
    expect(
      await admin(
        `${queries("END_TIME_RANGE_END => CURRENT_TIMESTAMP()")} WHERE EXECUTION_STATUS = 'RUNNING'`,
      ),
    ).toEqual([]);
  });

  test.each([
    ["SELECT * FROM D.S.NOPE", 2003],
    // A statement that could not be read may hold anything (docs ui-history, "Considerations").
    ["SELEC 1", 1003, "<redacted>"],
    ["CREATE DATABASE D", 2002],
  ])("keeps that %s failed", async (sql, code, text = sql) => {
    await world.outcome("ACCOUNTADMIN", sql);
    expect((await admin(queries("RESULT_LIMIT => 2")))[1]).toMatchObject({
      QUERY_TEXT: text,
      EXECUTION_STATUS: "FAILED_WITH_ERROR",
      QUERY_TYPE: "UNKNOWN",
      ERROR_CODE: code,
    });
  });

  it("takes arguments by place (docs functions/query_history, Examples)", async () => {
    await admin("SELECT 1");
    world.account.clock.advance(2 * 3_600_000);
    expect(
      await admin(
        "SELECT * FROM TABLE(D.INFORMATION_SCHEMA.QUERY_HISTORY(DATEADD('hours',-1,CURRENT_TIMESTAMP()),CURRENT_TIMESTAMP()))",
      ),
    ).toEqual([]);
  });

  it("shows others' statements to who watches their warehouse", async () => {
    await admin(`CREATE USER U; CREATE ROLE R; GRANT ROLE R TO USER U; GRANT USAGE ON DATABASE D TO ROLE R;
      CREATE WAREHOUSE W; GRANT USAGE ON WAREHOUSE W TO ROLE R`);
    const other = await world.account.login({ user: "U", role: "R", warehouse: "W" });
    const seen = async () => (await other.execute(queries())).rows.length;
    expect(await seen()).toBe(1);
    await admin("GRANT MONITOR ON WAREHOUSE COMPUTE_WH TO ROLE R");
    expect(await seen()).toBeGreaterThan(10);
    await other.close();
  });

  it("is asked by session, user and warehouse", async () => {
    const second = await world.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    const { rows } = await second.execute("SELECT CURRENT_SESSION()");
    const count = async (call: string) =>
      (await admin(`SELECT count(*) AS N FROM TABLE(D.INFORMATION_SCHEMA.QUERY_HISTORY_BY_${call})`))[0]?.N;
    expect(await count(`SESSION(SESSION_ID => ${String(rows[0]?.[0])})`)).toBe(1);
    expect(await count("USER(USER_NAME => 'nobody')")).toBe(0);
    expect(await count("WAREHOUSE('compute_wh')")).toBeGreaterThan(5);
    const own = await second.execute(
      "SELECT QUERY_TEXT FROM TABLE(D.INFORMATION_SCHEMA.QUERY_HISTORY_BY_SESSION()) ORDER BY START_TIME LIMIT 1",
    );
    expect(own.rows).toEqual([["SELECT CURRENT_SESSION()"]]);
    await second.close();
  });

  it("takes the id a caller chose", async () => {
    const session = await world.session("ACCOUNTADMIN");
    await session.execute("SELECT 1", [], "01b2-chosen");
    expect(await admin(`${queries()} WHERE QUERY_ID = '01b2-chosen'`)).toMatchObject([
      { QUERY_TEXT: "SELECT 1" },
    ]);
  });

  it("cuts a text once it has run", async () => {
    await admin(`SELECT '${"x".repeat(100_000)}'`);
    expect(String((await admin(queries("RESULT_LIMIT => 2")))[1]?.QUERY_TEXT)).toHaveLength(100_000);
  });

  it("forgets the oldest statement beyond its bound", async () => {
    const log = new QueryLog(new Clock(), 2);
    const session = await world.session("ACCOUNTADMIN");
    const { role, user } = session.asking;
    const origin = { sessionId: 1, user, role, tag: "", bound: false, transactionId: undefined, ...nowhere };
    const done = { statement: "SELECT", columns: [], rows: [] };
    for (const id of ["a", "b", "c"]) await log.run({ ...origin, id, text: id }, () => Promise.resolve(done));
    expect(log.all.map(({ id }) => id)).toEqual(["b", "c"]);
  });
});

describe("functions over the session", () => {
  const value = async (sql: string, role = "ACCOUNTADMIN") =>
    Object.values((await world.run(role, sql))[0] ?? {})[0];

  it("LAST_QUERY_ID counts the session's statements from either end", async () => {
    const session = await world.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    await session.execute("SELECT 1", [], "first");
    await session.execute("SELECT 2", [], "second");
    const ids = await session.execute(
      "SELECT LAST_QUERY_ID(), LAST_QUERY_ID(-2), LAST_QUERY_ID(1), LAST_QUERY_ID(9)",
    );
    expect(ids.rows).toEqual([["second", "first", "first", null]]);
    await session.close();
  });

  it("CURRENT_STATEMENT is the text that runs", async () => {
    expect(await value("SELECT CURRENT_STATEMENT()")).toBe("SELECT CURRENT_STATEMENT()");
  });

  it("CURRENT_AVAILABLE_ROLES lists the user's account roles, and none in a task", async () => {
    const roles = JSON.parse(String(await value("SELECT CURRENT_AVAILABLE_ROLES()", "WATCHER"))) as string[];
    expect(roles.sort()).toEqual([
      "ACCOUNTADMIN",
      "PUBLIC",
      "SECURITYADMIN",
      "SYSADMIN",
      "USERADMIN",
      "WATCHER",
    ]);
    await admin(`CREATE TABLE D.S.R (ROLES VARCHAR); CREATE TASK D.S.K WAREHOUSE = COMPUTE_WH
      AS INSERT INTO D.S.R SELECT CURRENT_AVAILABLE_ROLES(); EXECUTE TASK D.S.K`);
    expect(await value("SELECT ROLES FROM D.S.R")).toBe("[]");
  });
});
