/** Runs a Pulumi program with no engine, no account and no plugin, and returns everything it registered. */
import * as pulumi from "@pulumi/pulumi";

import { engineUrn, watchDeclarations, type Declarations } from "./declaration";
import { createdState } from "./mock-state";
import { STACK_TYPE, type Recording, type Registration } from "./registration";
import { registrationOf, type RegisterRequest } from "./request";
import { toPlain, type Plain } from "./rpc-values";

export type { Alias, Recording, Registration, RegistrationOptions } from "./registration";

/** How to run a program. */
export interface Run {
  project: string;
  stack: string;
  organization?: string;
  /** Full keys, such as `sophia-ai:edition`; objects as JSON text. */
  config: Record<string, string>;
  /** Which of those keys are secret. */
  secretKeys?: string[];
  /** Leaves unknown what only an account could tell, as `pulumi preview` does. */
  preview?: boolean;
}

/** The Pulumi runtime is global to the process: a run waits for the one before it. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs `program` as the body of a stack under Pulumi's mocks and waits for every resource, also those made in callbacks
 * on other resources' outputs. A callback on a timer or on I/O of the program's own is waited for only as far as a
 * resource or a stack output takes its value.
 *
 * May be called any number of times in a process, one after the other; calls made at once queue up. The program must
 * build its resources on every call, so an entry module has to be imported afresh.
 *
 * While it runs it takes over the process's `unhandledRejection` event, which is where the SDK sends the errors of
 * callbacks.
 *
 * @throws the program's own error, whether thrown by its code or in a callback; an error naming the URN when two
 * resources share one; an error naming the function when the program calls a provider function.
 */
export function record(program: () => unknown, run: Run): Promise<Recording> {
  const recording = previous.then(() => recordAlone(program, run));
  previous = recording.catch(() => undefined);
  return recording;
}

async function recordAlone(program: () => unknown, run: Run): Promise<Recording> {
  const { project, stack, preview = false } = run;
  const declarations = watchDeclarations(project, stack);
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) =>
        createdState({ type, name, inputs: inputs as Record<string, unknown>, id, preview }),
      call: ({ token }) => {
        const details = `${token}: a plan asks no account, so a program to be planned may call no function`;
        throw Object.assign(new Error(details), { details }); // the SDK passes on `details` alone
      },
    },
    project,
    stack,
    preview,
    run.organization,
  );
  const seen = watchMonitor(run);
  pulumi.runtime.setAllConfig(run.config, run.secretKeys ?? []);

  const errors = await catchingRejections(async () => {
    await pulumi.runtime.runInPulumiStack(() => runProgram(program, declarations));
  });
  const [error] = [...errors, ...seen.duplicates.map(duplicateError)];
  if (error instanceof Error) throw error;
  if (error !== undefined)
    throw new Error(`the program failed with ${JSON.stringify(error)}`, { cause: error });

  return {
    project,
    stack,
    registrations: seen.registrations.sort((left, right) => declarations.compare(left.urn, right.urn)),
    outputs: seen.outputs.value as Record<string, unknown>,
    secretOutputs: seen.outputs.secrets,
  };
}

/** Marks the end of the program's own code: at its return, or for an async program when its promise settles. */
function runProgram(program: () => unknown, declarations: Declarations): Promise<pulumi.Inputs | undefined> {
  pulumi.runtime.registerStackTransformation(declarations.transformation);
  const result = program();
  if (!(result instanceof Promise)) {
    declarations.programEnded();
    return Promise.resolve(result as pulumi.Inputs | undefined);
  }
  return result.finally(() => {
    declarations.programEnded();
  }) as Promise<pulumi.Inputs | undefined>;
}

interface Seen {
  registrations: Registration[];
  duplicates: string[];
  outputs: Plain;
}

/** The mock monitor's methods a recording looks at. */
interface Monitor {
  newUrn(parent: string | undefined, type: string, name: string): string;
  registerResource(request: RegisterRequest, callback: unknown): unknown;
  registerResourceOutputs(request: OutputsRequest, callback: unknown): unknown;
}
interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> } | undefined;
}

/** Puts a recorder in front of the mock monitor, which itself forgets options and accepts the same URN twice. */
function watchMonitor({ project, stack }: Run): Seen {
  const seen: Seen = { registrations: [], duplicates: [], outputs: { value: {}, secrets: [] } };
  const urns = new Set<string>();
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);

  monitor.newUrn = (parent, type, name) => engineUrn({ project, stack, parent, type, name });
  monitor.registerResource = (request, callback) => {
    const urn = monitor.newUrn(request.getParent(), request.getType(), request.getName());
    if (urns.has(urn)) seen.duplicates.push(urn);
    urns.add(urn);
    seen.registrations.push(registrationOf(urn, request));
    return register(request, callback);
  };
  monitor.registerResourceOutputs = (request, callback) => {
    if (request.getUrn().split("::")[2] === STACK_TYPE) {
      seen.outputs = toPlain(request.getOutputs()?.toJavaScript() ?? {});
    }
    return registerOutputs(request, callback);
  };
  return seen;
}

/** Runs a stack to its end, or to its first error, and returns what went wrong. */
async function catchingRejections(run: () => Promise<void>): Promise<unknown[]> {
  const errors: unknown[] = [];
  let fail: () => void = () => undefined;
  const failed = new Promise<void>((resolve) => (fail = resolve));
  const collect = (error: unknown) => {
    errors.push(error);
    fail();
  };
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", collect);
  try {
    // A resource whose inputs failed never reports back, so the drain would wait for ever: the first error ends it.
    await Promise.race([run().then(() => pulumi.runtime.disconnect(), collect), failed]);
    // Node reports a rejection after the microtasks of the turn it was left in; two turns cover those a drain leaves.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.removeListener("unhandledRejection", collect);
    for (const listener of others) process.on("unhandledRejection", listener);
  }
  return errors;
}

function duplicateError(urn: string): Error {
  return new Error(`two resources have the URN ${urn}; give one of them another name or parent`);
}
