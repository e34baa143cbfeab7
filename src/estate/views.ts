import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import { contentHash, textOf, embeddedText, type Embedding } from "../model/embedding";
import { literal, logicalName, quoted } from "../model/names";
import { primaryIdentifier, type Table } from "../model/table";
import type { Relation, View } from "../model/views";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";
import { sql } from "./sql";

export interface ViewsArgs {
  readonly views: readonly View[];
  readonly embedding: Embedding;
  /** The role that owns views which count rows. */
  readonly countingRole: pulumi.Input<string>;
}

/** Views, each from a body in sql/ over the tables' own names. */
export class Views extends Component {
  private readonly views = new Map<View, snowflake.View>();
  private readonly transfers = new Map<View, snowflake.GrantOwnership>();

  constructor(
    ground: Ground,
    private readonly database: Database,
    tables: ReadonlyMap<Table, snowflake.Table>,
    { views, embedding, countingRole }: ViewsArgs,
  ) {
    super("Views", "views", ground);
    const nameOf = (relation: Relation): pulumi.Output<string> => {
      const resource = tables.get(relation as Table) ?? this.views.get(relation as View);
      if (resource === undefined) throw new Error(`a view reads ${relation.name}, which is not declared`);
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
            formerly: view.formerly?.map((old) => logicalName(view.schema, old)),
          },
        ),
      );
    for (const [view, resource] of this.views)
      if (view.counts === true) this.transfers.set(view, this.transfer(view, resource, countingRole));
    this.registerOutputs();
  }

  /** Gives a view to a role that may make none. Grants that came with FUTURE stay. */
  private transfer(view: View, resource: snowflake.View, to: pulumi.Input<string>): snowflake.GrantOwnership {
    return this.declare(
      snowflake.GrantOwnership,
      logicalName(view.schema, view.name, "owner"),
      {
        accountRoleName: to,
        on: { objectType: "VIEW", objectName: resource.fullyQualifiedName },
        outboundPrivileges: "COPY",
      },
      { within: this.database.database },
    );
  }

  /** What gives a view to the role that owns it in the end; undefined where it stays with who made it. */
  ownedOnce(view: View): snowflake.GrantOwnership | undefined {
    return this.transfers.get(view);
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
  { body, columns }: View,
  nameOf: (relation: Relation) => pulumi.Output<string>,
  embedding: Embedding,
): pulumi.Output<string> {
  if ("file" in body)
    return sql(
      body.file,
      Object.fromEntries(body.tables.map((table) => [table.name.toLowerCase(), nameOf(table)])),
    );
  if ("shows" in body)
    return sql("views/masked.sql", {
      columns: columns.map(({ name }) => quoted(name)).join(",\n  "),
      relation: nameOf(body.shows),
    });
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
  id: quoted(primaryIdentifier(table).name),
  title: `ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT(${(table.search?.title ?? []).map((name) => quoted(name)).join(", ")}), ' ')`,
  text: textOf(table),
  source: sourceOf(table),
  changedAt: quoted(table.changedAt),
});

/** Notion addresses a page by its id without hyphens. */
function sourceOf(table: Table): string {
  const source = table.search?.source;
  if (source === undefined) return "NULL";
  return source === "NOTION_PAGE_ID"
    ? `'https://www.notion.so/' || REPLACE(${quoted(source)}, '-', '')`
    : quoted(source);
}

/** What one table is to EMBEDDING_COVERAGE. */
const coverageValues = (table: Table, embedding: Embedding) => ({
  schemaName: literal(table.schema),
  tableName: literal(table.name),
  text: embeddedText(table, embedding),
  hash: contentHash("TEXT", embedding),
  changedAt: quoted(table.changedAt),
});
