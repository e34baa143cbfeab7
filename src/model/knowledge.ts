import {
  array,
  date,
  embeddingColumns,
  id,
  lifecycleColumns,
  longText,
  notionPage,
  number,
  reference,
  systemId,
  text,
  variant,
} from "./columns";
import { embeddedPii, type Column, type SearchEntry, type Table } from "./table";

/** Schema of the eight knowledge tables. */
export const knowledgeSchema = "FOUNDATIONAL_KNOWLEDGE";

interface Knowledge {
  readonly comment: string;
  readonly entityType: string;
  readonly search: SearchEntry;
  readonly columns: readonly Column[];
}

/**
 * A knowledge table: people edit its rows in Notion, a stream and a task embed them, V_ENTITY_SEARCH finds them.
 * Every entry below yields its table, stream, task, grants, tags, search rows, coverage row and tests.
 */
const knowledge = (name: string, { comment, entityType, search, columns }: Knowledge): Table => ({
  schema: knowledgeSchema,
  name,
  comment,
  facts: { entityType, dataSource: "notion", updateFrequency: "on_change" },
  columns: [...columns, ...embeddingColumns(embeddedPii(columns)), ...lifecycleColumns],
  changedAt: "UPDATED_AT",
  search,
});

export const knowledgeTables: readonly Table[] = [
  knowledge("EMPLOYEES", {
    comment: "People of the company and what they know",
    entityType: "employee",
    search: { title: ["FIRST_NAME", "LAST_NAME"], source: "NOTION_PAGE_ID" },
    columns: [
      id("EMPLOYEE_ID", "The employee"),
      text("FIRST_NAME", 100, "Given name", { embedded: true, pii: "low" }),
      text("LAST_NAME", 100, "Family name", { embedded: true, pii: "low" }),
      text("EMAIL", 255, "Work e-mail address", { pii: "high" }),
      text("TITLE", 255, "Job title", { embedded: true }),
      text("DEPARTMENT", 100, "Department", { embedded: true }),
      reference("MANAGER_ID", "FOUNDATIONAL_KNOWLEDGE.EMPLOYEES.EMPLOYEE_ID", "The employee's manager"),
      array("EXPERTISE_AREAS", "What to ask this person about, as texts", { embedded: true }),
      systemId("SLACK_ID", "SLACK_DATA.USERS.USER_ID", "The employee in Slack"),
      systemId("GONG_ID", "GONG.USER.ID", "The employee in Gong"),
      systemId("HUBSPOT_ID", "HUBSPOT.OWNER.ID", "The employee as owner in HubSpot"),
      notionPage,
    ],
  }),
  knowledge("CUSTOMERS", {
    comment: "Companies that use our products",
    entityType: "customer",
    search: { title: ["COMPANY_NAME"], source: "NOTION_PAGE_ID" },
    columns: [
      id("CUSTOMER_ID", "The customer"),
      text("COMPANY_NAME", 255, "Name of the company", { embedded: true }),
      text("INDUSTRY", 100, "Line of business", { embedded: true }),
      text("SIZE", 50, "Size band, by units managed", { embedded: true }),
      text("REVENUE_RANGE", 50, "Yearly revenue with us, as a band"),
      array("KEY_CONTACTS", "People at the customer, as texts", { pii: "high" }),
      array("PRODUCTS_USED", "Names of the products in use (PRODUCTS.PRODUCT_NAME)", { embedded: true }),
      reference(
        "ACCOUNT_OWNER_ID",
        "FOUNDATIONAL_KNOWLEDGE.EMPLOYEES.EMPLOYEE_ID",
        "Employee who owns the account",
      ),
      systemId("HUBSPOT_COMPANY_ID", "HUBSPOT_DATA.COMPANIES.COMPANY_ID", "The customer in HubSpot"),
      systemId("GONG_ACCOUNT_ID", "GONG.ACCOUNT.ID", "The customer in Gong"),
      notionPage,
    ],
  }),
  knowledge("COMPETITORS", {
    comment: "Companies we meet in deals",
    entityType: "competitor",
    search: { title: ["COMPANY_NAME"], source: "NOTION_PAGE_ID" },
    columns: [
      id("COMPETITOR_ID", "The competitor"),
      text("COMPANY_NAME", 255, "Name of the company", { embedded: true }),
      array("PRODUCTS", "Their products, as texts", { embedded: true }),
      array("STRENGTHS", "Where they win, as texts", { embedded: true }),
      array("WEAKNESSES", "Where they lose, as texts", { embedded: true }),
      text("MARKET_POSITION", 255, "Standing in the market", { embedded: true }),
      text("PRICING_MODEL", 255, "How they charge", { embedded: true }),
      text("TARGET_MARKET", 255, "Whom they sell to", { embedded: true }),
      notionPage,
    ],
  }),
  knowledge("PRODUCTS", {
    comment: "What we sell",
    entityType: "product",
    search: { title: ["PRODUCT_NAME"], source: "NOTION_PAGE_ID" },
    columns: [
      id("PRODUCT_ID", "The product"),
      text("PRODUCT_NAME", 255, "Name of the product", { embedded: true }),
      text("CATEGORY", 100, "Product line", { embedded: true }),
      array("FEATURES", "What it does, as texts", { embedded: true }),
      array("BENEFITS", "What the customer gains, as texts", { embedded: true }),
      text("TARGET_CUSTOMER", 255, "Whom it is for", { embedded: true }),
      variant("PRICING_TIERS", "Tiers with their list prices, by name"),
      array("COMPETITORS", "Ids of the competitors it meets (COMPETITORS.COMPETITOR_ID)"),
      notionPage,
    ],
  }),
  knowledge("COMPANY_DOCUMENTS", {
    comment: "Policies, playbooks, reports and everything else written down",
    entityType: "document",
    search: { title: ["TITLE"], source: "FILE_URL" },
    columns: [
      id("DOCUMENT_ID", "The document"),
      text("TITLE", 500, "Title", { embedded: true }),
      text("TYPE", 100, "Kind of document"),
      text("CATEGORY", 100, "Subject area", { embedded: true }),
      longText("CONTENT", "Whole text", { embedded: true }),
      text("SUMMARY", 4000, "What it says, in a paragraph", { embedded: true }),
      array("TAGS", "Keywords, as texts", { embedded: true }),
      reference("AUTHOR_ID", "FOUNDATIONAL_KNOWLEDGE.EMPLOYEES.EMPLOYEE_ID", "Employee who wrote it"),
      notionPage,
      text("FILE_URL", 2000, "Address of the file"),
    ],
  }),
  knowledge("SALES_MATERIALS", {
    comment: "What sales shows and sends",
    entityType: "sales_material",
    search: { title: ["TITLE"], source: "CONTENT_URL" },
    columns: [
      id("MATERIAL_ID", "The material"),
      text("TITLE", 500, "Title", { embedded: true }),
      text("TYPE", 100, "Kind of material", { embedded: true }),
      array("PRODUCT_IDS", "Ids of the products it is about (PRODUCTS.PRODUCT_ID)"),
      text("TARGET_AUDIENCE", 255, "Whom it addresses", { embedded: true }),
      array("KEY_MESSAGES", "What it says, as texts", { embedded: true }),
      text("CONTENT_URL", 2000, "Address of the material"),
      notionPage,
      number("EFFECTIVENESS_SCORE", 3, 2, "How well it works, 0 to 1"),
    ],
  }),
  knowledge("PRICING_MODELS", {
    comment: "What a tier of a product costs and includes",
    entityType: "pricing_model",
    search: { title: ["TIER_NAME", "BILLING_PERIOD"] },
    columns: [
      id("PRICING_ID", "The pricing model"),
      reference("PRODUCT_ID", "FOUNDATIONAL_KNOWLEDGE.PRODUCTS.PRODUCT_ID", "Product it prices"),
      text("TIER_NAME", 100, "Tier", { embedded: true }),
      number("PRICE", 10, 2, "List price in US dollars a billing period"),
      text("BILLING_PERIOD", 50, "How often it is billed", { embedded: true }),
      array("FEATURES", "What the tier includes, as texts", { embedded: true }),
      variant("LIMITS", "Limits of the tier, by name"),
      variant("DISCOUNT_RULES", "Discounts that may be given, by rule"),
      date("EFFECTIVE_DATE", "First day it holds"),
      date("END_DATE", "Last day it holds; empty while it does"),
    ],
  }),
  knowledge("RELATIONSHIPS", {
    comment: "How entities of the knowledge base relate",
    entityType: "relationship",
    search: { title: ["SOURCE_TYPE", "RELATIONSHIP_TYPE", "TARGET_TYPE"] },
    columns: [
      id("RELATIONSHIP_ID", "The relationship"),
      text("SOURCE_TYPE", 50, "Entity type it starts from", { embedded: true }),
      reference("SOURCE_ID", "V_ENTITY_SEARCH.ENTITY_ID", "Entity it starts from"),
      text("TARGET_TYPE", 50, "Entity type it leads to", { embedded: true }),
      reference("TARGET_ID", "V_ENTITY_SEARCH.ENTITY_ID", "Entity it leads to"),
      text("RELATIONSHIP_TYPE", 100, "How they relate", { embedded: true }),
      number("STRENGTH", 3, 2, "How strong the relation is, 0 to 1"),
      variant("METADATA", "Anything more about it"),
    ],
  }),
];
