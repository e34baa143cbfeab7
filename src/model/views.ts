import { knowledgeSchema, knowledgeTables } from "./knowledge";
import { isRevealing, maskedView } from "./masked";
import { embeddedTables, tables } from "./tables";
import { highestPii, vectorType, type Column, type Facts, type Table } from "./table";

/** A column of a view: what Snowflake cannot say of it by itself. */
export type ViewColumn = Pick<
  Column,
  "name" | "comment" | "type" | "pii" | "fingerprint" | "identifier" | "joinsTo"
>;

export interface View {
  readonly schema: string;
  readonly name: string;
  readonly comment: string;
  readonly facts: Facts;
  readonly columns: readonly ViewColumn[];
  /**
   * Where its SQL comes from: one file over named tables; one file a table, joined by UNION ALL; or the columns of a
   * table or view as they are.
   */
  readonly body:
    | { readonly file: string; readonly tables: readonly Table[] }
    | { readonly branch: "entity" | "coverage"; readonly tables: readonly Table[] }
    | { readonly shows: Relation };
  /**
   * Whether it only counts rows, and so is owned by the one role from which masks hide nothing. Only for views that
   * show no row: whoever may read such a view reads with that owner's eyes.
   */
  readonly counts?: boolean;
  readonly formerly?: readonly string[];
}

/** What can be read: a table or a view. */
export type Relation = Table | View;

