import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's root folder. */
export const repository = join(__dirname, "..");

/** What the toolchain is made of: the CLI, and the plugins of the two packages the program declares with. */
export const tools = ["pulumi", "snowflake", "command"] as const;
export type Tool = (typeof tools)[number];
export type Plugin = Exclude<Tool, "pulumi">;

/** The exact version of each tool: that of the SDK in package.json, because the two are released as one. */
export function wantedVersions(root = repository): Record<Tool, string> {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const version = (name: string) => {
    const pinned = dependencies[name];
    if (pinned === undefined || !/^\d+\.\d+\.\d+$/.test(pinned))
      throw new Error(`package.json must pin ${name} to one version, not ${pinned ?? "leave it out"}`);
    return pinned;
  };
  return {
    pulumi: version("@pulumi/pulumi"),
    snowflake: version("@pulumi/snowflake"),
    command: version("@pulumi/command"),
  };
}

/** The file name the engine starts a tool by. */
export function binaryName(tool: Tool): string {
  return tool === "pulumi" ? "pulumi" : `pulumi-resource-${tool}`;
}
