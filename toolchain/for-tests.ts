import type { Log } from "./build";
import { ensureToolchain, type Toolchain, ToolchainUnavailable } from "./toolchain";

/**
 * The toolchain for tests that run the real engine; undefined, after a line nobody overlooks, where there can be none.
 * @throws ToolchainUnavailable under CI=true: there, skipped engine tests would pass unseen
 */
export async function engineForTests(
  log: Log,
  env: Readonly<Record<string, string | undefined>> = process.env,
  ensure: (log: Log) => Promise<Toolchain> = ensureToolchain,
): Promise<Toolchain | undefined> {
  try {
    return await ensure(log);
  } catch (error) {
    if (!(error instanceof ToolchainUnavailable) || env.CI === "true") throw error;
    log(`\n*** ENGINE TESTS ARE SKIPPED ***\n${error.message}\n`);
    return undefined;
  }
}
