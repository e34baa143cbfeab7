import { Account } from "../../../standin/account";
import { SnowflakeError } from "../../../standin/errors";
import { records, type Value } from "../../../standin/result";
import type { Session } from "../../../standin/session/session";

/** A whole account with a session for each role asked for, all on COMPUTE_WH. */
export class Whole {
  private readonly sessions = new Map<string, Session>();

  private constructor(readonly account: Account) {}

  static async open(): Promise<Whole> {
    return new Whole(await Account.open());
  }

  async session(role: string): Promise<Session> {
    const known = this.sessions.get(role) ?? (await this.account.login({ role, warehouse: "COMPUTE_WH" }));
    this.sessions.set(role, known);
    return known;
  }

  /** Runs a script as a role; gives the rows of its last statement. */
  async run(role: string, script: string): Promise<Record<string, Value>[]> {
    const results = await (await this.session(role)).executeScript(script);
    const last = results.at(-1);
    return last === undefined ? [] : records(last);
  }

  admin(script: string): Promise<Record<string, Value>[]> {
    return this.run("ACCOUNTADMIN", script);
  }

  /** The code of the error a script ends with, or `ok`. */
  async outcome(role: string, script: string): Promise<string> {
    try {
      await this.run(role, script);
      return "ok";
    } catch (error) {
      if (error instanceof SnowflakeError) return error.code;
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const session of this.sessions.values()) await session.close();
    await this.account.close();
  }
}
