/** What an import leaves unsaid in the state, and how the state is told. */
import type { Recording } from "../plan/registration";

/**
 * Inputs that an import does not read as a creation keeps them, by type, with what the provider keeps where the program
 * says nothing. Left alone, each is a change to the next run: of a stream or a masking policy a replacement.
 */
const UNREAD: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "snowflake:index/maskingPolicy:MaskingPolicy": { exemptOtherPolicies: "default" },
  "snowflake:index/streamOnTable:StreamOnTable": { showInitialRows: "default" },
  "snowflake:index/table:Table": { dataRetentionTimeInDays: -1 },
  // Read as it is, though a task after others may not say it (docs: create-task, OVERLAP_POLICY).
  "snowflake:index/task:Task": { allowOverlappingExecution: "default" },
  "snowflake:index/view:View": { changeTracking: "default", isRecursive: "default", isTemporary: "default" },
  "snowflake:index/warehouse:Warehouse": { queryAccelerationMaxScaleFactor: -1 },
};

/** Inputs to leave as they are read while a resource of the type is imported. */
export const unreadInputs = (type: string): string[] => Object.keys(UNREAD[type] ?? {});

/** A resource in Pulumi's state, as far as this reads it (pulumi `sdk/go/common/apitype`, `ResourceV3`). */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What `pulumi stack export` prints. */
export interface ExportedState {
  readonly resources?: readonly StateResource[];
}

/**
 * The state after an import, with the inputs an import does not read as the program gives them.
 * @param before URNs the state had before: those are left as they are
 */
export function withUnread<State extends ExportedState>(
  state: State,
  { registrations }: Recording,
  before: ReadonlySet<string>,
): State {
  const declared = new Map(registrations.map(({ urn, inputs }) => [urn, inputs]));
  const resources = (state.resources ?? []).map((resource) => {
    const unread = UNREAD[resource.type];
    const said = declared.get(resource.urn);
    if (unread === undefined || said === undefined || before.has(resource.urn)) return resource;
    const keys = Object.keys(unread);
    const kept = Object.entries(resource.inputs ?? {}).filter(([key]) => !keys.includes(key));
    const given = keys.filter((key) => said[key] !== undefined).map((key) => [key, said[key]] as const);
    return {
      ...resource,
      inputs: { ...Object.fromEntries(kept), ...Object.fromEntries(given) },
      outputs: { ...resource.outputs, ...unread, ...Object.fromEntries(given) },
    };
  });
  return { ...state, resources };
}
