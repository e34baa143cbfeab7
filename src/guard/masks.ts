import { isMasked, type Table } from "../model/table";
import type { KeptTable } from "./account";
import { declarationOf } from "./losses";

/** A column of a table in the account. */
export interface Place {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** A personal column that shows itself to everybody who may read its table. */
export interface BareColumn extends Place {
  /** Whether the deployment is yet to add it: provider 1.3.0 leaves the policy out of ADD COLUMN (provider.md section 3). */
  readonly added: boolean;
}

const textOf = ({ schema, table, column }: Place): string => JSON.stringify([schema, table, column]);

/**
 * Personal columns of tables the account has that carry no masking policy, or will carry none once they are added.
 * Those of tables that are yet to be made get theirs with the table.
 * @param masked the columns that carry one of the estate's policies
 */
export function bareColumns(
  declared: readonly Table[],
  kept: readonly KeptTable[],
  masked: readonly Place[],
): readonly BareColumn[] {
  const safe = new Set(masked.map(textOf));
  return kept.flatMap((table) => {
    return (declarationOf(table, declared, kept)?.columns ?? [])
      .filter(isMasked)
      .map(({ name }) => ({ schema: table.schema, table: table.name, column: name }))
      .filter((place) => !safe.has(textOf(place)))
      .map((place) => ({ ...place, added: !table.columns.includes(place.column) }));
  });
}
