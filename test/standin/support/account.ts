import { Account } from "../../../standin/account";
import { SnowflakeError } from "../../../standin/errors";
import { records, type Value } from "../../../standin/result";
import type { Session } from "../../../standin/session/session";
import { outcomeOf } from "./outcome";

/** A whole account with a session for each role asked for, all on COMPUTE_WH. */
export class Whole {
  private readonly sessions = new Map<string, Session>();

  private constructor(readonly account: Account) {}

  static async open(): Promise<Whole> {
    const world = new Whole(await Account.open());
    // Nobody but its owner uses the warehouse of a new account.
    await world.admin("GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE PUBLIC");
    return world;
  }

  /** One with a table D.S.T, and a role WATCHER that may use the database and nothing in it. */
  static async watched(): Promise<Whole> {
    const world = await Whole.open();
    await world.admin(`CREATE DATABASE D; CREATE SCHEMA D.S; CREATE TABLE D.S.T (A INT);
      CREATE ROLE WATCHER; GRANT ROLE WATCHER TO USER ADMIN; GRANT USAGE ON DATABASE D TO ROLE WATCHER`);
    return world;
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
  outcome(role: string, script: string): Promise<string> {
    return outcomeOf(this.run(role, script));
  }

  /** The rows of one statement of the administrator, as lists. */
  async values(sql: string, binds: readonly Value[] = []): Promise<readonly (readonly Value[])[]> {
    return (await (await this.session("ACCOUNTADMIN")).execute(sql, binds)).rows;
  }

  /** The error the administrator's script ends with, as `code (state): text`, or `ok`. */
  async failure(script: string): Promise<string> {
    try {
      await this.admin(script);
      return "ok";
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      return `${error.code} (${error.sqlState}): ${error.message}`;
    }
  }

  async close(): Promise<void> {
    for (const session of this.sessions.values()) await session.close();
    await this.account.close();
  }
}
