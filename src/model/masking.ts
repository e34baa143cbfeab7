/** A masking policy: what roles that may not see personal data get instead. */
export interface Mask {
  readonly name: string;
  readonly comment: string;
  /** Type the policy takes and gives; columns of any length of it may carry it. */
  readonly type: "VARCHAR(16777216)" | "ARRAY";
  /** What is shown, as SQL of that type. */
  readonly masked: string;
}

/** One policy for each type personal data has; a test holds that every personal column finds its own. */
export const masks: readonly Mask[] = [
  {
    name: "MASK_PERSONAL_TEXT",
    comment: "Hides personal texts from roles that need not see them",
    type: "VARCHAR(16777216)",
    masked: "'*** masked ***'",
  },
  {
    name: "MASK_PERSONAL_ARRAY",
    comment: "Hides personal lists from roles that need not see them",
    type: "ARRAY",
    masked: "ARRAY_CONSTRUCT('*** masked ***')",
  },
];

/** The policy for personal data of a column's type. @throws where there is none: it would go unmasked */
export function maskFor(type: string): Mask {
  const kind = type.startsWith("VARCHAR(") ? "VARCHAR(16777216)" : type;
  const mask = masks.find((candidate) => candidate.type === kind);
  if (mask === undefined) throw new Error(`no masking policy takes ${type}`);
  return mask;
}
