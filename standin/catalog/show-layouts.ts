import type { ShowKind } from "../syntax/statements";

const ownKeys =
  "created_on:time database_name schema_name table_name column_name key_sequence:int constraint_name rely comment";
const foreignKeys =
  "created_on:time pk_database_name pk_schema_name pk_table_name pk_column_name fk_database_name fk_schema_name fk_table_name fk_column_name key_sequence:int update_rule delete_rule fk_name pk_name deferrability rely comment";

/**
 * The columns of each SHOW (docs of each SHOW command; provider.md section 7 marks those the provider reads, and what
 * it cannot bear as NULL).
 */
export const layouts: Readonly<Record<ShowKind | "PARAMETERS", string>> = {
  DATABASES:
    "created_on:time name is_default is_current origin owner comment options retention_time kind owner_role_type",
  "REPLICATION DATABASES":
    "region_group snowflake_region created_on:time account_name name comment is_primary primary",
  SCHEMAS:
    "created_on:time name is_default is_current database_name owner comment options retention_time owner_role_type",
  TABLES:
    "created_on:time name database_name schema_name kind comment cluster_by rows:int bytes:int owner retention_time:int automatic_clustering change_tracking search_optimization is_external enable_schema_evolution owner_role_type is_event budget",
  VIEWS:
    "created_on:time name reserved database_name schema_name owner comment text is_secure is_materialized owner_role_type change_tracking",
  COLUMNS:
    "table_name schema_name column_name data_type null? default kind expression comment database_name autoincrement schema_evolution_record",
  WAREHOUSES:
    "name state type size min_cluster_count:int max_cluster_count:int started_clusters:int running:int queued:int is_default is_current is_interactive auto_suspend:int auto_resume available provisioning quiescing other created_on:time resumed_on:time updated_on:time owner comment enable_query_acceleration query_acceleration_max_scale_factor:int resource_monitor actives pendings failed suspended uuid scaling_policy owner_role_type resource_constraint generation",
  ROLES:
    "created_on:time name is_default is_current is_inherited assigned_to_users:int granted_to_roles:int granted_roles:int owner comment",
  "DATABASE ROLES":
    "created_on:time name is_default is_current is_inherited granted_to_roles:int granted_to_database_roles:int granted_database_roles:int owner comment owner_role_type",
  "APPLICATION ROLES": "created_on:time name owner comment owner_role_type",
  USERS:
    "name created_on:time login_name display_name first_name last_name email mins_to_unlock days_to_expiry comment disabled must_change_password snowflake_lock default_warehouse default_namespace default_role default_secondary_roles ext_authn_duo ext_authn_uid mins_to_bypass_mfa owner last_success_login:time expires_at_time:time locked_until_time:time has_password has_rsa_public_key type has_mfa",
  TAGS: "created_on:time name database_name schema_name owner comment allowed_values owner_role_type",
  STREAMS:
    "created_on:time name database_name schema_name owner comment table_name source_type base_tables type stale mode stale_after:time invalid_reason owner_role_type",
  TASKS:
    "created_on:time name id database_name schema_name owner comment warehouse schedule predecessors state definition condition allow_overlapping_execution error_integration last_committed_on:time last_suspended_on:time owner_role_type config budget task_relations last_suspended_reason",
  "MASKING POLICIES":
    "created_on:time name database_name schema_name kind owner comment owner_role_type options",
  OBJECTS:
    "created_on:time name database_name schema_name kind comment cluster_by rows:int bytes:int owner retention_time owner_role_type budget is_hybrid is_dynamic is_iceberg",
  "PRIMARY KEYS": ownKeys,
  "UNIQUE KEYS": ownKeys,
  "IMPORTED KEYS": foreignKeys,
  "EXPORTED KEYS": foreignKeys,
  PARAMETERS: "key value default level description type",
};

const brief = "created_on:time name kind database_name schema_name";

/**
 * The columns of SHOW TERSE (docs of each SHOW command). Of keys TERSE is read and changes nothing; of other kinds it
 * is not documented.
 */
export const terseLayouts: Readonly<Partial<Record<ShowKind, string>>> = {
  DATABASES: brief,
  SCHEMAS: brief,
  TABLES: brief,
  VIEWS: brief,
  OBJECTS: brief,
  STREAMS: `${brief} tableOn`,
  TASKS: `${brief} schedule`,
  USERS:
    "name created_on:time display_name first_name last_name email org_identity comment has_password has_rsa_public_key type has_mfa has_pat has_federated_workload_authentication is_from_organization_user",
  "PRIMARY KEYS": layouts["PRIMARY KEYS"],
  "UNIQUE KEYS": layouts["UNIQUE KEYS"],
  "IMPORTED KEYS": layouts["IMPORTED KEYS"],
  "EXPORTED KEYS": layouts["EXPORTED KEYS"],
};
