import type { EngineFigures, EngineStep, Figures } from "./figures";

/** A figure that has to hold. */
export interface Target {
  readonly wanted: string;
  readonly found: string;
  readonly met: boolean;
}

/** What has to hold; absent where what it is about was not measured. */
export interface Targets {
  readonly share?: Target;
  readonly floor?: Target;
  readonly widePlan?: Target;
}

/** The stand-in's part of an up, above which it would be the stand-in that is measured. */
const shareLimit = 0.15;

/** Seconds for the plan of 1,000 tables. */
const widePlanLimit = 3;

/** Compares figures with what they have to be; nothing is rounded before. */
export function targetsOf({ engine, wide }: Figures): Targets {
  return {
    ...(engine === undefined ? {} : { share: shareTarget(engine), floor: floorTarget(engine) }),
    ...(wide === undefined
      ? {}
      : {
          widePlan: {
            wanted: `under ${widePlanLimit} s`,
            found: `${wide.tables.seconds.toFixed(2)} s`,
            met: wide.tables.seconds < widePlanLimit,
          },
        }),
  };
}

/** Targets that are not met, a sentence each. */
export const missed = (targets: Targets): readonly string[] =>
  Object.entries(sentences)
    .map(([name, about]) => [about, targets[name as keyof Targets]] as const)
    .filter(([, target]) => target?.met === false)
    .map(([about, target]) => `${about} ${target?.found ?? ""}; the target is ${target?.wanted ?? ""}.`);

const sentences: Readonly<Record<keyof Targets, string>> = {
  share: "The stand-in's part of an up's processor time is",
  floor: "Statements of the provider in a preview without change:",
  widePlan: "The plan of 1,000 tables takes",
};

/**
 * The stand-in's part of the processor time of a step. Where the system does not tell what the others took, its part of
 * the step's duration, which is more: several processes work at once.
 */
export const shareOf = ({ standInSeconds, processorSeconds, seconds }: EngineStep): number =>
  standInSeconds / (processorSeconds ?? seconds);

function shareTarget(engine: readonly EngineFigures[]): Target {
  const share = Math.max(...engine.map(({ up }) => shareOf(up)));
  return {
    wanted: `under ${shareLimit * 100} %`,
    found: `${(share * 100).toFixed(1)} %`,
    met: share < shareLimit,
  };
}

function floorTarget(engine: readonly EngineFigures[]): Target {
  const floor = Math.min(...engine.map((figures) => figures.floor));
  const sent = Math.max(...engine.map(({ unchanged }) => unchanged.ofProvider));
  return { wanted: `${floor} of the provider`, found: `${sent}`, met: sent <= floor };
}
