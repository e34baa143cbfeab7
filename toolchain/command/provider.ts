// pulumi-resource-command for computers that cannot have the official one: local.Command, as version 1.2.1 runs it.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import type { ID, URN } from "@pulumi/pulumi";
import * as provider from "@pulumi/pulumi/provider";

const COMMAND = "command:local:Command";

/** Marks of a secret and of an output on the wire (pulumi: sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

const TEXTS = ["create", "update", "delete", "stdin", "dir", "logging"] as const;
const KNOWN = new Set<string>([...TEXTS, "environment", "interpreter", "triggers", "addPreviousOutputInEnv"]);

type Properties = Readonly<Record<string, unknown>>;

interface CommandInputs extends Readonly<Partial<Record<(typeof TEXTS)[number], string>>> {
  readonly environment?: Readonly<Record<string, string>>;
  readonly interpreter?: readonly string[];
  readonly addPreviousOutputInEnv?: boolean;
}

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

export class CommandProvider implements provider.Provider {
  readonly version = "1.2.1";

  check(urn: URN, _olds: Properties, news: Properties): Promise<provider.CheckResult> {
    const type = urn.split("::")[2]?.split("$").at(-1);
    if (type !== COMMAND)
      return Promise.resolve({
        failures: [{ property: "", reason: `unsupported by this stand-in: ${type ?? urn}` }],
      });
    const failures = Object.keys(news)
      .filter((property) => !property.startsWith("__") && !KNOWN.has(property))
      .map((property) => ({
        property,
        reason: `unsupported by this stand-in for @pulumi/command: ${property}`,
      }));
    return Promise.resolve({ inputs: news, failures });
  }

  diff(_id: ID, _urn: URN, olds: Properties, news: Properties): Promise<provider.DiffResult> {
    const changed = [...KNOWN].filter((key) => !isDeepStrictEqual(plain(olds[key]), plain(news[key])));
    // As the official provider: triggers replace, everything else updates.
    const replaces = changed.filter((key) => key === "triggers");
    return Promise.resolve({ changes: changed.length > 0, replaces });
  }

  async create(_urn: URN, inputs: Properties): Promise<provider.CreateResult> {
    const printed = await run(plain(inputs) as CommandInputs, "create");
    return { id: randomBytes(8).toString("hex"), outs: outputs(inputs, printed) };
  }

  async update(_id: ID, _urn: URN, olds: Properties, news: Properties): Promise<provider.UpdateResult> {
    const inputs = plain(news) as CommandInputs;
    const before = plain({ stdout: olds.stdout, stderr: olds.stderr }) as Printed;
    return {
      outs: outputs(news, await run(inputs, inputs.update === undefined ? "create" : "update", before)),
    };
  }

  async delete(_id: ID, _urn: URN, state: Properties): Promise<void> {
    const inputs = plain(state) as CommandInputs & Printed;
    await run(inputs, "delete", inputs);
  }
}

/** Runs one of the commands; what it prints, else what was printed before where there is no such command. */
function run(
  inputs: CommandInputs,
  which: "create" | "update" | "delete",
  before: Printed = { stdout: "", stderr: "" },
): Promise<Printed> {
  const command = inputs[which];
  if (command === undefined) return Promise.resolve(before);
  const [program = "/bin/sh", ...args] = inputs.interpreter?.length ? inputs.interpreter : ["/bin/sh", "-c"];
  const previous = {
    ...(before.stdout ? { PULUMI_COMMAND_STDOUT: before.stdout } : {}),
    ...(before.stderr ? { PULUMI_COMMAND_STDERR: before.stderr } : {}),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, command], {
      cwd: inputs.dir,
      env: {
        ...process.env,
        ...inputs.environment,
        ...(inputs.addPreviousOutputInEnv === false ? {} : previous),
      },
    });
    const printed = { stdout: "", stderr: "", both: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        printed[stream] += text;
        printed.both += text;
      });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const { stdout, stderr, both } = printed;
      if (code === 0) resolve({ stdout: stdout.replace(/\n$/, ""), stderr: stderr.replace(/\n$/, "") });
      else
        reject(
          new Error(
            `exit status ${code ?? signal ?? "unknown"}: running ${JSON.stringify(command)}:\n${both}`,
          ),
        );
    });
    // A command may end without reading all it is given.
    child.stdin.on("error", () => undefined);
    child.stdin.end(inputs.stdin ?? "");
  });
}

/** The state of a command: its inputs as they came, and what it printed, secret where any input is. */
function outputs(inputs: Properties, printed: Printed): Properties {
  const secret = (value: string) => (hasSecret(inputs) ? { [SIGNATURE]: SECRET, value } : value);
  return { ...inputs, stdout: secret(printed.stdout), stderr: secret(printed.stderr) };
}

/** A value without the marks of secrets and outputs. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (isMarked(value)) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (SIGNATURE in value && (value[SIGNATURE] === SECRET || ("secret" in value && value.secret === true)))
    return true;
  return Object.values(value).some(hasSecret);
}

function isMarked(value: object): value is { value?: unknown } {
  return SIGNATURE in value && (value[SIGNATURE] === SECRET || value[SIGNATURE] === OUTPUT);
}

if (require.main === module) void provider.main(new CommandProvider(), process.argv.slice(2));