const knowledgeTable = (name: string): Table => {
  const table = knowledgeTables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no knowledge table ${name}`);
  return table;
};

const col = (
  name: string,
  type: string,
  comment: string,
  traits: Pick<ViewColumn, "pii" | "fingerprint" | "identifier" | "joinsTo"> = {},
): ViewColumn => ({ name, type, comment, ...traits });

/** A column of a view that shows a column of a table as it is. */
const shown = (table: Table, name: string): ViewColumn => {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw new Error(`${table.name} has no column ${name}`);
  const { type, comment, pii, identifier, joinsTo } = column;
  return { name, type, comment, pii, identifier, joinsTo };
};

const facts = (entityType: string): Facts => ({
  entityType,
  dataSource: "notion",
  updateFrequency: "on_change",
});

const employees = knowledgeTable("EMPLOYEES");
const customers = knowledgeTable("CUSTOMERS");
const products = knowledgeTable("PRODUCTS");
const competitors = knowledgeTable("COMPETITORS");

/** The view people and programs search. */
export const searchView = "V_ENTITY_SEARCH";

/** Views whose SQL is written by hand, or a branch a table; columns in the order of the query. */
const written: readonly View[] = [
  {
    schema: knowledgeSchema,
    name: "V_EMPLOYEE_EXPERTISE",
    comment: "Who knows what: one row an employee and expertise area",
    facts: facts("employee_expertise"),
    body: { file: "views/v_employee_expertise.sql", tables: [employees] },
    columns: [
      shown(employees, "EMPLOYEE_ID"),
      shown(employees, "FIRST_NAME"),
      shown(employees, "LAST_NAME"),
      shown(employees, "EMAIL"),
      shown(employees, "TITLE"),
      shown(employees, "DEPARTMENT"),
      col("EXPERTISE_AREA", "VARCHAR", "One thing to ask this person about"),
      shown(employees, "MANAGER_ID"),
      col("MANAGER_NAME", "VARCHAR", "Name of the manager", { pii: "low" }),
    ],
  },
  {
    schema: knowledgeSchema,
    name: "V_CUSTOMER_PRODUCT_USAGE",
    comment: "Who uses what: one row a customer and product used",
    facts: facts("customer_product_usage"),
    body: { file: "views/v_customer_product_usage.sql", tables: [customers, products] },
    columns: [
      shown(customers, "CUSTOMER_ID"),
      shown(customers, "COMPANY_NAME"),
      shown(customers, "INDUSTRY"),
      shown(customers, "SIZE"),
      col("PRODUCT_USED", "VARCHAR", "Product as the customer's row names it"),
      col("PRODUCT_ID", "VARCHAR(36)", "The product, where PRODUCTS knows it", {
        identifier: "system",
        joinsTo: "FOUNDATIONAL_KNOWLEDGE.PRODUCTS.PRODUCT_ID",
      }),
      shown(products, "CATEGORY"),
    ],
  },
  {
    schema: knowledgeSchema,
    name: "V_COMPETITIVE_ANALYSIS",
    comment: "What meets what: one row a product and competitor",
    facts: facts("competitive_analysis"),
    body: { file: "views/v_competitive_analysis.sql", tables: [products, competitors] },
    columns: [
      shown(products, "PRODUCT_ID"),
      shown(products, "PRODUCT_NAME"),
      shown(products, "CATEGORY"),
      shown(products, "FEATURES"),
      col("COMPETITOR_ID", "VARCHAR(36)", "The competitor", {
        identifier: "system",
        joinsTo: "FOUNDATIONAL_KNOWLEDGE.COMPETITORS.COMPETITOR_ID",
      }),
      col("COMPETITOR_NAME", "VARCHAR(255)", "Name of the competitor"),
      shown(competitors, "STRENGTHS"),
      shown(competitors, "WEAKNESSES"),
      shown(competitors, "MARKET_POSITION"),
      shown(competitors, "PRICING_MODEL"),
    ],
  },
  {
    schema: knowledgeSchema,
    name: searchView,
    comment: "Everything that can be found: one row an entity of the knowledge tables",
    facts: facts("entity"),
    body: { branch: "entity", tables: knowledgeTables.filter(({ search }) => search !== undefined) },
    columns: [
      col("ENTITY_TYPE", "VARCHAR", "Which kind of entity"),
      col("ENTITY_ID", "VARCHAR(36)", "The entity", { identifier: "primary" }),
      col("TITLE", "VARCHAR", "What to show as its name", { pii: searchedPii() }),
      col("BODY", "VARCHAR", "Its whole text", { pii: searchedPii() }),
      col("SOURCE_URL", "VARCHAR", "Where to read and change it"),
      col("EMBEDDING", vectorType, "Embedding of the text, empty until it is made", {
        pii: searchedPii(),
        fingerprint: true,
      }),
      col("UPDATED_AT", "TIMESTAMP_LTZ(9)", "When it last changed"),
    ],
  },
  {
    schema: "SOPHIA_OPS",
    name: "EMBEDDING_COVERAGE",
    comment: "How much of each table is embedded, and what waits longest; the target is a share of 1",
    facts: { entityType: "embedding_coverage", dataSource: "snowflake", updateFrequency: "streaming" },
    body: { branch: "coverage", tables: embeddedTables },
    counts: true,
    columns: [
      col("SCHEMA_NAME", "VARCHAR", "Schema of the table"),
      col("TABLE_NAME", "VARCHAR", "Table"),
      col("ROW_TOTAL", "NUMBER(38,0)", "Rows"),
      col("ROWS_WITH_TEXT", "NUMBER(38,0)", "Rows with a text that is not blank"),
      col(
        "ROWS_EMBEDDED",
        "NUMBER(38,0)",
        "Rows whose embedding is of their present text and the present model",
      ),
      col(
        "SHARE_EMBEDDED",
        "NUMBER(38,4)",
        "Rows embedded of those with text, 0 to 1; 1 where there are none",
      ),
      col(
        "OLDEST_WAITING_AT",
        "TIMESTAMP_LTZ(9)",
        "Change of the row that waits longest; empty where none waits",
      ),
    ],
  },
];

/** Every view the estate declares; one that shows another comes after it. */
export const views: readonly View[] = [
  ...written,
  ...[...tables, ...written].filter(isRevealing).map(maskedView),
];

function searchedPii() {
  return highestPii(
    knowledgeTables.flatMap(({ columns, search }) =>
      columns.filter(({ name, embedded }) => embedded === true || search?.title.includes(name)),
    ),
  );
}
