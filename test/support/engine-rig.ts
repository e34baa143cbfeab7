import { providerClient } from "../../cli/engine/floor";
import { closeGround, engineOn, openGround, serve, type Ground } from "../../cli/engine/session";
import type { Engine, EngineOptions } from "../../cli/engine/engine";
import { engineForTests } from "../../toolchain/for-tests";
import type { Toolchain } from "../../toolchain/toolchain";

/** The toolchain of this machine; undefined, loudly, where there can be none (an error with CI=true). */
export const toolchain: Promise<Toolchain | undefined> = engineForTests((line) => console.error(line));

/** What the provider appends to each statement (terraform-provider-snowflake: internal/tracking/query.go). */
const tracking = / --terraform_provider_usage_tracking \{.*\}$/s;

/** Statements that change nothing: what the provider reads, and what it asks when it signs in. */
const reading = /^(SHOW|DESCRIBE|DESC|SELECT)\b/i;

/** A statement the server has run, or refused to. */
interface Sent {
  /** As it was sent, with what the provider appends. */
  readonly sql: string;
  readonly failed: boolean;
  /** What the driver calls itself. */
  readonly client: string;
}

/** A real engine and provider on a server of their own, with what the server was sent. */
export class EngineRig {
  private constructor(
    public ground: Ground,
    readonly engine: Engine,
    private readonly log: Log,
  ) {}

  static async open(
    tools: Toolchain,
    options: Pick<EngineOptions, "stack" | "config" | "program">,
  ): Promise<EngineRig> {
    const log = new Log();
    const ground = await openGround(options.stack, { log: log.add });
    return new EngineRig(ground, await engineOn(ground, tools, options), log);
  }

  /** Statements that changed something since this was last asked, as they were sent. */
  changes(): readonly string[] {
    return this.writing().flatMap(({ sql, failed }) => (failed ? [] : [sql]));
  }

  /** Statements that changed something since this was last asked, or would have, had they not failed. */
  attempts(): readonly string[] {
    return this.writing().map(({ sql }) => sql);
  }

  /** How many statements the provider sent since one of the two was last asked, reads included. */
  get ofProvider(): number {
    return this.log.ofProvider;
  }

  private writing(): readonly Omit<Sent, "client">[] {
    return this.log
      .take()
      .filter(({ sql }) => !reading.test(sql))
      .map(({ sql, failed }) => ({ sql: sql.replace(tracking, ""), failed }));
  }

  /**
   * Acts once, as soon as the server has run a statement.
   * @returns asks whether it has acted, and waits until it is done
   */
  when(isTime: (sql: string) => boolean, act: () => unknown): () => Promise<boolean> {
    let acting: Promise<unknown> | undefined;
    this.log.listener = ({ sql }) => {
      if (acting === undefined && isTime(sql)) acting = Promise.resolve(act());
    };
    return async () => {
      await acting;
      return acting !== undefined;
    };
  }

  /** Ends the server and every session, and serves the account again at the same port. */
  async restart(): Promise<void> {
    const { account, signIn, server } = this.ground;
    const { port } = server;
    await server.close();
    this.ground = { account, signIn, server: await serve(account, signIn, { port, log: this.log.add }) };
  }

  async close(): Promise<void> {
    this.engine.close();
    await closeGround(this.ground);
  }
}

class Log {
  listener: (entry: Sent) => void = () => undefined;
  private entries: Sent[] = [];

  readonly add = ({ sql, client, error }: Omit<Sent, "failed"> & { readonly error?: unknown }): void => {
    const entry = { sql, client, failed: error !== undefined };
    this.entries.push(entry);
    this.listener(entry);
  };

  get ofProvider(): number {
    return this.entries.filter(({ client }) => client === providerClient).length;
  }

  take(): readonly Sent[] {
    return this.entries.splice(0);
  }
}
