/** The import file of an estate that is there already: what is what, by the ids its provider imports by. */
import { z } from "zod";

import { createdState } from "../plan/mock-state";
import { inOrder } from "../plan/order";
import { isProvider, STACK_TYPE, type Recording, type Registration } from "../plan/registration";

/** One resource, as `pulumi import --file` reads it (pulumi `pkg/cmd/pulumi/operations/import.go`, `importSpec`). */
export interface ImportSpec {
  readonly type: string;
  /** What others in the file call it: unique in it. */
  readonly name: string;
  /** The name the program gives it. */
  readonly logicalName: string;
  /** Absent for components, of which no provider knows. */
  readonly id?: string;
  readonly component?: true;
  /** Name of its parent in the file; absent below the stack itself. */
  readonly parent?: string;
  /** Name of its provider in the name table. */
  readonly provider?: string;
}

export interface ImportFile {
  /** Name → URN of the providers, which are part of the program and not of any account. */
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly ImportSpec[];
}

/** The form of an import file. */
export const importFileSchema: z.ZodType<ImportFile> = z.object({
  nameTable: z.record(z.string(), z.string()),
  resources: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      logicalName: z.string(),
      id: z.string().optional(),
      component: z.literal(true).optional(),
      parent: z.string().optional(),
      provider: z.string().optional(),
    }),
  ),
});

/** A resource that cannot be imported, so that the adopting run creates it. */
export interface Unimportable {
  readonly urn: string;
  /** Why, and why creating it once more changes nothing. */
  readonly reason: string;
}

/** Every resource of a recording, in the order it can be imported in. */
export function importOf(recording: Recording): {
  readonly file: ImportFile;
  readonly created: readonly Unimportable[];
} {
  const names = namesOf(recording.registrations);
  const created: Unimportable[] = [];
  const resources: ImportSpec[] = [];
  for (const one of inOrder(recording.registrations)) {
    if (one.type === STACK_TYPE || isProvider(one)) continue;
    const reason = unimportable(one);
    if (reason !== undefined) created.push({ urn: one.urn, reason });
    else resources.push(specOf(one, names));
  }
  const providers = recording.registrations.filter(isProvider);
  return {
    file: { nameTable: Object.fromEntries(providers.map(({ urn }) => [nameIn(names, urn), urn])), resources },
    created,
  };
}

/** A file that names these resources alone, and the components they lie in. @param names logical names */
export function only(file: ImportFile, names: readonly string[]): ImportFile {
  const wanted = ({ logicalName, component }: ImportSpec): boolean =>
    component === true || names.includes(logicalName);
  return { ...file, resources: file.resources.filter(wanted) };
}

/** A file that leaves out what a state has already: imported once more, it would be replaced. @param urns of the state */
export function without(file: ImportFile, urns: ReadonlySet<string>): ImportFile {
  const had = new Set(
    [...urns].map((urn) => {
      const [, , types = "", name = ""] = urn.split("::");
      return `${types.split("$").at(-1) ?? ""} ${name}`;
    }),
  );
  const resources = file.resources.filter(({ type, logicalName }) => !had.has(`${type} ${logicalName}`));
  return { ...file, resources };
}

function specOf(one: Registration, names: ReadonlyMap<string, string>): ImportSpec {
  const { urn, type, name, custom, parent, inputs, options } = one;
  const { id } = createdState({ type, name, inputs, preview: false });
  return {
    type,
    name: nameIn(names, urn),
    logicalName: name,
    ...(custom ? { id } : { component: true as const }),
    ...(parent !== undefined && names.has(parent) && { parent: nameIn(names, parent) }),
    ...(options.provider !== undefined && { provider: nameIn(names, options.provider) }),
  };
}

/** Why provider 1.3.0 cannot import a resource; undefined where it can. */
function unimportable({ type, inputs }: Registration): string | undefined {
  const part = (key: string): Record<string, unknown> =>
    (inputs[key] as Record<string, unknown> | undefined) ?? {};
  if (type === "command:local:Command")
    return "a command has no id; its statement sets what it sets once more";
  if (type === "snowflake:index/tagAssociation:TagAssociation")
    return "the provider imports no object identifiers; SET TAG with the same value changes nothing";
  if (part("onSchemaObject")["all"] !== undefined || part("onSchema")["allSchemasInDatabase"] !== undefined)
    return "the provider reads no grant on ALL objects; granting what is granted changes nothing";
  return undefined;
}

/** URN → `type name`, which is what tells resources of one logical name apart. */
function namesOf(registrations: readonly Registration[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { urn, type, name } of registrations) {
    if (type === STACK_TYPE) continue;
    const unique = `${type.slice(type.lastIndexOf(":") + 1)} ${name}`;
    if (taken.has(unique))
      throw new Error(`two resources are a ${unique}: an import file cannot tell them apart`);
    taken.add(unique);
    names.set(urn, unique);
  }
  return names;
}

function nameIn(names: ReadonlyMap<string, string>, urn: string): string {
  const name = names.get(urn);
  if (name === undefined) throw new Error(`${urn} is referred to but not declared`);
  return name;
}
