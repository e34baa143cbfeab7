import { Provider as CommandProvider } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type * as snowflake from "@pulumi/snowflake";

import type { Settings } from "../config/settings";
import type { ColumnOrder } from "../model/column-order";
import { tables as modelTables, tableSchemas } from "../model/tables";
import type { Table } from "../model/table";
import { searchView, views as modelViews } from "../model/views";
import { Access } from "./access";
import { Database } from "./database";
import type { Ground } from "./declare";
import { EmbeddingStreams, EmbeddingTasks } from "./embedding";
import { Governance } from "./governance";
import { Metadata } from "./metadata";
import { providerFor } from "./providers";
import { Tables } from "./tables";
import { Views } from "./views";
import { Warehouses } from "./warehouses";

/** What the stack tells others: names that stay, nothing secret. */
export interface EstateOutputs {
  /** Name of the database. */
  readonly database: pulumi.Output<string>;
  /** Names of the warehouses, by what they are for. */
  readonly warehouses: Readonly<Record<string, pulumi.Output<string>>>;
  /** Names of the account roles, by base name. */
  readonly roles: Readonly<Record<string, pulumi.Output<string>>>;
  /** Full name of the view to search. */
  readonly searchView: pulumi.Output<string>;
}

/**
 * Declares the whole estate, in the order a reader meets it; what waits for what follows from outputs.
 * @param columnOrder of tables the account has; the model's where there is no account, or not this table yet
 */
export function declareEstate(settings: Settings, columnOrder: ColumnOrder = new Map()): EstateOutputs {
  const { suffix, deploy, embedding, masking } = settings;
  for (const omission of settings.omitted) void pulumi.log.info(omission);

  const ground: Ground = {
    provider: providerFor("deploy", deploy.role, deploy.warehouse),
    commands: new CommandProvider("commands"),
    protect: settings.protect,
  };
  const database = new Database(ground, settings);
  const governance = new Governance(ground, database, { suffix, masking });
  const warehouses = new Warehouses(ground, { ...settings, settings: settings.warehouses });
  const access = new Access(ground, database, warehouses, { suffix, deploy });

  const tables = new Map<Table, snowflake.Table>(
    tableSchemas.flatMap((schema) => {
      const inSchema = modelTables.filter((table) => table.schema === schema);
      return [...new Tables(ground, schema, inSchema, { database, governance, columnOrder }).declared];
    }),
  );
  const views = new Views(ground, database, tables, {
    views: modelViews,
    embedding,
    countingRole: access.countingRoleName,
  });
  const streams = new EmbeddingStreams(ground, database, tables, embedding);
  access.grantPresent([
    ...[...tables].map(([{ schema, name }, resource]) => ({ schema, name, resource })),
    ...[...views.declared].map(([view, resource]) => ({
      schema: view.schema,
      name: view.name,
      resource,
      ready: views.ownedOnce(view),
    })),
    ...[...streams.declared].map(([{ schema, name }, { stream }]) => ({ schema, name, resource: stream })),
  ]);

  new Metadata(ground, database, governance.tag, { tables, views: views.declared });

  // The tasks' owner makes its tasks once it has all they need.
  const tasks = {
    provider: providerFor("tasks", access.taskRoleName, access.taskWarehouseName),
    after: access.taskRoleGrants,
  };
  new EmbeddingTasks(ground, database, warehouses, streams, { embedding, deploy, ...tasks });

  return {
    database: database.database.name,
    warehouses: warehouses.names,
    roles: access.names,
    searchView: views.fullName(searchView),
  };
}
