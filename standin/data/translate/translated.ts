import type { OrderItem } from "../sql/ast";
import type { Type } from "./typed";

export interface OutputColumn {
  readonly name: string;
  readonly type: Type;
}

/** A query in DuckDB's SQL; it names its columns c0, c1, ... whatever Snowflake calls them. */
export interface Translated {
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
}

/** Clauses that follow a query's body. */
export interface Tail {
  readonly orderBy: readonly OrderItem[];
  readonly limit: string;
}
