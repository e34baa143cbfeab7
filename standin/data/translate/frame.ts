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
    const own = this.own(parts, at);
    if (own !== undefined) return own;
    const [name] = parts;
    const expr = parts.length === 1 && name !== undefined ? this.aliases.get(name) : undefined;
    if (expr !== undefined && name !== undefined && !this.expanding.has(name)) return { alias: name, expr };
    const outer = this.parent?.outer(parts, at);
    if (outer !== undefined) return outer;
    throw invalidIdentifier(parts, at);
  }

  /** A column of this frame's own sources with its table's name, if that is what a name means. */
  ownColumn(
    parts: readonly string[],
    at: Position,
  ): { readonly name: string; readonly table: readonly string[] } | undefined {
    const column = this.own(parts, at);
    const source = column && this.sources.find((each) => each.columns.includes(column));
    return column && source && { name: column.name, table: source.name };
  }

  private own(parts: readonly string[], at: Position): Column | undefined {
    const found = this.columns(parts.at(-1) ?? "", parts.slice(0, -1));
    if (found.length > 1) throw ambiguous(parts, at);
    return found[0];
  }

  private outer(parts: readonly string[], at: Position): Column | undefined {
    return this.own(parts, at) ?? this.parent?.outer(parts, at);
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
