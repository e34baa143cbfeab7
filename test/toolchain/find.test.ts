import { describe, expect, it } from "vitest";

import type { Cache } from "../../toolchain/cache";
import { find, type Source } from "../../toolchain/find";
import type { Machine } from "../../toolchain/machine";
import type { Tool } from "../../toolchain/versions";

const cache: Cache = { root: "/cache", bin: "/cache/bin", home: "/cache/home" };

/** A computer with these programs, each printing this of itself. */
function machine(
  programs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Machine {
  return {
    env: { PATH: "/usr/bin:/opt/bin", ...env },
    home: "/home/me",
    isExecutable: (path) => path in programs,
    output: (path) => Promise.resolve(programs[path]),
  };
}

describe("the search for a tool takes the first of its exact version:", () => {
  const cases: readonly [string, Tool, Readonly<Record<string, string>>, Source, string][] = [
    [
      "what PULUMI names",
      "pulumi",
      { "/mine/pulumi": "v1.2.3\n", "/usr/bin/pulumi": "v1.2.3\n" },
      "environment",
      "/mine/pulumi",
    ],
    [
      "PATH, in its order",
      "pulumi",
      { "/usr/bin/pulumi": "v1.2.2", "/opt/bin/pulumi": "v1.2.3" },
      "path",
      "/opt/bin/pulumi",
    ],
    [
      "Pulumi's own folder of versions",
      "pulumi",
      { "/home/me/.pulumi/versions/1.2.3/bin/pulumi": "1.2.3" },
      "pulumi home",
      "/home/me/.pulumi/versions/1.2.3/bin/pulumi",
    ],
    [
      "Pulumi's plugins",
      "snowflake",
      {
        "/home/me/.pulumi/plugins/resource-snowflake-v1.2.3/pulumi-resource-snowflake": "v1.2.3\n",
        "/cache/bin/pulumi-resource-snowflake": "1.2.3",
      },
      "pulumi home",
      "/home/me/.pulumi/plugins/resource-snowflake-v1.2.3/pulumi-resource-snowflake",
    ],
    [
      "what was downloaded",
      "command",
      {
        "/cache/home/plugins/resource-command-v1.2.3/pulumi-resource-command": "1.2.3",
        "/cache/bin/pulumi-resource-command": "1.2.3",
      },
      "downloaded",
      "/cache/home/plugins/resource-command-v1.2.3/pulumi-resource-command",
    ],
    [
      "what was built",
      "snowflake",
      { "/cache/bin/pulumi-resource-snowflake": "1.2.3\n" },
      "built",
      "/cache/bin/pulumi-resource-snowflake",
    ],
  ];
  it.each(cases)("%s", async (_name, tool, programs, source, path) => {
    const env = { PULUMI: "/mine/pulumi" };
    const { found } = await find(
      tool,
      "1.2.3",
      machine(programs, "/mine/pulumi" in programs ? env : {}),
      cache,
    );
    expect(found).toEqual({ path, version: "1.2.3", source });
  });

  it("PULUMI_HOME in place of ~/.pulumi", async () => {
    const path = "/elsewhere/plugins/resource-snowflake-v1.2.3/pulumi-resource-snowflake";
    const { found } = await find(
      "snowflake",
      "1.2.3",
      machine({ [path]: "1.2.3" }, { PULUMI_HOME: "/elsewhere" }),
      cache,
    );
    expect(found?.path).toBe(path);
  });
});

describe("the search says why a tool is not used:", () => {
  it.each([
    ["another version", "v1.2.30\n", "it is 1.2.30"],
    ["a prerelease of the version", "v1.2.3-dev.0\n", "it is 1.2.3-dev.0"],
    ["no version", "usage: pulumi", "it tells no version"],
    ["nothing on stdout", "", "it tells no version"],
  ])("%s", async (_name, printed, why) => {
    const search = await find("pulumi", "1.2.3", machine({ "/usr/bin/pulumi": printed }), cache);
    expect(search).toEqual({ rejected: [{ path: "/usr/bin/pulumi", why }] });
  });

  it("PULUMI names a file that is no program", async () => {
    const search = await find("pulumi", "1.2.3", machine({}, { PULUMI: "/typo/pulumi" }), cache);
    expect(search.rejected).toEqual([{ path: "/typo/pulumi", why: "PULUMI names it and it is no program" }]);
  });
});
