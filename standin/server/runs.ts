import { randomUUID } from "node:crypto";

import { canceled } from "../data/failures";
import { SnowflakeError } from "../errors";
import { cancelUntilDone } from "../session/timeout";
import { failed, type Answer } from "./answers";

/** As /monitoring/queries tells them (snowflake-sdk constants/query_status.js). */
export type RunStatus = "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED_WITH_ERROR" | "ABORTED";

/** What a statement gave, once it has ended. */
export interface Outcome {
  readonly answer: Answer;
  readonly chunks: readonly string[];
}

/** An error as the client sees it: one that is not Snowflake's is a mistake of the stand-in, and says so. */
export const toldToClient = (error: unknown): SnowflakeError =>
  error instanceof SnowflakeError
    ? error
    : new SnowflakeError(
        "370001",
        "XX000",
        `the local stand-in failed on this statement: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );

/** One query request, run once however often a driver sends it. */
export class Run {
  readonly startedAt = Date.now();
  endedAt: number | undefined;
  status: RunStatus = "QUEUED";
  readonly outcome: Promise<Outcome>;
  private readonly giveUp = new AbortController();
  private cancelRunning: (() => void) | undefined;

  /**
   * @param user whose query it is: only this user may ask for its result
   * @param work gives what the query answers; called at once, to wait for its turn itself
   */
  constructor(
    readonly user: string,
    readonly sql: string,
    work: (run: Run) => Promise<Outcome>,
    readonly queryId: string = randomUUID(),
  ) {
    this.outcome = work(this).then(
      (outcome) => {
        this.status = "SUCCESS";
        this.endedAt = Date.now();
        return outcome;
      },
      (error: unknown) => {
        const told = toldToClient(error);
        this.endedAt = Date.now();
        this.status = told.code === canceled().code ? "ABORTED" : "FAILED_WITH_ERROR";
        return { answer: failed(told, this.queryId), chunks: [] };
      },
    );
  }

  get signal(): AbortSignal {
    return this.giveUp.signal;
  }

  /** Ends the query whether it waits or runs; what has ended stays as it is. */
  abort(): void {
    this.giveUp.abort();
    if (this.cancelRunning === undefined) return;
    const stop = cancelUntilDone(this.cancelRunning);
    void this.outcome.finally(stop);
  }

  /**
   * Does a piece of work that `abort` can end.
   * @param cancel ends the work, which then fails
   * @throws SnowflakeError 000604 where the run was given up before
   */
  async cancelable<T>(work: () => Promise<T>, cancel: () => void): Promise<T> {
    if (this.giveUp.signal.aborted) throw canceled();
    this.cancelRunning = cancel;
    try {
      return await work();
    } finally {
      this.cancelRunning = undefined;
    }
  }
}

/** Runs kept for whoever asks by query id. */
const kept = 200;

/** How long a run is kept at least, in milliseconds: a driver that lost an answer asks again within half of it. */
const keptMs = 60_000;

/** The runs of a server, by the request that asked for each and by query id. */
export class Runs {
  private readonly byRequest = new Map<string, Run>();
  private readonly byQuery = new Map<string, Run>();

  add(run: Run, request?: string): void {
    this.byQuery.set(run.queryId, run);
    if (request !== undefined) this.byRequest.set(request, run);
    forget(this.byQuery);
    forget(this.byRequest);
  }

  ofRequest(request: string): Run | undefined {
    return this.byRequest.get(request);
  }

  /** A user's query; undefined where there is none, or it is another user's. */
  find(queryId: string, user: string): Run | undefined {
    const run = this.byQuery.get(queryId);
    return run?.user === user ? run : undefined;
  }

  /** @throws SnowflakeError 000709 where `find` finds none */
  ofQuery(queryId: string, user: string): Run {
    const run = this.find(queryId, user);
    if (run === undefined) throw new SnowflakeError("000709", "02000", `Statement ${queryId} not found`);
    return run;
  }

  /** A piece of a result: whoever knows the query id may read it, as with Snowflake's signed addresses. */
  async chunk(queryId: string, piece: number): Promise<string | undefined> {
    return (await this.byQuery.get(queryId)?.outcome)?.chunks[piece];
  }

  abortAll(): void {
    for (const run of this.byQuery.values()) run.abort();
  }
}

/** The oldest go first; what still runs is kept, and what a driver may yet ask for again. */
function forget(runs: Map<string, Run>): void {
  const recent = Date.now() - keptMs;
  for (const [key, { startedAt, endedAt }] of runs) {
    if (runs.size <= kept || startedAt > recent) return;
    if (endedAt !== undefined && endedAt <= recent) runs.delete(key);
  }
}
