import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { outcomeOf } from "../standin/support/outcome";
import { startRig, type Rig } from "./rig";

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

let rig: Rig;
let token: string;

beforeAll(async () => {
  rig = await startRig(
    "CREATE DATABASE APP; CREATE TABLE APP.PUBLIC.T (A INT); INSERT INTO APP.PUBLIC.T VALUES (1)",
  );
});
afterAll(() => rig.close());
beforeEach(async () => void (token = await logIn()));

async function logIn(parameters: object = {}): Promise<string> {
  const { body } = await post("/session/v1/login-request?roleName=ACCOUNTADMIN&warehouse=COMPUTE_WH", {
    data: { LOGIN_NAME: "ADMIN", PASSWORD: "right", SESSION_PARAMETERS: parameters },
  });
  const data = body["data"] as { token: string } | null;
  if (body["success"] !== true || data === null) throw new Error(String(body["message"]));
  return data.token;
}

const bearer = (of: string) => ({ authorization: `Snowflake Token="${of}"` });

function send(
  path: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  method = "POST",
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    request(rig.server.url, { method, headers, path }, (response) => {
      buffer(response).then(
        (read) =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(read.toString("utf8")) as Answered["body"],
          }),
        reject,
      );
    })
      .on("error", reject)
      .end(body);
  });
}

const post = (path: string, body: object, of?: string): Promise<Answered> =>
  send(path, JSON.stringify(body), of === undefined ? {} : bearer(of));

const query = async (sqlText: string, more: object = {}, of = token): Promise<Answered["body"]> =>
  (await post(`/queries/v1/query-request?requestId=${randomUUID()}`, { sqlText, ...more }, of)).body;

const queryPath = "/queries/v1/query-request";
const packed = { "content-encoding": "gzip" };

describe("a request that is none", () => {
  it.each<[string, string, string | Uint8Array, object, number, RegExp]>([
    ["a body that is no gzip", queryPath, "no gzip", packed, 400, /cannot be read as gzip/],
    [
      "a gzip body cut short",
      queryPath,
      new Uint8Array(gzipSync("{}".repeat(9)).subarray(0, 15)),
      packed,
      400,
      /gzip/,
    ],
    ["another encoding", queryPath, "{}", { "content-encoding": "br" }, 400, /Content-Encoding 'br'/],
    ["malformed JSON", queryPath, "{", {}, 400, /no JSON/],
    ["JSON that is no object", queryPath, "[1]", {}, 400, /no object/],
    ["a path that is none", "//[/", "{}", {}, 400, /'\/\/\[\/'/],
    ["an unknown path", "/api/v2/statements", "{}", {}, 404, /unsupported by the local stand-in: POST/],
  ])("%s gets a sentence", async (_, path, body, headers, status, message) => {
    const answer = await send(path, body, { ...bearer(token), ...headers });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ success: false, message: expect.stringMatching(message) as unknown });
    expect(await query("SELECT 1")).toMatchObject({ success: true });
  });

  it("a gzip bomb is unpacked for nobody: not without a token, and not beyond the limit with one", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(200_000_000).fill(32)));
    const before = process.memoryUsage().rss;
    expect((await send("/telemetry/send", bomb, packed)).status).toBe(200);
    expect((await send(queryPath, bomb, { ...packed, ...bearer("unknown") })).body).toMatchObject({
      code: "390104",
    });
    expect((await send("/session/v1/login-request", bomb, packed)).status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    const refused = await send(queryPath, bomb, { ...packed, ...bearer(token) });
    expect([refused.status, refused.body["message"]]).toEqual([
      413,
      expect.stringContaining("134217728 bytes once unpacked"),
    ]);
  });

  it("the longest text there is can be sent", async () => {
    const { data } = await query("SELECT LENGTH(?)", {
      bindings: { "1": { type: "TEXT", value: "é".repeat(16_777_216) } },
    });
    expect((data as { rowset: unknown }).rowset).toEqual([["16777216"]]);
  });
});

