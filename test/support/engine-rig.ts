import { closeGround, engineOn, openGround, type Ground } from "../../cli/engine/session";
import type { Engine, EngineOptions } from "../../cli/engine/engine";
import { engineForTests } from "../../toolchain/for-tests";
import type { Toolchain } from "../../toolchain/toolchain";

/** The toolchain of this machine; undefined, loudly, where there can be none (an error with CI=true). */
export const toolchain: Promise<Toolchain | undefined> = engineForTests((line) => console.error(line));

/** What the provider appends to each statement (terraform-provider-snowflake: internal/tracking/query.go). */
const tracking = / --terraform_provider_usage_tracking \{.*\}$/s;

/** Statements that change nothing: what the provider reads, and what it asks when it signs in. */
const reading = /^(SHOW|DESCRIBE|DESC|SELECT)\b/i;

/** A real engine and provider on a server of their own, with what the server was sent. */
export class EngineRig {
  private sent: { readonly sql: string; readonly failed: boolean }[] = [];

  private constructor(
    readonly ground: Ground,
    readonly engine: Engine,
    private readonly record: () => { readonly sql: string; readonly failed: boolean }[],
  ) {}

  static async open(
    tools: Toolchain,
    options: Pick<EngineOptions, "stack" | "config" | "program">,
  ): Promise<EngineRig> {
    const sent: { sql: string; failed: boolean }[] = [];
    const ground = await openGround({
      log: ({ sql, error }) => sent.push({ sql: sql.replace(tracking, ""), failed: error !== undefined }),
    });
    return new EngineRig(ground, await engineOn(ground, tools, options), () => sent.splice(0));
  }

  /** Statements that changed something since this was last asked, as they were sent. */
  changes(): readonly string[] {
    this.sent.push(...this.record());
    const statements = this.sent
      .filter(({ sql, failed }) => !failed && !reading.test(sql))
      .map(({ sql }) => sql);
    this.sent = [];
    return statements;
  }

  async close(): Promise<void> {
    this.engine.close();
    await closeGround(this.ground);
  }
}
