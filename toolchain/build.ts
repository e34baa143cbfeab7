import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { isOffline } from "./download";
import { binaryName, repository, type Tool, wantedVersions } from "./versions";

/** Writes one line for a person. */
export type Log = (line: string) => void;

const PROGRESS_MS = 10_000;

/** Package and linker flags of what Go builds; each is a module of its own because their dependencies disagree. */
const GO_BUILDS = {
  pulumi: {
    module: "cli",
    main: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    flag: (version: string) => `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`,
  },
  snowflake: { module: "provider", main: ".", flag: (version: string) => `-X main.version=${version}` },
} as const;

/** Whether a tool needs Go to be built; pulumi-resource-command is TypeScript, and is only given a launcher. */
export function needsGo(tool: Tool): boolean {
  return tool in GO_BUILDS;
}

/** Builds one tool into `bin`. Fails with Go's own last words. */
export async function build(tool: Tool, bin: string, log: Log, root = repository): Promise<void> {
  mkdirSync(bin, { recursive: true });
  const version = wantedVersions(root)[tool];
  const target = join(bin, binaryName(tool));
  // Another process must never see half a binary.
  const unfinished = `${target}.${process.pid}`;
  if (tool === "command") writeLauncher(unfinished, version, root);
  else await goBuild(tool, unfinished, version, log, root);
  renameSync(unfinished, target);
}

/** A program that answers for its version at once and otherwise runs the provider on the Node that built it. */
function writeLauncher(path: string, version: string, root: string): void {
  const [node, loader, provider] = [
    process.execPath,
    require.resolve("tsx/cjs", { paths: [root] }),
    join(root, "toolchain", "command", "provider.ts"),
  ].map((argument) => `'${argument.replaceAll("'", `'\\''`)}'`);
  writeFileSync(
    path,
    `#!/bin/sh
case "$1" in -version|--version) echo ${version}; exit;; esac
exec ${node} --require ${loader} ${provider} "$@"
`,
  );
  chmodSync(path, 0o755);
}

async function goBuild(
  tool: keyof typeof GO_BUILDS,
  output: string,
  version: string,
  log: Log,
  root: string,
): Promise<void> {
  const { module, main, flag } = GO_BUILDS[tool];
  const args = [
    "build",
    "-v",
    "-trimpath",
    "-buildvcs=false",
    "-ldflags",
    `-s -w ${flag(version)}`,
    "-o",
    output,
    main,
  ];
  const go = spawn("go", args, {
    cwd: join(root, "toolchain", module),
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      // No C compiler needed, as in the official binaries.
      CGO_ENABLED: "0",
      GOWORK: "off",
      ...(isOffline(process.env) ? { GOPROXY: "off" } : {}),
    },
  });
  const started = Date.now();
  const progress = { downloaded: 0, compiled: 0 };
  const lastWords: string[] = [];
  createInterface({ input: go.stderr }).on("line", (line) => {
    if (line.startsWith("go: downloading ")) progress.downloaded += 1;
    else if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) progress.compiled += 1;
    else lastWords.push(line);
  });
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    log(
      `  ${binaryName(tool)}: ${progress.downloaded} modules fetched, ${progress.compiled} packages compiled, ${seconds} s`,
    );
  }, PROGRESS_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    go.on("error", reject);
    go.on("close", resolve);
  }).finally(() => clearInterval(timer));
  if (code !== 0)
    throw new Error(
      `go build of ${binaryName(tool)} ended with status ${code ?? "none"}:\n${lastWords.slice(-15).join("\n")}`,
    );
}
