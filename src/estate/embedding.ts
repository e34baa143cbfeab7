import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import {
  contentHash,
  embeddedText,
  embeddingCall,
  healingSchedule,
  streamComment,
  type Embedding,
} from "../model/embedding";
import {
  healingTaskName,
  literal,
  logicalName,
  quoted,
  resumingTaskName,
  streamName,
  taskName,
} from "../model/names";
import { isEmbedded, primaryIdentifier, vectorType, type Table } from "../model/table";
import { embeddingWarehouse } from "../model/warehouses";
import type { Deploy } from "../config/deploy";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";
import { sql } from "./sql";
import { SqlObject } from "./sql-object";
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
  /** As whom the stack deploys. */
  readonly deploy: Deploy;
}

/** Milliseconds a run may take: a batch of every row of a table, and no more. */
const runTimeoutMs = 60 * 60 * 1000;

/**
 * Runs of a task that may fail in a row before Snowflake suspends it: an outage then costs each table ten short runs
 * and two a day, not a warehouse that never sleeps.
 */
const failuresBeforeSuspension = 10;

/**
 * Three tasks for every stream, as docs/decisions/0003, "Embedding" explains: one embeds what the stream brings, one
 * heals what it did not, one resumes the first where failures have suspended it and the healing shows that they are
 * over. Declared last of all, since each starts as soon as it is made.
 */
export class EmbeddingTasks extends Component {
  constructor(
    ground: Ground,
    private readonly database: Database,
    private readonly warehouses: Warehouses,
    streams: EmbeddingStreams,
    private readonly tasks: EmbeddingTasksArgs,
  ) {
    super("EmbeddingTasks", "embedding-tasks", ground);
    const { embedding } = tasks;
    const roots: snowflake.Task[] = [];
    const children: snowflake.Task[] = [];
    for (const [table, { resource, stream }] of streams.declared) {
      const embed = this.task(table, taskName(table.name), {
        when: pulumi.interpolate`SYSTEM$STREAM_HAS_DATA('${stream.fullyQualifiedName}')`,
        sqlStatement: bodyOf(
          table,
          resource,
          pulumi.interpolate`${stream.fullyQualifiedName}\n    WHERE METADATA$ACTION = 'INSERT'`,
          embedding,
        ),
        userTaskMinimumTriggerIntervalInSeconds: embedding.triggerIntervalSeconds,
        suspendTaskAfterNumFailures: failuresBeforeSuspension,
        comment: `Embeds rows of ${table.name} whose text or model has changed`,
      });
      const heal = this.task(table, healingTaskName(table.name), {
        schedule: { usingCron: healingSchedule },
        sqlStatement: bodyOf(table, resource, resource.fullyQualifiedName, embedding),
        // It is what brings the others back, so nothing may stop it.
        suspendTaskAfterNumFailures: 0,
        comment: `Embeds rows of ${table.name} that ${taskName(table.name)} has missed`,
      });
      roots.push(heal);
      const resume = this.task(table, resumingTaskName(table.name), {
        afters: [heal.fullyQualifiedName],
        sqlStatement: pulumi.interpolate`ALTER TASK ${embed.fullyQualifiedName} RESUME`,
        comment: `Resumes ${taskName(table.name)} if it is suspended, once ${healingTaskName(table.name)} has succeeded`,
      });
      children.push(resume);
    }
    // To make or change a child the provider suspends its root, and where that fails it leaves the root so, and says
    // nothing of it in any later run: a table would never be healed again.
    new SqlObject(
      "healing-tasks-resumed",
      ground,
      {
        sql: roots.map((root) => pulumi.interpolate`ALTER TASK ${root.fullyQualifiedName} RESUME`),
        undo: undefined,
        again: children.flatMap(({ sqlStatement, comment }) => [
          sqlStatement,
          comment.apply((text) => text ?? ""),
        ]),
        deploy: tasks.deploy,
      },
      { parent: this, within: database.database, after: children },
    );
    this.registerOutputs();
  }

  private task(
    table: Table,
    name: string,
    args: Omit<snowflake.TaskArgs, "database" | "schema" | "started">,
  ): snowflake.Task {
    const { provider, after } = this.tasks;
    return this.declare(
      snowflake.Task,
      logicalName(table.schema, name),
      {
        name,
        database: this.database.database.name,
        schema: this.database.schema(table.schema).name,
        warehouse: this.warehouses.warehouse(embeddingWarehouse).name,
        started: true,
        userTaskTimeoutMs: runTimeoutMs,
        // Of a graph, only its root may say it (docs: create-task, OVERLAP_POLICY).
        ...(args.afters === undefined ? { allowOverlappingExecution: "false" } : {}),
        ...args,
      },
      { within: this.database.database, after, provider },
    );
  }
}

/** The one statement that embeds. @param source where rows are read: what follows FROM */
const bodyOf = (
  table: Table,
  resource: snowflake.Table,
  source: pulumi.Input<string>,
  embedding: Embedding,
): pulumi.Output<string> =>
  sql("tasks/embed.sql", {
    table: resource.fullyQualifiedName,
    source,
    id: quoted(primaryIdentifier(table).name),
    text: embeddedText(table, embedding),
    hash: contentHash("TEXT", embedding),
    hashNow: contentHash(embeddedText(table, embedding, "T"), embedding),
    model: literal(embedding.model),
    vector: vectorType,
    embedding: embeddingCall("TEXT", embedding),
  });
