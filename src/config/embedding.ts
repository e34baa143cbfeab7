import { z } from "zod";
import { embeddingFunctions, embeddingModels, modelTokens, type Embedding } from "../model/embedding";
import { setCommand } from "./command";
import { oneOf, whole } from "./kinds";

/**
 * `sophia-ai:embedding`: how rows are made searchable. Another model embeds every row again, once; another length those
 * whose text is then cut elsewhere; another function none.
 */
export const embeddingSchema = z.strictObject({
  /** Cortex function. Default EMBED_TEXT_768, which Snowflake deprecates by the end of 2026; AI_EMBED follows it. */
  function: oneOf(embeddingFunctions).default("EMBED_TEXT_768"),
  /** Model of 768 dimensions. Default snowflake-arctic-embed-m-v1.5. */
  model: oneOf(embeddingModels).default("snowflake-arctic-embed-m-v1.5"),
  /** Characters of a text that are embedded. Default 500: a character costs at most a token, and a model reads 512. */
  maxCharacters: whole("characters", 1, modelTokens).default(500),
  /**
   * Least seconds between two runs of a task. Default 60 in prod and local, else 120. At least 10, Snowflake's limit
   * (docs: USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS); at most 240, so that a row is searchable within 5 minutes.
   */
  triggerIntervalSeconds: whole("seconds", 10, 240).optional(),
});

/**
 * What whoever deploys or looks after a stack should know of its embedding function; undefined where all is well
 * (docs: embed_text-snowflake-cortex, "will be deprecated by the end of 2026"; ai_embed offers the same models).
 */
export const embeddingNotice = (embedding: Pick<Embedding, "function">, stack: string): string | undefined =>
  embedding.function === "AI_EMBED"
    ? undefined
    : `Rows are embedded by ${embedding.function}, which Snowflake deprecates by the end of 2026. AI_EMBED has the ` +
      `same models: ${setCommand(["embedding", "function"], "AI_EMBED")} --stack ${stack}, and pulumi up ` +
      "changes the tasks' SQL; no row is embedded again.";
