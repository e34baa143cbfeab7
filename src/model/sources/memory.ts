import {
  array,
  boolean,
  embeddingColumns,
  float,
  id,
  integer,
  longText,
  reference,
  text,
  timestamp,
  variant,
} from "../columns";
import type { PiiLevel } from "../table";
import { sourceTables } from "./source";

const table = sourceTables("AI_MEMORY", "sophia_ai", "streaming");

const user = text("USER_ID", 100, "Person the assistant talks with", {
  identifier: "system",
  joinsTo: "SLACK_DATA.USERS.USER_ID",
});
/** People are named, and speak of themselves, in what is remembered. */
const contentPii: PiiLevel = "high";
const agent = text("AGENT_ID", 100, "Agent of the assistant");

export const memoryTables = [
  table("MEMORY_RECORDS", {
    comment: "What the assistant remembers",
    entityType: "memory",
    columns: [
      id("MEMORY_ID", "The memory"),
      reference(
        "CONVERSATION_ID",
        "AI_MEMORY.CONVERSATION_HISTORY.CONVERSATION_ID",
        "Conversation it comes from",
      ),
      user,
      agent,
      longText("CONTENT", "What is remembered", { pii: contentPii }),
      text("MEMORY_TYPE", 50, "Kind of memory (MEMORY_CATEGORIES.CATEGORY_NAME)"),
      float("IMPORTANCE_SCORE", "How much it matters, 0 to 1"),
      variant("METADATA", "Anything more about it"),
      array("TAGS", "Keywords, as texts"),
      boolean("IS_ACTIVE", "Whether it is still used", { default: "TRUE" }),
      timestamp("LAST_ACCESSED_AT", "When it was last used"),
      integer("ACCESS_COUNT", "How often it was used", { default: "0" }),
    ],
  }),
  table("MEMORY_EMBEDDINGS", {
    comment: "Embeddings of memories; the assistant writes them together with the memory",
    entityType: "memory_embedding",
    columns: [
      id("EMBEDDING_ID", "The embedding"),
      reference("MEMORY_ID", "AI_MEMORY.MEMORY_RECORDS.MEMORY_ID", "Memory it is of"),
      ...embeddingColumns(contentPii).map((column) =>
        column.name === "EMBEDDING" ? { ...column, comment: "Embedding of the memory's content" } : column,
      ),
    ],
  }),
  table("CONVERSATION_HISTORY", {
    comment: "Conversations with the assistant, a row each",
    entityType: "assistant_conversation",
    columns: [
      id("CONVERSATION_ID", "The conversation"),
      user,
      agent,
      timestamp("STARTED_AT", "When it began"),
      timestamp("ENDED_AT", "When it ended"),
      integer("MESSAGE_COUNT", "Messages"),
      integer("TOTAL_TOKENS", "Tokens used"),
      text("SUMMARY", 4000, "What it was about", { pii: contentPii }),
      float("EFFECTIVENESS_SCORE", "How well it went, 0 to 1"),
      variant("METADATA", "Anything more about it"),
    ],
  }),
  table("MEMORY_CATEGORIES", {
    comment: "Kinds of memory",
    entityType: "memory_category",
    columns: [
      id("CATEGORY_ID", "The category"),
      text("CATEGORY_NAME", 100, "Name"),
      text("DESCRIPTION", 1000, "What belongs here"),
      reference("PARENT_CATEGORY_ID", "AI_MEMORY.MEMORY_CATEGORIES.CATEGORY_ID", "Category above it"),
      boolean("IS_ACTIVE", "Whether it is still used", { default: "TRUE" }),
    ],
  }),
];
