import { SnowflakeError } from "../errors";

/** What can be locked: a table against other writers, a stream against other consumers. */
export interface Resource {
  readonly key: string;
  /** For the message of a wait that was too long. */
  readonly name: string;
}

interface Waiter {
  readonly owner: object;
  readonly wake: () => void;
  readonly refuse: (error: Error) => void;
}

interface Lock {
  owner: object;
  readonly waiting: Waiter[];
}

/** Exclusive locks held by transactions until they end, given in the order they were asked for. */
export class Locks {
  private readonly held = new Map<string, Lock>();

  /** @param timeoutMs how long a wait may last, in milliseconds */
  constructor(private readonly timeoutMs: number) {}

  /** @throws SnowflakeError 000625 after the timeout: the way out of a deadlock, as in Snowflake (LOCK_TIMEOUT) */
  async acquire({ key, name }: Resource, owner: object): Promise<void> {
    const lock = this.held.get(key);
    if (lock === undefined) {
      this.held.set(key, { owner, waiting: [] });
      return;
    }
    if (lock.owner === owner) return;
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        owner,
        wake: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        lock.waiting.splice(lock.waiting.indexOf(waiter), 1);
        reject(
          new SnowflakeError(
            "000625",
            "57014",
            `Your statement was aborted because the number of milliseconds it waited for a lock on '${name}', held by another transaction, exceeded LOCK_TIMEOUT (${this.timeoutMs}).`,
          ),
        );
      }, this.timeoutMs);
      lock.waiting.push(waiter);
    });
  }

  /** Ends an owner's wait with an error; without a wait nothing happens. */
  cancel(owner: object, error: Error): void {
    for (const { waiting } of this.held.values()) {
      const index = waiting.findIndex((waiter) => waiter.owner === owner);
      if (index >= 0) waiting.splice(index, 1)[0]?.refuse(error);
    }
  }

  /** Hands everything an owner holds to another. */
  transfer(from: object, to: object): void {
    for (const lock of this.held.values()) if (lock.owner === from) lock.owner = to;
  }

  /** Frees everything an owner holds; the first in each queue is next. */
  release(owner: object): void {
    for (const [key, lock] of [...this.held]) {
      if (lock.owner !== owner) continue;
      const next = lock.waiting.shift();
      if (next === undefined) this.held.delete(key);
      else {
        lock.owner = next.owner;
        next.wake();
      }
    }
  }
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
