import type { Embedding } from "../model/embedding";
import type { Warehouse } from "../model/warehouses";
import type { Edition } from "./edition";
import type { Deploy } from "./deploy";

/** Everything a stack decides about the estate, complete and checked. */
export interface Settings {
  /** Name of the stack: `dev`, `prod`, `local` or any other. */
  readonly stack: string;
  readonly edition: Edition;
  /** What names of account objects end in: empty, or e.g. `_DEV`. */
  readonly suffix: string;
  /** Whether Pulumi refuses to delete what holds data. */
  readonly protect: boolean;
  /** Whether what Airbyte lands is kept without fail-safe. */
  readonly transientRaw: boolean;
  /** What may be lost, by the names of src/model/loss-name.ts. */
  readonly allowDataLoss: readonly string[];
  /** Whether masking and row access policies exist. */
  readonly masking: boolean;
  /** Whether warehouses may have several clusters; if not, no cluster option may be sent at all. */
  readonly multiCluster: boolean;
  readonly deploy: Deploy;
  /** By key of src/model/warehouses.ts. */
  readonly warehouses: Readonly<Record<string, Warehouse>>;
  /** Days of time travel, by schema. */
  readonly retention: Readonly<Record<string, number>>;
  readonly embedding: Embedding;
  /** What the edition lacks and the stack therefore goes without: one sentence each, for the log. */
  readonly omitted: readonly string[];
}

export { readSettings } from "./read";
