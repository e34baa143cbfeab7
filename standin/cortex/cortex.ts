import { createHash } from "node:crypto";
import { SnowflakeError } from "../errors";
import { features } from "./features";
import { findModel, type EmbeddingModel } from "./models";
import { countTokens } from "./tokens";

/** One text sent to an embedding model. */
export interface EmbeddingCall {
  readonly function: string;
  readonly model: string;
  readonly text: string;
}

/**
 * What becomes of a text that cannot be embedded: its statement fails, or its embedding is NULL. AI_EMBED gives NULL
 * (docs: release-notes bcr-2358); the functions of SNOWFLAKE.CORTEX fail (bcr-2184 leaves them as they are), and so
 * does AI_EMBED in an account without bundle 2026_06, or in an outage.
 */
export type Failing = "error" | "null";

/** Texts that fail though nothing is wrong with them: an outage, a service that refuses some, as a test asks for it. */
interface Rule {
  readonly matches: (text: string) => boolean;
  readonly how: Failing;
  left: number;
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
  private rules: Rule[] = [];

  /** Rows embedded since this was made. */
  get calls(): number {
    return this.count;
  }

  /** The latest calls, oldest first, at most 1000. */
  get history(): readonly EmbeddingCall[] {
    return this.log;
  }

  /**
   * Texts that match fail from now on. Of several rules the oldest decides.
   * @param times how many texts, all where it is left out
   * @returns ends it
   */
  fail(how: Failing, matches: (text: string) => boolean = () => true, times = Infinity): () => void {
    const rule = { matches, how, left: times };
    this.rules.push(rule);
    return () => {
      this.rules = this.rules.filter((other) => other !== rule);
    };
  }

  /**
   * A unit vector of the model's dimension; same model and text, same vector, by whichever function.
   * @param functionName for messages and history
   * @returns null where AI_EMBED cannot embed the text; such a call is not counted, nor is one that fails
   * @throws SnowflakeError 100351 for a model that is none, and, of functions but AI_EMBED, for blank text and text
   * beyond the model's context
   */
  embed(model: string, text: string, functionName = "AI_EMBED"): number[] | null {
    const dimension = functionName.endsWith("EMBED_TEXT_768")
      ? 768
      : functionName.endsWith("EMBED_TEXT_1024")
        ? 1024
        : undefined;
    const found = findModel(model, functionName, dimension);
    const fault = this.faultOf(text, found, functionName === "AI_EMBED" ? "null" : "error");
    if (fault?.how === "null") return null;
    if (fault !== undefined) throw refusal(functionName, fault.reason);
    this.count++;
    this.log.push({ function: functionName, model: found.name, text });
    if (this.log.length > historyLimit) this.log.shift();
    return embedding(found.name, found.dimension, text);
  }

  /** Why a text cannot be embedded, and how that shows. @param usual how the function fails for one text */
  private faultOf(
    text: string,
    { name, context }: EmbeddingModel,
    usual: Failing,
  ): { readonly how: Failing; readonly reason: string } | undefined {
    if (text.trim() === "") return { how: usual, reason: "input text is empty" };
    const tokens = countTokens(text);
    if (tokens > context)
      return {
        how: usual,
        reason: `input text has ${tokens} tokens, more than the ${context} model ${name} takes`,
      };
    const rule = this.rules.find(({ left, matches }) => left > 0 && matches(text));
    if (rule === undefined) return undefined;
    rule.left -= 1;
    return { how: rule.how, reason: "the service cannot embed this text now" };
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
