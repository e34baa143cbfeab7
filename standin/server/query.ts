import { randomUUID } from "node:crypto";

import { canceled } from "../data/failures";
import { SnowflakeError, unsupported } from "../errors";
import type { Result } from "../result";
import { redact } from "../session/secrets";
import { parseStatement } from "../syntax/parse";
import { splitStatements } from "../syntax/split";
import { done, type Answer } from "./answers";
import { bind } from "./bindings";
import type { Faults } from "./faults";
import type { Clock } from "../clock";
import { Dropped, isObject, textOf, type Request } from "./http";
import { knownParameters } from "./login";
import { multiResultData, resultData } from "./result-data";
import { Run, Runs, toldToClient, type Outcome } from "./runs";
import type { ServerSession } from "./sessions";

/** One statement that has ended, for the log. */
export interface StatementLog {
  readonly session: number;
  readonly user: string;
  readonly role: string;
  /** What the driver calls itself: `Go`, `JavaScript`, `PythonConnector`. */
  readonly client: string;
  readonly sql: string;
  readonly milliseconds: number;
  /** Rows it gave; absent where it failed. */
  readonly rows?: number;
  readonly error?: SnowflakeError;
}

export interface QueriesOptions {
  readonly faults: Faults;
  readonly clock: Clock;
  readonly log: (entry: StatementLog) => void;
  /** Where piece `n` of a result is to be fetched. */
  readonly urlOf: (queryId: string, piece: number) => string;
  /** How long a request waits for its query before it is told to ask again, in milliseconds. */
  readonly holdMs?: number;
}

/** Snowflake's own patience: after 45 s a driver is sent to fetch the result later. */
const defaultHoldMs = 45_000;

/** Query requests: run in order for each session, once each (gosnowflake restful.go, snowflake-sdk statement.js). */
export class Queries {
  private readonly runs = new Runs();

  constructor(private readonly options: QueriesOptions) {}

  /** Runs what a query request asks for; the same request sent again gets the same run's answer. */
  async submit(session: ServerSession, request: Request): Promise<Answer> {
    const { body, query } = request;
    const sql = textOf(body["sqlText"]) ?? "";
    const { faults } = this.options;
    const requestId = query.get("requestId");
    const key = requestId === null ? undefined : `${session.id} ${requestId}`;
    let run = key === undefined ? undefined : this.runs.ofRequest(key);
    if (run === undefined) {
      if (faults.isDropped(sql, "before")) throw new Dropped();
      run = new Run(session.user, sql, (own) => this.inTurn(own, session, body));
      this.runs.add(run, key);
    }
    this.watchDetached(run, session, request.gone);
    if (body["asyncExec"] === true) return inProgress(run, detached);
    const answer = await this.answerOf(run);
    if (faults.isDropped(sql, "after")) throw new Dropped();
    return answer;
  }

  /** The result of a query that was run before. @throws SnowflakeError 000709 where the user has no such query */
  result(session: ServerSession, queryId: string): Promise<Answer> {
    return this.answerOf(this.runs.ofQuery(queryId, session.user));
  }

  chunk(queryId: string, piece: number): Promise<string | undefined> {
    return this.runs.chunk(queryId, piece);
  }

  /** How a query fares; of one that is not there, or another user's, there is nothing to say. */
  async status(session: ServerSession, queryId: string): Promise<Answer> {
    const run = this.runs.find(queryId, session.user);
    if (run === undefined) return done({ queries: [] });
    const failure = run.status === "FAILED_WITH_ERROR" ? (await run.outcome).answer : undefined;
    const query = {
      id: queryId,
      status: run.status,
      state: run.status,
      sqlText: redact(run.sql).text,
      startTime: run.startedAt,
      sessionId: session.id,
      errorCode: failure?.code ?? null,
      errorMessage: failure?.message ?? null,
    };
    return done({ queries: [query] });
  }

  /** Ends the query of an earlier request of the session. Nothing happens where there is none, or it has ended. */
  abortRequest(session: ServerSession, requestId: unknown): Answer {
    this.runs.ofRequest(`${session.id} ${String(requestId)}`)?.abort();
    return done();
  }

  /** @throws SnowflakeError 000709 where the user has no such query */
  abortQuery(session: ServerSession, queryId: string): Answer {
    this.runs.ofQuery(queryId, session.user).abort();
    return done();
  }

  abortAll(): void {
    this.runs.abortAll();
  }

  /**
   * With ABORT_DETACHED_QUERY a query ends 5 minutes after its client has gone: after its connection closed without an
   * answer, and no request of its session came since (docs parameters). Otherwise it runs to its end.
   */
  private watchDetached(run: Run, session: ServerSession, gone: AbortSignal): void {
    gone.addEventListener("abort", () => {
      if (run.endedAt !== undefined || session.session.parameter("ABORT_DETACHED_QUERY") !== "true") return;
      const { clock } = this.options;
      const since = clock.now().getTime();
      clock.alarm(since + detachedMs, () => {
        if (session.lastRequest <= since) run.abort();
      });
    });
  }

  private async answerOf(run: Run): Promise<Answer> {
    let patience: NodeJS.Timeout | undefined;
    const late = new Promise<Answer>((resolve) => {
      patience = setTimeout(() => resolve(inProgress(run, running)), this.options.holdMs ?? defaultHoldMs);
    });
    try {
      return await Promise.race([run.outcome.then(({ answer }) => answer), late]);
    } finally {
      clearTimeout(patience);
    }
  }

