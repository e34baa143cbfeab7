import type { DataType } from "../types";

/**
 * Statements the stand-in reads. Names are as written after folding: unquoted parts in upper case, quoted ones
 * verbatim; nothing is resolved here. Text the data engine or a task runs later is kept verbatim, without the
 * comments around it.
 */
export interface Name {
  readonly parts: readonly string[];
}

/** Kinds of object the stand-in holds, as SQL writes them. */
export type ObjectKind =
  | "ACCOUNT"
  | "DATABASE"
  | "SCHEMA"
  | "TABLE"
  | "VIEW"
  | "STREAM"
  | "TASK"
  | "TAG"
  | "MASKING POLICY"
  | "WAREHOUSE"
  | "ROLE"
  | "DATABASE ROLE"
  | "APPLICATION ROLE"
  | "USER";

/** What holds no object a statement makes, alters or drops: the account, and the roles of Snowflake's own application. */
type Unmade = "ACCOUNT" | "APPLICATION ROLE";
export type MadeKind = Exclude<ObjectKind, Unmade>;

/** A property's value: text, number, boolean, a name (of a warehouse, a resource monitor), or a list of texts. */
export type PropertyValue = string | number | boolean | null | Name | readonly string[];

/** `KEY = value` pairs by upper-case key. */
export type Properties = Readonly<Record<string, PropertyValue>>;

export interface TagValue {
  readonly tag: Name;
  readonly value: string;
}

/** What CREATE does when the name is taken. */
export type CreateMode = "create" | "or replace" | "if not exists";

export type Statement =
  | UseStatement
  | UseSecondaryRolesStatement
  | TransactionStatement
  | AlterSessionStatement
  | ShowActivityStatement
  | DescribeTransactionStatement
  | QueryStatement
  | DmlStatement
  | CatalogStatement
  | ExecuteTaskStatement;

/** Statements `catalog/execute.ts` runs; the rest belongs to the session, the data engine and the tasks. */
export type CatalogStatement =
  | CreateStatement
  | AlterStatement
  | AlterAccountStatement
  | DropStatement
  | GrantStatement
  | CallStatement
  | ShowStatement
  | DescribeStatement;

export interface UseStatement {
  readonly kind: "use";
  readonly what: "ROLE" | "WAREHOUSE" | "DATABASE" | "SCHEMA";
  readonly name: Name;
}

export interface UseSecondaryRolesStatement {
  readonly kind: "use secondary roles";
  readonly roles: "ALL" | "NONE";
}

export interface TransactionStatement {
  readonly kind: "transaction";
  readonly verb: "BEGIN" | "COMMIT" | "ROLLBACK";
  /** Of BEGIN ... NAME. */
  readonly name?: string;
}

/** SHOW LOCKS and SHOW TRANSACTIONS, which ask the sessions and not the catalog. */
export interface ShowActivityStatement {
  readonly kind: "show activity";
  readonly what: "LOCKS" | "TRANSACTIONS";
  /** IN ACCOUNT. */
  readonly account: boolean;
}

export interface DescribeTransactionStatement {
  readonly kind: "describe transaction";
  /** A 64-bit integer, as written. */
  readonly id: string;
}

export interface AlterSessionStatement {
  readonly kind: "alter session";
  readonly set: Properties;
  readonly unset: readonly string[];
}

/** SELECT, WITH, VALUES or a parenthesised query. */
export interface QueryStatement {
  readonly kind: "query";
  readonly verb: "SELECT";
  readonly text: string;
}

export interface DmlStatement {
  readonly kind: "dml";
  readonly verb: "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "TRUNCATE";
  readonly text: string;
}

export interface ExecuteTaskStatement {
  readonly kind: "execute task";
  readonly name: Name;
  readonly retryLast: boolean;
}

// CREATE

interface Create {
  readonly mode: CreateMode;
  readonly name: Name;
  readonly comment?: string;
  readonly tags: readonly TagValue[];
}

