import type { SnowflakeError } from "../errors";

/** What every request but a chunk of rows is answered with; a failure too comes with HTTP status 200. */
export interface Answer {
  readonly success: boolean;
  /** Of an error, or of a query still in progress. */
  readonly code: string | null;
  readonly message: string | null;
  readonly data: unknown;
}

export const done = (data: unknown = null): Answer => ({ success: true, code: null, message: null, data });

/** @param queryId of the statement that failed, where there is one */
export const failed = ({ code, sqlState, message }: SnowflakeError, queryId?: string): Answer => ({
  success: false,
  code,
  message,
  data: { internalError: false, errorCode: code, sqlState, ...(queryId === undefined ? {} : { queryId }) },
});