  private inTurn(run: Run, session: ServerSession, body: Request["body"]): Promise<Outcome> {
    return session.turns.run(() => {
      run.status = "RUNNING";
      const earlier = scannedQuery(run.sql);
      if (earlier !== undefined) return this.runs.ofQuery(earlier, session.user).outcome;
      return body["describeOnly"] === true ? this.describe(run, session) : this.perform(run, session, body);
    });
  }

  private async describe(run: Run, session: ServerSession): Promise<Outcome> {
    const result = await this.logged(session, run.sql, async () => {
      const columns = await session.session.describe(run.sql);
      return { statement: "SELECT", columns, rows: [] };
    });
    return this.outcome(run, session, result);
  }

  private async perform(run: Run, session: ServerSession, body: Request["body"]): Promise<Outcome> {
    const statements = await this.split(run, session, body);
    return statements.length === 1
      ? this.outcome(run, session, await this.execute(run, run.queryId, session, run.sql, body))
      : this.several(run, session, statements, body);
  }

  /** The statements of a request; one that cannot be split counts as a statement that failed. */
  private async split(run: Run, session: ServerSession, body: Request["body"]): Promise<readonly string[]> {
    try {
      return statementsOf(run.sql, countAsked(session, body), body["bindings"]);
    } catch (error) {
      await this.logged(session, run.sql, () => Promise.reject(error as Error)).catch(() => undefined);
      throw error;
    }
  }

  private async several(
    run: Run,
    session: ServerSession,
    statements: readonly string[],
    { parameters }: Request["body"],
  ): Promise<Outcome> {
    const children: { readonly queryId: string; readonly statement: string }[] = [];
    for (const sql of statements) {
      const queryId = randomUUID();
      const result = await this.execute(run, queryId, session, sql, { parameters });
      const child = new Run(
        session.user,
        sql,
        (own) => Promise.resolve(this.outcome(own, session, result)),
        queryId,
      );
      this.runs.add(child);
      children.push({ queryId, statement: result.statement });
    }
    return { answer: done(multiResultData(run.queryId, children, session.session)), chunks: [] };
  }

  private outcome({ queryId }: Run, { session }: ServerSession, result: Result): Outcome {
    const { data, chunks } = resultData(queryId, result, session, (piece) =>
      this.options.urlOf(queryId, piece),
    );
    return { answer: done(data), chunks };
  }

  private execute(
    run: Run,
    queryId: string,
    session: ServerSession,
    sql: string,
    { bindings, parameters: sent }: Pick<Request["body"], string>,
  ): Promise<Result> {
    const { faults } = this.options;
    const parameters = isObject(sent) ? knownParameters(sent) : {};
    return this.logged(session, sql, async () => {
      await faults.delay(run.signal).catch(() => {
        throw canceled();
      });
      const failure = faults.failure(sql);
      if (failure !== undefined) throw failure;
      const bound = bind(sql, bindings);
      return run.cancelable(
        () => session.session.execute(sql, bound.values, queryId, { parameters, typed: bound.sql }),
        () => session.session.cancel(),
      );
    });
  }

  private async logged(
    { id, user, client, session }: ServerSession,
    sql: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const start = performance.now();
    const entry = { session: id, user, role: session.asking.role.name, client, sql };
    const milliseconds = (): number => Math.round(performance.now() - start);
    try {
      const result = await work();
      this.options.log({ ...entry, milliseconds: milliseconds(), rows: result.rows.length });
      return result;
    } catch (error) {
      const told = toldToClient(error);
      this.options.log({ ...entry, milliseconds: milliseconds(), error: told });
      throw told;
    }
  }
}

/**
 * The query whose result is asked for, as the Python connector asks for one that ran detached (cursor.py
 * get_results_from_sfqid). RESULT_SCAN in any other place is for the data engine.
 */
const scannedQuery = (sql: string): string | undefined =>
  /^\s*select \* from table\(result_scan\('([\w-]+)'\)\)\s*$/i.exec(sql)?.[1];

/** How many statements a request may hold; 0 is any number (docs: MULTI_STATEMENT_COUNT). */
function countAsked({ session }: ServerSession, { parameters }: Request["body"]): number {
  const own = isObject(parameters) ? parameters["MULTI_STATEMENT_COUNT"] : undefined;
  return Number(own ?? session.parameter("MULTI_STATEMENT_COUNT"));
}

function statementsOf(sql: string, wanted: number, bindings: unknown): readonly string[] {
  const statements = splitStatements(sql);
  if (statements.length === 0)
    throw new SnowflakeError("000900", "42601", "SQL compilation error:\nEmpty SQL statement.");
  if (wanted !== 0 && statements.length !== wanted) {
    // A scripting block holds `;` of its own: that it is one is the better thing to say.
    parseStatement(statements[0] ?? "");
    throw new SnowflakeError(
      "000008",
      "0A000",
      `Actual statement count ${statements.length} did not match the desired statement count ${wanted}.`,
    );
  }
  if (statements.length > 1 && isObject(bindings) && Object.keys(bindings).length > 0)
    throw unsupported("bind variables of several statements at once");
  return statements;
}

/** How long a query outlives its client with ABORT_DETACHED_QUERY, in milliseconds. */
const detachedMs = 5 * 60_000;

const running = "333333";
const detached = "333334";

/** Sends a driver to fetch the result later. */
const inProgress = ({ queryId }: Run, code: string): Answer => ({
  success: true,
  code,
  message: "Query execution in progress",
  data: {
    queryId,
    getResultUrl: `/queries/${queryId}/result`,
    queryAbortsAfterSecs: 300,
    progressDesc: null,
  },
});