describe("bindings", () => {
  const bound = (bindings: unknown, sql = "SELECT ?"): Promise<Answered["body"]> => query(sql, { bindings });

  it.each([
    ["too many", { 1: { type: "FIXED", value: "1" }, 2: { type: "FIXED", value: "2" } }, /one too many/],
    ["none for the first", { 2: { type: "FIXED", value: "2" } }, /too many|not set/],
    ["a position that is none", { "-1": { type: "FIXED", value: "1" } }, /'-1' has no position/],
    ["a position with a zero before", { "01": { type: "FIXED", value: "1" } }, /'01' has no position/],
  ])("%s: 002049", async (_, bindings, message) => {
    expect(await bound(bindings)).toMatchObject({
      code: "002049",
      message: expect.stringMatching(message) as unknown,
    });
  });

  it("a variable that has none is named", async () => {
    expect(await bound({ 2: { type: "FIXED", value: "2" } }, "SELECT ?, ?")).toMatchObject({
      code: "002049",
      message: expect.stringContaining("Bind variable 1 not set") as unknown,
    });
    expect(await query("SELECT ?")).toMatchObject({ code: "002049" });
  });

  it.each([
    ["DATE", "9999999999999999999999999999999999999999"],
    ["DATE", "253402300800000"],
    ["DATE", "today"],
    ["TIME", "-1"],
    ["TIME", "86400000000000"],
    ["TIMESTAMP_NTZ", "999999999999999999999999999"],
    ["TIMESTAMP_LTZ", "1.5"],
    ["TIMESTAMP_TZ", "0 9999"],
    ["TIMESTAMP_TZ", "0 -60"],
    ["FIXED", "1e5"],
    ["FIXED", "1".repeat(39)],
    ["REAL", "one"],
    ["BOOLEAN", "maybe"],
    ["BINARY", "ABC"],
    ["BINARY", "GG"],
  ])("a %s of %s is 002050, by name", async (type, value) => {
    expect(await bound({ 1: { type, value } })).toMatchObject({
      code: "002050",
      message: expect.stringContaining(`is no value of type ${type}`) as unknown,
    });
  });

  it.each([
    ["DATE", "253402214400000", "9999-12-31"],
    ["TIME", "0", "00:00:00"],
    ["FIXED", "9".repeat(38), "9".repeat(38)],
    ["REAL", "1e5", "100000"],
    ["BOOLEAN", "1", "true"],
    ["BINARY", "", ""],
  ])("a %s of %s is read", async (type, value, text) => {
    const { data } = await bound({ 1: { type, value } }, "SELECT ?::VARCHAR");
    expect((data as { rowset: unknown }).rowset).toEqual([[text]]);
  });

  it("the history shows the statement as it was written", async () => {
    await bound({ 1: { type: "DATE", value: "0" } }, "SELECT ? AS WRITTEN");
    const { data } = await query(
      "SELECT QUERY_TEXT FROM TABLE(APP.INFORMATION_SCHEMA.QUERY_HISTORY()) WHERE QUERY_TEXT LIKE '% AS WRITTEN'",
    );
    expect((data as { rowset: unknown }).rowset).toEqual([["SELECT ? AS WRITTEN"]]);
  });

  it.each([[[]], ["x"], [{ 1: "x" }], [{ 1: { value: "x" } }]])("%j is no binding", async (bindings) => {
    expect(await bound(bindings)).toMatchObject({
      success: false,
      code: expect.stringMatching(/^00(2050|0002|2049)$/) as unknown,
    });
  });
});

describe("queries and sessions", () => {
  it("the status of a query nobody ran is empty (snowflake-sdk, Python connector get_query_status)", async () => {
    const unknown = "/monitoring/queries/00000000-0000-0000-0000-000000000000";
    expect(await send(unknown, "", bearer(token), "GET")).toMatchObject({
      status: 200,
      body: { success: true, data: { queries: [] } },
    });
  });

  it("parameters of one statement are obeyed, and refused as ALTER SESSION refuses them", async () => {
    const { data } = await query("SELECT COLUMN1 FROM VALUES (1), (2)", {
      parameters: { ROWS_PER_RESULTSET: 1, _PLAN: "x" },
    });
    expect((data as { rowset: unknown }).rowset).toEqual([["1"]]);
    expect(await query("SELECT 1", { parameters: { STRICT_JSON_OUTPUT: true } })).toMatchObject({
      code: "000002",
    });
    expect(await query("SELECT 1", { parameters: { LOCK_TIMEOUT: "x" } })).toMatchObject({ code: "001008" });
  });

  it("parameters at login are obeyed or refused", async () => {
    const own = await logIn({ LOCK_TIMEOUT: 7, CLIENT_OWN_BUSINESS: 1 });
    const { data } = await query("SHOW PARAMETERS LIKE 'LOCK_TIMEOUT'", {}, own);
    expect((data as { rowset: unknown[][] }).rowset[0]?.slice(0, 4)).toEqual([
      "LOCK_TIMEOUT",
      "7",
      "43200",
      "SESSION",
    ]);
    await expect(logIn({ STRICT_JSON_OUTPUT: true })).rejects.toThrow("STRICT_JSON_OUTPUT");
  });

  it("a session whose client has been silent for 4 hours ends, and frees what it holds (docs session-policies)", async () => {
    await query("BEGIN");
    await query("UPDATE APP.PUBLIC.T SET A = 2");
    rig.account.clock.advance(4 * 3_600_000 + 1);
    const watcher = await rig.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    await watcher.execute("ALTER SESSION SET LOCK_TIMEOUT = 5");
    expect(await outcomeOf(watcher.execute("UPDATE APP.PUBLIC.T SET A = A + 10"))).toBe("ok");
    expect((await watcher.execute("SELECT A FROM APP.PUBLIC.T")).rows).toEqual([[11]]);
    await watcher.close();
    expect(await query("SELECT 1")).toMatchObject({ code: "390111" });
  });

  it.each([
    [true, "000604"],
    [false, "ok"],
  ])("a client that goes while its statement waits, ABORT_DETACHED_QUERY = %s", async (aborts, outcome) => {
    const holder = await rig.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    await holder.executeScript("BEGIN; UPDATE APP.PUBLIC.T SET A = 5");
    const gone = await logIn({ ABORT_DETACHED_QUERY: aborts });
    const sent = request(`${rig.server.url}${queryPath}?requestId=${randomUUID()}`, {
      method: "POST",
      headers: bearer(gone),
    });
    sent
      .on("error", () => undefined)
      .end(JSON.stringify({ sqlText: "DELETE FROM APP.PUBLIC.T WHERE A = 99" }));
    const waiting = async (): Promise<number> =>
      (await holder.execute("SHOW LOCKS IN ACCOUNT")).rows.filter((row) => row[4] === "WAITING").length;
    await expect.poll(waiting).toBe(1);
    const before = rig.log.length;
    sent.destroy();
    await new Promise((done) => setTimeout(done, 100));
    // Two steps, that the holder is not taken for idle.
    for (const minutes of [3, 3]) {
      rig.account.clock.advance(minutes * 60_000);
      await holder.execute("SELECT 1");
    }
    if (!aborts) await holder.execute("COMMIT");
    await expect.poll(() => rig.log.length).toBeGreaterThan(before);
    expect(rig.log.at(-1)?.error?.code ?? "ok").toBe(outcome);
    await holder.close();
  });
});
