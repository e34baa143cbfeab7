import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { repository, wantedVersions } from "./versions";

/** Where what was built or downloaded is kept: new for every change of what it is made from. */
export interface Cache {
  readonly root: string;
  /** Built here. */
  readonly bin: string;
  /** A Pulumi home: what was downloaded. */
  readonly home: string;
}

/** What decides the built binaries. The search does not: changing it must not cost a build. */
const SOURCES = ["build.ts", "cli", "command", "provider"];

/** A digest of every file under toolchain/ that decides the binaries, the versions, the platform and this folder's place. */
export function inputsHash(root = repository): string {
  const hash = createHash("sha256");
  // The launcher of pulumi-resource-command names this folder and this Node.
  const place = { root, node: process.execPath, platform: process.platform, arch: process.arch };
  hash.update(JSON.stringify({ versions: wantedVersions(root), ...place }));
  for (const source of SOURCES)
    for (const file of filesUnder(root, join("toolchain", source)))
      hash.update(`\0${file}\0`).update(readFileSync(join(root, file), "utf8"));
  return hash.digest("hex").slice(0, 16);
}

export function toolchainCache(root = repository): Cache {
  const folder = join(root, ".cache", "toolchain", inputsHash(root));
  return { root: folder, bin: join(folder, "bin"), home: join(folder, "home") };
}

function filesUnder(root: string, path: string): string[] {
  if (path.endsWith(".ts")) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .map((entry) => join(path, entry))
    .filter((file) => statSync(join(root, file)).isFile())
    .sort();
}
