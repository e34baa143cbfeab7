import { randomUUID } from "node:crypto";

import type { CancelAlarm, Clock } from "../clock";

/** Whose a connection is, as SHOW TRANSACTIONS and SHOW LOCKS tell it. */
export interface ConnectionOwner {
  readonly session: number;
  readonly user: string;
}

/** A transaction as people see it (docs sql/show-transactions, sql/desc-transaction). */
export interface TransactionRecord extends ConnectionOwner {
  /** A signed 64-bit integer, beyond what a number holds exactly. */
  readonly id: string;
  readonly name: string;
  readonly startedOn: Date;
  /** Whether it goes on after its statement: SYSTEM$ABORT_TRANSACTION ends no other. */
  readonly explicit: boolean;
  state: "running" | "committed" | "rolled back";
  endedOn: Date | undefined;
  /** The statement it runs, or ran last. */
  queryId: string | undefined;
  /** When its last statement ended, in milliseconds since 1970; undefined while one runs. */
  idleSince: number | undefined;
  /** Ends the statement it runs and rolls it back. */
  abort: () => Promise<void>;
}

/** Ended transactions DESCRIBE TRANSACTION still knows. */
const mostEnded = 10_000;

/** A transaction that blocks another is rolled back after so long without a statement (docs transactions, "Aborting transactions"). */
export const idleWhileBlockingMs = 5 * 60_000;

/** One that blocks nobody is rolled back at this age (docs transactions, "Aborting transactions"). */
const oldestMs = 4 * 3_600_000;

/** The transactions of an account: those that run, and the latest that ended. */
export class Transactions {
  private readonly records = new Map<string, TransactionRecord>();
  private readonly ages = new Map<TransactionRecord, CancelAlarm>();
  private lastId = 0n;

  /** @param blocks whether others wait for what a transaction holds */
  constructor(
    private readonly clock: Clock,
    private readonly blocks: (record: TransactionRecord) => boolean,
  ) {}

  /**
   * @param name as BEGIN ... NAME gives it; one is made up otherwise
   * @param abort how to end it from outside
   */
  begin(
    owner: ConnectionOwner,
    explicit: boolean,
    abort: (record: TransactionRecord) => Promise<void>,
    name: string = randomUUID(),
  ): TransactionRecord {
    const startedOn = this.clock.now();
    // Snowflake's ids are the time in nanoseconds.
    const now = BigInt(startedOn.getTime()) * 1_000_000n;
    this.lastId = now > this.lastId ? now : this.lastId + 1_000_000n;
    const record: TransactionRecord = {
      ...owner,
      id: String(this.lastId),
      name,
      startedOn,
      explicit,
      state: "running",
      endedOn: undefined,
      queryId: undefined,
      idleSince: startedOn.getTime(),
      abort: () => abort(record),
    };
    this.records.set(record.id, record);
    if (explicit) this.limitAge(record, startedOn.getTime() + oldestMs);
    return record;
  }

  end(record: TransactionRecord, state: "committed" | "rolled back"): void {
    this.ages.get(record)?.();
    this.ages.delete(record);
    record.state = state;
    record.endedOn = this.clock.now();
    for (const [id, { state: each }] of this.records) {
      if (this.records.size <= mostEnded) break;
      if (each !== "running") this.records.delete(id);
    }
  }

  /** Those that run, latest first. */
  get running(): readonly TransactionRecord[] {
    return [...this.records.values()].filter(({ state }) => state === "running").reverse();
  }

  find(id: string): TransactionRecord | undefined {
    return this.records.get(id);
  }

  /** Says that a statement of a transaction begins. */
  busy(record: TransactionRecord, queryId: string | undefined): void {
    record.idleSince = undefined;
    if (queryId !== undefined) record.queryId = queryId;
  }

  /** Says that it has ended. */
  idle(record: TransactionRecord): void {
    record.idleSince = this.clock.now().getTime();
  }

  private limitAge(record: TransactionRecord, at: number): void {
    const cancel = this.clock.alarm(at, () => {
      if (record.state !== "running") return;
      // What runs is let run, and what blocks others goes by how long it is idle: it is looked at again.
      if (record.idleSince === undefined || this.blocks(record))
        this.limitAge(record, this.clock.now().getTime() + 60_000);
      else void record.abort();
    });
    this.ages.set(record, cancel);
  }
}
