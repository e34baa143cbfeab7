import type { CancelAlarm, Clock } from "../clock";
import { SnowflakeError } from "../errors";
import { idleWhileBlockingMs, type TransactionRecord } from "./transactions";

/** What can be locked: a table against other writers, a stream against other consumers. */
export interface Resource {
  readonly key: string;
  /** The full name of the table or stream. */
  readonly name: string;
  /** As SHOW LOCKS tells it. */
  readonly type: "PARTITIONS" | "STREAM";
}

/** How long a statement waits, and which it is. */
export interface Patience {
  /** LOCK_TIMEOUT in milliseconds of the account's clock; 0 waits not at all. */
  readonly timeoutMs: number;
  readonly queryId: string | undefined;
}

/** A lock held or waited for, as SHOW LOCKS tells it. */
export interface LockRecord {
  readonly resource: Resource;
  readonly transaction: TransactionRecord;
  readonly status: "HOLDING" | "WAITING";
  readonly acquiredOn: Date | undefined;
  readonly queryId: string | undefined;
}

interface Waiter {
  readonly owner: TransactionRecord;
  readonly queryId: string | undefined;
  readonly wake: () => void;
  readonly refuse: (error: Error) => void;
}

interface Lock {
  readonly resource: Resource;
  owner: TransactionRecord;
  acquiredOn: Date;
  queryId: string | undefined;
  readonly waiting: Waiter[];
  /** Looks whether the owner has been idle too long, as long as somebody waits. */
  cancelWatch: CancelAlarm | undefined;
}

/** Exclusive locks held by transactions until they end, given in the order they were asked for. */
export class Locks {
  private readonly held = new Map<string, Lock>();

  constructor(private readonly clock: Clock) {}

  /**
   * @throws SnowflakeError 000625 where the wait lasts longer than LOCK_TIMEOUT, and at once where it would close a
   *   circle: the latest statement of a deadlock is its victim (docs transactions, "Deadlocks")
   */
  async acquire(resource: Resource, owner: TransactionRecord, patience: Patience): Promise<void> {
    const lock = this.held.get(resource.key);
    if (lock === undefined) {
      this.held.set(resource.key, {
        resource,
        owner,
        acquiredOn: this.clock.now(),
        queryId: patience.queryId,
        waiting: [],
        cancelWatch: undefined,
      });
      return;
    }
    if (lock.owner === owner) return;
    if (this.isAbandoned(lock.owner)) {
      await lock.owner.abort();
      return this.acquire(resource, owner, patience);
    }
    if (this.wouldDeadlock(lock, owner))
      throw aborted(lock, patience, "it would wait for itself: a deadlock");
    const late = (): SnowflakeError =>
      aborted(lock, patience, `it waited longer than LOCK_TIMEOUT (${patience.timeoutMs / 1000} seconds)`);
    if (patience.timeoutMs === 0) throw late();
    await this.wait(lock, owner, patience, late);
  }

  /** Ends an owner's wait with an error; without a wait nothing happens. */
  cancel(owner: TransactionRecord, error: Error): void {
    for (const { waiting } of this.held.values())
      for (const waiter of waiting) if (waiter.owner === owner) waiter.refuse(error);
  }

  /** Frees everything an owner holds; the first in each queue is next. */
  release(owner: TransactionRecord): void {
    for (const [key, lock] of [...this.held]) {
      if (lock.owner !== owner) continue;
      const next = lock.waiting.shift();
      if (next === undefined) {
        lock.cancelWatch?.();
        this.held.delete(key);
      } else {
        Object.assign(lock, { owner: next.owner, queryId: next.queryId, acquiredOn: this.clock.now() });
        next.wake();
        this.watch(lock);
      }
    }
  }

  /** Whether anybody waits for what an owner holds. */
  blocks(owner: TransactionRecord): boolean {
    return [...this.held.values()].some((lock) => lock.owner === owner && lock.waiting.length > 0);
  }

  /** Every lock held or waited for, holders before those who wait. */
  get all(): readonly LockRecord[] {
    return [...this.held.values()].flatMap(({ resource, owner, acquiredOn, queryId, waiting }) => [
      { resource, transaction: owner, status: "HOLDING" as const, acquiredOn, queryId },
      ...waiting.map((waiter) => ({
        resource,
        transaction: waiter.owner,
        status: "WAITING" as const,
        acquiredOn: undefined,
        queryId: waiter.queryId,
      })),
    ]);
  }

  private async wait(
    lock: Lock,
    owner: TransactionRecord,
    { timeoutMs, queryId }: Patience,
    late: () => SnowflakeError,
  ): Promise<void> {
    const until = this.clock.now().getTime() + timeoutMs;
    // An alarm keeps no process alive, and somebody waits for this one.
    const stay = setInterval(() => undefined, 60_000);
    let cancelAlarm: CancelAlarm | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const refuse = (error: Error): void => {
          const index = lock.waiting.indexOf(waiter);
          if (index >= 0) lock.waiting.splice(index, 1);
          this.watch(lock);
          reject(error);
        };
        const waiter: Waiter = { owner, queryId, wake: resolve, refuse };
        lock.waiting.push(waiter);
        this.watch(lock);
        cancelAlarm = this.clock.alarm(until, () => refuse(late()));
      });
    } finally {
      cancelAlarm?.();
      clearInterval(stay);
    }
  }

  /** Whether waiting for a lock would make an owner wait for itself. */
  private wouldDeadlock(lock: Lock, owner: TransactionRecord): boolean {
    const seen = new Set<TransactionRecord>();
    const blocks = (by: TransactionRecord): boolean => {
      if (by === owner) return true;
      if (seen.has(by)) return false;
      seen.add(by);
      return [...this.held.values()].some((each) => {
        const place = each.waiting.findIndex((waiter) => waiter.owner === by);
        return place >= 0 && [each.owner, ...each.waiting.slice(0, place).map((w) => w.owner)].some(blocks);
      });
    };
    return [lock.owner, ...lock.waiting.map((waiter) => waiter.owner)].some(blocks);
  }

  private isAbandoned({ idleSince }: TransactionRecord): boolean {
    return idleSince !== undefined && idleSince + idleWhileBlockingMs <= this.clock.now().getTime();
  }

  /** Rolls the owner of a lock back once it has kept others waiting without doing anything for too long. */
  private watch(lock: Lock): void {
    lock.cancelWatch?.();
    lock.cancelWatch = undefined;
    if (lock.waiting.length === 0) return;
    const { owner } = lock;
    if (this.isAbandoned(owner)) {
      void owner.abort();
      return;
    }
    const from = owner.idleSince ?? this.clock.now().getTime();
    lock.cancelWatch = this.clock.alarm(from + idleWhileBlockingMs, () => this.watch(lock));
  }
}

/** The first sentence is Snowflake's own; why the statement was aborted is in the words of this project. */
function aborted({ resource, owner, queryId }: Lock, patience: Patience, why: string): SnowflakeError {
  const name = resource.name.split(".").at(-1) ?? resource.name;
  const holder = `Statement '${queryId ?? owner.queryId ?? ""}' has locked ${resource.type === "STREAM" ? "stream" : "table"} '${name}' in transaction ${owner.id} and this lock has not yet been released.`;
  return new SnowflakeError(
    "000625",
    "57014",
    `${holder}\nYour statement '${patience.queryId ?? ""}' was aborted because ${why}.`,
  );
}

/** One thing at a time, in order. */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work, work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
