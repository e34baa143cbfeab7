import type { Facts, PiiLevel } from "./table";

/**
 * What a schema is for, which decides who reads and writes it:
 * `raw` landed by Airbyte; `typed` promoted from raw; `knowledge` and `memory` what the assistant answers from;
 * `insights` what it concludes; `semantic` what applications read; `operations` and `governance` what keeps it running.
 */
export type Layer =
  "raw" | "typed" | "knowledge" | "memory" | "insights" | "semantic" | "models" | "operations" | "governance";

export interface Schema {
  readonly name: string;
  readonly layer: Layer;
  readonly comment: string;
  readonly facts: Facts;
  /** Days of time travel in production. */
  readonly retentionDays: number;
  /** Highest personal-data level of what is not declared here as columns (raw tables). */
  readonly pii?: PiiLevel;
}

const raw = (name: string, dataSource: Facts["dataSource"], comment: string): Schema => ({
  name,
  layer: "raw",
  comment,
  facts: { entityType: "raw_source", dataSource, updateFrequency: "hourly" },
  retentionDays: 1,
  pii: "high",
});

const typed = (
  name: string,
  retentionDays: number,
  dataSource: Facts["dataSource"],
  comment: string,
): Schema => ({
  name,
  layer: "typed",
  comment,
  facts: { entityType: "source", dataSource, updateFrequency: "hourly" },
  retentionDays,
});

/** Days of time travel of the database itself: what a dropped schema, or it, can be had back for. */
export const databaseRetentionDays = 1;

/** The schemas of the database, and the layers they belong to. */
export const schemas: readonly Schema[] = [
  {
    name: "FOUNDATIONAL_KNOWLEDGE",
    layer: "knowledge",
    comment: "What the company knows: people, customers, products, competitors, documents",
    facts: { entityType: "knowledge", dataSource: "notion", updateFrequency: "on_change" },
    retentionDays: 30,
  },
  raw("GONG_DATA_RAW", "gong", "Gong as Airbyte lands it"),
  raw("HUBSPOT_DATA_RAW", "hubspot", "HubSpot as Airbyte lands it"),
  raw("SLACK_DATA_RAW", "slack", "Slack as Airbyte lands it"),
  raw("NOTION_DATA_RAW", "notion", "Notion as Airbyte lands it"),
  typed("GONG_DATA", 90, "gong", "Gong calls, typed and searchable"),
  typed("HUBSPOT_DATA", 90, "hubspot", "HubSpot companies, contacts and deals, typed and searchable"),
  typed("SLACK_DATA", 30, "slack", "Slack channels, people and messages, typed and searchable"),
  {
    name: "AI_MEMORY",
    layer: "memory",
    comment: "What the assistant remembers of its conversations",
    facts: { entityType: "memory", dataSource: "sophia_ai", updateFrequency: "streaming" },
    retentionDays: 90,
  },
  {
    name: "SOPHIA_SEMANTIC",
    layer: "semantic",
    comment: "Views and semantic views that applications and analysts read",
    facts: { entityType: "semantic_model", dataSource: "sophia_ai", updateFrequency: "on_change" },
    retentionDays: 1,
  },
  {
    name: "SOPHIA_INSIGHTS",
    layer: "insights",
    comment: "Generated insights and what people said of them",
    facts: { entityType: "insight", dataSource: "sophia_ai", updateFrequency: "daily" },
    retentionDays: 30,
  },
  {
    name: "SOPHIA_ML",
    layer: "models",
    comment: "Models and their register",
    facts: { entityType: "model", dataSource: "sophia_ai", updateFrequency: "weekly" },
    retentionDays: 30,
  },
  {
    name: "SOPHIA_OPS",
    layer: "operations",
    comment: "Pipeline runs, data quality, coverage, cost and latency",
    facts: { entityType: "operations", dataSource: "snowflake", updateFrequency: "hourly" },
    retentionDays: 30,
  },
  {
    name: "SOPHIA_GOVERNANCE",
    layer: "governance",
    comment: "Tags, masking and row access policies, network rules",
    facts: { entityType: "governance", dataSource: "snowflake", updateFrequency: "on_change" },
    retentionDays: 1,
  },
];

/** Names of the schemas of these layers, in the order declared. */
export const schemasOf = (...layers: readonly Layer[]): readonly string[] =>
  schemas.filter(({ layer }) => layers.includes(layer)).map(({ name }) => name);
