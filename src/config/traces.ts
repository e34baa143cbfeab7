/** The variable that asks for stack traces: any value but 0 and false. */
export const tracesVariable = "SOPHIA_AI_TRACES";

/** Frames of a trace somebody asked for: enough to reach from inside the SDK to the program. */
const frames = 50;

const wanted = (env: NodeJS.ProcessEnv): boolean =>
  !["", "0", "false"].includes((env[tracesVariable] ?? "").toLowerCase());

/** Switches traces on again where the environment asks for them, since Pulumi.yaml has Node start without. */
export function readTraces(env: NodeJS.ProcessEnv = process.env): void {
  if (wanted(env)) Error.stackTraceLimit = frames;
}

let running = 0;
let before = 0;

/**
 * Runs a Pulumi program without stack traces, unless the environment asks for them: the SDK takes one for every promise
 * it makes, which is most of what a run costs. An error still has its message. What runs beside it in this process has
 * none either; the limit is as it was once the last such run has ended.
 */
export async function withoutTraces<T>(
  work: () => Promise<T>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<T> {
  if (wanted(env)) return work();
  if (running === 0) {
    before = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) Error.stackTraceLimit = before;
  }
}
