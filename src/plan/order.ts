/** The order a deployment can run in, written down once and for all. */
import { isProvider, type Registration } from "./registration";

/**
 * Sorts registrations so that each follows its parent, its provider, what it depends on and what it is deleted with.
 * Among those that could come next, the component in hand goes first, then the component declared first; within one, the
 * resource declared first. Declaration is the order of `registrations` (see `Recording`), so the result does not depend
 * on when an output resolved.
 *
 * @throws an error that names the members of a cycle.
 */
export function inOrder(registrations: readonly Registration[]): Registration[] {
  const places = new Map(registrations.map(({ urn }, place) => [urn, place]));
  const components = componentsOf(registrations);
  const waiting = new Map(registrations.map((one) => [one, dependencies(one, places)]));
  const ordered: Registration[] = [];
  const done = new Set<string>();
  let current = "";

  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, needs]) => needs.every((urn) => done.has(urn))).map(([one]) => one);
    // Components and providers send nothing: taking them at once keeps them from breaking up a component's block.
    const next =
      ready.find((one) => !one.custom || isProvider(one)) ??
      ready.find((one) => components.get(one.urn) === current) ??
      firstOf(ready, (one) => places.get(components.get(one.urn) ?? "") ?? -1);
    if (next === undefined) throw cycleError(waiting);
    if (next.custom && !isProvider(next)) current = components.get(next.urn) ?? "";
    waiting.delete(next);
    done.add(next.urn);
    ordered.push(next);
  }
  return ordered;
}

/** URN of each resource → URN of the outermost component around it, `""` for resources of the stack itself. */
export function componentsOf(registrations: readonly Registration[]): Map<string, string> {
  const byUrn = new Map(registrations.map((one) => [one.urn, one]));
  const outermost = new Map<string, string>();
  const find = (one: Registration): string => {
    const known = outermost.get(one.urn);
    if (known !== undefined) return known;
    const parent = one.parent === undefined ? undefined : byUrn.get(one.parent);
    const above = parent === undefined ? "" : find(parent);
    const own = above === "" && !one.custom && parent !== undefined ? one.urn : above;
    outermost.set(one.urn, own);
    return own;
  };
  for (const one of registrations) find(one);
  return outermost;
}

/** What a registration waits for, as far as the program itself creates it. */
function dependencies(one: Registration, known: ReadonlyMap<string, unknown>): string[] {
  const { provider, dependsOn, propertyDependencies, deletedWith } = one.options;
  const all = [
    one.parent,
    provider,
    deletedWith,
    ...dependsOn,
    ...Object.values(propertyDependencies).flat(),
  ];
  return [...new Set(all)].filter((urn): urn is string => urn !== undefined && known.has(urn));
}

function firstOf<T>(items: readonly T[], place: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || place(item) < place(best) ? item : best),
    undefined,
  );
}

/** Follows one unmet dependency after the other until a resource comes up twice. */
function cycleError(waiting: ReadonlyMap<Registration, readonly string[]>): Error {
  const needs = new Map([...waiting].map(([{ urn }, urns]) => [urn, urns]));
  const path: string[] = [];
  let urn = needs.keys().next().value;
  while (urn !== undefined && !path.includes(urn)) {
    path.push(urn);
    urn = needs.get(urn)?.find((other) => needs.has(other));
  }
  const cycle = urn === undefined ? path : [...path.slice(path.indexOf(urn)), urn];
  return new Error(`resources depend on each other in a circle: ${cycle.join(" -> ")}`);
}
