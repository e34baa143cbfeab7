import { notFound, SnowflakeError } from "../errors";
import type { StreamShape, TableShape } from "./scope";
import { streamRows, type StreamState } from "./versions";

export interface StreamOptions {
  readonly appendOnly: boolean;
  readonly showInitialRows: boolean;
}

/** Streams are offsets: this holds where each stands. Their rows are read off the versions of their tables. */
export class Streams {
  private readonly states = new Map<number, StreamState>();

  /** @param isLive whether a table is there still */
  constructor(
    private readonly isLive: (tableId: number) => boolean,
    private readonly now: () => Date,
  ) {}

  /** @param offset the last commit */
  create(id: number, table: TableShape, options: StreamOptions, offset: number): void {
    const { appendOnly, showInitialRows: initial } = options;
    this.states.set(id, { table, appendOnly, offset, initial, readAt: this.now() });
  }

  drop(id: number): void {
    this.states.delete(id);
  }

  /**
   * Moves a stream on to where the transaction that consumed it started. With initial rows too: what was written
   * between the stream's creation and its first use is in neither its first rows nor its next ones (docs:
   * create-stream, SHOW_INITIAL_ROWS, read literally: first "only the rows that existed ... at the moment when the
   * stream was created", then changes "since the most recent offset").
   */
  consume(id: number, start: number): void {
    const state = this.states.get(id);
    if (state === undefined) return;
    this.states.set(id, {
      ...state,
      initial: false,
      readAt: this.now(),
      offset: Math.max(state.offset, start),
    });
  }

  /** Notes that a stream was found empty, which keeps it from going stale (docs system_stream_has_data). */
  foundEmpty(id: number): void {
    this.states.set(id, { ...this.state(id), readAt: this.now() });
  }

  /** A query of a stream's rows up to a commit. @throws SnowflakeError where its table is gone */
  rows(stream: Pick<StreamShape, "id" | "name" | "table">, until: number): string {
    const state = this.state(stream.id, stream.name);
    if (!this.isLive(state.table.id))
      throw new SnowflakeError(
        "091901",
        "02000",
        `SQL compilation error:\nBase table '${state.table.name}' dropped, cannot read from stream '${stream.name}'.`,
      );
    return streamRows(state, stream.table, until);
  }

  /** @param name what messages call it */
  state(id: number, name = "of an object that is gone"): StreamState {
    const state = this.states.get(id);
    if (state === undefined) throw notFound("Stream", name);
    return state;
  }
}
