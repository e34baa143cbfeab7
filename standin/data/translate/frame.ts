import { SnowflakeError, type Position } from "../../errors";
import type { Scope } from "../scope";
import type { Expr } from "../sql/ast";
import type { Type } from "./typed";

/** A column in reach: its Snowflake name and type, and what DuckDB calls it here. */
export interface Column {
  readonly name: string;
  readonly type: Type;
  readonly sql: string;
  /** Reachable through its table's name only: the other side of a USING. */
  readonly hidden?: boolean;
}

/** One item of a FROM clause. */
export interface Source {
  /** The alias, or the parts of the name; empty where it has none. */
  readonly name: readonly string[];
  readonly columns: readonly Column[];
}

/** A common table expression in reach. */
export interface CteEntry {
  readonly sqlName: string;
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  references: number;
}

/** What names mean at one place of a query: sources, then select aliases, then the query around. */
export class Frame {
  sources: readonly Source[] = [];
  aliases: ReadonlyMap<string, Expr> = new Map();
  /** Aliases being written out, so that `a + 1 AS a` does not mean itself. */
  readonly expanding = new Set<string>();
  private readonly ctes = new Map<string, CteEntry>();

  constructor(
    readonly scope: Scope,
    readonly parent?: Frame,
  ) {}

  defineCte(name: string, entry: CteEntry): void {
    this.ctes.set(name, entry);
  }

  ownCtes(): Iterable<readonly [string, CteEntry]> {
    return this.ctes;
  }

  cte(name: string): CteEntry | undefined {
    return this.ctes.get(name) ?? this.parent?.cte(name);
  }

  /** @throws SnowflakeError 000904 where the name means nothing, 002028 where it means two things */
  resolve(parts: readonly string[], at: Position): Column | { readonly alias: string; readonly expr: Expr } {
    const name = parts.at(-1) ?? "";
    const qualifier = parts.slice(0, -1);
    for (const frame of this.chain()) {
      const found = frame.columns(name, qualifier);
      if (found.length > 1) throw ambiguous(parts, at);
      if (found[0] !== undefined) return found[0];
      const expr = frame.aliases.get(name);
      if (frame === this && qualifier.length === 0 && expr !== undefined && !this.expanding.has(name))
        return { alias: name, expr };
    }
    throw invalidIdentifier(parts, at);
  }

  /** The nth column (from 1) of a source named, or of all sources: `$1`, `v.$1`. */
  nth(index: number, table: string | undefined, at: Position): Column {
    const columns = this.sources
      .filter((source) => table === undefined || source.name.at(-1) === table)
      .flatMap((source) => source.columns);
    const column = columns[index - 1];
    if (column === undefined) throw invalidIdentifier([`$${index}`], at);
    return column;
  }

  private *chain(): Generator<Frame> {
    for (let frame: Frame | undefined = this as Frame; frame !== undefined; frame = frame.parent) yield frame;
  }

  private columns(name: string, qualifier: readonly string[]): Column[] {
    return this.sources
      .filter((source) => qualifier.length === 0 || endsWith(source.name, qualifier))
      .flatMap((source) =>
        source.columns.filter((column) => column.name === name && (qualifier.length > 0 || !column.hidden)),
      );
  }

  /** The sources a `t.*` means. @throws SnowflakeError 000904 */
  named(table: readonly string[], at: Position): readonly Source[] {
    const found = this.sources.filter((source) => endsWith(source.name, table));
    if (table.length > 0 && found.length === 0) throw invalidIdentifier(table, at);
    return found;
  }
}

const endsWith = (name: readonly string[], suffix: readonly string[]): boolean =>
  suffix.length <= name.length && suffix.every((part, i) => part === name[name.length - suffix.length + i]);

const written = (parts: readonly string[]): string =>
  parts.map((part) => (/^[A-Z_][A-Z0-9_$]*$/.test(part) ? part : `"${part}"`)).join(".");

export function invalidIdentifier(parts: readonly string[], at: Position): SnowflakeError {
  return new SnowflakeError(
    "000904",
    "42000",
    `SQL compilation error: error line ${at.line} at position ${at.column - 1}\ninvalid identifier '${written(parts)}'`,
  );
}

function ambiguous(parts: readonly string[], at: Position): SnowflakeError {
  return new SnowflakeError(
    "002028",
    "42601",
    `SQL compilation error: error line ${at.line} at position ${at.column - 1}\nambiguous column name '${written(parts)}'`,
  );
}
