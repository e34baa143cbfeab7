import type { Cortex } from "../../cortex/cortex";
import type { Value } from "../../result";
import type { Scope, StreamShape, TableShape } from "../scope";
import type { Query } from "../sql/ast";
import type { Answers } from "./answers";
import type { Frame } from "./frame";
import type { Translated } from "./translated";
import type { Typed } from "./typed";

/** Where a statement reads rows: what a table and a stream are to it, as queries over the stored names. */
export interface RowAccess {
  /** @throws SnowflakeError 002003 where the table is gone */
  requireTable(table: TableShape): void;
  /** A query giving the table's current rows: its columns by stored name, and `$row`. */
  table(table: TableShape): string;
  /** A query giving the stream's rows: the columns by stored name, and `$action`, `$isupdate`, `$row`. */
  stream(stream: StreamShape): string;
  /** The value of an expression that reads no rows. */
  value(expression: Typed): Promise<Value>;
}

type QueryTranslator = (
  query: Query,
  scope: Scope,
  parent: Frame | undefined,
  statement: Statement,
) => Translated;

/** One translation of one statement: what it may read, what it was given, what it turned out to use. */
export class Statement {
  /** Streams read, by id: DML moves their offsets. */
  readonly streams = new Map<number, StreamShape>();
  private aliases = 0;

  /**
   * @param translateQuery for the queries inside expressions, views and FROM (`translate/query.ts`, which needs those)
   * @param cortex absent where translation must cost nothing (describing a query)
   */
  constructor(
    private readonly translateQuery: QueryTranslator,
    readonly rows: RowAccess,
    readonly answers: Answers,
    readonly binds: readonly Value[],
    readonly cortex?: Cortex,
  ) {}

  /** A query inside the statement; `parent` is what a correlated subquery sees around it. */
  query(query: Query, scope: Scope, parent?: Frame): Translated {
    return this.translateQuery(query, scope, parent, this);
  }

  /** A relation name not used before in this statement. */
  alias(): string {
    return `r${++this.aliases}`;
  }
}
