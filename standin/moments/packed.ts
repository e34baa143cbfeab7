import { microsInMinute } from "./calendar";

/**
 * A TIMESTAMP_TZ as one whole number: its instant, then its offset, so that numbers sort as instants do. Microseconds
 * since 1970, times 4096, plus minutes east of UTC and 2048.
 */
export const offsetBits = 12;
export const offsetBias = 2048;

export const packed = (instant: bigint, offset: number): bigint =>
  (instant << BigInt(offsetBits)) + BigInt(offset + offsetBias);

export interface Unpacked {
  /** Microseconds since 1970. */
  readonly instant: bigint;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** The clock there, as microseconds since 1970. */
  readonly wall: bigint;
}

export function unpacked(value: bigint): Unpacked {
  const instant = value >> BigInt(offsetBits);
  const offset = Number(value & BigInt((1 << offsetBits) - 1)) - offsetBias;
  return { instant, offset, wall: instant + BigInt(offset) * microsInMinute };
}
