import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Cache } from "../../toolchain/cache";
import { engineForTests } from "../../toolchain/for-tests";
import type { Machine } from "../../toolchain/machine";
import { ensureToolchain, findToolchain, type Means, ToolchainUnavailable } from "../../toolchain/toolchain";
import { binaryName, type Tool, wantedVersions } from "../../toolchain/versions";

const versions = wantedVersions();
let cache: Cache;
let programs: Record<string, string>;
let done: string[];
let said: string[];

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), "toolchain-"));
  cache = { root, bin: join(root, "bin"), home: join(root, "home") };
  programs = {};
  done = [];
  said = [];
});
afterEach(() => rmSync(cache.root, { recursive: true, force: true }));

const machine: Machine = {
  env: { PATH: "/usr/bin" },
  home: "/home/me",
  isExecutable: (path) => path in programs,
  output: (path) => Promise.resolve(programs[path]),
};

function means(refusal: string | undefined, built: (tool: Tool) => string = (tool) => versions[tool]): Means {
  return {
    refusal: () => Promise.resolve(refusal),
    download: (tool, version) => {
      done.push(`download ${tool}`);
      if (tool === "command") return Promise.reject(new Error("404"));
      const folder = tool === "pulumi" ? "bin" : join("plugins", `resource-${tool}-v${version}`);
      programs[join(cache.home, folder, binaryName(tool))] = `v${version}\n`;
      return Promise.resolve();
    },
    build: (tool) => {
      done.push(`build ${tool}`);
      programs[join(cache.bin, binaryName(tool))] = built(tool);
      return Promise.resolve();
    },
  };
}

const ensure = (how: Means) => ensureToolchain((line) => said.push(line), machine, cache, how);

describe("the toolchain", () => {
  it("is taken as it is where all of it is there", async () => {
    for (const tool of ["pulumi", "snowflake", "command"] as const)
      programs[`/usr/bin/${binaryName(tool)}`] = versions[tool];
    const toolchain = await ensure(means(undefined));
    expect(done).toEqual([]);
    expect(said).toEqual([]);
    expect(toolchain.pulumi).toBe("/usr/bin/pulumi");
    expect(toolchain.env).toEqual({
      PATH: "/usr/bin:/usr/bin",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
    expect(await findToolchain(machine, cache)).toEqual(toolchain);
  });

  it("is downloaded where it can be, and only what then lacks is built", async () => {
    const { chosen, pluginPath } = await ensure(means(undefined));
    expect(done).toEqual(["download pulumi", "download snowflake", "download command", "build command"]);
    expect(chosen).toMatchObject({
      pulumi: { source: "downloaded" },
      snowflake: { source: "downloaded" },
      command: { source: "built" },
    });
    expect(pluginPath.split(":")).toEqual([
      join(cache.home, "plugins", `resource-snowflake-v${versions.snowflake}`),
      cache.bin,
      join(cache.home, "bin"),
    ]);
    expect(said).toContain("  not to be had: 404");
  });

  it("is built where nothing can be downloaded, and says so", async () => {
    programs.go = "go version go1.26.0 linux/amd64";
    const { chosen } = await ensure(means("SOPHIA_OFFLINE is set"));
    expect(done).toEqual(["build pulumi", "build snowflake", "build command"]);
    expect(chosen.pulumi).toEqual({
      path: join(cache.bin, "pulumi"),
      version: versions.pulumi,
      source: "built",
    });
    expect(said).toContain("Nothing is downloaded: SOPHIA_OFFLINE is set.");
  });

  it("keeps what is there and makes only what is missing, naming what it passes over", async () => {
    programs.go = "go version go1.26.0 linux/amd64";
    programs["/usr/bin/pulumi"] = "v3.0.0";
    programs["/usr/bin/pulumi-resource-snowflake"] = versions.snowflake;
    await ensure(means("no way out"));
    expect(done).toEqual(["build pulumi", "build command"]);
    expect(said).toContain(`pulumi ${versions.pulumi} is wanted; /usr/bin/pulumi is not used: it is 3.0.0.`);
  });

  it("needs no Go for pulumi-resource-command alone", async () => {
    for (const tool of ["pulumi", "snowflake"] as const)
      programs[`/usr/bin/${binaryName(tool)}`] = versions[tool];
    await ensure(means("no way out"));
    expect(done).toEqual(["build command"]);
  });

  it("is not to be had without Go and without downloads: the message says what to install", async () => {
    const attempt = ensure(means("no way out"));
    await expect(attempt).rejects.toThrow(ToolchainUnavailable);
    await expect(attempt).rejects.toThrow(/Install one of:\n\s+- Go .*\n\s+- the Pulumi CLI/);
    expect(await findToolchain(machine, cache)).toBeUndefined();
  });

  it("is refused where a build gives another version than was asked for", async () => {
    programs.go = "go version go1.26.0 linux/amd64";
    const attempt = ensure(means("no way out", (tool) => (tool === "snowflake" ? "9.9.9" : versions[tool])));
    await expect(attempt).rejects.toThrow(
      `pulumi-resource-snowflake was made but is not ${versions.snowflake}`,
    );
  });

  it("is made once by two that ask at the same time", async () => {
    programs.go = "go version go1.26.0 linux/amd64";
    const [one, other] = await Promise.all([ensure(means("no way out")), ensure(means("no way out"))]);
    expect(done).toEqual(["build pulumi", "build snowflake", "build command"]);
    expect(one).toEqual(other);
    expect(said).toContain("Another process is making the toolchain: waiting for it.");
  });
});

describe("tests of the engine", () => {
  const nowhere = () => Promise.reject(new ToolchainUnavailable("install Go"));

  it("are skipped with a loud line where there can be no toolchain", async () => {
    expect(await engineForTests((line) => said.push(line), {}, nowhere)).toBeUndefined();
    expect(said.join()).toMatch(/ENGINE TESTS ARE SKIPPED[^]*install Go/);
  });

  it("fail under CI=true instead", async () => {
    await expect(engineForTests(() => undefined, { CI: "true" }, nowhere)).rejects.toThrow("install Go");
  });

  it("fail where a build failed: that is no reason to skip", async () => {
    const broken = () => Promise.reject(new Error("go build ended with status 1"));
    await expect(engineForTests(() => undefined, {}, broken)).rejects.toThrow("status 1");
  });
});
