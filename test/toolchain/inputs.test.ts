import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { inputsHash } from "../../toolchain/cache";
import { downloadRefusal } from "../../toolchain/download";
import { withLock } from "../../toolchain/lock";
import { repository, wantedVersions } from "../../toolchain/versions";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "toolchain-"));
  cpSync(join(repository, "package.json"), join(root, "package.json"));
  cpSync(join(repository, "toolchain"), join(root, "toolchain"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("what is built is kept under a digest of what it is built from:", () => {
  it("the same for the same files", () => expect(inputsHash(root)).toBe(inputsHash(root)));

  it.each([
    "cli/go.mod",
    "provider/go.sum",
    "provider/main.go",
    "provider/schema.json",
    "command/provider.ts",
    "build.ts",
  ])("new after a change of %s", (file) => {
    const before = inputsHash(root);
    writeFileSync(join(root, "toolchain", file), "changed");
    expect(inputsHash(root)).not.toBe(before);
  });

  it("the same after a change of the search: that must not cost a build", () => {
    const before = inputsHash(root);
    writeFileSync(join(root, "toolchain", "find.ts"), "changed");
    expect(inputsHash(root)).toBe(before);
  });
});

describe("versions", () => {
  it("of the Go modules are those of the SDKs", () => {
    const { pulumi } = wantedVersions();
    const cli = readFileSync(join(repository, "toolchain", "cli", "go.mod"), "utf8");
    expect(cli).toContain(`github.com/pulumi/pulumi/pkg/v3 v${pulumi} `);
  });

  it("of the stand-in for the command plugin is that of its SDK", () => {
    const source = readFileSync(join(repository, "toolchain", "command", "provider.ts"), "utf8");
    expect(source).toContain(`readonly version = "${wantedVersions().command}"`);
  });

  it("must be pinned in package.json", () => {
    writeFileSync(
      join(root, "package.json"),
      JSON.stringify({ dependencies: { "@pulumi/pulumi": "^3.0.0" } }),
    );
    expect(() => wantedVersions(root)).toThrow("must pin @pulumi/pulumi to one version, not ^3.0.0");
  });
});

describe("downloads", () => {
  const never = () => Promise.reject(new Error("asked"));
  it.each(["1", "true", "yes"])("are never tried with SOPHIA_OFFLINE=%s", async (value) => {
    const asked: string[] = [];
    const reach = (url: string) => Promise.resolve(asked.push(url));
    expect(await downloadRefusal({ SOPHIA_OFFLINE: value }, reach)).toBe("SOPHIA_OFFLINE is set");
    expect(asked).toEqual([]);
  });
  it.each([undefined, "", "0", "false"])("are possible with SOPHIA_OFFLINE=%s", async (value) => {
    expect(await downloadRefusal({ SOPHIA_OFFLINE: value }, () => Promise.resolve())).toBeUndefined();
  });
  it("are refused where the site does not answer", async () => {
    expect(await downloadRefusal({}, never)).toBe("Pulumi's download site cannot be reached from here");
  });
});

describe("the lock", () => {
  it("is let go after a failure", async () => {
    const fail = () => Promise.reject(new Error("broken"));
    await expect(withLock(root, () => undefined, fail)).rejects.toThrow("broken");
    expect(
      await withLock(
        root,
        () => undefined,
        () => Promise.resolve("free"),
      ),
    ).toBe("free");
  });

  it("of a process that died is taken over", async () => {
    const folder = join(root, "locked");
    mkdirSync(folder);
    writeFileSync(join(folder, "lock"), "4194304999");
    expect(
      await withLock(
        folder,
        () => undefined,
        () => Promise.resolve("mine"),
      ),
    ).toBe("mine");
  });

  it.each(["", "no process"])("that names no process (%j) is taken over after a while", async (text) => {
    const folder = join(root, "nameless");
    mkdirSync(folder);
    const lock = join(folder, "lock");
    writeFileSync(lock, text);
    let waited = 0;
    const taken = withLock(
      folder,
      () => (waited += 1),
      () => Promise.resolve("mine"),
    );
    await sleep(300);
    expect(waited).toBe(1);
    // As if a minute had gone by.
    utimesSync(lock, Date.now() / 1000 - 60, Date.now() / 1000 - 60);
    expect(await taken).toBe("mine");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that is abandoned goes to one of many processes at a time", async () => {
    const folder = join(root, "contended");
    mkdirSync(folder);
    writeFileSync(join(folder, "lock"), "4194304999");
    // Each leaves a mark while it works, and dies without freeing the lock every second time.
    const script = `import { appendFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
      import { withLock } from ${JSON.stringify(join(repository, "toolchain/lock.ts"))};
      const [folder, fails] = process.argv.slice(2);
      await withLock(folder, () => undefined, async () => {
        if (existsSync(folder + "/inside")) appendFileSync(folder + "/two", "x");
        writeFileSync(folder + "/inside", "");
        await new Promise((done) => setTimeout(done, 30));
        rmSync(folder + "/inside");
        appendFileSync(folder + "/turns", "x");
        if (fails === "yes") process.exit(0);
      });`;
    const file = join(root, "taker.mts");
    writeFileSync(file, script);
    await Promise.all(
      ["yes", "no", "yes", "no", "yes", "no"].map((fails) =>
        promisify(execFile)(process.execPath, ["--import", "tsx", file, folder, fails], { cwd: repository }),
      ),
    );
    expect(readFileSync(join(folder, "turns"), "utf8")).toHaveLength(6);
    expect(existsSync(join(folder, "two"))).toBe(false);
  }, 30_000);
});
