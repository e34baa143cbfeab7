import type { Constraint, ObjectKind, PolicyArgument, PromisedKind, Properties } from "../syntax/statements";
import type { DataType } from "../types";

/**
 * The account's objects, plain data linked by reference, so that a rename needs no bookkeeping. An id is never used
 * twice: what is dropped and made again is another object.
 */
interface Base {
  readonly id: number;
  name: string;
  /** The role that owns it; undefined for what Snowflake itself owns. */
  owner: Role | undefined;
  comment: string;
  readonly createdOn: Date;
  /** Direct tag values by tag id; inherited ones are derived (catalog/tags.ts). */
  readonly tags: Map<number, string>;
}

/** An object that privileges can be granted on. */
export type Securable =
  Account | Database | Schema | Table | View | Stream | Task | Tag | MaskingPolicy | Warehouse | Role | User;

export interface Account extends Base {
  readonly kind: "ACCOUNT";
  /** Parameters ALTER ACCOUNT has set. */
  properties: Properties;
}

export interface Database extends Base {
  readonly kind: "DATABASE";
  readonly transient: boolean;
  properties: Properties;
  readonly schemas: Map<string, Schema>;
  readonly roles: Map<string, DatabaseRole>;
  /** Of an application, which SNOWFLAKE is. */
  readonly applicationRoles: Map<string, ApplicationRole>;
}

export interface Schema extends Base {
  readonly kind: "SCHEMA";
  readonly database: Database;
  readonly transient: boolean;
  managedAccess: boolean;
  properties: Properties;
  /** Tables and views share one namespace. */
  readonly relations: Map<string, Table | View>;
  readonly streams: Map<string, Stream>;
  readonly tasks: Map<string, Task>;
  readonly tagDefinitions: Map<string, Tag>;
  readonly policies: Map<string, MaskingPolicy>;
}

export interface Column {
  name: string;
  type: DataType;
  nullable: boolean;
  collate?: string;
  defaultSql?: string;
  /** Whether ALTER TABLE added it with its default, which rows from before take. */
  readonly defaultFillsRows?: boolean;
  comment?: string;
  mask?: ColumnMask;
  readonly tags: Map<number, string>;
}

/** A policy on a column; `using` are the columns passed to it, the masked one first. */
export interface ColumnMask {
  readonly policy: MaskingPolicy;
  readonly using: readonly string[];
}

export interface Table extends Base {
  readonly kind: "TABLE";
  schema: Schema;
  readonly variant: "TABLE" | "TRANSIENT" | "TEMPORARY";
  columns: Column[];
  constraints: Constraint[];
  clusterBy: readonly string[];
  properties: Properties;
}

export interface ViewColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  comment?: string;
  mask?: ColumnMask;
  readonly tags: Map<number, string>;
}

export interface View extends Base {
  readonly kind: "VIEW";
  schema: Schema;
  secure: boolean;
  changeTracking: boolean;
  /**
   * The output columns: those the view declares, else those found when it was made (`ExecuteContext.describeQuery`).
   */
  columns: ViewColumn[];
  readonly query: string;
  readonly text: string;
}

export interface Stream extends Base {
  readonly kind: "STREAM";
  schema: Schema;
  readonly table: Table;
  /** The base table was dropped or replaced: the stream reads nothing any more. */
  orphaned: boolean;
  readonly appendOnly: boolean;
}

export interface Task extends Base {
  readonly kind: "TASK";
  schema: Schema;
  state: "started" | "suspended";
  properties: Properties;
  predecessors: Task[];
  /** The root this task finalizes. */
  finalizes: Task | undefined;
  when: string | undefined;
  body: string;
  /** When it was last started, having been suspended. */
  resumedOn: Date | undefined;
  lastSuspendedOn: Date | undefined;
  lastSuspendedReason: string | undefined;
}

export interface Tag extends Base {
  readonly kind: "TAG";
  schema: Schema;
  /** In the order given; undefined allows any value. */
  allowedValues: readonly string[] | undefined;
}

export interface MaskingPolicy extends Base {
  readonly kind: "MASKING POLICY";
  schema: Schema;
  readonly arguments: readonly PolicyArgument[];
  readonly returns: DataType;
  body: string;
  readonly exemptOtherPolicies: boolean;
}

export interface Warehouse extends Base {
  readonly kind: "WAREHOUSE";
  state: "STARTED" | "SUSPENDED";
  properties: Properties;
  resumedOn: Date;
  updatedOn: Date;
}

export interface AccountRole extends Base {
  readonly kind: "ROLE";
}

export interface DatabaseRole extends Base {
  readonly kind: "DATABASE ROLE";
  readonly database: Database;
}

/** A role of an application; the only one here is SNOWFLAKE itself. */
export interface ApplicationRole extends Base {
  readonly kind: "APPLICATION ROLE";
  readonly database: Database;
}

export type Role = AccountRole | DatabaseRole | ApplicationRole;

export interface User extends Base {
  readonly kind: "USER";
  properties: Properties;
}

/** An object that lives in a schema. */
export type SchemaObject = Table | View | Stream | Task | Tag | MaskingPolicy;

/** A privilege on an object, held by a role. OWNERSHIP is not among them: it is the object's `owner`. */
export interface Grant {
  readonly privilege: string;
  readonly on: Securable;
  readonly to: Role;
  grantOption: boolean;
  grantedBy: Role | undefined;
  readonly createdOn: Date;
}

/** A role held by a role or a user. */
export interface RoleGrant {
  readonly role: Role;
  readonly to: Role | User;
  /** Whether the holder may grant it on (docs grant-database-role). */
  readonly grantOption?: boolean;
  readonly grantedBy: Role | undefined;
  readonly createdOn: Date;
}

/** A privilege that objects of a kind made later in a database or schema give to a role. */
export interface FutureGrant {
  readonly privilege: string;
  readonly object: ObjectKind | PromisedKind;
  readonly in: Database | Schema;
  readonly to: Role;
  grantOption: boolean;
  readonly createdOn: Date;
}
