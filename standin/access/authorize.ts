import { printName } from "../catalog/names";
import { insufficientPrivileges, notFound } from "../errors";
import type { ExecuteContext } from "../catalog/context";
import { exists } from "../catalog/drop";
import { find, resolve, resolveDatabase, resolvePlace, resolveRolePlace } from "../catalog/resolve";
import type { Securable } from "../catalog/objects";
import { isName } from "../catalog/tasks";
import type {
  AlterAccountStatement,
  AlterStatement,
  CallStatement,
  CatalogStatement,
  CreateStatement,
  MadeKind,
  MaskingPolicyUse,
  Name,
  ObjectKind,
} from "../syntax/statements";
import { authorizeGrant } from "./authorize-grant";
import { can, canOnAccount, owns, requireOnAccount, requirePrivilege, requireReach } from "./can";

/**
 * Whether the role of a context may run a statement (docs security-access-control-privileges, and the "Access control
 * requirements" of each command). SHOW and DESCRIBE are not refused here: they leave out or do not find what the role
 * does not see.
 * @throws SnowflakeError 002003 where the role may not know of what it names, 003001 where a privilege lacks
 */
export function authorize(statement: CatalogStatement, context: ExecuteContext): void {
  switch (statement.kind) {
    case "show":
    case "show grants":
    case "show future grants":
    case "show parameters":
    case "describe":
      return;
    case "alter":
      if (!statement.ifExists || exists(statement, context)) authorizeAlter(statement, context);
      return;
    case "drop":
      if (statement.ifExists && !exists(statement, context)) return;
      requirePrivilege(
        context.catalog,
        context.role,
        "OWNERSHIP",
        resolve(context, statement.object, statement.name),
      );
      return;
    case "grant privileges":
    case "revoke privileges":
    case "grant role":
    case "revoke role":
    case "grant ownership":
      authorizeGrant(statement, context);
      return;
    case "alter account":
    case "call":
      requireAccountAdmin(statement, context);
      return;
    default:
      authorizeCreate(statement, context);
  }
}

/** Parameters of Cortex and Snowflake's own grants are ACCOUNTADMIN's alone (docs cross-region-inference, bcr-2378). */
function requireAccountAdmin(
  statement: AlterAccountStatement | CallStatement,
  { catalog, role }: ExecuteContext,
): void {
  if (owns(catalog, role, catalog.account)) return;
  if (statement.kind === "call") throw notFound("Procedure", printName(statement.procedure.parts));
  throw insufficientPrivileges("account", catalog.account.name);
}

function authorizeCreate(statement: CreateStatement, context: ExecuteContext): void {
  const { catalog, role } = context;
  const kind = statement.kind.slice("create ".length).toUpperCase() as MadeKind;
  const existing = find(context, kind, statement.name);
  // Nothing happens to what is there.
  if (existing !== undefined && statement.mode === "if not exists") return;
  switch (statement.kind) {
    case "create database":
    case "create warehouse":
    case "create role":
    case "create user":
      requireOnAccount(catalog, role, `CREATE ${kind}`);
      break;
    case "create schema":
      requirePrivilege(catalog, role, "CREATE SCHEMA", resolveRolePlace(context, statement.name).database);
      break;
    case "create database role": {
      const { database } = resolveRolePlace(context, statement.name);
      requirePrivilege(
        catalog,
        role,
        "CREATE DATABASE ROLE",
        resolveDatabase(context, { parts: [database.name] }),
      );
      break;
    }
    default:
      authorizeInSchema(statement.name, kind, context);
  }
  if (existing !== undefined && statement.mode === "or replace") {
    requirePrivilege(catalog, role, "OWNERSHIP", existing);
  }
  if (statement.kind === "create stream") {
    requirePrivilege(catalog, role, "SELECT", resolve(context, "TABLE", statement.table));
  }
  if (statement.kind === "create task" && isName(statement.properties.WAREHOUSE)) {
    requirePrivilege(catalog, role, "USAGE", resolve(context, "WAREHOUSE", statement.properties.WAREHOUSE));
  }
  if (statement.kind === "create table" || statement.kind === "create view") {
    for (const column of statement.columns ?? []) {
      requireApplyPolicy(column.maskingPolicy, context);
      for (const { tag } of column.tags) requireApplyTag(tag, context);
    }
  }
  for (const { tag } of statement.tags) requireApplyTag(tag, context);
}

