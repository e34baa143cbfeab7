import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { PulumiCommand } from "@pulumi/pulumi/automation";

import type { Plugin } from "./versions";

/** Where Pulumi's own installer, which the Automation API runs, gets the CLI and the plugins. */
const SITE = "https://get.pulumi.com/install.sh";

/** Why nothing may or can be downloaded; undefined where it can. Costs 3 s at most. */
export async function downloadRefusal(
  env: Readonly<Record<string, string | undefined>>,
  reach: (url: string) => Promise<unknown> = (url) =>
    fetch(url, { method: "HEAD", signal: AbortSignal.timeout(3_000) }),
): Promise<string | undefined> {
  if (isOffline(env)) return "SOPHIA_OFFLINE is set";
  try {
    await reach(SITE);
    return undefined;
  } catch {
    return "Pulumi's download site cannot be reached from here";
  }
}

/** Whether the environment says that nothing outside is to be asked. */
export function isOffline(env: Readonly<Record<string, string | undefined>>): boolean {
  return !["", "0", "false"].includes((env.SOPHIA_OFFLINE ?? "").toLowerCase());
}

/** Installs the official CLI of the SDK's own version under `home`, by Pulumi's installer; the search verifies it. */
export async function downloadCli(home: string): Promise<void> {
  await PulumiCommand.install({ root: home });
}

/** Installs an official plugin under `home`, by the CLI itself. */
export async function downloadPlugin(
  plugin: Plugin,
  version: string,
  home: string,
  cli: string,
): Promise<void> {
  const env = { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
  await promisify(execFile)(cli, ["plugin", "install", "resource", plugin, version], { env });
}
