import { describe, expect, it } from "vitest";

import type { Recording, Registration } from "../../src/plan/record";
import { recordingOf, stacks } from "../support/recordings";
import { resources, rules } from "./rules";

describe.each(stacks)("in stack %s", (stack) => {
  it.each(rules)("$says", async ({ violations }) => {
    expect(violations(await recordingOf(stack))).toEqual([]);
  });
});

/** One way to break each rule: which resource, and what to do to it. */
const breakages: Readonly<Record<string, [RegExp, (resource: Registration) => Partial<Registration>]>> = {
  "every resource names an explicit provider that the stack declares": [
    /:Warehouse$/,
    ({ options }) => ({ options: { ...options, provider: undefined } }),
  ],
  "every resource with a Snowflake name is given one, plain and in upper case": [
    /:Table$/,
    ({ inputs }) => ({ inputs: { ...inputs, name: "employees" } }),
  ],
  "no two resources of a type share a place and a name": [
    /:Table$/,
    ({ inputs }) => ({ inputs: { ...inputs, schema: "FOUNDATIONAL_KNOWLEDGE", name: "PRODUCTS" } }),
  ],
  "every logical name is kebab-case": [/:Task$/, () => ({ name: "Embed_Employees" })],
  "every logical name comes from what the object is, not from a place in a list": [
    /:StreamOnTable$/,
    () => ({ name: "stream-3" }),
  ],
  "what has no name of its own is deleted before it is replaced": [
    /:GrantAccountRole$/,
    ({ options }) => ({ options: { ...options, deleteBeforeReplace: false } }),
  ],
  "what holds data is protected exactly where the stack protects": [
    /:Table$/,
    ({ options }) => ({ options: { ...options, protect: !options.protect } }),
  ],
  "what lies in the database ends with the database": [
    /:View$/,
    ({ options }) => ({ options: { ...options, deletedWith: undefined } }),
  ],
  "an object's tag is one association of its own, replaced when anything changes": [
    /:TagAssociation$/,
    ({ inputs }) => ({ inputs: { ...inputs, objectIdentifiers: ["A", "B"] } }),
  ],
  "a view, stream or task is replaced where an update in place would lose tags, rows or order": [
    /:StreamOnTable$/,
    ({ options }) => ({ options: { ...options, replaceOnChanges: [] } }),
  ],
  "what is granted or set on a thing ends with the thing": [
    /:GrantPrivilegesToDatabaseRole$/,
    ({ options }) => ({ options: { ...options, deletedWith: undefined } }),
  ],
  "what SQL grants, SQL revokes when it goes, or first when it becomes another grant": [
    /:Command$/,
    ({ inputs }) => ({ inputs: { ...inputs, stdin: 'GRANT DATABASE ROLE "A"."B" TO ROLE "C"' } }),
  ],
  "every table tracks changes, and every stream offers the rows that were there before it": [
    /:Table$/,
    ({ inputs }) => ({ inputs: { ...inputs, changeTracking: false } }),
  ],
  "every resource stands below a component": [/:Tag$/, () => ({ parent: undefined })],
  "no secret is an input, and nothing that looks like one is in the clear": [
    /:Command$/,
    ({ inputs }) => ({ inputs: { ...inputs, environment: { SNOWFLAKE_PASSWORD: "x" } } }),
  ],
};

describe("each rule sees its breach", () => {
  it.each(rules)("$says", async ({ says, violations }) => {
    const [type, change] = breakages[says] ?? [];
    if (type === undefined || change === undefined) throw new Error(`no breakage for: ${says}`);
    const recording = await recordingOf("prod");
    const victim = resources(recording).find((resource) => type.test(resource.type));
    const broken: Recording = {
      ...recording,
      registrations: recording.registrations.map((registration) =>
        registration === victim ? { ...registration, ...change(registration) } : registration,
      ),
    };
    expect(violations(broken)).not.toEqual([]);
  });
});
