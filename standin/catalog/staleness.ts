import { invalid } from "../errors";
import { fullName } from "./names";
import type { Stream } from "./objects";
import { parameter } from "./parameters";

const day = 86_400_000;

/**
 * Until when a stream can be read unless it is consumed before: the table's retention, extended as far as it may be,
 * from its last reading (docs show-streams, `stale_after`).
 * @param readAt when it was last consumed or found empty
 */
export function staleAfter({ table }: Stream, readAt: Date): Date {
  const days = Math.max(
    ...["DATA_RETENTION_TIME_IN_DAYS", "MAX_DATA_EXTENSION_TIME_IN_DAYS"].map((key) =>
      Number(parameter(table, key)),
    ),
  );
  return new Date(readAt.getTime() + days * day);
}

export const isStale = (stream: Stream, readAt: Date, now: Date): boolean =>
  stream.orphaned || now > staleAfter(stream, readAt);

/** @throws SnowflakeError 091901 for a stream that cannot be read any more */
export function requireFresh(stream: Stream, readAt: Date, now: Date): void {
  const name = fullName(stream);
  if (stream.orphaned)
    throw invalid(
      "091901",
      `Base table '${fullName(stream.table)}' dropped, cannot read from stream '${name}'.`,
    );
  if (isStale(stream, readAt, now))
    throw invalid(
      "091901",
      `Stream '${name}' has become stale: its offset is older than the data of table '${fullName(stream.table)}' is kept. Recreate the stream to read from it.`,
    );
}
