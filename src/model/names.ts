/** Base name of the database. */
export const databaseName = "SOPHIA_AI";

/**
 * The name an object has in the account: objects of the account itself (database, warehouses, account roles) carry
 * the stack's suffix, so that two environments share an account; what lies inside the database needs none.
 * @param base e.g. `SOPHIA_AI_ETL_WH` @param suffix empty, or e.g. `_DEV`
 */
export const physicalName = (base: string, suffix: string): string => `${base}${suffix}`;

/** The logical name of a resource: kebab-case of the names of what it is, never of a place in a list. */
export const logicalName = (...parts: readonly string[]): string =>
  parts
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** `"A"."B"`: an identifier as the provider writes it, case kept. */
export const quoted = (...parts: readonly string[]): string =>
  parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");

/** A text as an SQL literal. Backslashes escape in Snowflake's literals, so they are doubled. */
export const literal = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** Names of what a table brings with it. */
export const streamName = (table: string): string => `${table}_CHANGES`;
export const taskName = (table: string): string => `EMBED_${table}`;
export const healingTaskName = (table: string): string => `HEAL_${table}`;
export const resumingTaskName = (table: string): string => `RESUME_${table}`;
export const readerRole = (schema: string): string => `${schema}_READER`;
/** Reads what a reader does, but for what vectors and hashes give away of personal data (masked.ts). */
export const maskedReaderRole = (schema: string): string => `${schema}_MASKED_READER`;
export const writerRole = (schema: string): string => `${schema}_WRITER`;
