import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { inOrder } from "../../src/plan/order";
import type { Registration, RegistrationOptions } from "../../src/plan/registration";

const STACK = "stack";

/** A registration whose URN is its name; components have types in lower case. */
function one(
  name: string,
  said: Partial<RegistrationOptions> & { parent?: string; custom?: boolean } = {},
): Registration {
  const { parent = STACK, custom = true, ...options } = said;
  return {
    urn: name,
    name,
    type: custom ? "snowflake:index/database:Database" : "sophia:index:Group",
    custom,
    ...(name !== STACK && { parent }),
    inputs: {},
    secretInputs: [],
    options: {
      protect: false,
      dependsOn: [],
      propertyDependencies: {},
      aliases: [],
      ignoreChanges: [],
      replaceOnChanges: [],
      retainOnDelete: false,
      additionalSecretOutputs: [],
      ...options,
    },
  };
}

const stack = one(STACK, { custom: false });
const group = (name: string) => one(name, { custom: false });
const names = (registrations: Registration[]) =>
  inOrder(registrations)
    .filter(({ custom }) => custom)
    .map(({ name }) => name);

describe("the order of a plan", () => {
  it.each<[string, Registration[]]>([
    ["its parent", [one("late", { parent: "early" }), one("early")]],
    ["what it depends on", [one("late", { dependsOn: ["early"] }), one("early")]],
    [
      "the source of an input",
      [one("late", { propertyDependencies: { database: ["early"] } }), one("early")],
    ],
    ["what it is deleted with", [one("late", { deletedWith: "early" }), one("early")]],
    ["its provider", [one("late", { provider: "early" }), one("early")]],
  ])("puts a resource after %s", (_what, registrations) => {
    expect(names([stack, ...registrations])).toEqual(["early", "late"]);
  });

  it("is the order of declaration where nothing else matters", () => {
    expect(names([stack, one("b"), one("a"), one("c")])).toEqual(["b", "a", "c"]);
  });

  it("stays in a component as long as it can", () => {
    const registrations = [
      stack,
      group("first"),
      group("second"),
      one("first-1", { parent: "first" }),
      one("second-1", { parent: "second" }),
      one("first-2", { parent: "first", dependsOn: ["second-1"] }),
      one("second-2", { parent: "second" }),
      one("first-3", { parent: "first" }),
    ];
    expect(names(registrations)).toEqual(["first-1", "first-3", "second-1", "second-2", "first-2"]);
  });

  it("ignores dependencies on what the program does not create", () => {
    expect(names([stack, one("a", { dependsOn: ["elsewhere"] })])).toEqual(["a"]);
  });

  it("names the members of a cycle, and no one else", () => {
    const registrations = [
      stack,
      one("waits", { dependsOn: ["a"] }),
      one("a", { dependsOn: ["b"] }),
      one("b", { propertyDependencies: { name: ["c"] } }),
      one("c", { dependsOn: ["a"] }),
    ];
    expect(() => inOrder(registrations)).toThrow(
      "resources depend on each other in a circle: a -> b -> c -> a",
    );
  });

  it("holds every resource once, after all it waits for", () => {
    const graphs = fc
      .array(fc.array(fc.nat(30), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
      .map((needs) =>
        needs.map((earlier, index) =>
          one(`r${index}`, {
            dependsOn: earlier.filter((other) => other < index).map((other) => `r${other}`),
          }),
        ),
      );
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat()), (graph, keys) => {
        const shuffled = graph
          .map((registration) => ({ registration, key: keys.next().value as number }))
          .sort((left, right) => left.key - right.key)
          .map(({ registration }) => registration);
        const ordered = inOrder(shuffled);
        const place = new Map(ordered.map(({ urn }, index) => [urn, index]));
        expect(place.size).toBe(graph.length);
        for (const { urn, options } of ordered) {
          for (const needed of options.dependsOn) {
            expect(place.get(needed)).toBeLessThan(place.get(urn) ?? -1);
          }
        }
      }),
    );
  });
});
