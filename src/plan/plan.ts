import type { Recording } from "./registration";

/** What one resource sends on a first deployment. */
export interface PlanStep {
  urn: string;
  type: string;
  /** The role the resource's provider logs in as; absent when the provider does not say. */
  role?: string;
  /** Logical name of the outermost component that holds the resource; `""` for resources of the stack itself. */
  component: string;
  /** One statement each, without a closing `;`. */
  statements: string[];
}

export function planOf(recording: Recording): PlanStep[] {
  return recording.registrations.map(({ urn, type }) => ({ urn, type, component: "", statements: [] }));
}
