import { literal, quoted } from "./names";
import { embeddedColumns, type Column, type Table } from "./table";

/** Functions that embed, with the models of 768 dimensions each offers (docs: embed_text, ai_embed). */
export const embeddingFunctions = ["EMBED_TEXT_768", "AI_EMBED"] as const;
export type EmbeddingFunction = (typeof embeddingFunctions)[number];

export const embeddingModels = [
  "snowflake-arctic-embed-m-v1.5",
  "snowflake-arctic-embed-m",
  "e5-base-v2",
] as const;
export type EmbeddingModel = (typeof embeddingModels)[number];

/** Tokens a model of 768 dimensions reads at most (docs: vector-embeddings). */
export const modelTokens = 512;

/** How rows are embedded. */
export interface Embedding {
  readonly function: EmbeddingFunction;
  readonly model: EmbeddingModel;
  /** Characters of a text that are embedded; the rest is cut off. */
  readonly maxCharacters: number;
  /** Least seconds between two runs of one task. */
  readonly triggerIntervalSeconds: number;
}

/** What a text may begin and end with and still be blank: Unicode white space, as an SQL literal spells it. */
const whiteSpace =
  "' \\t\\n\\r\\f\\u000B\\u0085\\u00A0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF'";

/** Whether a text has nothing but that white space, so that there is nothing to embed. */
export const isBlank = (text: string): boolean => /^[\s\u0085]*$/.test(text);

const asText = (column: Column, of: string): string =>
  column.type === "ARRAY"
    ? `ARRAY_TO_STRING(${of}${quoted(column.name)}, ', ')`
    : `${of}${quoted(column.name)}`;

/**
 * A row's text: its embedded columns in order, joined by a space, without the empty ones. CONCAT_WS will not do:
 * Snowflake's gives NULL as soon as one argument is (docs: concat_ws). A blank text is NULL.
 * @param alias of the row, where the statement reads more than one
 */
export const textOf = (table: Table, alias?: string): string => {
  const of = alias === undefined ? "" : `${alias}.`;
  const parts = embeddedColumns(table)
    .map((column) => asText(column, of))
    .join(", ");
  return trimmed(`ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT(${parts}), ' ')`);
};

/** A text without white space around it; NULL for a blank one. */
const trimmed = (text: string): string => `NULLIF(TRIM(${text}, ${whiteSpace}), '')`;

/** The part of a text that is embedded, cut by characters (docs/decisions/0001, "A text is cut"). */
const cut = (text: string, { maxCharacters }: Embedding): string => `LEFT(${text}, ${maxCharacters})`;

/** The part of a row's text that is embedded. @param alias as for `textOf` */
export const embeddedText = (table: Table, embedding: Embedding, alias?: string): string =>
  cut(textOf(table, alias), embedding);

/** The part of a question that is embedded: a model reads no more of it than of a row. @param question an SQL expression */
export const questionText = (question: string, embedding: Embedding): string =>
  cut(trimmed(question), embedding);

/** Hash of model and text, as CONTENT_HASH holds it; NULL for NULL. @param text an SQL expression */
export const contentHash = (text: string, { model }: Embedding): string =>
  `SHA2(${literal(`${model} `)} || ${text}, 256)`;

/** The call that embeds. @param text an SQL expression that is neither NULL nor blank */
export const embeddingCall = (text: string, embedding: Embedding): string =>
  embedding.function === "AI_EMBED"
    ? `AI_EMBED(${literal(embedding.model)}, ${text})`
    : `SNOWFLAKE.CORTEX.EMBED_TEXT_768(${literal(embedding.model)}, ${text})`;

/**
 * What the stream of a table remembers about the embedding, as its comment. A change of it replaces the stream, and
 * the new one offers every row once more, so that rows whose hash is another then are embedded at once, and no others.
 * The function is not in it: it makes the same vectors of the same model, and the hash does not know it.
 */
export const streamComment = (table: Table, { model, maxCharacters }: Embedding): string => {
  const columns = embeddedColumns(table).map((column) => column.name);
  return `Changes not yet embedded: the first ${maxCharacters} characters of ${columns.join(", ")}, with ${model}`;
};

/**
 * When every table is looked through for rows that its stream has not brought to its task: twice a day, so that one
 * run may fail; all tables in one minute, so that the warehouse wakes once; a minute few others choose.
 */
export const healingSchedule = "23 3,15 * * * UTC";
