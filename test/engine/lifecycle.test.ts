import { describe, expect, it } from "vitest";

import { previewFloor } from "../../cli/engine/floor";
import { runStack } from "../../cli/stack";
import { planOf } from "../../src/plan/plan";
import { EngineRig, toolchain } from "../support/engine-rig";

describe.each([
  ["dev", {}],
  // Protected objects cannot be destroyed, which the test of prod's protection is about; here all else is.
  ["prod", { "sophia-ai:estate": { protect: false } }],
] as const)("the real engine and provider, stack %s", (stack, config) => {
  it("deploy what the plan says, see no change, refresh without one, and leave nothing behind", async (context) => {
    const tools = (await toolchain) ?? context.skip();
    const rig = await EngineRig.open(tools, { stack, config });
    try {
      const before = rig.ground.account.counts();
      const { recording } = await runStack(stack, config);
      const steps = planOf(recording);
      const created = (await rig.engine.up()).create;
      // Statement by statement; the order is the engine's, within what depends on what.
      const planned = steps.flatMap(({ statements }) => statements);
      expect([...rig.changes()].sort()).toEqual([...planned].sort());

      expect(await rig.engine.preview()).toEqual({ same: created });
      expect(rig.ofProvider).toBe(previewFloor(recording));
      expect(await rig.engine.refresh()).toEqual({ same: created });
      expect(rig.changes()).toEqual([]);

      expect(await rig.engine.destroy()).toEqual({ delete: created });
      expect(rig.ground.account.counts()).toEqual(before);
    } finally {
      await rig.close();
    }
  }, 400_000);
});
