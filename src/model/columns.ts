import { vectorType, type Column, type PiiLevel } from "./table";

/** What may be said of a column beside its name, type and comment. */
type Traits = Partial<
  Pick<Column, "nullable" | "default" | "identifier" | "joinsTo" | "pii" | "fingerprint" | "embedded">
>;

const column =
  (type: string) =>
  (name: string, comment: string, traits: Traits = {}): Column => ({
    name,
    type,
    comment,
    nullable: true,
    ...traits,
  });

/** Longest text a Snowflake VARCHAR of the default length holds, in characters. */
const maxText = 16_777_216;

export const text = (name: string, length: number, comment: string, traits?: Traits): Column =>
  column(`VARCHAR(${length})`)(name, comment, traits);

export const longText = (name: string, comment: string, traits?: Traits): Column =>
  text(name, maxText, comment, traits);

export const array = column("ARRAY");
export const variant = column("VARIANT");
export const boolean = column("BOOLEAN");
export const float = column("FLOAT");
export const integer = column("NUMBER(38,0)");
export const date = column("DATE");
/** A moment, kept with its instant and shown in the session's time zone. */
export const timestamp = column("TIMESTAMP_LTZ(9)");

export const number = (
  name: string,
  precision: number,
  scale: number,
  comment: string,
  traits?: Traits,
): Column => column(`NUMBER(${precision},${scale})`)(name, comment, traits);

/** The id of a row of ours: a UUID as text. */
export const id = (name: string, comment: string): Column =>
  text(name, 36, comment, { nullable: false, identifier: "primary" });

/** The id a source system gave the row. Those systems promise no format, hence the room. */
export const sourceId = (name: string, comment: string): Column =>
  text(name, 100, comment, { nullable: false, identifier: "primary" });

/** The id of another row of the estate. */
export const reference = (name: string, joinsTo: string, comment: string, length = 36): Column =>
  text(name, length, comment, { identifier: "system", joinsTo });

/** The id of the same thing in another system. */
export const systemId = (name: string, system: string, comment: string): Column =>
  text(name, 100, comment, { identifier: "system", joinsTo: system });

export const notionPage = systemId("NOTION_PAGE_ID", "NOTION.PAGE.ID", "Notion page this row is edited on");

const now = "CURRENT_TIMESTAMP()";

/**
 * What the embedding task writes: the vector, and what it was made from. Empty until the row is embedded.
 * @param pii highest level among the columns the text is made from: vector and hash say as much of a person
 */
export const embeddingColumns = (pii: PiiLevel): readonly Column[] => [
  column(vectorType)("EMBEDDING", "Embedding of the row's text; written by the embedding task only", {
    pii,
    fingerprint: true,
  }),
  text("EMBEDDING_MODEL", 100, "Model that made EMBEDDING"),
  text(
    "CONTENT_HASH",
    64,
    "SHA-256 of model and text that EMBEDDING was made from; equal means nothing to do",
    { pii, fingerprint: true },
  ),
  timestamp("EMBEDDED_AT", "When EMBEDDING was made"),
];

/** When a row of ours was made and last changed. The embedding task leaves both alone. */
export const lifecycleColumns: readonly Column[] = [
  timestamp("CREATED_AT", "When the row was made", { default: now }),
  timestamp("UPDATED_AT", "When a person or job last changed the row", { default: now }),
];

/** When a row was changed at its source and when it came here. */
export const loadColumns: readonly Column[] = [
  timestamp("_SOURCE_UPDATED_AT", "When the source system last changed the row"),
  timestamp("_LOADED_AT", "When the row was loaded", { default: now }),
];
