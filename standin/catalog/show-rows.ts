import { defaultTextLength, type DataType } from "../types";
import type { Catalog } from "./catalog";
import type { ExecuteContext } from "./context";
import { fullName } from "./names";
import type {
  AccountRole,
  ApplicationRole,
  Column,
  Database,
  DatabaseRole,
  MaskingPolicy,
  Schema,
  Securable,
  Stream,
  Table,
  Tag,
  Task,
  User,
  View,
  ViewColumn,
  Warehouse,
} from "./objects";
import { parameter } from "./parameters";
import { printProperty } from "./properties";
import type { Row } from "./rows";
import { isStale, staleAfter } from "./staleness";
import { isName, taskWarehouse } from "./tasks";
import { printSize } from "./warehouses";

const common = (object: Securable): Row => ({
  created_on: object.createdOn,
  name: object.name,
  owner: object.owner?.name ?? "",
  comment: object.comment,
  owner_role_type: object.owner === undefined ? "" : object.owner.kind.replace(" ", "_"),
});

const place = ({ schema }: { readonly schema: Schema }): Row => ({
  database_name: schema.database.name,
  schema_name: schema.name,
});

const yes = (flag: boolean): string => (flag ? "Y" : "N");

export function databaseRow(database: Database, { database: current }: ExecuteContext): Row {
  return {
    ...common(database),
    is_default: "N",
    is_current: yes(database.name === current),
    origin: "",
    options: database.transient ? "TRANSIENT" : "",
    retention_time: parameter(database, "DATA_RETENTION_TIME_IN_DAYS"),
    kind: database.owner === undefined ? "APPLICATION" : "STANDARD",
  };
}

export function schemaRow(schema: Schema, { database, schema: current }: ExecuteContext): Row {
  const options = [schema.transient ? "TRANSIENT" : "", schema.managedAccess ? "MANAGED ACCESS" : ""];
  return {
    ...common(schema),
    is_default: "N",
    is_current: yes(schema.database.name === database && schema.name === current),
    database_name: schema.database.name,
    options: options.filter((option) => option !== "").join(", "),
    retention_time: parameter(schema, "DATA_RETENTION_TIME_IN_DAYS"),
  };
}

export function tableRow(table: Table, rows: number): Row {
  return {
    ...common(table),
    ...place(table),
    kind: table.variant,
    cluster_by: table.clusterBy.length === 0 ? "" : `LINEAR(${table.clusterBy.join(", ")})`,
    rows,
    bytes: 0,
    retention_time: Number(parameter(table, "DATA_RETENTION_TIME_IN_DAYS")),
    automatic_clustering: table.clusterBy.length === 0 ? "OFF" : "ON",
    change_tracking: table.properties.CHANGE_TRACKING === true ? "ON" : "OFF",
    search_optimization: "OFF",
    is_external: "N",
    enable_schema_evolution: yes(table.properties.ENABLE_SCHEMA_EVOLUTION === true),
    is_event: "N",
  };
}

export function viewRow(view: View): Row {
  return {
    ...common(view),
    ...place(view),
    reserved: "",
    text: view.text,
    is_secure: view.secure,
    is_materialized: false,
    change_tracking: view.changeTracking ? "ON" : "OFF",
  };
}

export function columnRow(relation: Table | View, column: Column | ViewColumn): Row {
  return {
    table_name: relation.name,
    schema_name: relation.schema.name,
    database_name: relation.schema.database.name,
    column_name: column.name,
    data_type: JSON.stringify(columnType(column.type, column.nullable)),
    "null?": column.nullable ? "true" : "NOT_NULL",
    default: "defaultSql" in column ? column.defaultSql : "",
    kind: "COLUMN",
    expression: "",
    comment: column.comment ?? "",
    autoincrement: "",
  };
}

/** A type as SHOW COLUMNS describes it (docs show-columns, `data_type`). */
function columnType(type: DataType, nullable: boolean): object {
  switch (type.kind) {
    case "VARCHAR":
      return {
        type: "TEXT",
        length: type.length,
        byteLength: Math.max(type.length, Math.min(4 * type.length, defaultTextLength)),
        nullable,
        fixed: false,
      };
    case "BINARY":
      return { type: "BINARY", length: type.length, byteLength: type.length, nullable, fixed: true };
    case "NUMBER":
      return { type: "FIXED", precision: type.precision, scale: type.scale, nullable };
    case "FLOAT":
      return { type: "REAL", nullable };
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return { type: type.kind, precision: 0, scale: type.precision, nullable };
    case "VECTOR":
      return { type: "VECTOR", dimension: type.dimension, vectorElementType: type.element, nullable };
    default:
      return { type: type.kind, nullable };
  }
}

