import { canceled } from "../data/failures";
import { SnowflakeError } from "../errors";

/** How often a statement that is to end is told so, in milliseconds: between two pieces of its work it does not hear. */
const everyMs = 50;

/** Tells work to end until it has. @returns stops telling */
export function cancelUntilDone(cancel: () => void): () => void {
  cancel();
  const again = setInterval(cancel, everyMs);
  return () => clearInterval(again);
}

/**
 * Ends a statement that runs too long.
 * @param seconds of the machine's time, since it is work that is limited
 * @throws SnowflakeError 000630 in place of the 000604 that `cancel` ends it with
 */
export async function withTimeout<T>(
  seconds: number,
  work: () => Promise<T>,
  cancel: () => void,
): Promise<T> {
  let stop: (() => void) | undefined;
  const timer = setTimeout(() => (stop = cancelUntilDone(cancel)), seconds * 1000).unref();
  try {
    return await work();
  } catch (error) {
    if (stop === undefined || !(error instanceof SnowflakeError) || error.code !== canceled().code)
      throw error;
    throw new SnowflakeError(
      "000630",
      "57014",
      `Statement reached its statement or warehouse timeout of ${seconds} second(s) and was canceled.`,
    );
  } finally {
    clearTimeout(timer);
    stop?.();
  }
}
