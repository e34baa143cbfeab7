import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import { contentHash, textOf, embeddedText, type Embedding } from "../model/embedding";
import { literal, logicalName } from "../model/names";
import { primaryIdentifier, type Table } from "../model/table";
import type { View } from "../model/views";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";
import { sql } from "./sql";

export interface ViewsArgs {
  readonly views: readonly View[];
  readonly embedding: Embedding;
  /** The provider that makes and so owns them, where it is not the stack's own, with all it must wait for. */
  readonly owner?: {
    readonly provider: snowflake.Provider;
    readonly after: readonly pulumi.Resource[];
  };
}

/** Views of one owner, each from a body in sql/ over the tables' own names. */
export class Views extends Component {
  private readonly views = new Map<View, snowflake.View>();

  constructor(
    ground: Ground,
    database: Database,
    name: string,
    tables: ReadonlyMap<Table, snowflake.Table>,
    { views, embedding, owner }: ViewsArgs,
  ) {
    super("Views", name, ground);
    const nameOf = (table: Table): pulumi.Output<string> => {
      const resource = tables.get(table);
      if (resource === undefined) throw new Error(`a view reads ${table.name}, which is not declared`);
      return resource.fullyQualifiedName;
    };
    for (const view of views)
      this.views.set(
        view,
        this.declare(
          snowflake.View,
          logicalName(view.schema, view.name),
          {
            name: view.name,
            database: database.database.name,
            schema: database.schema(view.schema).name,
            comment: view.comment,
            isSecure: "false",
            copyGrants: true,
            columns: view.columns.map(({ name, comment }) => ({ columnName: name, comment })),
            statement: statementOf(view, nameOf, embedding),
          },
          {
            within: database.database,
            ...owner,
            formerly: view.formerly?.map((old) => logicalName(view.schema, old)),
          },
        ),
      );
    this.registerOutputs();
  }

  /** The full name of a view, quoted as Snowflake wants it. @throws where the model does not declare it */
  fullName(name: string): pulumi.Output<string> {
    const found = [...this.views].find(([view]) => view.name === name);
    if (found === undefined) throw new Error(`no view ${name}`);
    return found[1].fullyQualifiedName;
  }

  /** The views with the declarations they follow from. */
  get declared(): ReadonlyMap<View, snowflake.View> {
    return this.views;
  }
}

function statementOf(
  { body }: View,
  nameOf: (table: Table) => pulumi.Output<string>,
  embedding: Embedding,
): pulumi.Output<string> {
  if ("file" in body)
    return sql(
      body.file,
      Object.fromEntries(body.tables.map((table) => [table.name.toLowerCase(), nameOf(table)])),
    );
  const values = { entity: entityValues, coverage: coverageValues }[body.branch];
  return pulumi
    .all(
      body.tables.map((table) =>
        sql(`views/${body.branch}.branch.sql`, { table: nameOf(table), ...values(table, embedding) }),
      ),
    )
    .apply((branches) => branches.join("\nUNION ALL\n"));
}

/** What one table is to V_ENTITY_SEARCH. */
const entityValues = (table: Table) => ({
  entityType: literal(table.facts.entityType),
  id: primaryIdentifier(table).name,
  title: `ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT(${(table.search?.title ?? []).join(", ")}), ' ')`,
  text: textOf(table),
  source: sourceOf(table),
  changedAt: table.changedAt,
});

/** Notion addresses a page by its id without hyphens. */
function sourceOf(table: Table): string {
  const source = table.search?.source;
  if (source === undefined) return "NULL";
  return source === "NOTION_PAGE_ID" ? `'https://www.notion.so/' || REPLACE(${source}, '-', '')` : source;
}

/** What one table is to EMBEDDING_COVERAGE. */
const coverageValues = (table: Table, embedding: Embedding) => ({
  schemaName: literal(table.schema),
  tableName: literal(table.name),
  text: embeddedText(table, embedding),
  hash: contentHash("TEXT", embedding),
  changedAt: table.changedAt,
});
