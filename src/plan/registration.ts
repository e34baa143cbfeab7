/** What a program asked the engine to create: one entry per `new Resource(…)`, with the options tests assert on. */
export interface Registration {
  /** As the real engine writes it: qualified by the types of all parents but the stack. */
  urn: string;
  /** Type token, such as `snowflake:index/table:Table`. */
  type: string;
  /** Logical name. */
  name: string;
  /** False for components. */
  custom: boolean;
  /** URN of the parent; absent on the stack alone. */
  parent?: string;
  /** Inputs as plain data, secrets unwrapped; what a preview does not know yet is {@link UNKNOWN}. */
  inputs: Record<string, unknown>;
  /** Where in `inputs` a secret was, as `a.b[0].c`; sorted. */
  secretInputs: string[];
  options: RegistrationOptions;
}

/** Resource options as they reach the engine; lists are empty and flags false when nothing was said. */
export interface RegistrationOptions {
  protect: boolean;
  /** URN of the provider resource used; absent when the engine would make a default one. */
  provider?: string;
  /** URNs of everything this waits for, the resources behind its inputs included; sorted. */
  dependsOn: string[];
  /** Input → URNs its value comes from; sorted. */
  propertyDependencies: Record<string, string[]>;
  /** Absent when the program did not say. */
  deleteBeforeReplace?: boolean;
  aliases: Alias[];
  deletedWith?: string;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  retainOnDelete: boolean;
  additionalSecretOutputs: string[];
  /** Present when the resource is adopted, not created. */
  importId?: string;
  customTimeouts?: { create: string; update: string; delete: string };
  version?: string;
}

/** A former identity: a whole URN, or the parts that differ from the present one. */
export type Alias =
  | { urn: string }
  | { name?: string; type?: string; parent?: string; noParent?: true; stack?: string; project?: string };

/** One run of a program. */
export interface Recording {
  project: string;
  stack: string;
  /** In the order of declaration in the program, parents first, whatever the order they were registered in. */
  registrations: Registration[];
  /** Stack outputs as plain data, secrets unwrapped. */
  outputs: Record<string, unknown>;
  /** Where in `outputs` a secret was; sorted. */
  secretOutputs: string[];
}

/** Stands in inputs and outputs for a value a preview cannot know (`UnknownStringValue` of the SDK's runtime/rpc). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Type token of the root of every program. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** True for explicit providers: registered, but nothing in an account. */
export function isProvider({ type }: Pick<Registration, "type">): boolean {
  return type.startsWith("pulumi:providers:");
}
