import { SnowflakeError } from "../errors";

export interface EmbeddingModel {
  readonly name: string;
  readonly dimension: 768 | 1024;
  /** Tokens a text may have. */
  readonly context: number;
}

/** docs.snowflake.com/en/user-guide/snowflake-cortex/vector-embeddings, text models. */
export const models: readonly EmbeddingModel[] = [
  { name: "snowflake-arctic-embed-m-v1.5", dimension: 768, context: 512 },
  { name: "snowflake-arctic-embed-m", dimension: 768, context: 512 },
  { name: "e5-base-v2", dimension: 768, context: 512 },
  { name: "snowflake-arctic-embed-l-v2.0", dimension: 1024, context: 512 },
  { name: "snowflake-arctic-embed-l-v2.0-8k", dimension: 1024, context: 8192 },
  { name: "voyage-multilingual-2", dimension: 1024, context: 32_000 },
  { name: "nv-embed-qa-4", dimension: 1024, context: 512 },
  { name: "multilingual-e5-large", dimension: 1024, context: 512 },
];

/**
 * The model of a name, of the dimension a function returns where it fixes one.
 * @throws SnowflakeError 100351 naming the function and the model
 */
export function findModel(name: string, functionName: string, dimension?: number): EmbeddingModel {
  const model = models.find((each) => each.name === name.toLowerCase());
  if (model !== undefined && (dimension === undefined || model.dimension === dimension)) return model;
  const known = models
    .filter((each) => dimension === undefined || each.dimension === dimension)
    .map((each) => each.name);
  throw new SnowflakeError(
    "100351",
    "P0000",
    `Request failed for external function ${functionName} with remote service error: 400 '"unknown model \\"${name}\\"": expected one of ${known.join(", ")}'`,
  );
}
