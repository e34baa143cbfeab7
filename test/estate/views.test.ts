import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { deploy, type Estate } from "../../cli/local/estate";
import { load } from "../../cli/local/load";
import type { Row } from "../../cli/local/rows";
import { knowledgeTables } from "../../src/model/knowledge";
import type { Value } from "../../standin/result";
import { recordingOf } from "../support/recordings";

const rows: Readonly<Record<string, readonly Row[]>> = {
  EMPLOYEES: [
    {
      EMPLOYEE_ID: "e-boss",
      FIRST_NAME: "Ada",
      LAST_NAME: "King",
      EMAIL: "ada@example.com",
      TITLE: "CTO",
      DEPARTMENT: "Engineering",
      EXPERTISE_AREAS: ["Analysis"],
    },
    {
      EMPLOYEE_ID: "e-lists",
      FIRST_NAME: "Bo",
      LAST_NAME: "Lind",
      EMAIL: "bo@example.com",
      TITLE: "Engineer",
      DEPARTMENT: "Engineering",
      MANAGER_ID: "e-boss",
      EXPERTISE_AREAS: ["Kubernetes", null, "SQL", "Kubernetes", "kubernetes"],
    },
    { EMPLOYEE_ID: "e-orphan", FIRST_NAME: "Cy", MANAGER_ID: "e-gone", EXPERTISE_AREAS: ["SQL"] },
    { EMPLOYEE_ID: "e-one-name", FIRST_NAME: "Di", EXPERTISE_AREAS: ["Design"] },
    { EMPLOYEE_ID: "e-under-one-name", FIRST_NAME: "Ed", MANAGER_ID: "e-one-name", EXPERTISE_AREAS: ["SQL"] },
    { EMPLOYEE_ID: "e-empty", FIRST_NAME: "Fay", EXPERTISE_AREAS: [] },
    { EMPLOYEE_ID: "e-null", FIRST_NAME: "Gus", EXPERTISE_AREAS: null },
    { EMPLOYEE_ID: "e-nulls", FIRST_NAME: "Hal", EXPERTISE_AREAS: [null, null] },
  ],
  CUSTOMERS: [
    {
      CUSTOMER_ID: "c-lists",
      COMPANY_NAME: "Acme",
      INDUSTRY: "Housing",
      SIZE: "small",
      PRODUCTS_USED: ["alpha", "Unheard Of", null, "Alpha", "alpha", "Twin", "unheard of"],
    },
    { CUSTOMER_ID: "c-same", COMPANY_NAME: "Bolt", PRODUCTS_USED: ["Alpha"] },
    { CUSTOMER_ID: "c-empty", COMPANY_NAME: "Cord", PRODUCTS_USED: [] },
    { CUSTOMER_ID: "c-null", COMPANY_NAME: "Dune", PRODUCTS_USED: null },
    { CUSTOMER_ID: "c-nulls", COMPANY_NAME: "Edge", PRODUCTS_USED: [null] },
  ],
  PRODUCTS: [
    {
      PRODUCT_ID: "p-alpha",
      PRODUCT_NAME: "Alpha",
      CATEGORY: "core",
      FEATURES: ["fast", "small"],
      COMPETITORS: ["r-rival", null, "r-gone", "r-rival", "r-bare"],
    },
    // Two products of one name: a customer who uses the name uses both, as far as anybody knows.
    { PRODUCT_ID: "p-twin-1", PRODUCT_NAME: "Twin", CATEGORY: "first", COMPETITORS: [] },
    { PRODUCT_ID: "p-twin-2", PRODUCT_NAME: "TWIN", CATEGORY: "second", COMPETITORS: null },
    { PRODUCT_ID: "p-nameless", CATEGORY: "core", COMPETITORS: ["r-rival"] },
  ],
  COMPETITORS: [
    {
      COMPETITOR_ID: "r-rival",
      COMPANY_NAME: "Rival",
      STRENGTHS: ["price"],
      WEAKNESSES: [],
      MARKET_POSITION: "leader",
      PRICING_MODEL: "per unit",
    },
    { COMPETITOR_ID: "r-bare" },
    { COMPETITOR_ID: "r-unmet", COMPANY_NAME: "Unmet" },
  ],
};

const expected: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  V_EMPLOYEE_EXPERTISE: [
    ["e-boss", "Ada", "King", "ada@example.com", "CTO", "Engineering", "Analysis", null, null],
    [
      ...["e-lists", "Bo", "Lind", "bo@example.com", "Engineer", "Engineering"],
      ...["Kubernetes", "e-boss", "Ada King"],
    ],
    [
      ...["e-lists", "Bo", "Lind", "bo@example.com", "Engineer", "Engineering"],
      ...["SQL", "e-boss", "Ada King"],
    ],
    ["e-one-name", "Di", null, null, null, null, "Design", null, null],
    ["e-orphan", "Cy", null, null, null, null, "SQL", "e-gone", null],
    ["e-under-one-name", "Ed", null, null, null, null, "SQL", "e-one-name", "Di"],
  ],
  V_CUSTOMER_PRODUCT_USAGE: [
    ["c-lists", "Acme", "Housing", "small", "Twin", "p-twin-1", "first"],
    ["c-lists", "Acme", "Housing", "small", "Twin", "p-twin-2", "second"],
    ["c-lists", "Acme", "Housing", "small", "Unheard Of", null, null],
    ["c-lists", "Acme", "Housing", "small", "alpha", "p-alpha", "core"],
    ["c-same", "Bolt", null, null, "Alpha", "p-alpha", "core"],
  ],
  V_COMPETITIVE_ANALYSIS: [
    ["p-alpha", "Alpha", "core", '["fast","small"]', "r-bare", null, null, null, null, null],
    [
      ...["p-alpha", "Alpha", "core", '["fast","small"]'],
      ...["r-rival", "Rival", '["price"]', "[]", "leader", "per unit"],
    ],
    [...["p-nameless", null, "core", null], ...["r-rival", "Rival", '["price"]', "[]", "leader", "per unit"]],
  ],
};

/** What orders the rows of each, by place. */
const orders: Readonly<Record<string, string>> = {
  V_EMPLOYEE_EXPERTISE: "1, 7",
  V_CUSTOMER_PRODUCT_USAGE: "1, 5, 6",
  V_COMPETITIVE_ANALYSIS: "1, 5",
};

let estate: Estate;

beforeAll(async () => {
  estate = await deploy(await recordingOf("local"));
  await load(
    estate,
    knowledgeTables.map((table) => ({ table, rows: rows[table.name] ?? [] })),
  );
});
afterAll(() => estate.account.close());

describe("views over lists show each element once, and no row for what is not there", () => {
  it.each(Object.keys(expected))("%s", async (view) => {
    const session = await estate.account.login({ role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" });
    const result = await session.execute(
      `SELECT * FROM ${estate.database}.FOUNDATIONAL_KNOWLEDGE.${view} ORDER BY ${orders[view] ?? ""}`,
    );
    await session.close();
    expect(result.rows).toEqual(expected[view]);
  });
});
