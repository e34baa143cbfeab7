import { isDeepStrictEqual } from "node:util";

import type { Recording } from "../../src/plan/registration";
import type { Toolchain } from "../../toolchain/toolchain";
import type { Changes } from "../engine/changes";
import { Engine } from "../engine/engine";
import { previewFloor, providerClient } from "../engine/floor";
import { UserError } from "../user-error";
import type { EngineFigures, EngineStep } from "./figures";
import { processorSeconds } from "./processor";
import { StandIn, type Sent } from "./stand-in";

export interface EngineBench {
  readonly toolchain: Toolchain;
  readonly recording: Recording;
  /** What every statement waits, in milliseconds. */
  readonly latencyMs: number;
  /** Told what begins. */
  readonly progress: (text: string) => void;
  /** Done to the deployed stack before it is destroyed. @param reads what a refresh sends */
  readonly whileDeployed?: (standIn: StandIn, reads: readonly Sent[]) => Promise<void>;
}

/** Nothing of it may be protected, or it could not be destroyed. */
export const disposable = { "sophia-ai:estate": { protect: false } };

/**
 * The life of a stack by the real engine and provider, each step timed from its call to its end.
 * @throws UserError where a step does something else than it should: its time would mean nothing
 */
export async function benchEngine({
  toolchain,
  recording,
  latencyMs,
  progress,
  whileDeployed,
}: EngineBench): Promise<EngineFigures> {
  const { stack } = recording;
  const standIn = await StandIn.start(stack, latencyMs);
  try {
    const engine = await Engine.open({
      stack,
      config: disposable,
      toolchain,
      server: standIn,
      signIn: standIn.signIn,
    });
    let reads: readonly Sent[] = [];
    const timed = async (
      name: string,
      run: () => Promise<Changes>,
      expected: Changes,
    ): Promise<EngineStep> => {
      progress(`${name}, ${latencyMs} ms a statement`);
      await standIn.take();
      const cpu = processorSeconds();
      const start = performance.now();
      const changes = await run();
      const seconds = (performance.now() - start) / 1000;
      const others = processorSeconds();
      const { statements, cpuSeconds: standInSeconds } = await standIn.take();
      if (!isDeepStrictEqual({ ...changes }, expected))
        throw new UserError(`${name} of stack ${stack}: ${told(changes)}; expected ${told(expected)}`);
      reads = statements;
      return {
        seconds,
        statements: statements.length,
        ofProvider: statements.filter(({ client }) => client === providerClient).length,
        standInSeconds,
        ...(cpu === undefined || others === undefined
          ? {}
          : { processorSeconds: others - cpu + standInSeconds }),
      };
    };
    try {
      const count = recording.registrations.length;
      const [create, same] = [{ create: count }, { same: count }];
      const measured = {
        latencyMs,
        resources: count,
        preview: await timed("preview", () => engine.preview(), create),
        up: await timed("up", () => engine.up(), create),
        unchanged: await timed("no-change preview", () => engine.preview(), same),
        refresh: await timed("refresh", () => engine.refresh(), same),
      };
      await whileDeployed?.(standIn, reads);
      const destroy = await timed("destroy", () => engine.destroy(), { delete: count });
      return { ...measured, destroy, floor: previewFloor(recording) };
    } finally {
      engine.close();
    }
  } finally {
    await standIn.close();
  }
}

const told = (changes: Changes): string =>
  Object.entries(changes)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ") || "nothing";
