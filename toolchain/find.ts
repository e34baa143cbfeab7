import { delimiter, join } from "node:path";

import type { Cache } from "./cache";
import type { Machine } from "./machine";
import { binaryName, type Tool } from "./versions";

/** Where a tool was found. */
export type Source = "environment" | "path" | "pulumi home" | "downloaded" | "built";

export interface Found {
  readonly path: string;
  readonly version: string;
  readonly source: Source;
}

/** A tool that is there and cannot be used. */
export interface Rejected {
  readonly path: string;
  readonly why: string;
}

export interface Search {
  readonly found?: Found;
  /** What was looked at before `found`, or in vain. */
  readonly rejected: readonly Rejected[];
}

/**
 * Looks for one tool of exactly one version: what the environment names, what is on PATH, what Pulumi itself has
 * installed, what was downloaded or built here before. Starts each candidate to ask its version; changes nothing.
 */
export async function find(tool: Tool, version: string, machine: Machine, cache: Cache): Promise<Search> {
  const rejected: Rejected[] = [];
  for (const { path, source } of candidates(tool, version, machine, cache)) {
    if (!machine.isExecutable(path)) {
      if (source === "environment") rejected.push({ path, why: "PULUMI names it and it is no program" });
      continue;
    }
    const actual = await versionOf(tool, path, machine);
    if (actual === version) return { found: { path, version, source }, rejected };
    rejected.push({ path, why: actual === undefined ? "it tells no version" : `it is ${actual}` });
  }
  return { rejected };
}

/** The version a binary tells of itself, without the leading v. */
export async function versionOf(tool: Tool, path: string, machine: Machine): Promise<string | undefined> {
  const printed = await machine.output(path, [tool === "pulumi" ? "version" : "--version"]);
  return printed === undefined ? undefined : /^v?(\d+\.\d+\.\d+\S*)\s*$/m.exec(printed)?.[1];
}

function candidates(
  tool: Tool,
  version: string,
  { env, home }: Machine,
  cache: Cache,
): { path: string; source: Source }[] {
  const name = binaryName(tool);
  const pulumiHome = env.PULUMI_HOME ?? join(home, ".pulumi");
  const installed = (root: string) =>
    tool === "pulumi"
      ? [join(root, "bin", name), join(root, "versions", version, "bin", name)]
      : [join(root, "plugins", `resource-${tool}-v${version}`, name)];
  const of = (source: Source, paths: readonly string[]) => paths.map((path) => ({ path, source }));
  return [
    ...of("environment", tool === "pulumi" && env.PULUMI ? [env.PULUMI] : []),
    ...of(
      "path",
      (env.PATH ?? "")
        .split(delimiter)
        .filter((folder) => folder !== "")
        .map((folder) => join(folder, name)),
    ),
    ...of("pulumi home", installed(pulumiHome)),
    ...of("downloaded", installed(cache.home)),
    ...of("built", [join(cache.bin, name)]),
  ];
}
