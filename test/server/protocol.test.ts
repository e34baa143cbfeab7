import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { SnowflakeServer } from "../../standin/server/server";
import { startRig, type Rig } from "./rig";

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly success?: boolean;
  readonly code?: string | null;
  readonly message?: string | null;
  readonly data?: Readonly<Record<string, unknown>> | null;
}

interface Sent {
  readonly method?: string;
  readonly token?: unknown;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const holdMs = 150;
let rig: Rig;
/** Of a session of ADMIN, for each test anew. */
let token: unknown;
let masterToken: unknown;

beforeAll(async () => {
  rig = await startRig(
    "CREATE DATABASE APP; CREATE TABLE ONCE (ID NUMBER); CREATE USER OTHER PASSWORD = 'too'",
    {
      holdMs,
    },
  );
});
afterAll(() => rig.close());
beforeEach(async () => {
  ({ token, masterToken } = await logIn());
});

describe("who may ask", () => {
  it("only this machine: a page of another host that resolves here is sent away", async () => {
    for (const host of ["127.0.0.1", "localhost:8085", "snowflake.localhost", "[::1]:80"])
      expect((await send("/session/heartbeat", { headers: { host }, token })).status).toBe(200);
    for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"])
      expect((await send("/session/heartbeat", { headers: { host }, token })).status).toBe(403);
  });

  it.each([
    ["no token", undefined],
    ["an unknown token", "unknown"],
  ])("%s gets 390104", async (_, given) => {
    expect(await query("SELECT 1", { token: given })).toMatchObject({ success: false, code: "390104" });
  });

  it("a master token stands for no session", async () => {
    expect(await query("SELECT 1", { token: masterToken })).toMatchObject({ code: "390104" });
  });

  it("a closed session's token gets 390111", async () => {
    expect(await send("/session?delete=true", { token })).toMatchObject({ success: true });
    expect(await query("SELECT 1")).toMatchObject({ code: "390111" });
  });

  it("a renewed session goes by its new token alone", async () => {
    const renew = (master: unknown, old: unknown) =>
      send("/session/token-request", {
        token: master,
        body: { oldSessionToken: old, requestType: "RENEW" },
      });
    expect(await renew(masterToken, "another")).toMatchObject({ code: "390104" });
    const { data } = await renew(masterToken, token);
    expect(await query("SELECT 1")).toMatchObject({ code: "390104" });
    expect(await query("SELECT 1", { token: data?.["sessionToken"] })).toMatchObject({ success: true });
  });

  it("a query's result is its user's alone", async () => {
    const { data } = await query("SELECT 1");
    const result = `/queries/${String(data?.["queryId"])}/result`;
    const other = await logIn({ LOGIN_NAME: "OTHER", PASSWORD: "too" });
    expect(await send(result, { method: "GET", token })).toMatchObject({ success: true });
    expect(await send(result, { method: "GET", token: other.token })).toMatchObject({ code: "000709" });
  });

  it("a driver that validates is told of a place that is not there", async () => {
    const SESSION_PARAMETERS = { CLIENT_VALIDATE_DEFAULT_PARAMETERS: true };
    const login = { LOGIN_NAME: "ADMIN", PASSWORD: "right", SESSION_PARAMETERS };
    for (const place of ["warehouse=NONE", "databaseName=NONE", "databaseName=APP&schemaName=NONE"])
      expect(
        await send(`/session/v1/login-request?roleName=ACCOUNTADMIN&${place}`, { body: { data: login } }),
      ).toMatchObject({ success: false, code: "390201" });
  });

  // The Go driver validates, and so the provider; the Node and Python drivers do not, and go without the warehouse.
  it.each([
    [true, { success: false, code: "390201" }],
    [false, { success: true }],
  ])(
    "a warehouse that its role may not use is not there: a driver that validates %s",
    async (validates, answer) => {
      const SESSION_PARAMETERS = { CLIENT_VALIDATE_DEFAULT_PARAMETERS: validates };
      const login = { LOGIN_NAME: "ADMIN", PASSWORD: "right", SESSION_PARAMETERS };
      expect(
        await send("/session/v1/login-request?roleName=USERADMIN&warehouse=COMPUTE_WH", {
          body: { data: login },
        }),
      ).toMatchObject(answer);
    },
  );

  it.each([
    ["EXTERNALBROWSER", "/session/authenticator-request"],
    ["an unknown path", "/api/v2/statements"],
  ])("%s is refused by name, and the refusal is told", async (_, path) => {
    const { code, message } = await send(path, { body: {} });
    expect([code, message]).toEqual(["000002", `unsupported by the local stand-in: POST ${path}`]);
    expect(rig.warnings.at(-1)).toContain(path);
  });

  it("an authenticator the stand-in does not speak is refused by name", async () => {
    const data = { LOGIN_NAME: "ADMIN", AUTHENTICATOR: "WORKLOAD_IDENTITY", TOKEN: "t" };
    expect(await send("/session/v1/login-request", { body: { data } })).toMatchObject({
      code: "000002",
      message: "unsupported by the local stand-in: authenticator WORKLOAD_IDENTITY",
    });
  });
});

describe("requests", () => {
  it("one request runs once, however often and how early it is sent again", async () => {
    const requestId = randomUUID();
    const sql = "INSERT INTO APP.PUBLIC.ONCE VALUES (1)";
    const answers = await Promise.all([query(sql, { requestId }), query(sql, { requestId })]);
    answers.push(await query(sql, { requestId }));
    expect(new Set(answers.map(({ data }) => data?.["queryId"])).size).toBe(1);
    expect((await query("SELECT COUNT(*) FROM APP.PUBLIC.ONCE")).data?.["rowset"]).toEqual([["1"]]);
  });

  it("the same request id of another session is another request", async () => {
    const requestId = randomUUID();
    const other = await logIn();
    const first = await query("SELECT 1", { requestId });
    const second = await query("SELECT 2", { requestId, token: other.token });
    expect([first.data?.["rowset"], second.data?.["rowset"]]).toEqual([[["1"]], [["2"]]]);
  });

  it("statements of a session run in the order they came", async () => {
    await query("USE DATABASE APP");
    const all = await Promise.all([
      query("CREATE TABLE IN_ORDER (ID NUMBER)"),
      query("INSERT INTO IN_ORDER VALUES (1)"),
      query("SELECT * FROM IN_ORDER"),
    ]);
    expect(all.map(({ success }) => success)).toEqual([true, true, true]);
  });

  it("a statement given up while it waits for its turn never runs", async () => {
    const other = await logIn();
    const waits = "UPDATE APP.PUBLIC.TURN SET ID = 2";
    await query("CREATE TABLE APP.PUBLIC.TURN (ID NUMBER)");
    await query("BEGIN", { token: other.token });
    await query("INSERT INTO APP.PUBLIC.TURN VALUES (1)", { token: other.token });
    await query(waits, { token: other.token });
    const requestId = randomUUID();
    const sqlText = "INSERT INTO APP.PUBLIC.TURN VALUES (3)";
    await query("", { body: { sqlText: waits, asyncExec: true } });
    const { data } = await query("", { requestId, body: { sqlText, asyncExec: true } });
    await send("/queries/v1/abort-request", { token, body: { requestId } });
    await query("ROLLBACK", { token: other.token });
    const result = `/queries/${String(data?.["queryId"])}/result`;
    expect(await send(result, { method: "GET", token })).toMatchObject({ code: "000604" });
    expect((await query("SELECT ID FROM APP.PUBLIC.TURN")).data?.["rowset"]).toEqual([]);
  });

  it("a driver that has waited long is sent to fetch the result later", async () => {
    rig.server.faults.latencyMs = holdMs * 1.5;
    const early = await query("SELECT 5");
    rig.server.faults.latencyMs = 0;
    expect(early).toMatchObject({ success: true, code: "333333" });
    const later = await send(String(early.data?.["getResultUrl"]), { method: "GET", token });
    expect([later.code, later.data?.["rowset"]]).toEqual([null, [["5"]]]);
  });

  it("gzip is understood and spoken", async () => {
    const asked = { sqlText: `SELECT '${"long ".repeat(5000)}' AS T` };
    const packed = await raw(
      `/queries/v1/query-request?requestId=${randomUUID()}`,
      { "content-encoding": "gzip", "accept-encoding": "gzip", authorization: bearer(token) },
      new Uint8Array(gzipSync(JSON.stringify(asked))),
    );
    expect(packed.headers["content-encoding"]).toBe("gzip");
    const { success } = JSON.parse(gunzipSync(new Uint8Array(packed.body)).toString("utf8")) as {
      success: boolean;
    };
    expect(success).toBe(true);
  });

  it("answers tell drivers the session's state and parameters", async () => {
    const { data } = await query("SELECT 1 AS A");
    expect(data).toMatchObject({
      finalRoleName: "ACCOUNTADMIN",
      finalWarehouseName: "COMPUTE_WH",
      queryResultFormat: "json",
      statementTypeId: 4096,
      total: 1,
      returned: 1,
      version: 1,
      rowtype: [{ name: "A", type: "fixed", precision: 1, scale: 0, length: null, byteLength: null }],
    });
    const parameters = data?.["parameters"] as { name: string; value: unknown }[];
    expect(parameters).toContainEqual({ name: "TIMEZONE", value: "UTC" });
    expect(parameters).toContainEqual({ name: "AUTOCOMMIT", value: true });
  });

  it("answers tell drivers the zone and formats from the statement on that sets them", async () => {
    const set = "ALTER SESSION SET TIMEZONE = 'Asia/Tokyo', DATE_OUTPUT_FORMAT = 'DD/MM/YYYY'";
    const { data } = await query(set);
    const parameters = data?.["parameters"];
    expect(parameters).toContainEqual({ name: "TIMEZONE", value: "Asia/Tokyo" });
    expect(parameters).toContainEqual({ name: "DATE_OUTPUT_FORMAT", value: "DD/MM/YYYY" });
    const { data: rows } = await query(
      "SELECT '1970-01-01 09:00:01'::TIMESTAMP_LTZ, '1970-01-01 00:00:02'::TIMESTAMP_TZ",
    );
    expect(rows?.["rowset"]).toEqual([["1.000000000", "-32398.000000000 1980"]]);
  });

  it("years beyond four digits reach drivers too", async () => {
    const { data } = await query(
      "SELECT DATEADD(year, 1, '9999-12-31'::DATE), DATEADD(day, -400, '0000-12-31'::TIMESTAMP_NTZ)",
    );
    // 9999-12-31 is day 2932896 and 10000 a leap year; the first of year 0001 is second -62135596800, 401 days later.
    expect(data?.["rowset"]).toEqual([["2933262", "-62170243200.000000000"]]);
  });

  it.each([
    ["DATE", "86400000", "1970-01-02"],
    ["DATE", "-62135596800000", "0001-01-01"],
    ["TIME", "3723000004000", "01:02:03"],
    ["TIMESTAMP_NTZ", "1700000000123456789", "2023-11-14 22:13:20.123"],
    ["TIMESTAMP_LTZ", "1700000000123456789", "2023-11-14 22:13:20.123 +0000"],
    ["TIMESTAMP_TZ", "1700000000123456789 1980", "2023-11-15 07:13:20.123 +0900"],
  ])("a bound %s of %s is %s whatever formats the session reads", async (type, value, wanted) => {
    await query(
      "ALTER SESSION SET DATE_INPUT_FORMAT = 'YY', TIME_INPUT_FORMAT = 'HH24', TIMESTAMP_INPUT_FORMAT = 'YY'",
    );
    const { data } = await query("", {
      body: { sqlText: "SELECT ?::VARCHAR", bindings: { "1": { type, value } } },
    });
    expect(data?.["rowset"]).toEqual([[wanted]]);
  });

  it.each([
    ["DATE", "9999999999999999999999999999999999999999"],
    ["TIMESTAMP_NTZ", "99999999999999999999999"],
    ["TIMESTAMP_TZ", "0 9999"],
  ])("a bound %s beyond all years or zones is refused", async (type, value) => {
    const { code, message } = await query("", {
      body: { sqlText: "SELECT ?", bindings: { "1": { type, value } } },
    });
    expect([code, message]).toEqual(["002050", `Bind variable 1: '${value}' is no value of type ${type}.`]);
  });

  it("telemetry is taken and forgotten", async () => {
    expect(await send("/telemetry/send", { token, body: { logs: [] } })).toMatchObject({ success: true });
  });

  it("a port that is taken is an error of the caller", async () => {
    await expect(SnowflakeServer.start({ account: rig.account, port: rig.server.port })).rejects.toThrow(
      "EADDRINUSE",
    );
  });
});

async function logIn(
  who: object = { LOGIN_NAME: "ADMIN", PASSWORD: "right" },
): Promise<{ token: unknown; masterToken: unknown }> {
  const role = "LOGIN_NAME" in who && who.LOGIN_NAME === "ADMIN" ? "ACCOUNTADMIN" : "PUBLIC";
  const { data } = await send(`/session/v1/login-request?roleName=${role}&warehouse=COMPUTE_WH`, {
    body: { data: who },
  });
  return { token: data?.["token"], masterToken: data?.["masterToken"] };
}

describe("JSON_INDENT (docs: parameters)", () => {
  const values = `SELECT [1, {'a': 2, 'b': []}], PARSE_JSON('3'), {}, TO_JSON([1, 2]), [1, 2]::VARCHAR`;
  const compact = ["[1,2]", "[1,2]"];
  const rowset = async () => (await query(values)).data?.["rowset"];

  it("semi-structured results come over lines, two blanks a level; their text does not", async () => {
    expect(await rowset()).toEqual([
      ['[\n  1,\n  {\n    "a": 2,\n    "b": []\n  }\n]', "3", "{}", ...compact],
    ]);
  });

  it.each([
    [0, '[1,{"a":2,"b":[]}]'],
    [1, '[\n 1,\n {\n  "a": 2,\n  "b": []\n }\n]'],
  ])("%i is obeyed", async (indent, text) => {
    await query(`ALTER SESSION SET JSON_INDENT = ${indent}`);
    expect(await rowset()).toEqual([[text, "3", "{}", ...compact]]);
  });
});

const query = (
  sqlText: string,
  { requestId = randomUUID(), ...sent }: Sent & { readonly requestId?: string } = {},
): Promise<Answered> =>
  send(`/queries/v1/query-request?requestId=${requestId}`, { token, body: { sqlText }, ...sent });

async function send(
  path: string,
  { method = "POST", token: of, body, headers = {} }: Sent,
): Promise<Answered> {
  const sent = body === undefined ? "" : JSON.stringify(body);
  const answer = await raw(
    path,
    of === undefined ? headers : { authorization: bearer(of), ...headers },
    sent,
    method,
  );
  const json: unknown = answer.body.toString("utf8").startsWith("{")
    ? JSON.parse(answer.body.toString("utf8"))
    : {};
  return { status: answer.status, headers: answer.headers, ...(json as object) };
}

const bearer = (of: unknown): string => `Snowflake Token="${String(of)}"`;

function raw(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  method = "POST",
): Promise<{ status: number; headers: Readonly<Record<string, unknown>>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(`${rig.server.url}${path}`, { method, headers }, (response) => {
      buffer(response).then(
        (read) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: read }),
        reject,
      );
    })
      .on("error", reject)
      .end(body);
  });
}
