/** What a table is: its columns, the facts its tags carry, and what of it is searched. */

/** Dimension of every embedding of the estate; the models on offer all have it (docs: vector-embeddings). */
export const vectorDimension = 768;

/** The type of every embedding column, written as Snowflake prints it, so that no run sees a difference. */
export const vectorType = `VECTOR(FLOAT, ${vectorDimension})`;

const piiLevels = ["none", "low", "high", "sensitive"] as const;
/** How much a column says of a person: `low` a name, `high` a way to reach them, `sensitive` more than that. */
export type PiiLevel = (typeof piiLevels)[number];

export type UpdateFrequency = "streaming" | "hourly" | "daily" | "weekly" | "on_change";

export type DataSource = "notion" | "gong" | "hubspot" | "slack" | "sophia_ai" | "snowflake";

/** The facts of SOPHIA_AI_METADATA that the owner of an object states; the rest follows from columns. */
export interface Facts {
  readonly entityType: string;
  readonly dataSource: DataSource;
  readonly updateFrequency: UpdateFrequency;
}

export interface Column {
  readonly name: string;
  /** Canonical Snowflake type with explicit length: anything else is an eternal difference (provider.md section 3). */
  readonly type: string;
  readonly comment: string;
  readonly nullable: boolean;
  /** DEFAULT as Snowflake prints it, e.g. `CURRENT_TIMESTAMP()`. */
  readonly default?: string;
  /** `primary`: identifies the row. `system`: the same thing's id in another system. */
  readonly identifier?: "primary" | "system";
  /** `SCHEMA.TABLE.COLUMN`, or a system, that the value refers to. */
  readonly joinsTo?: string;
  readonly pii?: PiiLevel;
  /** Made from other columns' texts alone: whoever guesses the texts can tell by it that the guess is right. */
  readonly fingerprint?: boolean;
  /** Part of the text that is embedded; columns are joined in the order they are declared. */
  readonly embedded?: boolean;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly comment: string;
  readonly facts: Facts;
  readonly columns: readonly Column[];
  /** The column that says when a row last changed at its source. */
  readonly changedAt: string;
  /** How the table appears in V_ENTITY_SEARCH; absent where it does not. */
  readonly search?: SearchEntry;
  /** Names this table had before: a rename carries them, so that data stays. */
  readonly formerly?: readonly string[];
}

export interface SearchEntry {
  /** Columns whose text, joined by a space, is the title of a hit. */
  readonly title: readonly string[];
  /** Column with the address of the source, or of the Notion page when it is a page id. */
  readonly source?: string;
}

/** The one column that identifies a row. @throws where the table declares none or several */
export function primaryIdentifier(table: Table): Column {
  const [id, ...more] = table.columns.filter((column) => column.identifier === "primary");
  if (id === undefined || more.length > 0)
    throw new Error(
      `${table.schema}.${table.name} declares ${more.length + (id ? 1 : 0)} primary identifiers, expected 1`,
    );
  return id;
}

/** Columns whose text is embedded, in order. Empty for a table nobody searches. */
export const embeddedColumns = (table: Table): readonly Column[] =>
  table.columns.filter((column) => column.embedded === true);

/** The highest level of personal data in a text made of the embedded ones among these columns. */
export const embeddedPii = (columns: readonly Column[]): PiiLevel =>
  highestPii(columns.filter(({ embedded }) => embedded === true));

/** Whether the table's rows are embedded by a stream and a task. */
export const isEmbedded = (table: Table): boolean => embeddedColumns(table).length > 0;

export const isVector = (column: { readonly type: string }): boolean => column.type.startsWith("VECTOR(");

/** Whether a column is personal data: its tag says so, and roles that need not see it do not. */
export const isPersonal = (column: { readonly pii?: PiiLevel }): boolean => (column.pii ?? "none") !== "none";

/**
 * Whether a masking policy hides a personal column. No documentation says that a policy may stand on a VECTOR, so
 * personal vectors are kept from roles that see masks by what these roles may read (masked.ts).
 */
export const isMasked = (column: { readonly type: string; readonly pii?: PiiLevel }): boolean =>
  isPersonal(column) && !isVector(column);

/** The highest level among columns. */
export function highestPii(columns: readonly { readonly pii?: PiiLevel }[]): PiiLevel {
  const ranks = columns.map((column) => piiLevels.indexOf(column.pii ?? "none"));
  return piiLevels[Math.max(0, ...ranks)] ?? "none";
}
