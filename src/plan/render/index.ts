/** From a resource to the statements the provider sends when it creates it. */
import { isProvider, type Registration } from "../registration";
import { command } from "./command";
import { database, schema } from "./database";
import { grantPrivilegesToAccountRole, grantPrivilegesToDatabaseRole } from "./grant";
import { Inputs } from "./inputs";
import { maskingPolicy } from "./policy";
import { grantOwnership } from "./ownership";
import type { RenderContext, Renderer } from "./renderer";
import { accountRole, databaseRole, grantAccountRole, grantDatabaseRole } from "./role";
import { streamOnTable } from "./stream";
import { table } from "./table";
import { tag, tagAssociation } from "./tag";
import { task } from "./task";
import { view } from "./view";
import { warehouse } from "./warehouse";

export type { RenderContext } from "./renderer";

/** By type token, as @pulumi/snowflake and @pulumi/command write them. */
export const RENDERERS: ReadonlyMap<string, Renderer> = new Map([
  ["command:local:Command", command],
  ["snowflake:index/accountRole:AccountRole", accountRole],
  ["snowflake:index/database:Database", database],
  ["snowflake:index/databaseRole:DatabaseRole", databaseRole],
  ["snowflake:index/grantAccountRole:GrantAccountRole", grantAccountRole],
  ["snowflake:index/grantDatabaseRole:GrantDatabaseRole", grantDatabaseRole],
  ["snowflake:index/grantOwnership:GrantOwnership", grantOwnership],
  ["snowflake:index/grantPrivilegesToAccountRole:GrantPrivilegesToAccountRole", grantPrivilegesToAccountRole],
  [
    "snowflake:index/grantPrivilegesToDatabaseRole:GrantPrivilegesToDatabaseRole",
    grantPrivilegesToDatabaseRole,
  ],
  ["snowflake:index/maskingPolicy:MaskingPolicy", maskingPolicy],
  ["snowflake:index/schema:Schema", schema],
  ["snowflake:index/streamOnTable:StreamOnTable", streamOnTable],
  ["snowflake:index/table:Table", table],
  ["snowflake:index/tag:Tag", tag],
  ["snowflake:index/tagAssociation:TagAssociation", tagAssociation],
  ["snowflake:index/task:Task", task],
  ["snowflake:index/view:View", view],
  ["snowflake:index/warehouse:Warehouse", warehouse],
]);

/** A context for one plan. */
export function newContext(): RenderContext {
  return { tasks: new Map() };
}

/**
 * Statements a create of the resource sends. Components, providers and adopted resources send none.
 *
 * @throws when the type has no renderer, an input is not known to it, or the provider would refuse a value; the message
 * names type and URN.
 */
export function render(registration: Registration, context: RenderContext): string[] {
  const { custom, type, urn, options } = registration;
  if (!custom || isProvider(registration) || options.importId !== undefined) return [];
  const renderer = RENDERERS.get(type);
  if (renderer === undefined) throw new Error(`no renderer for resources of type ${type}: ${urn}`);
  const inputs = Inputs.of(registration);
  try {
    const statements = renderer(inputs, context);
    inputs.checkAllRead();
    return statements;
  } catch (error) {
    const { message } = error as Error;
    throw message.includes(urn) ? error : new Error(`${urn} (${type}): ${message}`, { cause: error });
  }
}
