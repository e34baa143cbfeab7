import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { Account } from "../account";
import { SnowflakeError } from "../errors";
import { done, failed, type Answer } from "./answers";
import { Faults } from "./faults";
import { httpServer, Refused, textOf, type Asked, type Reply, type Request } from "./http";
import { logIn, type Credentials } from "./login";
import { parametersOf } from "./parameters";
import { Queries, type StatementLog } from "./query";
import { Sessions } from "./sessions";

export type { Credentials, TokenHolder } from "./login";
export type { StatementLog } from "./query";

export interface ServerOptions {
  readonly account: Account;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  readonly credentials?: Credentials;
  /** What every statement waits before it runs, in milliseconds. */
  readonly latencyMs?: number;
  /** How long a driver waits before it is sent to fetch the result later, in milliseconds (default 45 000). */
  readonly holdMs?: number;
  /** Called once for each statement, after it. */
  readonly log?: (entry: StatementLog) => void;
  /** Called with what is refused beside statements, and with the server's own failures. */
  readonly warn?: (message: string) => void;
}

const host = "127.0.0.1";

/** Bytes of a request by someone who is not signed in yet: a login, which holds at most a token and parameters. */
const mostOfLogin = 1_048_576;

/** Bytes of a statement with its bindings: the longest text there is, escaped, fits (docs data-types-text). */
const mostOfStatement = 134_217_728;

/**
 * An account behind the protocol Snowflake's drivers speak, on this machine only. The protocol has no documentation but
 * the drivers: gosnowflake 1.13, snowflake-sdk 3.3, snowflake-connector-python 4.8 and 5.2.
 */
export class SnowflakeServer {
  readonly faults: Faults;
  private readonly sessions: Sessions;
  private readonly queries: Queries;
  private readonly http: Server;

  private constructor(private readonly options: ServerOptions) {
    this.sessions = new Sessions(options.account.clock);
    this.faults = new Faults(options.latencyMs ?? 0, (which) => this.sessions.expire(which));
    this.queries = new Queries({
      faults: this.faults,
      clock: options.account.clock,
      log: options.log ?? (() => undefined),
      ...(options.holdMs === undefined ? {} : { holdMs: options.holdMs }),
      urlOf: (queryId, piece) => `${this.url}/results/${queryId}/${piece}`,
    });
    this.http = httpServer(
      (request) => this.handle(request),
      (error) => this.warn(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  }

  /** Serves an account until `close`. @throws where the port is taken */
  static async start(options: ServerOptions): Promise<SnowflakeServer> {
    const server = new SnowflakeServer(options);
    await new Promise<void>((resolve, reject) => {
      server.http.once("error", reject).listen(options.port ?? 0, host, resolve);
    });
    return server;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://${host}:${this.port}`;
  }

  /** Ends every statement, rolls open transactions back, and closes; the account stays the caller's to close. */
  async close(): Promise<void> {
    this.queries.abortAll();
    await this.sessions.closeAll();
    await new Promise<void>((resolve) => {
      this.http.close(() => resolve());
      this.http.closeAllConnections();
    });
  }

  private warn(message: string): void {
    this.options.warn?.(message);
  }

  private async handle(request: Asked): Promise<Reply> {
    const piece = /^\/results\/([\w-]+)\/(\d+)$/.exec(request.path);
    if (piece !== null) {
      const text = await this.queries.chunk(piece[1] ?? "", Number(piece[2]));
      if (text !== undefined) return { text };
    }
    try {
      return await this.answer(request);
    } catch (error) {
      if (!(error instanceof SnowflakeError || error instanceof Refused)) throw error;
      const number = error instanceof Refused ? error.status : error.code;
      this.warn(`${request.method} ${request.path}: ${number} ${error.message}`);
      if (error instanceof Refused) throw error;
      return failed(error);
    }
  }

  /** Who asks is looked at before the body is: nothing is unpacked for a stranger but a login. */
  private async answer(request: Asked): Promise<Answer> {
    const { method, path, query, token } = request;
    const asked = /^\/queries\/([\w-]+)\/(result|abort-request)$/.exec(path);
    const monitored = /^\/monitoring\/queries\/([\w-]+)$/.exec(path)?.[1];
    switch (`${method} ${path}`) {
      case "POST /session/v1/login-request":
        return this.login(await request.read(mostOfLogin));
      case "POST /session/token-request":
        return this.renew(await request.read(mostOfLogin));
      case "POST /session/heartbeat":
        this.sessions.extend(this.sessions.of(token));
        return done();
      case "POST /telemetry/send":
        return done("Log Received");
      case "POST /queries/v1/query-request": {
        const session = this.sessions.of(token);
        return this.queries.submit(session, await request.read(mostOfStatement));
      }
      case "POST /queries/v1/abort-request": {
        const session = this.sessions.of(token);
        return this.queries.abortRequest(session, (await request.read(mostOfLogin)).body["requestId"]);
      }
      case "POST /session":
        if (query.get("delete") !== "true") break;
        await this.sessions.close(this.sessions.of(token));
        return done();
      default:
        if (monitored !== undefined) return this.queries.status(this.sessions.of(token), monitored);
        if (asked?.[2] === "result") return this.queries.result(this.sessions.of(token), asked[1] ?? "");
        if (asked !== null) return this.queries.abortQuery(this.sessions.of(token), asked[1] ?? "");
    }
    throw new Refused(404, `unsupported by the local stand-in: ${method} ${path}`, "000002");
  }

  private async login(request: Request): Promise<Answer> {
    const { account, credentials = {} } = this.options;
    const { session, user, client } = await logIn(account, credentials, request);
    const opened = this.sessions.add(session, user, client);
    const { database, schema, warehouse, role } = session.asking;
    return done({
      token: opened.token.secret,
      masterToken: opened.master.secret,
      ...Sessions.lifetimes,
      displayUserName: user,
      serverVersion: "0.1.0",
      firstLogin: false,
      remMeToken: null,
      remMeValidityInSeconds: 0,
      healthCheckInterval: 45,
      sessionId: opened.id,
      parameters: parametersOf(session),
      sessionInfo: {
        databaseName: database ?? null,
        schemaName: schema ?? null,
        warehouseName: warehouse ?? null,
        roleName: role.name,
      },
      idToken: null,
      idTokenValidityInSeconds: 0,
      responseData: null,
      mfaToken: null,
      mfaTokenValidityInSeconds: 0,
    });
  }

  private renew({ token, body }: Request): Answer {
    const renewed = this.sessions.renew(token, textOf(body["oldSessionToken"]));
    return done({
      sessionToken: renewed.token.secret,
      validityInSecondsST: Sessions.lifetimes.validityInSeconds,
      masterToken: renewed.master.secret,
      validityInSecondsMT: Sessions.lifetimes.masterValidityInSeconds,
      sessionId: renewed.id,
    });
  }
}
