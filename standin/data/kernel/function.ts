import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";

export interface KernelFunction {
  readonly name: string;
  readonly parameters: readonly DuckDBType[];
  readonly rest?: DuckDBType;
  readonly returns: DuckDBType;
  /** NULL in, NULL out, unless this is set: then `call` sees NULLs. */
  readonly seesNulls?: boolean;
  /** Never folded or left out: its calls cost. */
  readonly costs?: boolean;
  // Each function states its own parameters; DuckDB has checked them against `parameters`.
  readonly call: (...args: never[]) => DuckDBValue;
}
