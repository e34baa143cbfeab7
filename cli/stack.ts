import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { project } from "../src/config/sections";
import { readSettings, type Settings } from "../src/config/settings";
import { withoutTraces } from "../src/config/traces";
import { declareEstate } from "../src/estate/estate";
import { planOf, type PlanStep } from "../src/plan/plan";
import { record, type Recording } from "../src/plan/record";
import { UserError } from "./user-error";

/** The folder of the project. */
export const projectFolder = join(__dirname, "..");

interface StackFile {
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Names of the stacks that have a file, in alphabetical order. */
export const stackNames = (): readonly string[] =>
  readdirSync(projectFolder)
    .map((file) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(file)?.[1])
    .filter((name) => name !== undefined);

/** The configuration in a stack's file. @throws UserError for a stack without one */
export function stackConfig(stack: string): Readonly<Record<string, unknown>> {
  const file = join(projectFolder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file))
    throw new UserError(
      `There is no stack '${stack}': Pulumi.${stack}.yaml is missing. Stacks here: ${stackNames().join(", ")}.`,
    );
  return ((parse(readFileSync(file, "utf8")) ?? {}) as StackFile).config ?? {};
}

/** What the program registers as a stack, and the settings it read. */
export interface StackRun {
  readonly recording: Recording;
  readonly settings: Settings;
}

/**
 * Runs the program as a stack under Pulumi's mocks: no account, no login, no CLI, no network.
 * @param overrides configuration that stands over the stack file's, as `pulumi config set` would put it there
 * @param declare declares the resources and gives the stack's outputs
 * @throws UserError for a stack without a file; what `readSettings` throws for settings that do not hold
 */
export async function runStack(
  stack: string,
  overrides: Readonly<Record<string, unknown>> = {},
  declare: (settings: Settings) => object = declareEstate,
): Promise<StackRun> {
  const config = { ...stackConfig(stack), ...overrides };
  let settings: Settings | undefined;
  const program = (): object => {
    settings = readSettings();
    return declare(settings);
  };
  const run = {
    project,
    stack,
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [fullKey(key), asText(value)])),
    secretKeys: Object.keys(config)
      .filter((key) => isSecret(config[key]))
      .map(fullKey),
  };
  const recording = await withoutTraces(() => record(program, run));
  if (settings === undefined) throw new Error(`stack ${stack} ended before it read its settings`);
  return { recording, settings };
}

/** The settings of a stack, without what they come to. @throws as `runStack` */
export const settingsOfStack = async (stack: string): Promise<Settings> =>
  (await runStack(stack, {}, () => ({}))).settings;

/** The plan of a stack's first deployment. */
export const planStack = async (stack: string): Promise<PlanStep[]> =>
  planOf((await runStack(stack)).recording);

/** The CLI takes a key without a namespace as one of the project's. */
const fullKey = (key: string): string => (key.includes(":") ? key : `${project}:${key}`);

/** Pulumi hands values to a program as text, and everything but text as JSON. */
const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** An encrypted value of a stack file: this process has no key to it, and the program wants none of these. */
const isSecret = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "secure" in value;
