import { describe, expect, it } from "vitest";

import { CommandProvider } from "../../toolchain/command/provider";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });
const urn = "urn:pulumi:dev::sophia::pkg:component:SqlObject$command:local:Command::name";
const provider = new CommandProvider();

const create = async (inputs: Readonly<Record<string, unknown>>): Promise<unknown> =>
  (await provider.create(urn, inputs)).outs;
const update = async (news: Readonly<Record<string, unknown>>): Promise<unknown> =>
  (await provider.update("id", urn, { stdout: "old", stderr: "" }, news)).outs;

describe("the stand-in for local.Command", () => {
  it("runs create with stdin and environment, and gives what it printed", async () => {
    const inputs = { create: 'cat; echo "$WHO" >&2', stdin: "SELECT 1;", environment: { WHO: "ROLE" } };
    expect(await create(inputs)).toEqual({
      ...inputs,
      stdout: "SELECT 1;",
      stderr: "ROLE",
    });
  });

  it("keeps what it prints secret where an input is", async () => {
    expect(await create({ create: "cat", stdin: secret("hidden") })).toEqual({
      create: "cat",
      stdin: secret("hidden"),
      stdout: secret("hidden"),
      stderr: secret(""),
    });
  });

  it("runs create again on a change where there is no update", async () => {
    expect(await update({ create: "echo new" })).toMatchObject({ stdout: "new" });
  });

  it.each([
    [undefined, "before:old"],
    [true, "before:old"],
    [false, "before:"],
  ])(
    "hands the last output to update with addPreviousOutputInEnv %s",
    async (addPreviousOutputInEnv, stdout) => {
      const news = { update: 'echo "before:$PULUMI_COMMAND_STDOUT"', addPreviousOutputInEnv };
      expect(await update(news)).toMatchObject({ stdout });
    },
  );

  it("fails with the command and all it printed", async () => {
    const attempt = provider.create(urn, { create: "echo out; echo err >&2; exit 3" });
    await expect(attempt).rejects.toThrow(
      /exit status 3: running "echo out; echo err >&2; exit 3":\n(out\nerr|err\nout)/,
    );
  });

  it("survives a command that reads no stdin", async () => {
    expect(await create({ create: "exec true", stdin: "x".repeat(1_000_000) })).toMatchObject({ stdout: "" });
  });

  it("deletes with what was declared, and without a delete does nothing", async () => {
    await expect(provider.delete("id", urn, { delete: "exit 4", stdout: "", stderr: "" })).rejects.toThrow(
      "status 4",
    );
    await provider.delete("id", urn, { create: "exit 4", stdout: "", stderr: "" });
  });

  it.each([
    ["nothing", { stdin: "a" }, { stdin: "a" }, { changes: false, replaces: [] }],
    ["a secret of the same text", { stdin: secret("a") }, { stdin: "a" }, { changes: false, replaces: [] }],
    ["stdin", { stdin: "a" }, { stdin: "b" }, { changes: true, replaces: [] }],
    ["triggers", { triggers: [1] }, { triggers: [2] }, { changes: true, replaces: ["triggers"] }],
  ])("sees a change of %s", async (_name, olds, news, diff) => {
    expect(await provider.diff("id", urn, { ...olds, stdout: "x" }, news)).toEqual(diff);
  });

  it("refuses by name what it does not do", async () => {
    const { failures } = await provider.check(urn, {}, { create: "true", assetPaths: ["*"] });
    expect(failures).toEqual([
      { property: "assetPaths", reason: "unsupported by this stand-in for @pulumi/command: assetPaths" },
    ]);
    const remote = await provider.check("urn:pulumi:dev::sophia::command:remote:Command::name", {}, {});
    expect(remote.failures?.[0]?.reason).toBe("unsupported by this stand-in: command:remote:Command");
  });
});
