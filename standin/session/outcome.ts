import { SnowflakeError } from "../errors";
import type { Result } from "../result";
import type { ReadParameter } from "./parameters";

/** At most ROWS_PER_RESULTSET rows, 0 being no limit. */
export function limited(result: Result, read: ReadParameter): Result {
  const most = Number(read("ROWS_PER_RESULTSET"));
  return most === 0 || result.rows.length <= most ? result : { ...result, rows: result.rows.slice(0, most) };
}

/** 390111: what a session that was ended is told. */
export const sessionGone = (): SnowflakeError =>
  new SnowflakeError(
    "390111",
    "08002",
    "Session no longer exists.  New login required to access the service.",
  );

/** The documentation gives neither code nor text: the code of a statement ended from outside stands in. */
export const transactionAborted = (): SnowflakeError =>
  new SnowflakeError(
    "000604",
    "25000",
    "The transaction was aborted by a statement that failed (TRANSACTION_ABORT_ON_ERROR). End it with COMMIT or ROLLBACK first; its work is undone.",
  );
