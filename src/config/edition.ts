import type { Warehouse } from "../model/warehouses";

export const editions = ["standard", "enterprise", "business-critical"] as const;
/** Snowflake's editions this program knows. What each holds: docs, intro-editions. */
export type Edition = (typeof editions)[number];

/** What a stack asks for that an edition may lack. */
export interface Asked {
  readonly warehouses: Readonly<Record<string, Warehouse>>;
  readonly retention: Readonly<Record<string, number>>;
}

/** What the edition lets a stack have, and what it leaves out. */
export interface Had extends Asked {
  readonly masking: boolean;
  readonly multiCluster: boolean;
  readonly omitted: readonly string[];
}

/** Days of time travel the Standard edition keeps at most (docs: data-time-travel). */
const standardRetention = 1;

const map = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const sentence = (names: readonly string[], text: string): readonly string[] =>
  names.length === 0 ? [] : [`${text}: ${names.join(", ")}.`];

/**
 * What of a stack's wishes its edition holds. Enterprise and above hold all of it; Standard has no multi-cluster
 * warehouses, no masking and row access policies, and one day of time travel.
 */
export const withinEdition = (edition: Edition, asked: Asked): Had => {
  if (edition !== "standard") return { ...asked, masking: true, multiCluster: true, omitted: [] };
  const grown = Object.values(asked.warehouses).filter(({ maxClusters }) => maxClusters > 1);
  const kept = Object.entries(asked.retention).filter(([, days]) => days > standardRetention);
  return {
    warehouses: map(asked.warehouses, (warehouse) => ({ ...warehouse, minClusters: 1, maxClusters: 1 })),
    retention: map(asked.retention, (days) => Math.min(days, standardRetention)),
    masking: false,
    multiCluster: false,
    omitted: [
      ...sentence(
        grown.map(({ name }) => name),
        "The standard edition has no multi-cluster warehouses; these run on one cluster",
      ),
      "The standard edition has no masking and no row access policies; personal data is shown to every role that reads its table.",
      ...sentence(
        kept.map(([schema]) => schema),
        "The standard edition keeps at most 1 day of time travel; these schemas keep 1 day",
      ),
    ],
  };
};
