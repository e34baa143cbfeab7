import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { LocalWorkspace, type OpMap, type Stack } from "@pulumi/pulumi/automation";

import { noProfile } from "../../src/config/profile";
import { project } from "../../src/config/sections";
import { withoutTraces } from "../../src/config/traces";
import { deployEstate } from "../../src/deployment";
import type { Toolchain } from "../../toolchain/toolchain";
import { projectFolder, stackConfig } from "../stack";
import { adopt, type Adoption } from "./adopt";
import { interruptible } from "../scratch";
import type { Changes } from "./changes";

/** How the provider signs in to a stand-in. */
export interface SignIn {
  readonly user: string;
  /** A programmatic access token the server knows. */
  readonly token: string;
}

export interface EngineOptions {
  readonly stack: string;
  readonly toolchain: Toolchain;
  /** The stand-in, on this machine. */
  readonly server: { readonly port: number };
  readonly signIn: SignIn;
  /** Configuration that stands over the stack file's. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Program to run; the estate's own where there is none. */
  readonly program?: () => Promise<Record<string, unknown>>;
  /** Told each line the engine prints. */
  readonly log?: (line: string) => void;
}

/** The real Pulumi engine and provider on a stand-in, with a file backend in a scratch folder. */
export class Engine {
  private constructor(
    private readonly stack: Stack,
    /** The scratch folder: backend, home and project. */
    readonly folder: string,
    /** Environment of the CLI, its plugins and the commands they run. */
    readonly env: Readonly<Record<string, string>>,
    private readonly log: (line: string) => void,
  ) {}

  static async open(options: EngineOptions): Promise<Engine> {
    const folder = mkdtempSync(join(tmpdir(), "sophia-engine-"));
    const env = environment(folder, options);
    for (const part of ["state", "home", "project"]) mkdirSync(join(folder, part));
    // The CLI is found on PATH, by the SDK in this process.
    Object.assign(process.env, { PATH: env["PATH"] });
    const stack: Stack = await LocalWorkspace.createOrSelectStack(
      {
        stackName: options.stack,
        projectName: project,
        program: options.program ?? (async () => ({ ...(await deployEstate(stack.workspace.envVars)) })),
      },
      { workDir: join(folder, "project"), pulumiHome: join(folder, "home"), envVars: env },
    );
    const engine = new Engine(stack, folder, env, options.log ?? (() => undefined));
    engine.configure(options.config);
    return engine;
  }

  /** Sets the configuration of the runs to come. @param config stands over the stack file's */
  configure(config: EngineOptions["config"] = {}): void {
    const { name } = this.stack;
    // Written as a file, since the stack's own names an ESC environment, which only Pulumi Cloud opens.
    writeFileSync(
      join(this.folder, "project", `Pulumi.${name}.yaml`),
      JSON.stringify({ config: { ...stackConfig(name), ...config } }),
    );
  }

  /** What `up` would do. */
  async preview(): Promise<Changes> {
    return (
      await withoutTraces(() => interruptible((signal) => this.stack.preview({ onOutput: this.log, signal })))
    ).changeSummary;
  }

  /**
   * @param replace URNs of resources to delete and make again though nothing of them has changed
   * @param refresh whether to look at the account first
   */
  async up({
    replace,
    refresh,
  }: { readonly replace?: string[]; readonly refresh?: true } = {}): Promise<Changes> {
    const run = () =>
      interruptible((signal) => this.stack.up({ onOutput: this.log, parallel, replace, refresh, signal }));
    return changesOf((await withoutTraces(run)).summary);
  }

  async refresh(): Promise<Changes> {
    return changesOf(
      (await interruptible((signal) => this.stack.refresh({ onOutput: this.log, parallel, signal }))).summary,
    );
  }

  async destroy(): Promise<Changes> {
    return changesOf(
      (await interruptible((signal) => this.stack.destroy({ onOutput: this.log, parallel, signal }))).summary,
    );
  }

  /** Takes what is there into the state, and creates the rest. */
  adopt(adoption: Omit<Adoption, "log">): ReturnType<typeof adopt> {
    return adopt(this.stack, { ...adoption, log: this.log });
  }

  /** Runs any other command of the CLI on the stack, such as `state unprotect`. */
  async command(...args: readonly string[]): Promise<void> {
    const env = { ...process.env, ...this.env, PULUMI_HOME: join(this.folder, "home") };
    await promisify(execFile)("pulumi", [...args, "--stack", this.stack.name, "--non-interactive"], {
      cwd: this.stack.workspace.workDir,
      env,
    });
  }

  /** Forgets everything, the state too. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Operations at once: more than two cores need, since each mostly waits for the server. */
const parallel = 16;

const changesOf = ({ resourceChanges }: { readonly resourceChanges?: OpMap }): Changes =>
  resourceChanges ?? {};

function environment(folder: string, { toolchain, server, signIn }: EngineOptions): Record<string, string> {
  return {
    ...toolchain.env,
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "",
    // The file backend rewrites the whole state at each step otherwise; a scratch folder needs no such care.
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
    SOPHIA_AI_PROJECT: projectFolder,
    SNOWFLAKE_ORGANIZATION_NAME: "LOCAL",
    SNOWFLAKE_ACCOUNT_NAME: "STANDIN",
    SNOWFLAKE_USER: signIn.user,
    SNOWFLAKE_PASSWORD: signIn.token,
    SNOWFLAKE_HOST: "127.0.0.1",
    SNOWFLAKE_PORT: String(server.port),
    SNOWFLAKE_PROTOCOL: "http",
    SNOWFLAKE_CONFIG_PATH: noProfile,
    SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
  };
}
