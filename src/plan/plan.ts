/** From a recording to the statements of a first deployment, in order. */
import { componentsOf, inOrder } from "./order";
import { UNKNOWN, type Recording, type Registration } from "./registration";
import { newContext, render } from "./render";

/** What one resource sends on a first deployment. */
export interface PlanStep {
  urn: string;
  type: string;
  /** The role the statements run as; absent when the program does not say. */
  role?: string;
  /** The warehouse they run on; absent when the program does not say. */
  warehouse?: string;
  /** Logical name of the outermost component that holds the resource; `""` for resources of the stack itself. */
  component: string;
  /** One statement each, without a closing `;`. */
  statements: string[];
}

/**
 * The steps of a first deployment in dependency order; resources that send nothing are left out. Take it from a recording
 * that is no preview: a preview does not know every input.
 *
 * @throws when resources depend on each other in a circle, or one of them cannot be rendered; see {@link render}.
 */
export function planOf(recording: Recording): PlanStep[] {
  const { registrations } = recording;
  const byUrn = new Map(registrations.map((one) => [one.urn, one]));
  const components = componentsOf(registrations);
  const context = newContext();
  return inOrder(registrations).flatMap((registration) => {
    const statements = render(registration, context);
    if (statements.length === 0) return [];
    const role = signInOf("role", registration, byUrn);
    const warehouse = signInOf("warehouse", registration, byUrn);
    return {
      urn: registration.urn,
      type: registration.type,
      ...(role !== undefined && { role }),
      ...(warehouse !== undefined && { warehouse }),
      component: byUrn.get(components.get(registration.urn) ?? "")?.name ?? "",
      statements,
    };
  });
}

/**
 * The `role` or `warehouse` of the provider a resource uses. A local command has a provider without one and logs in by
 * itself, as its environment says.
 */
function signInOf(
  what: "role" | "warehouse",
  { inputs, options }: Registration,
  byUrn: ReadonlyMap<string, Registration>,
): string | undefined {
  const environment = inputs.environment as Record<string, unknown> | undefined;
  const value =
    byUrn.get(options.provider ?? "")?.inputs[what] ?? environment?.[`SNOWFLAKE_${what.toUpperCase()}`];
  return typeof value === "string" && value !== "" && value !== UNKNOWN ? value : undefined;
}
