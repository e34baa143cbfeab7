import { describe, expect, it } from "vitest";

import { deployOn } from "../../cli/local/estate";
import { importOf } from "../../src/adopt/import-file";
import { planOf } from "../../src/plan/plan";
import { EngineRig, toolchain } from "../support/engine-rig";
import { failureOf } from "../support/failure-of";
import { recordingOf } from "../support/recordings";
import { stateOf } from "../support/state-of";

describe("an estate made by the SQL plan alone", () => {
  const stack = "prod";

  it("is adopted with a generated import file, unchanged, and the next preview is empty", async (context) => {
    const tools = (await toolchain) ?? context.skip();
    const recording = await recordingOf(stack);
    const { file, created } = importOf(recording);
    const rig = await EngineRig.open(tools, { stack });
    try {
      const { account } = rig.ground;
      await deployOn(account, recording);
      const made = stateOf(account);

      const { done, left } = await rig.engine.adopt({ file, recording });
      expect(done).toEqual({
        import: file.resources.filter(({ id }) => id !== undefined).length,
        create: recording.registrations.length - file.resources.filter(({ id }) => id !== undefined).length,
      });
      const same = { same: recording.registrations.length };
      expect(left).toEqual(same);
      // Nothing is sent but what cannot be imported, and that changes nothing.
      const resent = new Set(created.map(({ urn }) => urn));
      const expected = planOf(recording)
        .filter(({ urn }) => resent.has(urn))
        .flatMap(({ statements }) => statements);
      expect([...rig.changes()].sort()).toEqual([...expected].sort());
      expect(stateOf(account)).toEqual(made);

      expect(await rig.engine.up()).toEqual(same);
      expect(await rig.engine.refresh()).toEqual(same);
      expect(rig.changes()).toEqual([]);
      expect(stateOf(account)).toEqual(made);
    } finally {
      await rig.close();
    }
  }, 400_000);
});

describe("an import file", () => {
  it("has every resource once, below its parent, or says why it has not", async () => {
    const recording = await recordingOf("prod");
    const { file, created } = importOf(recording);
    const providers = Object.keys(file.nameTable);
    const names = file.resources.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    // The stack itself is no resource of the file.
    expect(names.length + created.length + providers.length).toBe(recording.registrations.length - 1);
    file.resources.forEach(({ parent, provider }, place) => {
      if (parent !== undefined) expect(names.slice(0, place)).toContain(parent);
      if (provider !== undefined) expect(providers).toContain(provider);
    });
    expect([...new Set(created.map(({ urn }) => urn.split("::")[2]?.split(/[:$]/).at(-1)))].sort()).toEqual([
      "Command",
      "GrantPrivilegesToAccountRole",
      "GrantPrivilegesToDatabaseRole",
      "TagAssociation",
    ]);
  });
});

describe("an adoption that broke off", () => {
  it("goes on where it was, stack dev: nothing is dropped, revoked or made twice, and the next preview is empty", async (context) => {
    const tools = (await toolchain) ?? context.skip();
    const stack = "dev";
    const recording = await recordingOf(stack);
    const { file } = importOf(recording);
    const rig = await EngineRig.open(tools, { stack });
    try {
      const { account, server } = rig.ground;
      await deployOn(account, recording);
      const made = stateOf(account);
      // What cannot be read is sent once more, by when much has been read.
      let sent = 0;
      const matching = (sql: string): boolean => /^(GRANT|ALTER)/.test(sql) && ++sent > 40;
      server.faults.failNext({ matching });
      expect(await failureOf(rig.engine.adopt({ file, recording }))).toContain("asked for by a test");
      expect((await rig.engine.adopt({ file, recording })).left).toEqual({
        same: recording.registrations.length,
      });
      expect(rig.attempts().filter((sql) => /^(DROP|REVOKE|CREATE)/.test(sql))).toEqual([]);
      expect(stateOf(account)).toEqual(made);

      // A change of what the state has is not an adoption's to make.
      rig.engine.configure({ "sophia-ai:warehouses": { ETL: { size: "SMALL" } } });
      expect(await failureOf(rig.engine.adopt({ file, recording }))).toContain("more than import and create");
      expect(stateOf(account)).toEqual(made);
    } finally {
      await rig.close();
    }
  }, 400_000);
});
