import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { projectFolder } from "../../cli/stack";
import { statementLine } from "../../cli/snowflake/lines";
import { SnowflakeError } from "../../standin/errors";
import { loginError, NodeConnection } from "./node-driver";

describe("npm run snowflake -- --data sample", () => {
  let command: ChildProcess;
  let output = "";
  let log = "";
  let url: string;

  beforeAll(async () => {
    command = spawn(
      process.execPath,
      ["--import", "tsx", "cli/snowflake.ts", "--port", "0", "--data", join(projectFolder, "sample")],
      { cwd: projectFolder, stdio: ["ignore", "pipe", "pipe"] },
    );
    command.stderr?.setEncoding("utf8").on("data", (text: string) => (log += text));
    await new Promise<void>((resolve, reject) => {
      command.once("exit", () => reject(new Error(`it ended: ${log}`)));
      command.stdout?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (output.includes("SNOWFLAKE_CONFIG_PATH")) resolve();
      });
    });
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? "";
  });
  afterAll(() => void command.kill("SIGKILL"));

  const said = (what: string): string => new RegExp(`^ +${what} +(\\S+)`, "m").exec(output)?.[1] ?? "";
  const open = (password: string): Promise<NodeConnection> =>
    NodeConnection.open({ url }, { password, role: undefined, warehouse: undefined });

  it("says how to sign in, by password and by token", async () => {
    for (const secret of [said("password"), said("token")]) {
      const connection = await open(secret);
      expect(await connection.rows("SELECT CURRENT_ROLE() AS R, CURRENT_WAREHOUSE() AS W")).toEqual([
        { R: "ACCOUNTADMIN", W: "COMPUTE_WH" },
      ]);
      await connection.close();
    }
    expect(await loginError({ url }, { password: "another" })).toMatchObject({ code: "390100" });
  });

  it("holds the estate with the data, and its tasks run", async () => {
    const connection = await open(said("password"));
    await expect
      .poll(() => log, { timeout: 20_000 })
      .toMatch(/task SOPHIA_AI\.FOUNDATIONAL_KNOWLEDGE\.EMBED_EMPLOYEES \(TRIGGER\) SUCCEEDED/);
    const embedded = "SELECT COUNT(EMBEDDING) AS N FROM SOPHIA_AI.FOUNDATIONAL_KNOWLEDGE.EMPLOYEES";
    expect((await connection.rows(embedded))[0]?.["N"]).toBeGreaterThan(0);
    await connection.close();
  });

  it("logs each statement, and ends at Ctrl-C", async () => {
    expect(log).toMatch(/#\d+ ADMIN as ACCOUNTADMIN: SELECT CURRENT_ROLE\(\).* -- \d+ ms, 1 row\n/);
    command.kill("SIGINT");
    expect(await once(command, "exit")).toEqual([0, null]);
  });
});

describe("a line of the log", () => {
  const entry = {
    session: 7,
    user: "ADMIN",
    role: "SYSADMIN",
    client: "Go",
    sql: "SELECT\n  1",
    milliseconds: 3,
  };
  const now = new Date(2026, 0, 2, 3, 4, 5);

  it("is one line", () =>
    expect(statementLine({ ...entry, rows: 1 }, now)).toBe(
      "03:04:05 #7 ADMIN as SYSADMIN: SELECT 1 -- 3 ms, 1 row",
    ));

  it("names what failed", () =>
    expect(statementLine({ ...entry, error: new SnowflakeError("000002", "0A000", "a\nb") }, now)).toBe(
      "03:04:05 #7 ADMIN as SYSADMIN: SELECT 1 -- 3 ms, FAILED 000002 a b",
    ));

  it("shows no password", () =>
    expect(
      statementLine({ ...entry, sql: "CREATE USER U PASSWORD = 'it''s' COMMENT = 'c'", rows: 1 }, now),
    ).toContain("CREATE USER U PASSWORD = '***' COMMENT = 'c'"));
});
