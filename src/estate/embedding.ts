import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import { contentHash, embeddedText, embeddingCall, streamComment, type Embedding } from "../model/embedding";
import { literal, logicalName, quoted, streamName, taskName } from "../model/names";
import { isEmbedded, primaryIdentifier, vectorType, type Table } from "../model/table";
import { embeddingWarehouse } from "../model/warehouses";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";
import { sql } from "./sql";
import type { Warehouses } from "./warehouses";

/** A table that is embedded, with the stream that follows it. */
export interface Followed {
  readonly resource: snowflake.Table;
  readonly stream: snowflake.StreamOnTable;
}

/** One stream for every table whose rows are embedded. */
export class EmbeddingStreams extends Component {
  private readonly streams = new Map<Table, Followed>();

  constructor(
    ground: Ground,
    database: Database,
    tables: ReadonlyMap<Table, snowflake.Table>,
    embedding: Embedding,
  ) {
    super("EmbeddingStreams", "embedding-streams", ground);
    for (const [table, resource] of tables)
      if (isEmbedded(table))
        this.streams.set(table, {
          resource,
          stream: this.declare(
            snowflake.StreamOnTable,
            logicalName(table.schema, streamName(table.name)),
            {
              name: streamName(table.name),
              database: database.database.name,
              schema: database.schema(table.schema).name,
              table: resource.fullyQualifiedName,
              appendOnly: "false",
              // Rows that were there before the stream are embedded as well.
              showInitialRows: "true",
              comment: streamComment(table, embedding),
            },
            { within: database.database },
          ),
        });
    this.registerOutputs();
  }

  /** The streams with the tables they follow. */
  get declared(): ReadonlyMap<Table, Followed> {
    return this.streams;
  }
}

export interface EmbeddingTasksArgs {
  readonly embedding: Embedding;
  /** Acts as the role that owns the tasks. */
  readonly provider: snowflake.Provider;
  /** Everything that role needs before a task of its may run. */
  readonly after: readonly pulumi.Resource[];
}

/** Milliseconds a run may take: a batch of every row of a table, and no more. */
const runTimeoutMs = 60 * 60 * 1000;

/** Runs that may fail in a row before Snowflake suspends the task. */
const failuresBeforeSuspension = 10;

/** One task for every stream. Declared last of all, since each starts as soon as it is made. */
export class EmbeddingTasks extends Component {
  constructor(
    ground: Ground,
    database: Database,
    warehouses: Warehouses,
    streams: EmbeddingStreams,
    { embedding, provider, after }: EmbeddingTasksArgs,
  ) {
    super("EmbeddingTasks", "embedding-tasks", ground);
    for (const [table, followed] of streams.declared)
      this.declare(
        snowflake.Task,
        logicalName(table.schema, taskName(table.name)),
        {
          name: taskName(table.name),
          database: database.database.name,
          schema: database.schema(table.schema).name,
          warehouse: warehouses.warehouse(embeddingWarehouse).name,
          when: pulumi.interpolate`SYSTEM$STREAM_HAS_DATA('${followed.stream.fullyQualifiedName}')`,
          sqlStatement: bodyOf(table, followed, embedding),
          started: true,
          allowOverlappingExecution: "false",
          userTaskMinimumTriggerIntervalInSeconds: embedding.triggerIntervalSeconds,
          userTaskTimeoutMs: runTimeoutMs,
          suspendTaskAfterNumFailures: failuresBeforeSuspension,
          comment: `Embeds rows of ${table.name} whose text or model has changed`,
        },
        { within: database.database, after, provider },
      );
    this.registerOutputs();
  }
}

const bodyOf = (table: Table, { resource, stream }: Followed, embedding: Embedding): pulumi.Output<string> =>
  sql("tasks/embed.sql", {
    table: resource.fullyQualifiedName,
    stream: stream.fullyQualifiedName,
    id: quoted(primaryIdentifier(table).name),
    changedAt: quoted(table.changedAt),
    text: embeddedText(table, embedding),
    hash: contentHash("TEXT", embedding),
    model: literal(embedding.model),
    vector: vectorType,
    embedding: embeddingCall("TEXT", embedding),
  });
