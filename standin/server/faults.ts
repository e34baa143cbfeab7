import { setTimeout as sleep } from "node:timers/promises";

import { SnowflakeError } from "../errors";

/** Which statements a fault strikes. */
export type Matching = (sql: string) => boolean;

interface Fault {
  readonly matches: Matching;
  left: number;
}

interface Failure extends Fault {
  readonly error: SnowflakeError;
}

/** Before the statement has run, or after it, so that only its answer is lost. */
export type Moment = "before" | "after";

interface Drop extends Fault {
  readonly moment: Moment;
}

interface Times {
  /** Every statement where it is left out. */
  readonly matching?: Matching;
  /** Once where it is left out. */
  readonly times?: number;
}

/** Failures a test asks for: each strikes the next statements it matches, a number of times. */
export class Faults {
  private readonly failures: Failure[] = [];
  private readonly drops: Drop[] = [];

  /** @param latencyMs what every statement waits before it runs, in milliseconds */
  constructor(
    public latencyMs: number,
    private readonly expire: (options: { readonly master?: boolean }) => void,
  ) {}

  /** The next statements fail, with an error of the caller's choice. */
  failNext({
    matching = () => true,
    times = 1,
    error = new SnowflakeError("300002", "XX000", "Internal error, asked for by a test"),
  }: Times & { readonly error?: SnowflakeError } = {}): void {
    this.failures.push({ matches: matching, left: times, error });
  }

  /** The connection is closed instead of answering the next statements. */
  dropNext({
    matching = () => true,
    times = 1,
    moment = "before",
  }: Times & { readonly moment?: Moment } = {}): void {
    this.drops.push({ matches: matching, left: times, moment });
  }

  /** Every session token expires now; with `master` none can be renewed. */
  expireSessions(options: { readonly master?: boolean } = {}): void {
    this.expire(options);
  }

  /** Waits out the latency; rejects where the signal gives the statement up meanwhile. */
  async delay(signal: AbortSignal): Promise<void> {
    if (this.latencyMs > 0) await sleep(this.latencyMs, undefined, { signal });
  }

  /** The error the statement is to fail with, if any; it counts as having struck. */
  failure(sql: string): SnowflakeError | undefined {
    return take(this.failures, ({ matches }) => matches(sql))?.error;
  }

  /** Whether the connection is to be dropped now; it counts as having struck. */
  isDropped(sql: string, moment: Moment): boolean {
    return take(this.drops, (drop) => drop.moment === moment && drop.matches(sql)) !== undefined;
  }
}

function take<T extends Fault>(faults: T[], strikes: (fault: T) => boolean): T | undefined {
  const index = faults.findIndex(strikes);
  const fault = faults[index];
  if (fault === undefined) return undefined;
  fault.left -= 1;
  if (fault.left <= 0) faults.splice(index, 1);
  return fault;
}
