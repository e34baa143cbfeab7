import * as snowflake from "@pulumi/snowflake";

import { databaseName, logicalName, physicalName } from "../model/names";
import { schemas } from "../model/schemas";
import { Component } from "./component";
import type { Ground } from "./declare";

export interface DatabaseArgs {
  readonly suffix: string;
  /** Days of time travel, by schema. */
  readonly retention: Readonly<Record<string, number>>;
  /** Whether what Airbyte lands is kept without fail-safe. */
  readonly transientRaw: boolean;
}

/** The database and its schemas. */
export class Database extends Component {
  readonly database: snowflake.Database;
  private readonly schemas = new Map<string, snowflake.Schema>();

  constructor(ground: Ground, { suffix, retention, transientRaw }: DatabaseArgs) {
    super("Database", "database", ground);
    this.database = this.declare(snowflake.Database, logicalName(databaseName), {
      name: physicalName(databaseName, suffix),
      comment: "The knowledge base Sophia AI answers from",
      dataRetentionTimeInDays: 1,
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
