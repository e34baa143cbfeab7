import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { OpMap, Stack } from "@pulumi/pulumi/automation";

import { importVariable } from "../../src/adopt/adopting";
import type { ImportFile } from "../../src/adopt/import-file";
import { withUnread, type ExportedState } from "../../src/adopt/unread";
import type { Recording } from "../../src/plan/registration";

export interface Adoption {
  /** What is there already. */
  readonly file: ImportFile;
  /** What the program declares. */
  readonly recording: Recording;
  /** Told each line the engine prints. */
  readonly log?: (line: string) => void;
}

/** What adopting would do, by kind; nothing is done. */
export const previewAdoption = (stack: Stack, { file, log }: Adoption): Promise<OpMap> =>
  withImport(stack, file, async () => (await stack.preview({ onOutput: log })).changeSummary);

/**
 * Brings what a file names into the state of a stack, and creates what it does not name. A run that fails may be run
 * again: what was adopted stays so.
 * @param stack runs `deployEstate` with the environment of its workspace
 * @returns what was done, and what the next preview sees: `same` alone where the account is as declared
 */
export async function adopt(
  stack: Stack,
  { file, recording, log }: Adoption,
): Promise<{ readonly done: OpMap; readonly left: OpMap }> {
  const { summary } = await withImport(stack, file, () => stack.up({ onOutput: log }));
  const exported = await stack.exportStack();
  const deployment = withUnread(exported.deployment as ExportedState, recording);
  await stack.importStack({ ...exported, deployment });
  return {
    done: summary.resourceChanges ?? {},
    left: (await stack.preview({ onOutput: log })).changeSummary,
  };
}

/** Has the program see an import file for as long as the work takes. */
async function withImport<T>({ workspace }: Stack, file: ImportFile, work: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sophia-import-"));
  const path = join(folder, "import.json");
  writeFileSync(path, JSON.stringify(file));
  const { envVars } = workspace;
  workspace.envVars = { ...envVars, [importVariable]: path };
  try {
    return await work();
  } finally {
    workspace.envVars = envVars;
    rmSync(folder, { recursive: true });
  }
}
