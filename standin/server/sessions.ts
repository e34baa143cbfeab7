import { randomBytes } from "node:crypto";

import type { Clock } from "../clock";
import { SnowflakeError } from "../errors";
import { Queue } from "../queue";
import { sessionGone } from "../session/outcome";
import type { Session } from "../session/session";

/** Seconds a session token and a master token last (gosnowflake's and Snowflake's own). */
const sessionSeconds = 3600;
const masterSeconds = 14_400;

/** A secret and when it ends, in milliseconds of the account's clock. */
interface Token {
  readonly secret: string;
  expires: number;
}

/** A session as a driver holds it: a session and the tokens that stand for it. */
export interface ServerSession {
  readonly id: number;
  readonly session: Session;
  /** The user's name. */
  readonly user: string;
  /** What the driver calls itself. */
  readonly client: string;
  token: Token;
  master: Token;
  /** Statements of a session run one after another. */
  readonly turns: Queue;
  /** When a request of it last came, in milliseconds of the account's clock. */
  lastRequest: number;
}

/** The sessions of a server, by token (gosnowflake restful.go, snowflake-sdk services/sf.js). */
export class Sessions {
  private readonly open = new Set<ServerSession>();
  private readonly closed = new Set<string>();

  constructor(private readonly clock: Clock) {}

  add(session: Session, user: string, client: string): ServerSession {
    const opened: ServerSession = {
      id: session.asking.sessionId,
      session,
      user,
      client,
      token: this.token(sessionSeconds),
      master: this.token(masterSeconds),
      turns: new Queue(),
      lastRequest: this.clock.now().getTime(),
    };
    this.open.add(opened);
    this.watch(opened);
    return opened;
  }

  /**
   * The session a request is of.
   * @throws SnowflakeError 390104 for a token nobody was given, 390111 for one of a session that was closed, 390112
   *   for one that has expired, which drivers renew by themselves
   */
  of(secret: string | undefined): ServerSession {
    const found = this.find(({ token }) => token.secret === secret);
    if (found === undefined) throw this.unknown(secret);
    if (found.session.isOver) throw sessionGone();
    found.lastRequest = this.clock.now().getTime();
    if (this.isOver(found.token))
      throw new SnowflakeError(
        "390112",
        "08002",
        "Session token has expired. Renew it with the master token.",
      );
    return found;
  }

  /**
   * New tokens for a session.
   * @throws SnowflakeError 390104 where the tokens are not of one session, 390114 where the master token has expired
   */
  renew(masterSecret: string | undefined, oldSecret: string | undefined): ServerSession {
    const found = this.find(({ master }) => master.secret === masterSecret);
    if (found === undefined) throw this.unknown(masterSecret);
    if (found.token.secret !== oldSecret) throw this.unknown(undefined);
    if (this.isOver(found.master))
      throw new SnowflakeError(
        "390114",
        "08001",
        "Authentication token has expired.  The user must authenticate again.",
      );
    found.token = this.token(sessionSeconds);
    found.master = this.token(masterSeconds);
    return found;
  }

  /** A sign of life: the session may be renewed for as long again (docs: CLIENT_SESSION_KEEP_ALIVE). */
  extend(session: ServerSession): void {
    session.master.expires = this.expiry(masterSeconds);
  }

  /** Makes every token there is expire now; `master` tokens too, so that nothing can be renewed. */
  expire({ master = false } = {}): void {
    for (const session of this.open) {
      session.token.expires = 0;
      if (master) session.master.expires = 0;
    }
  }

  /** Ends a session after the statements it still has; what it did not commit is rolled back. */
  async close(session: ServerSession): Promise<void> {
    this.open.delete(session);
    this.closed.add(session.token.secret);
    await session.turns.run(() => session.session.close());
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.open].map((session) => this.close(session)));
  }

  /** What a driver is told of the tokens at login. */
  static lifetimes = { validityInSeconds: sessionSeconds, masterValidityInSeconds: masterSeconds };

  /**
   * Ends a session nobody can use any more: 4 hours after its client last renewed it or gave a sign of life (docs
   * session-policies; CLIENT_SESSION_KEEP_ALIVE). Its token stays known, so that a late client is told to log in.
   */
  private watch(session: ServerSession): void {
    this.clock.alarm(session.master.expires, () => {
      if (!this.open.has(session)) return;
      if (this.isOver(session.master)) void session.session.abort();
      else this.watch(session);
    });
  }

  private find(is: (session: ServerSession) => boolean): ServerSession | undefined {
    return [...this.open].find(is);
  }

  private token(seconds: number): Token {
    return { secret: randomBytes(32).toString("base64url"), expires: this.expiry(seconds) };
  }

  private expiry(seconds: number): number {
    return this.clock.now().getTime() + seconds * 1000;
  }

  private isOver({ expires }: Token): boolean {
    return expires <= this.clock.now().getTime();
  }

  private unknown(secret: string | undefined): SnowflakeError {
    return secret !== undefined && this.closed.has(secret)
      ? sessionGone()
      : new SnowflakeError("390104", "08001", "Session token not found or invalid data.");
  }
}
