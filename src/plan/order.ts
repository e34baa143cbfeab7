import type { Registration } from "./registration";

/** Dependency order of a recording. */
export function inOrder(registrations: readonly Registration[]): Registration[] {
  return [...registrations];
}
