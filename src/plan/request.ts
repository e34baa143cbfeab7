/** The engine's registration request, as far as a recording needs it. */
import { toPlain } from "./rpc-values";
import type { Alias, Registration } from "./registration";

interface Struct {
  toJavaScript(): Record<string, unknown>;
}
interface PropertyDependencies {
  getUrnsList(): string[];
}
interface AliasMessage {
  hasUrn(): boolean;
  getUrn(): string;
  getSpec():
    | {
        getName(): string;
        getType(): string;
        getStack(): string;
        getProject(): string;
        getParenturn(): string;
        getNoparent(): boolean;
      }
    | undefined;
}

/** `pulumirpc.RegisterResourceRequest`; declared here because the SDK does not export its generated messages. */
export interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): Struct | undefined;
  getProtect(): boolean | undefined;
  getProvider(): string;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): { forEach(visit: (value: PropertyDependencies, key: string) => void): void };
  getDeletebeforereplace(): boolean;
  getDeletebeforereplacedefined(): boolean;
  getAliasesList(): AliasMessage[];
  getDeletedwith(): string;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getRetainondelete(): boolean | undefined;
  getAdditionalsecretoutputsList(): string[];
  getImportid(): string;
  getCustomtimeouts(): { getCreate(): string; getUpdate(): string; getDelete(): string } | undefined;
  getVersion(): string;
}

/** Reads a request into plain data. */
export function registrationOf(urn: string, request: RegisterRequest): Registration {
  const inputs = toPlain(request.getObject()?.toJavaScript() ?? {});
  const propertyDependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((value, key) => {
    const urns = value.getUrnsList();
    if (urns.length > 0) propertyDependencies[key] = [...urns].sort();
  });
  const said = request.getCustomtimeouts();
  // The SDK sends the message whether or not the program named a timeout.
  const timeouts = said && { create: said.getCreate(), update: said.getUpdate(), delete: said.getDelete() };
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    ...(request.getParent() !== "" && { parent: request.getParent() }),
    inputs: inputs.value as Record<string, unknown>,
    secretInputs: inputs.secrets,
    options: {
      protect: request.getProtect() ?? false,
      ...(request.getProvider() !== "" && { provider: withoutId(request.getProvider()) }),
      dependsOn: [...request.getDependenciesList()].sort(),
      propertyDependencies,
      ...(request.getDeletebeforereplacedefined() && {
        deleteBeforeReplace: request.getDeletebeforereplace(),
      }),
      aliases: request.getAliasesList().map(aliasOf),
      ...(request.getDeletedwith() !== "" && { deletedWith: request.getDeletedwith() }),
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      retainOnDelete: request.getRetainondelete() ?? false,
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      ...(request.getImportid() !== "" && { importId: request.getImportid() }),
      ...(timeouts && Object.values(timeouts).some((time) => time !== "") && { customTimeouts: timeouts }),
      ...(request.getVersion() !== "" && { version: request.getVersion() }),
    },
  };
}

/** A provider reference is `urn::id`; the id says nothing under mocks. */
function withoutId(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

function aliasOf(message: AliasMessage): Alias {
  if (message.hasUrn()) return { urn: message.getUrn() };
  const spec = message.getSpec();
  if (spec === undefined) return {};
  const said = {
    name: spec.getName(),
    type: spec.getType(),
    parent: spec.getParenturn(),
    stack: spec.getStack(),
    project: spec.getProject(),
  };
  return {
    ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== "")) as Alias),
    ...(spec.getNoparent() && { noParent: true as const }),
  };
}
