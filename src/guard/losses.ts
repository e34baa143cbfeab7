/** What a deployment would take from an account: the difference of what it has and what the program declares. */
import type { LossName } from "../model/loss-name";
import { metadataTag } from "../model/metadata";
import { isMasked, type Table } from "../model/table";
import type { KeptDatabase, KeptPolicy, KeptRelation, KeptSchema, KeptTable } from "./account";

/** What the program declares of what holds data. */
export interface Declared {
  readonly database: Pick<KeptDatabase, "name" | "transient" | "retentionDays">;
  readonly schemas: readonly Pick<KeptSchema, "name" | "transient" | "retentionDays">[];
  readonly tables: readonly Table[];
  /** Names of the masking policies. */
  readonly policies: readonly string[];
  readonly protect: boolean;
  /** As which the stack deploys. */
  readonly role: string;
}

/** The stack's database as the account has it. */
export interface Kept {
  readonly database: KeptDatabase;
  readonly schemas: readonly KeptSchema[];
  readonly tables: readonly KeptTable[];
  readonly policies: readonly KeptPolicy[];
}

/** Rows of a table, or those in which one of its columns holds a value. */
export interface Holding {
  readonly schema: string;
  readonly table: string;
  readonly column?: string;
  /** Undefined where it is not known, which is no less than some. */
  readonly rows: number | undefined;
  /** Who owns the table, where that is told. */
  readonly owner?: string;
}

/** How it comes that something goes. */
export type Cause =
  | { readonly kind: "column" | "table" }
  | { readonly kind: "schema"; readonly why: "undeclared" | "transient" | "permanent" }
  | { readonly kind: "database"; readonly why: "renamed" | "hidden" | "permanent" }
  | { readonly kind: "retention"; readonly before: number; readonly after: number }
  | { readonly kind: "masking"; readonly policy: string; readonly column: boolean }
  | { readonly kind: "protection" };

/** Something a deployment would take, by the name `allowDataLoss` has for it, and what is at stake. */
export interface Loss {
  readonly name: LossName;
  readonly cause: Cause;
  readonly holds: readonly Holding[];
}

