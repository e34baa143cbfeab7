import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { inSetOrder } from "../../src/plan/render/set-order";

describe("set order", () => {
  // As printed by the provider for GRANT with these privileges (terraform-plugin-sdk helper/schema/set.go).
  it("is Terraform's", () => {
    expect(inSetOrder(["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES"])).toEqual([
      "INSERT",
      "DELETE",
      "TRUNCATE",
      "SELECT",
      "REFERENCES",
      "UPDATE",
    ]);
  });

  it("does not depend on the order given, and drops what is given twice", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (values) => {
        const ordered = inSetOrder(values);
        expect(inSetOrder([...values].reverse())).toEqual(ordered);
        expect([...ordered].sort()).toEqual([...new Set(values)].sort());
      }),
    );
  });
});
