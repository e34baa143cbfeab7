/** One text sent to an embedding model. */
export interface EmbeddingCall {
  readonly function: string;
  readonly model: string;
  readonly text: string;
}

/** Deterministic local embeddings behind Snowflake's Cortex functions. One per account; nothing is global. */
export class Cortex {
  /** Rows embedded since this was made. */
  get calls(): number {
    return 0;
  }

  /** The latest calls, oldest first, at most 1000. */
  get history(): readonly EmbeddingCall[] {
    return [];
  }

  /** A unit vector for a text; same model and text, same vector. */
  embed(model: string, text: string): number[] {
    throw new Error(`not built: ${model} ${text}`);
  }
}