export type CreateStatement =
  | CreateDatabase
  | CreateSchema
  | CreateTable
  | CreateView
  | CreateStream
  | CreateTask
  | CreateTag
  | CreateMaskingPolicy
  | CreateWarehouse
  | CreateRole
  | CreateDatabaseRole
  | CreateUser;

export interface CreateDatabase extends Create {
  readonly kind: "create database";
  readonly transient: boolean;
  readonly properties: Properties;
}

export interface CreateSchema extends Create {
  readonly kind: "create schema";
  readonly transient: boolean;
  readonly managedAccess: boolean;
  readonly properties: Properties;
}

export interface CreateTable extends Create {
  readonly kind: "create table";
  readonly variant: "TABLE" | "TRANSIENT" | "TEMPORARY";
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly Constraint[];
  /** Expressions of CLUSTER BY, as text. */
  readonly clusterBy: readonly string[];
  readonly copyGrants: boolean;
  readonly properties: Properties;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly collate?: string;
  /** The DEFAULT as Snowflake SQL. */
  readonly defaultSql?: string;
  readonly maskingPolicy?: MaskingPolicyUse;
  readonly comment?: string;
  readonly tags: readonly TagValue[];
}

/** A policy on a column; `using` names the columns passed to it, the masked one first. */
export interface MaskingPolicyUse {
  readonly policy: Name;
  readonly using?: readonly string[];
}

/** Snowflake keeps constraints as metadata: only NOT NULL is enforced. */
export interface Constraint {
  readonly type: "PRIMARY KEY" | "UNIQUE" | "FOREIGN KEY";
  readonly name?: string;
  readonly columns: readonly string[];
  readonly references?: { readonly table: Name; readonly columns: readonly string[] };
}

export interface CreateView extends Create {
  readonly kind: "create view";
  readonly secure: boolean;
  readonly columns?: readonly ViewColumnDefinition[];
  readonly copyGrants: boolean;
  readonly changeTracking: boolean;
  readonly query: string;
  /** The whole statement, as SHOW VIEWS gives it back. */
  readonly text: string;
}

export interface ViewColumnDefinition {
  readonly name: string;
  readonly comment?: string;
  readonly maskingPolicy?: MaskingPolicyUse;
  readonly tags: readonly TagValue[];
}

export interface CreateStream extends Create {
  readonly kind: "create stream";
  readonly table: Name;
  readonly appendOnly: boolean;
  readonly showInitialRows: boolean;
  readonly copyGrants: boolean;
}

export interface CreateTask extends Create {
  readonly kind: "create task";
  /** WAREHOUSE, SCHEDULE, CONFIG, FINALIZE, ... and session parameters. */
  readonly properties: Properties;
  readonly after: readonly Name[];
  readonly when?: string;
  readonly body: string;
}

export interface CreateTag extends Create {
  readonly kind: "create tag";
  readonly allowedValues?: readonly string[];
}

export interface CreateMaskingPolicy extends Create {
  readonly kind: "create masking policy";
  readonly arguments: readonly PolicyArgument[];
  readonly returns: DataType;
  readonly body: string;
  readonly exemptOtherPolicies: boolean;
}

export interface PolicyArgument {
  readonly name: string;
  readonly type: DataType;
}

export interface CreateWarehouse extends Create {
  readonly kind: "create warehouse";
  readonly properties: Properties;
}

export interface CreateRole extends Create {
  readonly kind: "create role";
}

export interface CreateDatabaseRole extends Create {
  readonly kind: "create database role";
}

export interface CreateUser extends Create {
  readonly kind: "create user";
  readonly properties: Properties;
}

// ALTER and DROP

export interface AlterStatement {
  readonly kind: "alter";
  readonly object: MadeKind;
  readonly name: Name;
  readonly ifExists: boolean;
  readonly action: AlterAction;
}

