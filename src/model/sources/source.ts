import { embeddingColumns, loadColumns } from "../columns";
import { embeddedPii, type Column, type DataSource, type Table, type UpdateFrequency } from "../table";

interface Source {
  readonly comment: string;
  readonly entityType: string;
  readonly columns: readonly Column[];
}

/**
 * Tables of one source schema. A table with embedded columns gets the embedding columns, and so a stream and a task,
 * exactly as the knowledge tables do.
 */
export const sourceTables =
  (schema: string, dataSource: DataSource, updateFrequency: UpdateFrequency) =>
  (name: string, { comment, entityType, columns }: Source): Table => ({
    schema,
    name,
    comment,
    facts: { entityType, dataSource, updateFrequency },
    columns: [
      ...columns,
      ...(columns.some((column) => column.embedded === true) ? embeddingColumns(embeddedPii(columns)) : []),
      ...loadColumns,
    ],
    changedAt: "_SOURCE_UPDATED_AT",
  });
