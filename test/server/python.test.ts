import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { decide, findPython, pythonWith, run } from "../support/venv";
import { startRig, type Rig } from "./rig";

/** What client.py prints. */
interface Found {
  readonly version: string;
  readonly logins: Readonly<Record<string, readonly string[]>>;
  readonly refused: number;
  readonly types: readonly unknown[];
  readonly columns: readonly (readonly unknown[])[];
  readonly binds: readonly unknown[];
  readonly merged: readonly unknown[];
  readonly many: readonly unknown[];
  readonly errors: readonly unknown[];
  readonly several: readonly unknown[];
  readonly detached: readonly unknown[];
  readonly transaction: readonly number[];
}

const decision = decide(findPython(), process.env.CI === "true", "PYTHON CONNECTOR NOT TESTED");
if (decision.action === "skip") process.stderr.write(`\n${decision.line}\n\n`);

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
const five = ["0", "1", "2", "3", "4"].map((n) => `SELECT ${n} AS N`).join(" UNION ALL ");
const tables = Array.from({ length: 6 }, (_, i) => `(${five}) T${i}`).join(", ");
const number = Array.from({ length: 6 }, (_, i) => `T${i}.N * ${5 ** i}`).join(" + ");

const statements = [
  `CREATE OR REPLACE TABLE KINDS (WHOLE NUMBER(38,0), EXACT NUMBER(38,9), REAL FLOAT, WORD VARCHAR(20), YES BOOLEAN,
   DAY DATE, CLOCK TIME, NTZ TIMESTAMP_NTZ(3), LTZ TIMESTAMP_LTZ, TZ TIMESTAMP_TZ, BYTES BINARY, ANY_ VARIANT,
   LIST ARRAY, THING OBJECT, VECTOR_ VECTOR(FLOAT, 3), COUNTS VECTOR(INT, 2), NOTHING VARCHAR)`,
  `INSERT INTO KINDS SELECT 12345678901234567890123456789012345678, 12345678901234567890123456789.123456789, 1.5e10,
   'zwölf ''Türme'' 🗼', TRUE, '1969-12-31'::DATE, '12:34:56.789'::TIME, '1969-12-31 23:59:58.25'::TIMESTAMP_NTZ,
   '2024-01-02 03:04:05+02:00'::TIMESTAMP_LTZ, '2024-01-02 03:04:05.123456+02:00'::TIMESTAMP_TZ, 'DEADBEEF'::BINARY,
   PARSE_JSON('{"a": [1, null, "x"]}'), [1, 2], {'k': 'v'}, [0.5, -1, 2]::VECTOR(FLOAT, 3), [1, 2]::VECTOR(INT, 2), NULL`,
  "CREATE OR REPLACE TABLE STOCK (ID NUMBER, AMOUNT NUMBER)",
  "INSERT INTO STOCK SELECT 1, 10 UNION ALL SELECT 2, 20",
  "CREATE OR REPLACE TABLE MANY (N NUMBER)",
  `INSERT INTO MANY SELECT ${number} FROM ${tables}`,
];

/** Types by the connector's own numbers (constants.py FIELD_TYPES). */
const columns = [
  ["WHOLE", 0, 38, 0],
  ["EXACT", 0, 38, 9],
  ["REAL", 1, null, null],
  ["WORD", 2, null, null],
  ["YES", 13, null, null],
  ["DAY", 3, null, null],
  ["CLOCK", 12, 0, 9],
  ["NTZ", 8, 0, 3],
  ["LTZ", 6, 0, 9],
  ["TZ", 7, 0, 9],
  ["BYTES", 11, null, null],
  ["ANY_", 5, null, null],
  ["LIST", 10, null, null],
  ["THING", 9, null, null],
  ["VECTOR_", 16, null, null],
  ["COUNTS", 16, null, null],
  ["NOTHING", 2, null, null],
];

