import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import { marked } from "../model/mark";
import { databaseName, logicalName, physicalName } from "../model/names";
import { databaseRetentionDays, schemas } from "../model/schemas";
import { Component } from "./component";
import type { Ground } from "./declare";

export interface DatabaseArgs {
  readonly suffix: string;
  /** Days of time travel, by schema. */
  readonly retention: Readonly<Record<string, number>>;
  /** Whether what Airbyte lands is kept without fail-safe. */
  readonly transientRaw: boolean;
  /** Whether Pulumi refuses to delete what holds data: kept with the database, so that a later run can tell. */
  readonly protect: boolean;
}

/** The database and its schemas. */
export class Database extends Component {
  readonly database: snowflake.Database;
  private readonly schemas = new Map<string, snowflake.Schema>();

  constructor(ground: Ground, { suffix, retention, transientRaw, protect }: DatabaseArgs) {
    super("Database", "database", ground);
    this.database = this.declare(snowflake.Database, logicalName(databaseName), {
      name: physicalName(databaseName, suffix),
      comment: marked("The knowledge base Sophia AI answers from", {
        stack: `${pulumi.getProject()}/${pulumi.getStack()}`,
        protected: protect,
      }),
      dataRetentionTimeInDays: databaseRetentionDays,
      dropPublicSchemaOnCreation: true,
    });
    for (const { name, comment, layer } of schemas)
      this.schemas.set(
        name,
        this.declare(
          snowflake.Schema,
          logicalName(name),
          {
            name,
            database: this.database.name,
            comment,
            withManagedAccess: "true",
            isTransient: layer === "raw" && transientRaw ? "true" : "false",
            dataRetentionTimeInDays: retention[name],
          },
          { within: this.database },
        ),
      );
    this.registerOutputs();
  }

  /** @throws where the model names a schema it does not declare */
  schema(name: string): snowflake.Schema {
    const schema = this.schemas.get(name);
    if (schema === undefined)
      throw new Error(`schema ${name} is not among ${[...this.schemas.keys()].join(", ")}`);
    return schema;
  }
}