/** What a schema holds is made by who may use the schema and create that kind in it. */
function authorizeInSchema(name: Name, kind: ObjectKind, context: ExecuteContext): void {
  const { schema } = resolvePlace(context, name);
  requirePrivilege(context.catalog, context.role, "USAGE", schema);
  requirePrivilege(context.catalog, context.role, `CREATE ${kind}`, schema);
}

/** Setting a tag needs APPLY on it, or APPLY TAG on the account (snowflake.md C4). */
function requireApplyTag(tag: Name, context: ExecuteContext): void {
  const { catalog, role } = context;
  if (canOnAccount(catalog, role, "APPLY TAG")) return;
  requirePrivilege(catalog, role, "APPLY", resolve(context, "TAG", tag));
}

function requireApplyPolicy(use: MaskingPolicyUse | undefined, context: ExecuteContext): void {
  const { catalog, role } = context;
  if (use === undefined || canOnAccount(catalog, role, "APPLY MASKING POLICY")) return;
  requirePrivilege(catalog, role, "APPLY", resolve(context, "MASKING POLICY", use.policy));
}

function authorizeAlter(statement: AlterStatement, context: ExecuteContext): void {
  const { catalog, role } = context;
  const { action } = statement;
  const object = resolve(context, statement.object, statement.name);
  switch (action.type) {
    case "set tags":
    case "unset tags": {
      // APPLY TAG reaches every object; APPLY on the tag only those the role owns.
      if (canOnAccount(catalog, role, "APPLY TAG")) {
        requireReach(catalog, role, object);
        return;
      }
      requirePrivilege(catalog, role, "OWNERSHIP", object);
      const names = action.type === "set tags" ? action.tags.map(({ tag }) => tag) : action.tags;
      for (const tag of names) requireApplyTag(tag, context);
      return;
    }
    case "alter columns": {
      const policies = action.changes.filter(({ type }) => type.endsWith("masking policy"));
      const everywhere = canOnAccount(catalog, role, "APPLY MASKING POLICY");
      if (policies.length < action.changes.length || !everywhere)
        requirePrivilege(catalog, role, "OWNERSHIP", object);
      for (const change of policies)
        if (change.type === "set masking policy") requireApplyPolicy(change.use, context);
      return;
    }
    case "add columns":
      requirePrivilege(catalog, role, "OWNERSHIP", object);
      for (const column of action.columns) requireApplyPolicy(column.maskingPolicy, context);
      return;
    case "rename":
      requirePrivilege(catalog, role, "OWNERSHIP", object);
      return;
    default:
      requireAny(alterPrivileges(object, statement), object, context);
  }
}

/** Privileges any of which allows an ALTER; ownership always does. */
function alterPrivileges(object: Securable, { action }: AlterStatement): readonly string[] {
  const sets = action.type === "set" || action.type === "unset";
  switch (object.kind) {
    case "WAREHOUSE":
      return sets ? ["MODIFY"] : ["OPERATE"];
    case "TASK":
      return action.type === "resume" || action.type === "suspend" ? ["OPERATE"] : [];
    case "DATABASE":
    case "SCHEMA":
      return sets ? ["MODIFY"] : [];
    default:
      return [];
  }
}

function requireAny(
  privileges: readonly string[],
  object: Securable,
  { catalog, role }: ExecuteContext,
): void {
  const held = privileges.some((privilege) => can(catalog, role, privilege, object));
  if (held) requireReach(catalog, role, object);
  else requirePrivilege(catalog, role, "OWNERSHIP", object);
}
