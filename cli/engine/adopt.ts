import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { importVariable } from "../../src/adopt/adopting";
import { without, type ImportFile } from "../../src/adopt/import-file";
import { withUnread, type ExportedState } from "../../src/adopt/unread";
import { withoutTraces } from "../../src/config/traces";
import type { Recording } from "../../src/plan/registration";
import { interruptible } from "../scratch";
import { UserError } from "../user-error";
import { changesText, type Changes } from "./changes";

export interface Adoption {
  /** What is there already. */
  readonly file: ImportFile;
  /** What the program declares. */
  readonly recording: Recording;
  /** Told each line the engine prints. */
  readonly log?: (line: string) => void;
}

/** What an adoption may do; a change to what the state has already is another run's business. */
const kinds = new Set(["import", "create", "same"]);

/**
 * What adopting would do, by kind; nothing is done.
 * @throws UserError where the program and the state differ besides: that goes by `pulumi up`, which shows it
 */
export const previewAdoption = async (stack: Stack, { file, log }: Adoption): Promise<Changes> =>
  previewImport(stack, without(file, await urnsOf(stack)), log);

/**
 * Brings what a file names into the state of a stack, where it is not there yet, and creates what neither has. A run
 * that fails may be run again: what was adopted stays so.
 * @param stack runs `deployEstate` with the environment of its workspace
 * @returns what was done, and what the next preview sees: `same` alone where the account is as declared
 * @throws UserError as `previewAdoption`
 */
export async function adopt(
  stack: Stack,
  { file, recording, log }: Adoption,
): Promise<{ readonly done: Changes; readonly left: Changes }> {
  const before = await urnsOf(stack);
  const missing = without(file, before);
  await previewImport(stack, missing, log);
  let done: Changes = {};
  try {
    const { summary } = await withImport(stack, missing, () =>
      interruptible((signal) => stack.up({ onOutput: log, signal })),
    );
    done = summary.resourceChanges ?? {};
  } finally {
    // Also of a run that broke off: what it did read would be replaced by the next one otherwise.
    const exported = await stack.exportStack();
    const deployment = withUnread(exported.deployment as ExportedState, recording, before);
    await stack.importStack({ ...exported, deployment });
  }
  const { changeSummary } = await withoutTraces(() =>
    interruptible((signal) => stack.preview({ onOutput: log, signal })),
  );
  return { done, left: changeSummary };
}

async function previewImport(stack: Stack, file: ImportFile, log: Adoption["log"]): Promise<Changes> {
  const { changeSummary } = await withImport(stack, file, () =>
    interruptible((signal) => stack.preview({ onOutput: log, signal })),
  );
  const others = Object.entries(changeSummary).filter(([kind]) => !kinds.has(kind));
  if (others.length > 0)
    throw new UserError(
      `Adopting would do more than import and create: ${changesText(Object.fromEntries(others))}. ` +
        `Nothing was done. See it with pulumi preview --diff --stack ${stack.name}, and deploy it or take it back first.`,
    );
  return changeSummary;
}

async function urnsOf(stack: Stack): Promise<ReadonlySet<string>> {
  const { resources = [] } = ((await stack.exportStack()).deployment ?? {}) as ExportedState;
  return new Set(resources.map(({ urn }) => urn));
}

/** Has the program see an import file for as long as the work takes. */
async function withImport<T>({ workspace }: Stack, file: ImportFile, work: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sophia-import-"));
  const path = join(folder, "import.json");
  writeFileSync(path, JSON.stringify(file));
  const { envVars } = workspace;
  workspace.envVars = { ...envVars, [importVariable]: path };
  try {
    return await withoutTraces(work);
  } finally {
    workspace.envVars = envVars;
    rmSync(folder, { recursive: true });
  }
}
