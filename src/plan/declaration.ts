/** The order resources are declared in, which unlike the order they are registered in waits for no output. */
import * as pulumi from "@pulumi/pulumi";

import { STACK_TYPE } from "./registration";

/** Sorts URNs as the program declares them. */
export interface Declarations {
  /** A stack transformation: the SDK calls it inside the constructor of every resource. */
  transformation: pulumi.ResourceTransformation;
  /** Tells that the program's own code has run to its end; what is declared from here on came from a callback. */
  programEnded(): void;
  /** Compares two URNs by declaration; unknown ones come last, by name. */
  compare(left: string, right: string): number;
}

/**
 * Watches constructors. Resources made by the program's own code keep the order of the code. Those made inside `apply`
 * come in whatever order the outputs resolve, so they follow all others, sorted by URN.
 */
export function watchDeclarations(project: string, stack: string): Declarations {
  const urns = new WeakMap<object, string>();
  const root = engineUrn({ project, stack, type: STACK_TYPE, name: `${project}-${stack}` });
  const places = new Map([[root, 0]]);
  let ended = false;
  return {
    transformation: ({ resource, type, name, opts }) => {
      const parent = opts.parent === undefined ? undefined : urns.get(opts.parent);
      const urn = engineUrn({ project, stack, parent, type, name });
      urns.set(resource, urn);
      if (!ended && !places.has(urn)) places.set(urn, places.size);
      return undefined;
    },
    programEnded: () => {
      ended = true;
    },
    compare: (left, right) => {
      const [a, b] = [places.get(left) ?? Infinity, places.get(right) ?? Infinity];
      if (a !== b) return a - b;
      return left < right ? -1 : left > right ? 1 : 0;
    },
  };
}

/**
 * A URN as the engine builds it: the types of all parents but the stack, then the resource's own
 * (pulumi `sdk/go/common/resource/urn`, `urn.New`). The SDK's mock monitor keeps the nearest parent's type only.
 */
export function engineUrn(of: {
  project: string;
  stack: string;
  parent?: string | undefined;
  type: string;
  name: string;
}): string {
  const parentType = of.parent?.split("::")[2];
  const qualified = parentType && parentType !== STACK_TYPE ? `${parentType}$${of.type}` : of.type;
  return `urn:pulumi:${of.stack}::${of.project}::${qualified}::${of.name}`;
}
