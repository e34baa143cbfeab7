import { expect, it } from "vitest";

import { engineOn } from "../../cli/engine/session";
import { EngineRig, toolchain } from "../support/engine-rig";
import { stateOf } from "../support/state-of";

const twin = { "sophia-ai:estate": { suffix: "_TWIN" } };

it("the same estate twice in one account, with different suffixes: neither touches the other", async (context) => {
  const tools = (await toolchain) ?? context.skip();
  const rig = await EngineRig.open(tools, { stack: "dev" });
  const { account } = rig.ground;
  const second = await engineOn(rig.ground, tools, { stack: "dev", config: twin });
  try {
    const bare = stateOf(account);
    const { create } = await rig.engine.up();
    const first = stateOf(account);

    expect(await second.up()).toEqual({ create });
    const both = stateOf(account);
    // What the first made is there as it was, and the second made as much again.
    expect(first.filter((line) => !both.includes(line))).toEqual([]);
    expect(both.length - first.length).toBe(first.length - bare.length);
    expect(await rig.engine.preview()).toEqual({ same: create });
    expect(await second.preview()).toEqual({ same: create });

    expect(await second.destroy()).toEqual({ delete: create });
    expect(stateOf(account)).toEqual(first);
    expect(await rig.engine.preview()).toEqual({ same: create });
    expect(await rig.engine.refresh()).toEqual({ same: create });
  } finally {
    second.close();
    await rig.close();
  }
}, 400_000);
