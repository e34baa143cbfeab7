import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { deploy, type Estate } from "../../cli/local/estate";
import { records } from "../../standin/result";
import type { Session } from "../../standin/session/session";
import { recordingOf } from "../support/recordings";

/** Columns with personal data, as the estate's owner marks them. */
const personal = [
  /^EMPLOYEES\.(FIRST_NAME|LAST_NAME|EMAIL)$/,
  /^CUSTOMERS\.KEY_CONTACTS$/,
  /^CALLS\.(PRIMARY_USER_EMAIL|PARTICIPANTS)$/,
  /^CALL_PARTICIPANTS\.(FULL_NAME|EMAIL)$/,
  /^CONTACTS\.(FIRST_NAME|LAST_NAME|EMAIL|PHONE)$/,
  /^(DEALS|COMPANIES)\.OWNER_EMAIL$/,
  /^USERS\.(REAL_NAME|DISPLAY_NAME|EMAIL)$/,
];

const vocabulary: Readonly<Record<string, RegExp>> = {
  entity_type: /^[a-z_]+$/,
  data_source: /^[a-z_]+$/,
  update_frequency: /^(streaming|hourly|daily|weekly|on_change)$/,
  pii_level: /^(none|low|high|sensitive)$/,
  vector_index: /^(true|false)$/,
};

let estate: Estate;
let admin: Session;
beforeAll(async () => {
  estate = await deploy(await recordingOf("prod"));
  admin = await estate.account.login({
    role: "ACCOUNTADMIN",
    warehouse: "COMPUTE_WH",
    database: "SOPHIA_AI",
  });
});
afterAll(async () => {
  await admin.close();
  await estate.account.close();
});

const show = async (what: string) => records(await admin.execute(`SHOW ${what} IN DATABASE SOPHIA_AI`));

/** The tag set on an object itself, parsed; undefined where it is only inherited or not there. */
async function tagOf(domain: string, name: string): Promise<Record<string, string> | undefined> {
  const column = domain === "COLUMN" ? name.split(".").at(-1) : null;
  const object = column === null ? name : name.split(".").slice(0, -1).join(".");
  const rows = records(
    await admin.execute(
      `SELECT * FROM TABLE(SOPHIA_AI.INFORMATION_SCHEMA.TAG_REFERENCES('${name}', '${domain}')) WHERE LEVEL IN ('${domain}'${domain === "TABLE" ? ", 'VIEW'" : ""})`,
    ),
  );
  const value = rows[0]?.["TAG_VALUE"];
  if (typeof value !== "string") return undefined;
  expect(value.length, object).toBeLessThanOrEqual(256);
  return JSON.parse(value) as Record<string, string>;
}

function expectWellFormed(name: string, tag: Record<string, string> | undefined): void {
  expect(tag, name).toBeDefined();
  const keys = Object.keys(tag ?? {});
  expect(keys, name).toEqual([...keys].sort());
  for (const [key, allowed] of Object.entries(vocabulary))
    expect(tag?.[key], `${name} ${key}`).toMatch(allowed);
}

describe("SOPHIA_AI_METADATA", () => {
  it("is on every schema", async () => {
    const names = (await show("SCHEMAS"))
      .map((row) => String(row["name"]))
      .filter((name) => name !== "INFORMATION_SCHEMA");
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expectWellFormed(name, await tagOf("SCHEMA", `SOPHIA_AI.${name}`));
  });

  it("is on every table and view, and says whether it is searched by vectors", async () => {
    const relations = [...(await show("TABLES")), ...(await show("VIEWS"))].filter(
      (row) => row["schema_name"] !== "INFORMATION_SCHEMA",
    );
    expect(relations.length).toBeGreaterThan(25);
    for (const row of relations) {
      const name = `SOPHIA_AI.${String(row["schema_name"])}.${String(row["name"])}`;
      const tag = await tagOf("TABLE", name);
      expectWellFormed(name, tag);
      const columns = records(await admin.execute(`DESCRIBE TABLE ${name}`));
      const vectors = columns.some((column) => String(column["type"]).startsWith("VECTOR"));
      expect(tag?.["vector_index"], name).toBe(String(vectors));
    }
  });

  it("is on every critical column, and personal ones are masked", async () => {
    let personalSeen = 0;
    for (const row of await show("TABLES")) {
      const table = `SOPHIA_AI.${String(row["schema_name"])}.${String(row["name"])}`;
      const columns = records(await admin.execute(`DESCRIBE TABLE ${table}`));
      for (const [i, column] of columns.entries()) {
        const short = `${String(row["name"])}.${String(column["name"])}`;
        const isPersonal = personal.some((pattern) => pattern.test(short));
        const critical =
          i === 0 || isPersonal || /_ID$/.test(short) || String(column["type"]).startsWith("VECTOR");
        if (!critical) continue;
        const tag = await tagOf("COLUMN", `${table}.${String(column["name"])}`);
        if (/AGENT_ID$/.test(short)) continue;
        expectWellFormed(short, tag);
        expect(tag?.["is_primary_identifier"], short).toBe(String(i === 0));
        if (/_ID$/.test(short) && i > 0) expect(tag?.["joins_to"], short).toMatch(/\./);
        if (!isPersonal) continue;
        personalSeen += 1;
        expect(tag?.["pii_level"], short).not.toBe("none");
        expect(column["policy name"], short).toMatch(/MASK_PERSONAL_(TEXT|ARRAY)/);
      }
    }
    expect(personalSeen).toBe(17);
  });
});
