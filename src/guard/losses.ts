import type { Table } from "../model/table";

/** A table as the account has it. */
export interface KeptTable {
  readonly schema: string;
  readonly name: string;
  /** The role that owns it. */
  readonly owner: string;
  readonly columns: readonly string[];
}

/** What a deployment would drop: a whole table, or columns of one that stays. */
export interface Drop {
  readonly schema: string;
  /** Name in the account, which may be one the declared table had before. */
  readonly table: string;
  /** Empty where the table itself goes. */
  readonly columns: readonly string[];
}

/** The declaration a table of the account follows, by its name or by one it had before. */
export function declarationOf(
  { schema, name }: KeptTable,
  declared: readonly Table[],
  kept: readonly KeptTable[],
): Table | undefined {
  const isKept = (other: string): boolean => kept.some((one) => one.schema === schema && one.name === other);
  return declared.find(
    (table) =>
      table.schema === schema &&
      (table.name === name ||
        // A rename carries the old name; once the new one is there, the old is another table.
        (table.formerly?.includes(name) === true && !isKept(table.name))),
  );
}

/**
 * What the account has and the program does not declare: columns of declared tables, and whole tables of the deploying
 * role. Tables of other roles are Airbyte's, or people's.
 * @param declared as the program has it
 * @param kept as the account has it
 * @param role as which the stack deploys
 */
export function dropsOf(
  declared: readonly Table[],
  kept: readonly KeptTable[],
  role: string,
): readonly Drop[] {
  return kept.flatMap((table): readonly Drop[] => {
    const place = { schema: table.schema, table: table.name };
    const declaration = declarationOf(table, declared, kept);
    if (declaration === undefined) return table.owner === role ? [{ ...place, columns: [] }] : [];
    const names = new Set(declaration.columns.map((column) => column.name));
    const columns = table.columns.filter((column) => !names.has(column));
    return columns.length === 0 ? [] : [{ ...place, columns }];
  });
}

/** Rows that go with a table, or with a column of it. */
export interface Loss {
  readonly schema: string;
  readonly table: string;
  /** Absent where the table itself goes. */
  readonly column?: string;
  /** Rows of the table; of a column, those that hold a value in it. */
  readonly rows: number;
}

/** `SCHEMA.TABLE` or `SCHEMA.TABLE.COLUMN`, as `allowDataLoss` says it. */
export const placeOf = ({ schema, table, column }: Omit<Loss, "rows">): string =>
  [schema, table, ...(column === undefined ? [] : [column])].join(".");

/** Whether a loss is allowed by name: its own, or its table's. */
export const isAllowed = (loss: Omit<Loss, "rows">, allowed: readonly string[]): boolean =>
  allowed.includes(placeOf(loss)) || allowed.includes(`${loss.schema}.${loss.table}`);
