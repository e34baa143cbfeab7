import type { WarehouseSize } from "../model/warehouses";

/** What differs between stacks when their configuration says nothing. */
export interface StackDefaults {
  readonly suffix: string;
  readonly protect: boolean;
  readonly transientRaw: boolean;
  /** Least seconds between two runs of an embedding task: each run wakes a warehouse for at least a minute. */
  readonly triggerIntervalSeconds: number;
  /** What replaces the model's values, which are production's. */
  readonly small?: {
    readonly warehouse: {
      readonly size: WarehouseSize;
      readonly autoSuspendSeconds: number;
      readonly minClusters: number;
      readonly maxClusters: number;
    };
    /** Most days of time travel. */
    readonly retentionDays: number;
  };
}

/** One cluster of the smallest size, off after the least time billed: a development stack stays under $100 a month. */
const small = {
  warehouse: { size: "XSMALL", autoSuspendSeconds: 60, minClusters: 1, maxClusters: 1 },
  retentionDays: 1,
} as const;

const known = new Map<string, StackDefaults>([
  ["prod", { suffix: "", protect: true, transientRaw: false, triggerIntervalSeconds: 60 }],
  ["local", { suffix: "", protect: false, transientRaw: true, triggerIntervalSeconds: 60, small }],
]);

/** `_DEV` of `dev`, `_PR_12` of `pr-12`. */
const suffixOf = (stack: string): string => `_${stack.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;

/** The user a stack signs in as and the role it deploys as: its own, so that no stack reaches what another owns. */
export const deployerOf = (stack: string): { readonly user: string; readonly role: string } => {
  const user = `SOPHIA_AI_DEPLOYER${suffixOf(stack)}`;
  return { user, role: `${user}_ROLE` };
};

/** Defaults of a stack. Any but `prod` and `local` is one for development, told apart by its suffix. */
export const stackDefaults = (stack: string): StackDefaults =>
  known.get(stack) ?? {
    suffix: suffixOf(stack),
    protect: false,
    transientRaw: true,
    triggerIntervalSeconds: 120,
    small,
  };
