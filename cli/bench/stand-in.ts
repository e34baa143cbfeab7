import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { SignIn } from "../engine/engine";

/** A statement the stand-in has run, or refused to. */
export interface Sent {
  readonly sql: string;
  /** The role of the session. */
  readonly role: string;
  /** What the driver calls itself. */
  readonly client: string;
  readonly failed: boolean;
}

/** How the stand-in is reached. */
export interface Ready {
  readonly port: number;
  readonly signIn: SignIn;
}

/** What the stand-in did in a while. */
export interface Work {
  readonly statements: readonly Sent[];
  /** Processor time of its process, all threads, user and system. */
  readonly cpuSeconds: number;
}

/** A stand-in behind a server in a process of its own, so that what it costs can be told from what runs beside it. */
export class StandIn {
  private constructor(
    private readonly process: ChildProcess,
    private readonly ready: Ready,
  ) {}

  /** @param stack whose user it serves @param latencyMs what every statement waits before it runs */
  static async start(stack: string, latencyMs: number): Promise<StandIn> {
    const child = fork(join(__dirname, "stand-in-process.ts"), [stack, String(latencyMs)]);
    return new StandIn(child, await answerOf<Ready>(child));
  }

  get port(): number {
    return this.ready.port;
  }

  get signIn(): SignIn {
    return this.ready.signIn;
  }

  /** What was done since the start, or since this was last asked. */
  take(): Promise<Work> {
    this.process.send("take");
    return answerOf<Work>(this.process);
  }

  async close(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.send("close");
    await ended;
  }
}

/** The next message of the process. @throws where it ends first */
function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`the stand-in's process ended with status ${code ?? "none"}`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as T);
    });
  });
}