/** A table or view as SHOW OBJECTS lists it. */
export function objectRow(relation: Table | View, rows: number): Row {
  const own = relation.kind === "TABLE" ? tableRow(relation, rows) : viewRow(relation);
  return {
    ...own,
    kind: relation.kind,
    retention_time:
      relation.kind === "TABLE" ? parameter(relation, "DATA_RETENTION_TIME_IN_DAYS") : undefined,
    is_hybrid: "N",
    is_dynamic: "N",
    is_iceberg: "N",
  };
}

export function warehouseRow(warehouse: Warehouse, { warehouse: current }: ExecuteContext): Row {
  const { properties } = warehouse;
  const monitor = properties.RESOURCE_MONITOR;
  const clusters = Number(properties.MIN_CLUSTER_COUNT ?? 1);
  return {
    ...common(warehouse),
    state: warehouse.state,
    type: printProperty(properties.WAREHOUSE_TYPE, "STANDARD"),
    size: printSize(properties),
    min_cluster_count: clusters,
    max_cluster_count: Number(properties.MAX_CLUSTER_COUNT ?? clusters),
    started_clusters: warehouse.state === "STARTED" ? clusters : 0,
    running: 0,
    queued: 0,
    is_default: "N",
    is_current: yes(warehouse.name === current),
    auto_suspend: Number(properties.AUTO_SUSPEND ?? 600),
    auto_resume: properties.AUTO_RESUME !== false,
    available: "",
    provisioning: "",
    quiescing: "",
    other: "",
    resumed_on: warehouse.resumedOn,
    updated_on: warehouse.updatedOn,
    enable_query_acceleration: properties.ENABLE_QUERY_ACCELERATION === true,
    query_acceleration_max_scale_factor: Number(properties.QUERY_ACCELERATION_MAX_SCALE_FACTOR ?? 8),
    resource_monitor: isName(monitor) ? (monitor.parts[0] ?? "null") : "null",
    actives: "0",
    pendings: "0",
    failed: "0",
    suspended: "0",
    uuid: String(warehouse.id),
    scaling_policy: printProperty(properties.SCALING_POLICY, "STANDARD"),
    is_interactive: "N",
    // What clients of accounts see of a standard warehouse; the page speaks of Snowpark-optimized ones only.
    resource_constraint: printProperty(
      properties.RESOURCE_CONSTRAINT,
      printProperty(properties.WAREHOUSE_TYPE, "STANDARD") === "STANDARD"
        ? `STANDARD_GEN_${printProperty(properties.GENERATION, "1")}`
        : "MEMORY_16X",
    ),
    generation: printProperty(properties.GENERATION, "1"),
  };
}

export function roleRow(role: AccountRole, { catalog, role: active }: ExecuteContext): Row {
  const grants = [...catalog.roleGrants];
  return {
    ...common(role),
    is_default: "N",
    is_current: yes(role === active),
    is_inherited: "N",
    assigned_to_users: grants.filter((grant) => grant.role === role && grant.to.kind === "USER").length,
    granted_to_roles: grants.filter((grant) => grant.role === role && grant.to.kind !== "USER").length,
    granted_roles: grants.filter((grant) => grant.to === role).length,
  };
}

export function databaseRoleRow(role: DatabaseRole, catalog: Catalog): Row {
  const grants = [...catalog.roleGrants];
  return {
    ...common(role),
    is_default: "N",
    is_current: "N",
    is_inherited: "N",
    granted_to_roles: grants.filter((grant) => grant.role === role && grant.to.kind === "ROLE").length,
    granted_to_database_roles: grants.filter(
      (grant) => grant.role === role && grant.to.kind === "DATABASE ROLE",
    ).length,
    granted_database_roles: grants.filter((grant) => grant.to === role).length,
  };
}