describe.each([
  { version: "5.2.0", requirements: "requirements.txt" },
  { version: "4.8.1", requirements: "requirements-4.txt" },
])("the Python connector $version", ({ version, requirements }) => {
  let rig: Rig;
  let home: string;
  let found: Found;

  beforeAll(async () => {
    if (decision.action === "fail") throw new Error(decision.line);
    if (decision.action !== "run") return;
    home = mkdtempSync(join(tmpdir(), "python-connector-"));
    const [python, started] = await Promise.all([
      pythonWith(
        {
          name: "python-connector",
          requirements: join(__dirname, requirements),
          module: "snowflake.connector",
        },
        decision.python,
      ),
      startRig(
        `CREATE DATABASE APP;
         CREATE USER ROBOT TYPE = SERVICE RSA_PUBLIC_KEY = '${publicKey}';
         GRANT ROLE SYSADMIN TO USER ROBOT;`,
        {
          credentials: {
            passwords: { ADMIN: "right" },
            oauthTokens: { "an oauth token": { user: "ROBOT" } },
            programmaticTokens: { "a pat": { user: "ROBOT" } },
          },
        },
      ),
    ]);
    rig = started;
    const robot = { user: "ROBOT", role: "SYSADMIN" };
    const task = {
      port: rig.server.port,
      logins: {
        password: { user: "ADMIN", password: "right" },
        key: {
          ...robot,
          private_key: privateKey.export({ type: "pkcs8", format: "der" }).toString("hex"),
        },
        oauth: { ...robot, authenticator: "oauth", token: "an oauth token" },
        pat: { ...robot, authenticator: "PROGRAMMATIC_ACCESS_TOKEN", token: "a pat" },
      },
      statements,
      merge: `MERGE INTO STOCK T USING (SELECT 2 AS ID, 22 AS AMOUNT UNION ALL SELECT 3, 30) S ON T.ID = S.ID
        WHEN MATCHED THEN UPDATE SET AMOUNT = S.AMOUNT WHEN NOT MATCHED THEN INSERT VALUES (S.ID, S.AMOUNT)`,
    };
    const output = await run(python, ["-I", "-W", "ignore", join(__dirname, "client.py")], {
      input: JSON.stringify(task),
      // No settings of the machine, no look at where it runs.
      env: {
        PATH: process.env.PATH,
        HOME: home,
        SNOWFLAKE_HOME: home,
        SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
        NO_PROXY: "127.0.0.1",
      },
    });
    found = JSON.parse(output) as Found;
  });
  afterAll(async () => {
    if (decision.action !== "run") return;
    await rig.close();
    rmSync(home, { recursive: true, force: true });
  });

  const when = it.skipIf(decision.action === "skip");

  when("is the one that is pinned", () => expect(found.version).toBe(version));

  when("signs in with password, key pair, OAuth and access token; a wrong password gets 390100", () => {
    expect(found.logins).toEqual({
      password: ["ADMIN", "ACCOUNTADMIN"],
      key: ["ROBOT", "SYSADMIN"],
      oauth: ["ROBOT", "SYSADMIN"],
      pat: ["ROBOT", "SYSADMIN"],
    });
    expect(found.refused).toBe(390_100);
  });

  when("reads every type as it was written", () =>
    expect(found.types).toEqual([
      "int 12345678901234567890123456789012345678",
      "Decimal 12345678901234567890123456789.123456789",
      15_000_000_000,
      "zwölf 'Türme' 🗼",
      true,
      "date 1969-12-31",
      "time 12:34:56.789000",
      "datetime 1969-12-31T23:59:58.250000",
      "datetime 2024-01-02T01:04:05+00:00",
      "datetime 2024-01-02T03:04:05.123456+02:00",
      "bytes deadbeef",
      // docs: parameters, JSON_INDENT: two blanks a level unless the session says otherwise.
      '{\n  "a": [\n    1,\n    null,\n    "x"\n  ]\n}',
      "[\n  1,\n  2\n]",
      '{\n  "k": "v"\n}',
      [0.5, -1, 2],
      [1, 2],
      null,
    ]),
  );

  when("knows every column's type", () => expect(found.columns).toEqual(columns));

  when("binds values of every type it sends", () =>
    expect(found.binds).toEqual([
      5,
      "Decimal 12345678901234567890.12",
      2.5,
      "it's ?",
      true,
      null,
      "bytes dead",
      "date 1969-12-31",
      "time 01:02:03.000004",
      "datetime 2024-02-03T04:05:06.000789",
      // The connector's version 5 sends a TIMESTAMP_TZ without its offset.
      version.startsWith("4.")
        ? "datetime 2024-02-03T04:05:06.000789+02:00"
        : "datetime 2024-02-03T02:05:06.000789+00:00",
      "datetime 2024-02-03T02:05:06.000789+00:00",
    ]),
  );

  when("is told what a MERGE did", () => expect(found.merged).toEqual([2, [[1, 1]]]));

  when("gets a result of many rows whole and in order", () => expect(found.many).toEqual([15_625, true]));

  when("gets Snowflake's error numbers and SQL states", () =>
    expect(found.errors).toEqual([
      [1003, "42000"],
      [904, "42000"],
      [2003, "42S02"],
      [2, "0A000"],
    ]),
  );

  when("runs several statements at once", () => expect(found.several).toEqual([[[1]], [[2]]]));

  when("fetches a detached query's result", () => expect(found.detached).toEqual([[7]]));

  when("keeps a transaction to itself until it commits", () =>
    expect(found.transaction).toEqual([1, 0, 0, 1]),
  );
});
