import { readFileSync } from "node:fs";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { join } from "node:path";

import type { Toolchain } from "../../toolchain/toolchain";
import { projectFolder } from "../stack";
import type { Conditions } from "./figures";

/** Under what figures are taken now. @param toolchain absent where no engine is run */
export function conditionsNow(toolchain: Toolchain | undefined): Conditions {
  const { dependencies } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    load: loadavg()[0] ?? 0,
    versions: {
      Node: process.versions.node,
      ...(toolchain === undefined
        ? {}
        : {
            "Pulumi CLI": toolchain.chosen.pulumi.version,
            "Snowflake provider": toolchain.chosen.snowflake.version,
          }),
      "Pulumi SDK": dependencies["@pulumi/pulumi"] ?? "",
      DuckDB: dependencies["@duckdb/node-api"] ?? "",
    },
  };
}
