import { Provider as CommandProvider } from "@pulumi/command";
import type * as snowflake from "@pulumi/snowflake";

import type { Settings } from "../../src/config/settings";
import { Database } from "../../src/estate/database";
import { EmbeddingStreams } from "../../src/estate/embedding";
import { Governance } from "../../src/estate/governance";
import { Metadata } from "../../src/estate/metadata";
import { providerFor } from "../../src/estate/providers";
import { Tables } from "../../src/estate/tables";
import type { Table } from "../../src/model/table";
import { tables as modelTables, tableSchemas } from "../../src/model/tables";

/** The estate's own tables again and again, under numbered names, until there are so many. */
export const manyTables = (count: number): readonly Table[] =>
  Array.from({ length: count }, (_, i) => {
    const table = modelTables[i % modelTables.length] as Table;
    return { ...table, name: `${table.name}_${Math.floor(i / modelTables.length)}` };
  });

/**
 * Declares tables with the components of the estate: database, schemas, tag, masks, tables; `followed` by the tags of
 * tables and columns and the streams too. Views, roles and tasks are of the model's own tables and so are not in it.
 */
export function declareWide(
  { suffix, deploy, embedding, masking, protect, retention, transientRaw }: Settings,
  tables: readonly Table[],
  { followed }: { readonly followed: boolean },
): object {
  const ground = {
    provider: providerFor("deploy", deploy.role, deploy.warehouse),
    commands: new CommandProvider("commands"),
    protect,
  };
  const database = new Database(ground, { suffix, retention, transientRaw, protect });
  const governance = new Governance(ground, database, { suffix, masking });
  const declared = new Map<Table, snowflake.Table>(
    tableSchemas.flatMap((schema) => {
      const inSchema = tables.filter((table) => table.schema === schema);
      return [
        ...new Tables(ground, schema, inSchema, { database, governance, columnOrder: new Map() }).declared,
      ];
    }),
  );
  if (followed) {
    new Metadata(ground, database, governance.tag, { tables: declared, views: new Map() });
    new EmbeddingStreams(ground, database, declared, embedding);
  }
  return { database: database.database.name };
}
