import { knowledgeTables } from "./knowledge";
import { gongTables } from "./sources/gong";
import { hubspotTables } from "./sources/hubspot";
import { memoryTables } from "./sources/memory";
import { slackTables } from "./sources/slack";
import { isEmbedded, type Table } from "./table";

/** Every table the estate declares. RAW schemas have none: Airbyte makes and owns the tables there. */
export const tables: readonly Table[] = [
  ...knowledgeTables,
  ...gongTables,
  ...hubspotTables,
  ...slackTables,
  ...memoryTables,
];

/** Tables whose rows a stream and a task embed: those that name embedded columns. */
export const embeddedTables: readonly Table[] = tables.filter(isEmbedded);

/** Schemas that hold tables of ours, in the order of the tables. */
export const tableSchemas: readonly string[] = [...new Set(tables.map(({ schema }) => schema))];
