import { delimiter, dirname } from "node:path";

import { build, type Log, needsGo } from "./build";
import { type Cache, toolchainCache } from "./cache";
import { downloadCli, downloadPlugin, downloadRefusal } from "./download";
import { find, type Found, type Search } from "./find";
import { withLock } from "./lock";
import { type Machine, thisMachine } from "./machine";
import { binaryName, type Tool, tools, wantedVersions } from "./versions";

export interface Toolchain {
  /** The Pulumi CLI. */
  readonly pulumi: string;
  /** Folders to put first on PATH, joined as PATH is: where the engine finds exactly these plugins. */
  readonly pluginPath: string;
  /** Environment of a run with this toolchain and nothing else: PATH, and no plugin or update looked for elsewhere. */
  readonly env: Record<string, string>;
  readonly chosen: Readonly<Record<Tool, Found>>;
}

/** There is no toolchain on this computer and no way to make one: the message says what to install. */
export class ToolchainUnavailable extends Error {}

/** How missing tools are obtained: replaced by fakes in tests. */
export interface Means {
  /** Why downloads are not possible; undefined where they are. */
  refusal(): Promise<string | undefined>;
  download(tool: Tool, version: string, cache: Cache, cli: string | undefined): Promise<void>;
  build(tool: Tool, cache: Cache, log: Log): Promise<void>;
}

const realMeans: Means = {
  refusal: () => downloadRefusal(process.env),
  async download(tool, version, cache, cli) {
    if (tool === "pulumi") await downloadCli(cache.home);
    else if (cli !== undefined) await downloadPlugin(tool, version, cache.home, cli);
  },
  build: (tool, cache, log) => build(tool, cache.bin, log),
};

/** The toolchain, if all of it is there. Never downloads, never builds. */
export async function findToolchain(
  machine: Machine = thisMachine,
  cache: Cache = toolchainCache(),
): Promise<Toolchain | undefined> {
  return assemble(await searchAll(machine, cache, wantedVersions()), machine);
}

/**
 * The toolchain: found, else downloaded, else built with Go, each tool by itself; says to `log` what it chose and why.
 * @throws ToolchainUnavailable where none of the three is possible; Go's words where a build fails
 */
export async function ensureToolchain(
  log: Log,
  machine: Machine = thisMachine,
  cache: Cache = toolchainCache(),
  means: Means = realMeans,
): Promise<Toolchain> {
  const versions = wantedVersions();
  const there = assemble(await searchAll(machine, cache, versions), machine);
  if (there !== undefined) return there;
  return withLock(
    cache.root,
    () => log("Another process is making the toolchain: waiting for it."),
    () => make(log, machine, cache, means, versions),
  );
}

type Searches = Record<Tool, Search>;
type Versions = Readonly<Record<Tool, string>>;

async function make(
  log: Log,
  machine: Machine,
  cache: Cache,
  means: Means,
  versions: Versions,
): Promise<Toolchain> {
  let searches = await searchAll(machine, cache, versions);
  for (const tool of missing(searches))
    for (const { path, why } of searches[tool].rejected)
      log(`${binaryName(tool)} ${versions[tool]} is wanted; ${path} is not used: ${why}.`);

  if (missing(searches).length > 0) {
    const refusal = await means.refusal();
    if (refusal !== undefined) log(`Nothing is downloaded: ${refusal}.`);
    else searches = await downloadMissing(log, machine, cache, means, versions, searches);
  }

  const toCompile = missing(searches).filter(needsGo);
  if (toCompile.length > 0) {
    if ((await machine.output("go", ["version"])) === undefined)
      throw new ToolchainUnavailable(howToInstall(toCompile, versions));
    log("Building from source with Go: minutes from nothing, seconds afterwards.");
  }
  for (const tool of missing(searches)) {
    log(`${binaryName(tool)} ${versions[tool]}: building.`);
    await means.build(tool, cache, log);
  }

  searches = await searchAll(machine, cache, versions);
  const made = assemble(searches, machine);
  if (made === undefined)
    throw new Error(
      missing(searches)
        .map((tool) => {
          const why = searches[tool].rejected.map(({ path, why }) => `${path}: ${why}`);
          return `${binaryName(tool)} was made but is not ${versions[tool]}: ${why.join("; ") || "not there"}`;
        })
        .join("\n"),
    );
  return made;
}

async function downloadMissing(
  log: Log,
  machine: Machine,
  cache: Cache,
  means: Means,
  versions: Versions,
  searches: Searches,
): Promise<Searches> {
  let current = searches;
  // In order: plugins are installed by the CLI.
  for (const tool of missing(searches)) {
    log(`${binaryName(tool)} ${versions[tool]}: downloading.`);
    try {
      await means.download(tool, versions[tool], cache, current.pulumi.found?.path);
    } catch (error) {
      log(`  not to be had: ${error instanceof Error ? error.message : String(error)}`);
    }
    current = { ...current, [tool]: await find(tool, versions[tool], machine, cache) };
  }
  return current;
}

async function searchAll(machine: Machine, cache: Cache, versions: Versions): Promise<Searches> {
  const search = (tool: Tool) => find(tool, versions[tool], machine, cache);
  const [pulumi, snowflake, command] = await Promise.all([
    search("pulumi"),
    search("snowflake"),
    search("command"),
  ]);
  return { pulumi, snowflake, command };
}

function missing(searches: Searches): Tool[] {
  return tools.filter((tool) => searches[tool].found === undefined);
}

function assemble({ pulumi, snowflake, command }: Searches, machine: Machine): Toolchain | undefined {
  if (!pulumi.found || !snowflake.found || !command.found) return undefined;
  const chosen = { pulumi: pulumi.found, snowflake: snowflake.found, command: command.found };
  const folders = new Set([chosen.snowflake, chosen.command, chosen.pulumi].map(({ path }) => dirname(path)));
  const pluginPath = [...folders].join(delimiter);
  return {
    pulumi: chosen.pulumi.path,
    pluginPath,
    env: {
      PATH: [pluginPath, machine.env.PATH ?? ""].join(delimiter),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    chosen,
  };
}

function howToInstall(lacking: readonly Tool[], versions: Versions): string {
  const names = lacking.map((tool) => `${binaryName(tool)} ${versions[tool]}`).join(" and ");
  return `No ${names} on this computer, and none can be downloaded or built. Install one of:
  - Go (see the go line of toolchain/cli/go.mod), and run npm run toolchain again: it builds them from source
  - the Pulumi CLI ${versions.pulumi}, then: pulumi plugin install resource snowflake ${versions.snowflake}`;
}
