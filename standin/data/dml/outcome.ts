import type { TableShape } from "../scope";

/** What a DML statement did: the counts its kind reports. */
export interface Outcome {
  readonly inserted?: number;
  readonly updated?: number;
  readonly deleted?: number;
  /** UPDATE: rows that several rows of FROM matched. */
  readonly multiJoined?: number;
}

/** A DML statement translated. */
export interface Planned {
  /** The table whose other writers must wait; absent for INSERT, which waits for no one. */
  readonly writes?: TableShape;
  readonly run: () => Promise<Outcome>;
}