export type AlterAction =
  | { readonly type: "rename"; readonly to: Name }
  /** SET k = v ...; the comment is the property COMMENT. */
  | { readonly type: "set"; readonly properties: Properties }
  | { readonly type: "unset"; readonly properties: readonly string[] }
  | { readonly type: "set tags"; readonly tags: readonly TagValue[]; readonly column?: string }
  | { readonly type: "unset tags"; readonly tags: readonly Name[]; readonly column?: string }
  | { readonly type: "managed access"; readonly enabled: boolean }
  | { readonly type: "set secure"; readonly secure: boolean }
  | TableAction
  | TaskAction
  | { readonly type: "warehouse state"; readonly state: "SUSPEND" | "RESUME"; readonly ifSuspended: boolean }
  | { readonly type: "abort all queries" }
  | { readonly type: "add allowed values"; readonly values: readonly string[] }
  | { readonly type: "drop allowed values"; readonly values: readonly string[] }
  | { readonly type: "unset allowed values" }
  | { readonly type: "set body"; readonly body: string };

export type TableAction =
  | {
      readonly type: "add columns";
      readonly columns: readonly ColumnDefinition[];
      readonly constraints: readonly Constraint[];
      readonly ifNotExists: boolean;
    }
  | { readonly type: "drop columns"; readonly columns: readonly string[]; readonly ifExists: boolean }
  | { readonly type: "rename column"; readonly from: string; readonly to: string }
  | { readonly type: "alter columns"; readonly changes: readonly ColumnChange[] }
  | { readonly type: "cluster by"; readonly expressions: readonly string[] }
  | { readonly type: "drop clustering key" }
  | { readonly type: "add constraint"; readonly constraint: Constraint }
  | {
      readonly type: "drop constraint";
      readonly constraint:
        | { readonly type: Constraint["type"]; readonly columns?: readonly string[] }
        | { readonly name: string };
    };

export type ColumnChange = { readonly column: string } & (
  | { readonly type: "type"; readonly dataType: DataType; readonly collate?: string }
  | { readonly type: "nullable"; readonly nullable: boolean }
  | { readonly type: "drop default" }
  | { readonly type: "comment"; readonly comment: string }
  | { readonly type: "set masking policy"; readonly use: MaskingPolicyUse; readonly force: boolean }
  | { readonly type: "unset masking policy" }
);

export type TaskAction =
  | { readonly type: "resume" }
  | { readonly type: "suspend" }
  | { readonly type: "modify body"; readonly body: string }
  | { readonly type: "modify when"; readonly when: string }
  | { readonly type: "remove when" }
  | { readonly type: "add after"; readonly tasks: readonly Name[] }
  | { readonly type: "remove after"; readonly tasks: readonly Name[] };

/** ALTER ACCOUNT SET of the parameters `syntax/forms.ts` names. */
export interface AlterAccountStatement {
  readonly kind: "alter account";
  readonly set: Properties;
}

/** CALL of a procedure, all of whose arguments are texts. */
export interface CallStatement {
  readonly kind: "call";
  readonly procedure: Name;
  readonly arguments: readonly string[];
}

export interface DropStatement {
  readonly kind: "drop";
  readonly object: MadeKind;
  readonly name: Name;
  readonly ifExists: boolean;
  readonly restrict: boolean;
}

// GRANT and REVOKE

export type GrantStatement =
  | PrivilegeStatement
  | RoleStatement
  | {
      readonly kind: "grant ownership";
      readonly on: GrantTarget;
      readonly to: RoleReference;
      readonly currentGrants?: "COPY" | "REVOKE";
    };

/** `ALL` stands for ALL [PRIVILEGES]. */
export interface PrivilegeStatement {
  readonly kind: "grant privileges" | "revoke privileges";
  readonly privileges: "ALL" | readonly string[];
  readonly on: GrantTarget;
  readonly role: RoleReference;
  /** WITH GRANT OPTION, or REVOKE GRANT OPTION FOR. */
  readonly grantOption: boolean;
  readonly cascade: boolean;
}

