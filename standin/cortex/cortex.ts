import { createHash } from "node:crypto";
import { SnowflakeError } from "../errors";
import { features } from "./features";
import { findModel } from "./models";
import { countTokens } from "./tokens";

/** One text sent to an embedding model. */
export interface EmbeddingCall {
  readonly function: string;
  readonly model: string;
  readonly text: string;
}

const historyLimit = 1000;

/** FNV-1a over UTF-16 units, mixed at the end so that low bits are as good as high ones. */
function hash(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Deterministic local embeddings behind Snowflake's Cortex functions: texts that share words or parts of words point
 * in similar directions. One per account; nothing is global.
 */
export class Cortex {
  private count = 0;
  private readonly log: EmbeddingCall[] = [];

  /** Rows embedded since this was made. */
  get calls(): number {
    return this.count;
  }

  /** The latest calls, oldest first, at most 1000. */
  get history(): readonly EmbeddingCall[] {
    return this.log;
  }

  /**
   * A unit vector of the model's dimension; same model and text, same vector.
   * @param functionName for messages and history
   * @throws SnowflakeError 100351 for a model that is none, blank text, or text beyond the model's context; such a
   * call is not counted. Cortex fails the whole statement on one bad row (release-notes bcr-2184).
   */
  embed(model: string, text: string, functionName = "AI_EMBED"): number[] {
    const dimension = functionName.endsWith("EMBED_TEXT_768")
      ? 768
      : functionName.endsWith("EMBED_TEXT_1024")
        ? 1024
        : undefined;
    const found = findModel(model, functionName, dimension);
    if (text.trim() === "") throw refusal(functionName, "input text is empty");
    const tokens = countTokens(text);
    if (tokens > found.context)
      throw refusal(
        functionName,
        `input text has ${tokens} tokens, more than the ${found.context} model ${found.name} takes`,
      );
    this.count++;
    this.log.push({ function: functionName, model: found.name, text });
    if (this.log.length > historyLimit) this.log.shift();
    return embedding(found.name, found.dimension, text);
  }

  /** Tokens of a text for a model. @throws SnowflakeError 100351 for a model that is none */
  countTokens(model: string, text: string, functionName = "AI_COUNT_TOKENS"): number {
    findModel(model, functionName);
    return countTokens(text);
  }
}

function refusal(functionName: string, reason: string): SnowflakeError {
  return new SnowflakeError(
    "100351",
    "P0000",
    `Request failed for external function ${functionName} with remote service error: 400 '"${reason}"'`,
  );
}

/** Signed feature hashing: each feature falls on one place with one sign, both fixed by the model's name. */
function embedding(model: string, dimension: number, text: string): number[] {
  const seed = createHash("sha256").update(model).digest().readUInt32LE(0);
  const vector = new Array<number>(dimension).fill(0);
  for (const [feature, weight] of features(text)) {
    const place = hash(feature, seed) % dimension;
    const sign = hash(feature, seed ^ 0x9e3779b9) & 1 ? 1 : -1;
    vector[place] = (vector[place] ?? 0) + sign * weight;
  }
  const length = Math.hypot(...vector);
  if (length > 0) return vector.map((value) => value / length);
  // Two features may cancel out; a unit vector is promised all the same.
  vector[hash(text, seed) % dimension] = 1;
  return vector;
}
