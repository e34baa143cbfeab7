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
  const ready = new Ready(places, componentsOf(registrations));
  const waiting = new Map<Registration, Set<string>>();
  const followers = new Map<string, Registration[]>(registrations.map(({ urn }) => [urn, []]));
  for (const one of registrations) {
    const needs = new Set(dependencies(one, places));
    if (needs.size === 0) ready.add(one);
    else waiting.set(one, needs);
    for (const urn of needs) followers.get(urn)?.push(one);
  }

  const ordered: Registration[] = [];
  for (let next = ready.take(); next !== undefined; next = ready.take()) {
    ordered.push(next);
    for (const follower of followers.get(next.urn) ?? []) {
      const needs = waiting.get(follower);
      needs?.delete(next.urn);
      if (needs?.size !== 0) continue;
      waiting.delete(follower);
      ready.add(follower);
    }
  }
  if (waiting.size > 0) throw cycleError(waiting);
  return ordered;
}

/** What could come next. */
class Ready {
  /** What sends nothing, in order of declaration: taken at once, it does not break up a component's block. */
  private readonly silent: Registration[] = [];
  /** All else by component, each in order of declaration. */
  private readonly queues = new Map<string, Registration[]>();
  private current = "";

  constructor(
    private readonly places: ReadonlyMap<string, number>,
    private readonly components: ReadonlyMap<string, string>,
  ) {}

  add(one: Registration): void {
    const queue = !one.custom || isProvider(one) ? this.silent : this.queueOf(this.componentOf(one));
    queue.splice(this.index(queue, one), 0, one);
  }

  take(): Registration | undefined {
    const silent = this.silent.shift();
    if (silent !== undefined) return silent;
    if (this.queueOf(this.current).length === 0) {
      const next = this.firstDeclared();
      if (next === undefined) return undefined;
      this.current = next;
    }
    return this.queueOf(this.current).shift();
  }

  /** The component with something to send that was declared first; the stack itself comes before all. */
  private firstDeclared(): string | undefined {
    const place = (component: string): number => this.places.get(component) ?? -1;
    return [...this.queues]
      .filter(([, queue]) => queue.length > 0)
      .map(([component]) => component)
      .reduce<string | undefined>(
        (first, component) => (first === undefined || place(component) < place(first) ? component : first),
        undefined,
      );
  }

  private componentOf({ urn }: Registration): string {
    return this.components.get(urn) ?? "";
  }

  private queueOf(component: string): Registration[] {
    const queue = this.queues.get(component) ?? [];
    this.queues.set(component, queue);
    return queue;
  }

  /** Where in a queue a registration belongs. */
  private index(queue: readonly Registration[], { urn }: Registration): number {
    const place = (one: Pick<Registration, "urn"> | undefined): number =>
      this.places.get(one?.urn ?? "") ?? 0;
    let [low, high] = [0, queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (place(queue[middle]) < place({ urn })) low = middle + 1;
      else high = middle;
    }
    return low;
  }
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

/** Follows one unmet dependency after the other until a resource comes up twice. */
function cycleError(waiting: ReadonlyMap<Registration, ReadonlySet<string>>): Error {
  const needs = new Map([...waiting].map(([{ urn }, urns]) => [urn, [...urns]]));
  const path: string[] = [];
  let urn = needs.keys().next().value;
  while (urn !== undefined && !path.includes(urn)) {
    path.push(urn);
    urn = needs.get(urn)?.find((other) => needs.has(other));
  }
  const cycle = urn === undefined ? path : [...path.slice(path.indexOf(urn)), urn];
  return new Error(`resources depend on each other in a circle: ${cycle.join(" -> ")}`);
}