export interface RoleStatement {
  readonly kind: "grant role" | "revoke role";
  readonly role: RoleReference;
  readonly to: RoleReference | { readonly kind: "USER"; readonly name: Name };
  /** WITH GRANT OPTION: the grantee may grant a database role on. */
  readonly grantOption: boolean;
}

export interface RoleReference {
  readonly kind: "ROLE" | "DATABASE ROLE" | "APPLICATION ROLE";
  readonly name: Name;
}

/** Kinds that may be granted on before there are any: the stand-in makes none of them. */
export type PromisedKind = "SEMANTIC VIEW" | "MODEL";

export type GrantTarget =
  | { readonly scope: "account" }
  | { readonly scope: "object"; readonly object: ObjectKind; readonly name: Name }
  /** ALL or FUTURE objects of a kind in a database or schema. */
  | {
      readonly scope: "all" | "future";
      readonly object: ObjectKind | PromisedKind;
      readonly in: { readonly kind: "DATABASE" | "SCHEMA"; readonly name: Name };
    };

// SHOW and DESCRIBE

export type ShowStatement =
  | ShowObjects
  | { readonly kind: "show grants"; readonly of: ShowGrantsSubject }
  | {
      readonly kind: "show future grants";
      readonly of:
        | { readonly by: "in"; readonly object: "DATABASE" | "SCHEMA"; readonly name: Name }
        | { readonly by: "to"; readonly role: RoleReference };
    }
  | {
      readonly kind: "show parameters";
      readonly like?: string;
      /** Without it: the session's. */
      readonly in?: { readonly object: ObjectKind | "SESSION"; readonly name?: Name };
    };

export type ShowKind =
  | "DATABASES"
  | "SCHEMAS"
  | "TABLES"
  | "VIEWS"
  | "COLUMNS"
  | "WAREHOUSES"
  | "ROLES"
  | "DATABASE ROLES"
  | "APPLICATION ROLES"
  | "USERS"
  | "TAGS"
  | "STREAMS"
  | "TASKS"
  | "MASKING POLICIES"
  | "OBJECTS"
  | KeyKind
  | "REPLICATION DATABASES";

/** Keys of tables, by what SHOW calls them: those of other tables that refer here are EXPORTED. */
export type KeyKind = "PRIMARY KEYS" | "UNIQUE KEYS" | "IMPORTED KEYS" | "EXPORTED KEYS";

export interface ShowObjects {
  readonly kind: "show";
  readonly what: ShowKind;
  readonly terse: boolean;
  /** Of tasks: those without predecessors. */
  readonly rootOnly: boolean;
  readonly like?: string;
  readonly in?: ShowScope;
  readonly startsWith?: string;
  readonly limit?: number;
  readonly from?: string;
}

/** IN ACCOUNT, IN DATABASE [name], IN SCHEMA [name], IN TABLE name, or IN name alone (then `object` is missing). */
export interface ShowScope {
  readonly object?: "ACCOUNT" | "APPLICATION" | "DATABASE" | "SCHEMA" | "TABLE" | "VIEW";
  readonly name?: Name;
}

export type ShowGrantsSubject =
  | { readonly by: "on"; readonly object: ObjectKind; readonly name: Name }
  | { readonly by: "to"; readonly grantee: RoleReference | { readonly kind: "USER"; readonly name: Name } }
  | { readonly by: "of"; readonly role: RoleReference }
  /** SHOW GRANTS alone: what the current user holds. */
  | { readonly by: "current user" };

export interface DescribeStatement {
  readonly kind: "describe";
  readonly object:
    "DATABASE" | "SCHEMA" | "TABLE" | "VIEW" | "STREAM" | "TASK" | "USER" | "WAREHOUSE" | "MASKING POLICY";
  readonly name: Name;
}
