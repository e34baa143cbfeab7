import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { project } from "../src/config/sections";
import { readSettings, type Settings } from "../src/config/settings";
import { withoutTraces } from "../src/config/traces";
import { declareEstate } from "../src/estate/estate";
import { planOf, type PlanStep } from "../src/plan/plan";
import { record, type Recording } from "../src/plan/record";
import { readYamlFile, type Plain } from "./input/yaml";
import { UserError } from "./user-error";

/** The folder of the project. */
export const projectFolder = join(__dirname, "..");

/** Names of the stacks that have a file, in alphabetical order. */
export const stackNames = (): readonly string[] =>
  readdirSync(projectFolder)
    .map((file) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(file)?.[1])
    .filter((name) => name !== undefined);

/** The configuration in a stack's file, by whole key. @throws UserError for a stack without one, and as `configIn` */
export function stackConfig(stack: string): Readonly<Record<string, unknown>> {
  const file = join(projectFolder, `Pulumi.${stack}.yaml`);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined)
    throw new UserError(
      `There is no stack '${stack}': Pulumi.${stack}.yaml is missing. Stacks here: ${stackNames().join(", ")}.`,
    );
  return configIn(file);
}

/**
 * The configuration in a file, by whole key, as the Pulumi CLI reads it.
 * @throws UserError for a file that is none, and for one that the CLI reads otherwise
 */
export function configIn(file: string): Readonly<Record<string, unknown>> {
  const content = readYamlFile(file);
  const { config } = section(content, file, "the stack's configuration, such as `config: {}`");
  const found = section(config ?? null, `${file}: config`, "keys with their values");
  const keys = Object.keys(found);
  for (const key of keys) {
    // The CLI also takes <namespace>:config:<name> for the same key, which nothing writes any more.
    if (!/^[^:]+(:[^:]+)?$/.test(key))
      throw new UserError(`${file}: the key ${key} is no configuration key; expected <namespace>:<name>.`);
    if (keys.some((other) => other !== key && fullKey(other) === fullKey(key)))
      throw new UserError(`${file}: ${fullKey(key)} is said twice, once without its namespace; say it once.`);
  }
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [fullKey(key), value]));
}

/** What must hold keys; nothing at all counts as none. @throws UserError for anything else */
function section(value: Plain, where: string, expected: string): { readonly [key: string]: Plain } {
  if (value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as { readonly [key: string]: Plain };
  throw new UserError(
    `${where} holds ${Array.isArray(value) ? "a list" : "a single value"}; expected ${expected}.`,
  );
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
  const run = { project, stack, ...handedOver(config) };
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

/** A configuration as Pulumi hands it to a program: text by whole key, and which keys hold a secret. */
export const handedOver = (
  config: Readonly<Record<string, unknown>>,
): { config: Record<string, string>; secretKeys: string[] } => ({
  config: Object.fromEntries(Object.entries(config).map(([key, value]) => [fullKey(key), asText(value)])),
  secretKeys: Object.keys(config)
    .filter((key) => isSecret(config[key]))
    .map(fullKey),
});

/** The CLI takes a key without a namespace as one of the project's. */
const fullKey = (key: string): string => (key.includes(":") ? key : `${project}:${key}`);

/** Pulumi hands values to a program as text, and everything but text as JSON; a key without a value is an empty text. */
const asText = (value: unknown): string =>
  typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);

/** A value with an encrypted part: Pulumi counts the whole as secret. This process has no key to it, and wants none. */
const isSecret = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  const [only, ...more] = Object.entries(value);
  const encrypted = only?.[0] === "secure" && typeof only[1] === "string" && more.length === 0;
  return encrypted || Object.values(value).some(isSecret);
};
