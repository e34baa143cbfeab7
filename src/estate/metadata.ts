import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import { columnMetadata, isCritical, relationMetadata, schemaMetadata } from "../model/metadata";
import { logicalName, quoted } from "../model/names";
import { schemas } from "../model/schemas";
import type { Column, Facts, Table } from "../model/table";
import { tables as modelTables } from "../model/tables";
import type { View } from "../model/views";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";

/** A table or view as the tags see it. */
interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly facts: Facts;
  readonly columns: readonly Pick<Column, "name" | "type" | "pii" | "identifier" | "joinsTo">[];
}

/** SOPHIA_AI_METADATA on every schema, table, view and critical column: one object a resource. */
export class Metadata extends Component {
  constructor(
    ground: Ground,
    private readonly database: Database,
    private readonly tag: snowflake.Tag,
    relations: {
      readonly tables: ReadonlyMap<Table, snowflake.Table>;
      readonly views: ReadonlyMap<View, snowflake.View>;
    },
  ) {
    super("Metadata", "metadata", ground);
    for (const schema of schemas)
      this.associate(
        logicalName(schema.name),
        "SCHEMA",
        database.schema(schema.name).fullyQualifiedName,
        schemaMetadata(schema, modelTables),
      );
    for (const [table, resource] of relations.tables) this.associateRelation("TABLE", table, resource);
    for (const [view, resource] of relations.views) this.associateRelation("VIEW", view, resource);
    this.registerOutputs();
  }

  private associateRelation(
    type: "TABLE" | "VIEW",
    { schema, name, facts, columns }: Relation,
    resource: snowflake.Table | snowflake.View,
  ): void {
    const prefix = logicalName(schema, name);
    this.associate(prefix, type, resource.fullyQualifiedName, relationMetadata(facts, columns));
    for (const column of columns.filter(isCritical))
      this.associate(
        logicalName(prefix, column.name),
        "COLUMN",
        pulumi.interpolate`${resource.fullyQualifiedName}.${quoted(column.name)}`,
        columnMetadata(facts, column),
      );
  }

  private associate(object: string, type: string, identifier: pulumi.Output<string>, value: string): void {
    this.declare(
      snowflake.TagAssociation,
      logicalName("metadata", type, object),
      {
        tagId: this.tag.fullyQualifiedName,
        objectType: type,
        objectIdentifiers: [identifier],
        tagValue: value,
      },
      { within: this.database.database },
    );
  }
}
