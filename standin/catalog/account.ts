import { invalid } from "../errors";
import type { Result } from "../result";
import type { AlterAccountStatement } from "../syntax/statements";
import { printProperty } from "./properties";
import { succeeded, type ExecuteContext } from "./context";

/** What CORTEX_ENABLED_CROSS_REGION may be: one of these alone, or places parted by commas (docs parameters). */
const alone = ["DISABLED", "ANY_REGION"];
const place = /^(AWS|AZURE|GCP)_[A-Z_]+$/;

/**
 * ALTER ACCOUNT SET. The stand-in runs every model at home whatever the parameter says.
 * @throws SnowflakeError 001008 for a value the parameter does not take
 */
export function applyAlterAccount({ set }: AlterAccountStatement, { catalog }: ExecuteContext): Result {
  for (const [key, given] of Object.entries(set)) {
    const value = printProperty(given);
    const places = value.split(",").map((part) => part.trim());
    if (!alone.includes(value) && !places.every((each) => place.test(each)))
      throw invalid("001008", `invalid value [${value}] for parameter '${key}'`);
  }
  catalog.account.properties = { ...catalog.account.properties, ...set };
  return succeeded("ALTER ACCOUNT");
}
