import { roleInSession } from "../access/roles";
import { table, type Row } from "../catalog/rows";
import type { LockRecord } from "../data/locks";
import type { TransactionRecord } from "../data/transactions";
import { insufficientPrivileges, notFound } from "../errors";
import type { Result } from "../result";
import type { DescribeTransactionStatement, ShowActivityStatement } from "../syntax/statements";
import type { Asking, Viewpoint } from "./viewpoint";

/** What the store tells of locks. */
export interface Activity {
  readonly running: readonly TransactionRecord[];
  readonly locks: readonly LockRecord[];
  readonly find: (transactionId: string) => TransactionRecord | undefined;
}

type Watching = Pick<Viewpoint, "catalog" | "asking">;

/** Whether a session may see and end what is other users': ACCOUNTADMIN alone (docs sql/show-locks, sql/show-transactions). */
export const isAccountAdmin = ({ catalog, asking }: Watching): boolean =>
  roleInSession(catalog, "ACCOUNTADMIN", asking.role);

/** SHOW LOCKS and SHOW TRANSACTIONS: of the user's own sessions, or of the account. */
export function showActivity(
  { what, account }: ShowActivityStatement,
  activity: Activity,
  by: Watching,
): Result {
  const admin = isAccountAdmin(by);
  if (what === "TRANSACTIONS" && account && !admin)
    throw insufficientPrivileges("account", by.catalog.account.name);
  const isSeen = ({ user }: TransactionRecord): boolean => (account && admin) || user === by.asking.user.name;
  if (what === "TRANSACTIONS")
    return table(
      "SHOW",
      "id:int user session:int name started_on:time state scope:int",
      activity.running.filter(isSeen).map((record) => ({ ...transactionRow(record), scope: 0 })),
    );
  return table(
    "SHOW",
    `resource type transaction:int transaction_started_on:time status acquired_on:time query_id${admin ? " session:int" : ""}`,
    activity.locks.filter(({ transaction }) => isSeen(transaction)).map(lockRow),
  );
}

/** DESCRIBE TRANSACTION. @throws SnowflakeError 002003 for one that is not there or another user's */
export function describeTransaction(
  { id }: DescribeTransactionStatement,
  activity: Activity,
  by: Watching,
): Result {
  const record = activity.find(id);
  if (record === undefined || (record.user !== by.asking.user.name && !isAccountAdmin(by)))
    throw notFound("Transaction", id);
  return table("DESCRIBE", "id:int user session:int name started_on:time state ended_on:time", [
    { ...transactionRow(record), ended_on: record.endedOn },
  ]);
}

const transactionRow = ({ id, user, session, name, startedOn, state }: TransactionRecord): Row => ({
  id,
  user,
  session,
  name,
  started_on: startedOn,
  state,
});

const lockRow = ({ resource, transaction, status, acquiredOn, queryId }: LockRecord): Row => ({
  resource: resource.name,
  type: resource.type,
  transaction: transaction.id,
  transaction_started_on: transaction.startedOn,
  status,
  acquired_on: acquiredOn,
  query_id: queryId,
  session: transaction.session,
});

/** A session as others may end it. */
export interface RunningSession {
  readonly user: string;
  /** Ends the statement it runs, rolls its transaction back, and takes no statement any more. */
  readonly abort: () => Promise<void>;
  /** Ends the statement it runs. */
  readonly cancel: () => void;
}

/** SYSTEM$ABORT_SESSION, for one's own sessions and for account administrators. */
export async function abortSession(id: string, by: Watching): Promise<string> {
  const session = endable(id, by);
  await endFrom(by.asking, id, () => session.abort());
  return `session [${id}] terminated.`;
}

/** SYSTEM$CANCEL_ALL_QUERIES (docs functions/system_cancel_all_queries). */
export function cancelQueries(id: string, by: Watching): string {
  const session = endable(id, by);
  // The statement that asks is not to end itself.
  if (Number(id) !== by.asking.sessionId) session.cancel();
  return "query cancelled.";
}

function endable(id: string, by: Watching): RunningSession {
  const session = by.asking.sessions.get(Number(id));
  if (session === undefined || (session.user !== by.asking.user.name && !isAccountAdmin(by)))
    throw notFound("Session", id);
  return session;
}

/**
 * SYSTEM$ABORT_TRANSACTION: by who began it and by account administrators; one that has ended stays as it is (docs
 * functions/system_abort_transaction).
 */
export async function abortTransaction(id: string, by: Watching): Promise<string> {
  const record = by.asking.activity.find(id);
  if (record === undefined || (record.user !== by.asking.user.name && !isAccountAdmin(by)))
    throw notFound("Transaction", id);
  if (record.state !== "running" || !record.explicit) return `Transaction id: ${id} is not running`;
  await endFrom(by.asking, String(record.session), record.abort);
  return `Aborted transaction id: ${id}`;
}

/** Ends something, and waits for it unless it is of the very session that asks, whose statement must end first. */
async function endFrom({ sessionId }: Asking, session: string, end: () => Promise<void>): Promise<void> {
  if (Number(session) !== sessionId) await end();
  else setImmediate(() => void end());
}