/** SHOW APPLICATION ROLES: the owner is the application (docs show-application-roles, usage notes). */
export const applicationRoleRow = (role: ApplicationRole): Row => ({
  ...common(role),
  owner: role.database.name,
  owner_role_type: "APPLICATION",
});

/** A user's property as text; empty where it is not set. */
export const userProperty = (user: User, key: string): string => printProperty(user.properties[key]);

export function userRow(user: User): Row {
  const text = (key: string): string => userProperty(user, key);
  return {
    ...common(user),
    login_name: text("LOGIN_NAME"),
    display_name: text("DISPLAY_NAME"),
    first_name: text("FIRST_NAME"),
    last_name: text("LAST_NAME"),
    email: text("EMAIL"),
    mins_to_unlock: text("MINS_TO_UNLOCK"),
    days_to_expiry: text("DAYS_TO_EXPIRY"),
    disabled: String(user.properties.DISABLED === true),
    must_change_password: String(user.properties.MUST_CHANGE_PASSWORD === true),
    snowflake_lock: "false",
    default_warehouse: text("DEFAULT_WAREHOUSE"),
    default_namespace: text("DEFAULT_NAMESPACE"),
    default_role: text("DEFAULT_ROLE"),
    default_secondary_roles: text("DEFAULT_SECONDARY_ROLES"),
    ext_authn_duo: "false",
    ext_authn_uid: "",
    mins_to_bypass_mfa: text("MINS_TO_BYPASS_MFA"),
    has_password: user.properties.PASSWORD !== undefined,
    has_rsa_public_key: user.properties.RSA_PUBLIC_KEY !== undefined,
    type: text("TYPE"),
    has_mfa: false,
  };
}

export function tagRow(tag: Tag): Row {
  return {
    ...common(tag),
    ...place(tag),
    allowed_values: tag.allowedValues === undefined ? undefined : JSON.stringify(tag.allowedValues),
  };
}

export function streamRow(stream: Stream, { now, streamReadAt }: ExecuteContext): Row {
  const readAt = streamReadAt?.(stream.id) ?? stream.createdOn;
  return {
    ...common(stream),
    ...place(stream),
    table_name: fullName(stream.table),
    source_type: "Table",
    base_tables: fullName(stream.table),
    type: "DELTA",
    stale: isStale(stream, readAt, now),
    mode: stream.appendOnly ? "APPEND_ONLY" : "DEFAULT",
    stale_after: staleAfter(stream, readAt),
    // For later use; nothing else is given so far (docs show-streams).
    invalid_reason: "N/A",
  };
}

export function taskRow(task: Task): Row {
  const { properties } = task;
  const predecessors = task.predecessors.map(fullName);
  const finalizers = [...task.schema.tasks.values()].filter(({ finalizes }) => finalizes === task);
  const integration = properties.ERROR_INTEGRATION;
  return {
    ...common(task),
    ...place(task),
    id: String(task.id),
    warehouse: taskWarehouse(task) ?? "null",
    schedule: typeof properties.SCHEDULE === "string" ? properties.SCHEDULE : undefined,
    predecessors: JSON.stringify(predecessors),
    state: task.state,
    definition: task.body,
    condition: task.when,
    allow_overlapping_execution: String(properties.ALLOW_OVERLAPPING_EXECUTION === true),
    error_integration: isName(integration) ? (integration.parts[0] ?? "null") : "null",
    last_committed_on: task.state === "started" ? task.createdOn : undefined,
    last_suspended_on: task.lastSuspendedOn,
    config: typeof properties.CONFIG === "string" ? properties.CONFIG : undefined,
    task_relations: JSON.stringify({
      Predecessors: predecessors,
      FinalizerTask: finalizers[0] === undefined ? "" : fullName(finalizers[0]),
      FinalizedRootTask: task.finalizes === undefined ? "" : fullName(task.finalizes),
    }),
    last_suspended_reason: task.lastSuspendedReason,
  };
}

export function policyRow(policy: MaskingPolicy): Row {
  return {
    ...common(policy),
    ...place(policy),
    kind: "MASKING_POLICY",
    options: policy.exemptOtherPolicies ? JSON.stringify({ EXEMPT_OTHER_POLICIES: "TRUE" }) : "",
  };
}
