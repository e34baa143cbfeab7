import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Problem } from "./problem";
import type { Variable } from "./variables";

/** A path of no file: what SNOWFLAKE_CONFIG_PATH is set to, so that the provider finds no profile. */
export const noProfile = "/nonexistent/snowflake-config";

/**
 * The provider fills what the environment leaves open from ~/.snowflake/config (its profile `default`), silently: a
 * host, a role or a password of one person's machine. So there must be no such file.
 */
export const profileProblems = (
  read: (variable: Variable) => string | undefined,
  home: string | undefined,
  fault: (variable: Variable, found: string, allowed: string) => Problem,
): readonly Problem[] => {
  const path = read("SNOWFLAKE_CONFIG_PATH");
  const problems: Problem[] = [];
  if (read("SNOWFLAKE_PROFILE") !== undefined)
    problems.push(
      fault("SNOWFLAKE_PROFILE", "is set: the provider would read credentials from a file", "not set"),
    );
  if (existsSync(path ?? join(home ?? homedir(), ".snowflake", "config")))
    problems.push(
      fault(
        "SNOWFLAKE_CONFIG_PATH",
        path === undefined
          ? "is not set, and ~/.snowflake/config exists: the provider would mix it in"
          : "names a file that exists: the provider would mix it in",
        `a path of no file: ${noProfile}`,
      ),
    );
  return problems;
};
