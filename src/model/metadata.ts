import {
  highestPii,
  isPersonal,
  isVector,
  type Column,
  type Facts,
  type PiiLevel,
  type Table,
} from "./table";
import type { Schema } from "./schemas";

/** The tag that carries the metadata, and the schema it lives in. */
export const metadataTag = { schema: "SOPHIA_GOVERNANCE", name: "SOPHIA_AI_METADATA" } as const;

/** Longest value of a tag, in characters (docs: object-tagging/introduction). */
export const maxTagLength = 256;

interface Described {
  readonly facts: Facts;
  readonly pii: PiiLevel;
  readonly vectorIndex: boolean;
  readonly primaryIdentifier?: boolean;
  readonly joinsTo?: string;
}

/**
 * A value of SOPHIA_AI_METADATA: a JSON object, keys sorted, values texts.
 * @throws where it is longer than Snowflake keeps
 */
export function metadata({ facts, pii, vectorIndex, primaryIdentifier, joinsTo }: Described): string {
  const value = JSON.stringify({
    data_source: facts.dataSource,
    entity_type: facts.entityType,
    ...(primaryIdentifier === undefined ? {} : { is_primary_identifier: String(primaryIdentifier) }),
    ...(joinsTo === undefined ? {} : { joins_to: joinsTo }),
    pii_level: pii,
    update_frequency: facts.updateFrequency,
    vector_index: String(vectorIndex),
  });
  if (value.length > maxTagLength)
    throw new Error(`a tag value holds ${maxTagLength} characters, this one has ${value.length}: ${value}`);
  return value;
}

/** What the columns of a table or view say together. */
type Columns = readonly Pick<Column, "type" | "pii">[];

export const relationMetadata = (facts: Facts, columns: Columns): string =>
  metadata({ facts, pii: highestPii(columns), vectorIndex: columns.some(isVector) });

export const schemaMetadata = (schema: Schema, tables: readonly Table[]): string => {
  const columns = tables.filter((table) => table.schema === schema.name).flatMap((table) => table.columns);
  return metadata({
    facts: schema.facts,
    pii: highestPii([...columns, { pii: schema.pii }]),
    vectorIndex: columns.some(isVector),
  });
};

/** Columns that carry the tag themselves: identifiers, ids of other systems, personal data, vectors. */
export const isCritical = (column: Pick<Column, "type" | "pii" | "identifier">): boolean =>
  column.identifier !== undefined || isPersonal(column) || isVector(column);

export const columnMetadata = (
  facts: Facts,
  column: Pick<Column, "type" | "pii" | "identifier" | "joinsTo">,
): string =>
  metadata({
    facts,
    pii: column.pii ?? "none",
    vectorIndex: isVector(column),
    primaryIdentifier: column.identifier === "primary",
    joinsTo: column.joinsTo,
  });