/** The declaration a table of the account follows, by its name or by one it had before. */
export function declarationOf(
  { schema, name }: Pick<KeptRelation, "schema" | "name">,
  declared: readonly Table[],
  kept: readonly Pick<KeptRelation, "schema" | "name">[],
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

export const wholeTable = ({ schema, name, rows, owner }: KeptTable): Holding => ({
  schema,
  table: name,
  rows,
  owner,
});

/** Schemas the program never declares and so never drops: a database brings them. */
const ofSnowflake = ["INFORMATION_SCHEMA", "PUBLIC"];

/**
 * What the program would take from its own database, before anybody has counted: a column's rows are not known yet.
 * Whatever lies in a schema goes with it, whoever owns it; whole tables are the program's where the deploying role owns
 * them, since those of other roles are Airbyte's, or people's.
 */
export function lossesOf(declared: Declared, kept: Kept): readonly Loss[] {
  if (kept.database.transient !== declared.database.transient)
    return [
      {
        name: { parts: [kept.database.name] },
        cause: { kind: "database", why: "permanent" },
        holds: kept.tables.map(wholeTable),
      },
    ];
  const schemas = schemasLost(declared, kept);
  const going = new Set(schemas.map(({ name }) => name.parts[0]));
  const staying = kept.tables.filter(({ schema }) => !going.has(schema));
  return [
    ...schemas,
    ...tablesAndColumns(declared, kept, staying),
    ...masksLost(declared, kept, staying),
    ...retentionLost(declared, kept, going),
    ...protectionLost(declared, kept),
  ];
}

/** The provider replaces a schema whose transience changes, and drops one that is declared no more. */
function schemasLost({ schemas, role }: Declared, kept: Kept): readonly Loss[] {
  return kept.schemas.flatMap((schema): readonly Loss[] => {
    const declaration = schemas.find(({ name }) => name === schema.name);
    if (declaration === undefined && (schema.owner !== role || ofSnowflake.includes(schema.name))) return [];
    if (declaration?.transient === schema.transient) return [];
    const why = declaration === undefined ? "undeclared" : declaration.transient ? "transient" : "permanent";
    return [
      {
        name: { parts: [schema.name] },
        cause: { kind: "schema", why },
        holds: kept.tables.filter((table) => table.schema === schema.name).map(wholeTable),
      },
    ];
  });
}

function tablesAndColumns({ tables, role }: Declared, kept: Kept, staying: readonly KeptTable[]) {
  return staying.flatMap((table): readonly Loss[] => {
    const declaration = declarationOf(table, tables, kept.tables);
    const parts = [table.schema, table.name];
    if (declaration === undefined)
      return table.owner === role
        ? [{ name: { parts }, cause: { kind: "table" }, holds: [wholeTable(table)] }]
        : [];
    const names = new Set(declaration.columns.map((column) => column.name));
    return table.columns
      .filter((column) => !names.has(column))
      .map((column) => ({
        name: { parts: [...parts, column] },
        cause: { kind: "column" },
        holds: [{ schema: table.schema, table: table.name, column, rows: undefined }],
      }));
  });
}

/** Policies that go, each with all it masks, and columns that are personal no more. */
function masksLost(declared: Declared, kept: Kept, staying: readonly KeptTable[]): readonly Loss[] {
  return kept.policies.flatMap(({ name: policy, owner, columns }): readonly Loss[] => {
    const holds = columns.flatMap(({ schema, table, column }): readonly Holding[] => {
      const found = staying.find((one) => one.schema === schema && one.name === table);
      const declaration = found && declarationOf(found, declared.tables, kept.tables);
      // What is dropped is shown to nobody.
      const goes = declaration && !declaration.columns.some(({ name }) => name === column);
      return found === undefined || goes === true ? [] : [{ schema, table, column, rows: undefined }];
    });
    if (!declared.policies.includes(policy))
      return owner === declared.role
        ? [
            {
              name: { parts: [metadataTag.schema, policy], of: "masking" },
              cause: { kind: "masking", policy, column: false },
              holds,
            },
          ]
        : [];
    return holds
      .filter(({ schema, table, column }) => {
        const declaration = declarationOf({ schema, name: table }, declared.tables, kept.tables);
        const columnOf = declaration?.columns.find(({ name }) => name === column);
        return declaration !== undefined && !(columnOf !== undefined && isMasked(columnOf));
      })
      .map((hold) => ({
        name: { parts: [hold.schema, hold.table, hold.column ?? ""], of: "masking" },
        cause: { kind: "masking", policy, column: true },
        holds: [hold],
      }));
  });
}

function retentionLost({ database, schemas }: Declared, kept: Kept, going: ReadonlySet<string | undefined>) {
  const lowered = (
    before: Pick<KeptSchema, "name" | "retentionDays">,
    after: number | undefined,
    tables: readonly KeptTable[],
  ): readonly Loss[] =>
    after === undefined || before.retentionDays <= after
      ? []
      : [
          {
            name: { parts: [before.name], of: "retention" },
            cause: { kind: "retention", before: before.retentionDays, after },
            holds: tables.map(wholeTable),
          },
        ];
  return [
    ...lowered(kept.database, database.retentionDays, kept.tables),
    ...kept.schemas
      .filter(({ name }) => !going.has(name))
      .flatMap((schema) =>
        lowered(
          schema,
          schemas.find(({ name }) => name === schema.name)?.retentionDays,
          kept.tables.filter((table) => table.schema === schema.name),
        ),
      ),
  ];
}

const protectionLost = ({ protect }: Declared, { database, tables }: Kept): readonly Loss[] =>
  database.mark?.protected === true && !protect
    ? [
        {
          name: { parts: [database.name], of: "protection" },
          cause: { kind: "protection" },
          holds: tables.map(wholeTable),
        },
      ]
    : [];

/** What a loss costs once it is counted: what holds nothing is not at stake. */
export const atStake = (loss: Loss): Loss => ({
  ...loss,
  holds: loss.holds.filter(({ rows }) => rows !== 0),
});
