import type { Settings } from "../moments/settings";
import type { DataType } from "../types";
import type { ResultColumn, Value } from "../result";

/**
 * What the data engine must know of the world around a statement. The engine (this folder) holds rows and runs
 * queries; catalog, access control and sessions lie above it and answer through a Scope, so that names, privileges
 * and policies are decided in one place and the engine holds no global state.
 */
export interface Scope {
  /**
   * The relation a name stands for, seen from this scope's role and current schema.
   * @param name one to three parts, already folded (unquoted parts in upper case)
   * @param use what is done with it; the scope checks the privilege that needs
   * @returns later where its rows must be gathered first
   * @throws SnowflakeError 002003 where it is missing or not visible, 003001 where the privilege lacks
   */
  relation(name: readonly string[], use: Use): Relation | Promise<Relation>;

  /**
   * The value of a function that asks about the session or the catalog: CURRENT_ROLE, IS_ROLE_IN_SESSION,
   * SYSTEM$GET_TAG, SYSTEM$STREAM_HAS_DATA, ... Arguments are constants.
   * @returns undefined where the name is no such function
   */
  contextFunction(name: string, args: readonly Value[]): Promise<Value> | undefined;

  /**
   * The rows of a table function over the catalog, e.g. `INFORMATION_SCHEMA.TASK_HISTORY(...)`.
   * @param name parts, folded; `args` by name for `a => 1`, by index otherwise
   */
  tableFunction(name: readonly string[], args: ReadonlyMap<string, Value>): Promise<Rows> | undefined;

  /**
   * Refuses a Cortex function the scope's role may not call, or not with this model.
   * @param model undefined where each row names its own
   */
  authorizeCortex(functionName: string, model?: string): void;

  /** A parameter of the session that asks, as text in its canonical form (catalog/parameters). */
  parameter(name: string): string;

  /** The id of the statement in QUERY_HISTORY, where it has one. */
  readonly queryId?: string | undefined;

  /** The time this statement started: CURRENT_TIMESTAMP and its kin. */
  readonly now: Date;

  /** How the session that asks reads and writes dates and times. */
  readonly settings: Settings;
}

export type Use = "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "TRUNCATE";

export type Relation =
  | { readonly kind: "table"; readonly table: TableShape; readonly masks: readonly Mask[] }
  | { readonly kind: "view"; readonly view: ViewShape }
  | { readonly kind: "stream"; readonly stream: StreamShape; readonly masks: readonly Mask[] }
  | ({ readonly kind: "rows" } & Rows);

/** Rows the catalog itself provides: INFORMATION_SCHEMA views and table functions. */
export interface Rows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Value[])[];
}

export interface TableShape {
  /** Never used again after a drop: a table of the same name made later has another. */
  readonly id: number;
  /** Fully qualified and quoted where needed, for messages. */
  readonly name: string;
  readonly columns: readonly ColumnShape[];
}

export interface ColumnShape {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The DEFAULT as Snowflake SQL, e.g. `CURRENT_TIMESTAMP()`, `FALSE`, `'x'`. */
  readonly defaultSql?: string;
}

/** A view is its query, read with the names and rights of its owner; policies see the session that asks. */
export interface ViewShape {
  readonly name: string;
  /** Output names where the view declares them, in order. */
  readonly columns?: readonly string[];
  /** The query after AS, as Snowflake SQL. */
  readonly query: string;
  readonly scope: Scope;
}

export interface StreamShape {
  readonly id: number;
  readonly name: string;
  readonly table: TableShape;
  readonly appendOnly: boolean;
}

/** A masking policy bound to a column: `body` is Snowflake SQL over `argument`, which stands for the column. */
export interface Mask {
  readonly column: string;
  readonly argument: string;
  readonly body: string;
  /** Where the body's context functions (IS_ROLE_IN_SESSION ...) are answered: the asking session. */
  readonly scope: Scope;
}
