import { randomUUID } from "node:crypto";
import type { AccountRole, Task, User, Warehouse } from "../catalog/objects";
import { printSize } from "../catalog/warehouses";
import type { Clock } from "../clock";
import { SnowflakeError } from "../errors";
import type { Result } from "../result";
import { redact, type Redacted } from "./secrets";

/** Where and by whom a statement is run. */
export interface QueryOrigin {
  /** An id nobody chose is made up. */
  readonly id: string | undefined;
  readonly text: string;
  readonly sessionId: number;
  readonly user: User;
  readonly role: AccountRole;
  readonly warehouse: Warehouse | undefined;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly tag: string;
  readonly bound: boolean;
  /** The transaction it ran in, where one was open. */
  readonly transactionId: string | undefined;
  /** The task that runs it. */
  readonly task: Task | undefined;
}

/** What came of a statement. */
export interface QueryOutcome {
  readonly status: "SUCCESS" | "FAILED_WITH_ERROR" | "FAILED_WITH_INCIDENT";
  readonly endedAt: Date;
  readonly result?: Pick<Result, "statement" | "affected"> & { readonly rows: number };
  readonly error?: { readonly code: string | undefined; readonly message: string };
}

/** One statement as QUERY_HISTORY keeps it; without an outcome while it runs. */
export interface QueryRecord extends Omit<QueryOrigin, "id" | "text"> {
  readonly id: string;
  text: string;
  readonly startedAt: Date;
  /** As it was when the statement ran. */
  readonly warehouseSize: string | undefined;
  outcome?: QueryOutcome;
  /** Whether it failed because it could not be read: then its text is shown to few (docs ui-history). */
  unread?: boolean;
}

/** An id as Snowflake gives statements: a UUID. */
export const newQueryId = (): string => randomUUID();

/** Statements one call of QUERY_HISTORY can give back (docs query_history, RESULT_LIMIT): more are not kept. */
export const mostQueries = 10_000;

/** Longer texts are cut once their statement has ended (docs account-usage/query_history, QUERY_TEXT). */
export const longestText = 100_000;

/** The statements of an account, oldest first, the oldest forgotten beyond a limit. */
export class QueryLog {
  private readonly records: QueryRecord[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly most = mostQueries,
  ) {}

  /** Runs a statement and keeps what came of it. @throws what the statement throws */
  async run(origin: QueryOrigin, work: (record: QueryRecord) => Promise<Result>): Promise<Result> {
    const redacted = redact(origin.text);
    const record = this.start({ ...origin, text: readable(redacted.text) });
    try {
      const result = await work(record);
      const { statement, affected, rows } = result;
      record.outcome = {
        status: "SUCCESS",
        endedAt: this.clock.now(),
        result: { statement, rows: rows.length, ...(affected === undefined ? {} : { affected }) },
      };
      return result;
    } catch (error) {
      record.outcome = { ...failure(error, redacted), endedAt: this.clock.now() };
      record.unread = error instanceof SnowflakeError && unreadCodes.has(error.code);
      throw error;
    } finally {
      record.text = record.text.slice(0, longestText);
    }
  }

  private start(origin: QueryOrigin): QueryRecord {
    const { warehouse } = origin;
    const record = {
      ...origin,
      id: origin.id ?? newQueryId(),
      startedAt: this.clock.now(),
      warehouseSize: warehouse === undefined ? undefined : printSize(warehouse.properties),
    };
    this.records.push(record);
    if (this.records.length > this.most) this.records.shift();
    return record;
  }

  /** Oldest first. */
  get all(): readonly QueryRecord[] {
    return this.records;
  }

  /**
   * The id of a session's statement by its place, as LAST_QUERY_ID counts: from 1 for the first, from -1 for the last.
   * @param current the statement that asks, which does not count
   */
  idAt(place: number, sessionId: number, current: QueryRecord | undefined): string | undefined {
    const ids = this.records.filter((each) => each.sessionId === sessionId && each !== current);
    return ids.at(place > 0 ? place - 1 : place)?.id;
  }
}

function failure(error: unknown, { message: hide }: Redacted): Pick<QueryOutcome, "status" | "error"> {
  const message = readable(hide(error instanceof Error ? error.message : String(error)));
  return error instanceof SnowflakeError
    ? { status: "FAILED_WITH_ERROR", error: { code: error.code, message } }
    : { status: "FAILED_WITH_INCIDENT", error: { code: undefined, message } };
}

/** Errors of statements that cannot be read: 001003 of syntax, 000900 of an empty one. */
const unreadCodes = new Set(["001003", "000900"]);

/** A NUL shown as the sign for it: a history that cannot be read is of use to nobody. */
const readable = (text: string): string => text.replaceAll("\0", "\u2400");
