import * as pulumi from "@pulumi/pulumi";
import * as snowflake from "@pulumi/snowflake";

import type { Deploy } from "../config/deploy";
import {
  needsMaskedReader,
  roleGrants,
  schemaGrants,
  type Grant,
  type SchemaContents,
} from "../model/grants";
import { logicalName, maskedReaderRole, physicalName, quoted, readerRole, writerRole } from "../model/names";
import { countingRole, roles, taskRole } from "../model/roles";
import { schemas } from "../model/schemas";
import { embeddedTables, tables } from "../model/tables";
import { views } from "../model/views";
import { embeddingWarehouse, warehouses as modelWarehouses } from "../model/warehouses";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";
import { SqlObject } from "./sql-object";
import type { Warehouses } from "./warehouses";

export interface AccessArgs {
  readonly suffix: string;
  /** Who deploys: its role must be able to act as the role that owns the tasks. */
  readonly deploy: Deploy;
}

const taskSchemas = [...new Set(embeddedTables.map(({ schema }) => schema))];

const contentsOf = (schema: string): SchemaContents => ({
  relations: [...tables, ...views].filter((relation) => relation.schema === schema),
  hasStreams: taskSchemas.includes(schema),
});

/** A table, view or stream, and where it lies. */
export interface PlacedObject {
  readonly schema: string;
  readonly name: string;
  readonly resource: snowflake.Table | snowflake.View | snowflake.StreamOnTable;
  /** What must have happened to it before anybody is granted it. */
  readonly ready?: pulumi.Resource;
}

/** Roles, and everything they are granted. Grants on what exists wait for it: see `grantPresent`. */
export class Access extends Component {
  private readonly accountRoles = new Map<string, snowflake.AccountRole>();
  private readonly accessRoles = new Map<string, snowflake.DatabaseRole>();
  private readonly grants: { readonly grant: Grant; readonly resource: pulumi.Resource }[] = [];

  constructor(
    ground: Ground,
    private readonly database: Database,
    private readonly warehouses: Warehouses,
    private readonly args: AccessArgs,
  ) {
    super("Access", "access", ground);
    for (const { name, comment, formerly } of roles)
      this.accountRoles.set(
        name,
        this.declare(
          snowflake.AccountRole,
          logicalName(name),
          { name: physicalName(name, args.suffix), comment },
          { formerly: formerly?.map((old) => logicalName(old)) },
        ),
      );
    for (const schema of schemas) {
      this.accessRole(readerRole(schema.name), `Reads present and future objects of ${schema.name}`);
      this.accessRole(writerRole(schema.name), `Writes present and future objects of ${schema.name}`);
      if (needsMaskedReader(contentsOf(schema.name)))
        this.accessRole(
          maskedReaderRole(schema.name),
          `Reads ${schema.name} without what vectors and hashes give away of personal data`,
        );
      for (const grant of this.grantsOf(schema.name)) if (!isOnPresent(grant)) this.grant(grant);
    }
    for (const role of roles)
      for (const grant of roleGrants(role, {
        schemas,
        warehouses: modelWarehouses,
        taskSchemas,
        maskedSchemas: schemas.map(({ name }) => name).filter((name) => needsMaskedReader(contentsOf(name))),
        deployRole: args.deploy.role,
      }))
        this.grant(grant);
    this.registerOutputs();
  }

  /** Grants on the objects there are by now: what FUTURE grants, made beside them, may have come too late for. */
  grantPresent(objects: readonly PlacedObject[]): void {
    for (const { name: schema } of schemas) {
      const present = objects.filter((object) => object.schema === schema);
      for (const grant of this.grantsOf(schema)) if (isOnPresent(grant)) this.grant(grant, present);
    }
  }

  /** The role that owns the views which count rows, once the deploying role can act as it. */
  get countingRoleName(): pulumi.Output<string> {
    return this.usableRole(countingRole.name);
  }

  /** Physical names by base name. */
  get names(): Readonly<Record<string, pulumi.Output<string>>> {
    return Object.fromEntries([...this.accountRoles].map(([name, role]) => [name, role.name]));
  }

  /**
   * The name of the role that owns the tasks, known once the deploying user can act as it: a provider that was given
   * the plain name would log in with a role that does not exist yet, at the first preview (390189).
   */
  get taskRoleName(): pulumi.Output<string> {
    return this.usableRole(taskRole.name);
  }

  private usableRole(name: string): pulumi.Output<string> {
    return this.once(
      ({ on }) => on === "role",
      () => pulumi.output(physicalName(name, this.args.suffix)),
    );
  }

  /**
   * The name of the warehouse the tasks' owner acts on, known once it may use it: the provider's driver asks for the
   * warehouse when it signs in (390201).
   */
  get taskWarehouseName(): pulumi.Output<string> {
    return this.once(
      (grant) =>
        grant.on === "warehouse" && grant.to === taskRole.name && grant.warehouse === embeddingWarehouse,
      () => this.warehouses.warehouse(embeddingWarehouse).name,
    );
  }

  /** A value that is known once some grants are made. */
  private once(which: (grant: Grant) => boolean, value: () => pulumi.Output<string>): pulumi.Output<string> {
    const made = this.grants.flatMap(({ grant, resource }) =>
      which(grant) && resource instanceof pulumi.CustomResource ? [resource.id] : [],
    );
    return pulumi.all(made).apply(value);
  }

  /** Everything the tasks' owner needs before a task of its may run. */
  get taskRoleGrants(): readonly pulumi.Resource[] {
    const writers = taskRole.writes.map(writerRole);
    return this.grants
      .filter(
        ({ grant }) =>
          ("to" in grant && grant.to === taskRole.name) ||
          ("toAccess" in grant && writers.includes(grant.toAccess)),
      )
      .map(({ resource }) => resource);
  }

  private grantsOf(schema: string): Grant[] {
    const found = schemas.find(({ name }) => name === schema);
    return found === undefined ? [] : schemaGrants(found, contentsOf(schema));
  }

  private accessRole(name: string, comment: string): void {
    this.accessRoles.set(
      name,
      this.declare(
        snowflake.DatabaseRole,
        logicalName(name),
        { name, database: this.database.database.name, comment },
        { within: this.database.database },
      ),
    );
  }

  private grant(grant: Grant, present: readonly PlacedObject[] = []): void {
    this.grants.push({ grant, resource: this.grantResource(grant, present) });
  }

  /** @param present the objects the grant's schema has, where it is on what is there */
  private grantResource(grant: Grant, present: readonly PlacedObject[]): pulumi.Resource {
    const name = grantName(grant);
    const database = this.database.database;
    const inDatabase = { within: database };
    switch (grant.on) {
      case "account":
        return this.declare(snowflake.GrantPrivilegesToAccountRole, name, {
          accountRoleName: this.role(grant.to),
          privileges: [...grant.privileges],
          onAccount: true,
        });
      case "database":
        return this.declare(
          snowflake.GrantPrivilegesToAccountRole,
          name,
          {
            accountRoleName: this.role(grant.to),
            privileges: [...grant.privileges],
            onAccountObject: { objectType: "DATABASE", objectName: database.name },
          },
          inDatabase,
        );
      case "warehouse": {
        const warehouse = this.warehouses.warehouse(grant.warehouse);
        return this.declare(
          snowflake.GrantPrivilegesToAccountRole,
          name,
          {
            accountRoleName: this.role(grant.to),
            privileges: [...grant.privileges],
            onAccountObject: { objectType: "WAREHOUSE", objectName: warehouse.name },
          },
          { within: warehouse },
        );
      }
      case "schema": {
        const onSchema = { schemaName: this.database.schema(grant.schema).fullyQualifiedName };
        const privileges = [...grant.privileges];
        return "to" in grant
          ? this.declare(
              snowflake.GrantPrivilegesToAccountRole,
              name,
              { accountRoleName: this.role(grant.to), privileges, onSchema },
              inDatabase,
            )
          : this.declare(
              snowflake.GrantPrivilegesToDatabaseRole,
              name,
              { databaseRoleName: this.access(grant.toAccess), privileges, onSchema },
              inDatabase,
            );
      }
      case "present":
      case "future": {
        const objects = {
          objectTypePlural: grant.objects,
          inSchema: this.database.schema(grant.schema).fullyQualifiedName,
        };
        const privileges = [...grant.privileges];
        const after = present.flatMap(({ resource, ready }) => [resource, ...(ready ? [ready] : [])]);
        const onSchemaObject = grant.on === "present" ? { all: objects } : { future: objects };
        return "to" in grant
          ? this.declare(
              snowflake.GrantPrivilegesToAccountRole,
              name,
              { accountRoleName: this.role(grant.to), privileges, onSchemaObject },
              { ...inDatabase, after },
            )
          : this.declare(
              snowflake.GrantPrivilegesToDatabaseRole,
              name,
              { databaseRoleName: this.access(grant.toAccess), privileges, onSchemaObject },
              { ...inDatabase, after },
            );
      }
      case "relation": {
        const { resource, ready } = relationOf(grant, present);
        return this.declare(
          snowflake.GrantPrivilegesToDatabaseRole,
          name,
          {
            databaseRoleName: this.access(grant.toAccess),
            privileges: [...grant.privileges],
            onSchemaObject: {
              objectType: resource instanceof snowflake.View ? "VIEW" : "TABLE",
              objectName: resource.fullyQualifiedName,
            },
          },
          { ...inDatabase, after: ready ? [ready] : [] },
        );
      }
      case "covered": {
        // The provider knows neither kind in its grants (its list of object types is closed).
        const schema = this.database.schema(grant.schema).fullyQualifiedName;
        const statements = (verb: string, direction: string) =>
          ["ALL", "FUTURE"].map(
            (which) =>
              pulumi.interpolate`${verb} ${grant.privileges.join(", ")} ON ${which} ${grant.objects} IN SCHEMA ${schema} ${direction} DATABASE ROLE ${this.access(grant.toAccess)}`,
          );
        return new SqlObject(
          name,
          this.ground,
          {
            sql: statements("GRANT", "TO"),
            undo: statements("REVOKE", "FROM"),
            deploy: this.args.deploy,
          },
          { parent: this, within: this.database.database },
        );
      }
      case "role":
        return this.declare(snowflake.GrantAccountRole, name, {
          roleName: this.role(grant.role),
          parentRoleName: this.accountRoles.has(grant.to) ? this.role(grant.to) : grant.to,
        });
      case "access-role":
        return this.declare(
          snowflake.GrantDatabaseRole,
          name,
          { databaseRoleName: this.access(grant.role), parentRoleName: this.role(grant.to) },
          inDatabase,
        );
      case "cortex": {
        // Provider 1.3.0 cannot read back a role that a Native App has too, as every account's have (docs: bcr-2437).
        const role = this.accountRole(grant.to);
        const what = `DATABASE ROLE ${quoted("SNOWFLAKE", grant.role)}`;
        const whom = role.name.apply((it) => `ROLE ${quoted(it)}`);
        return new SqlObject(
          name,
          this.ground,
          {
            sql: pulumi.interpolate`GRANT ${what} TO ${whom}`,
            undo: pulumi.interpolate`REVOKE ${what} FROM ${whom}`,
            deploy: this.args.deploy,
          },
          { parent: this, within: role },
        );
      }
    }
  }

  private role(name: string): pulumi.Output<string> {
    return this.accountRole(name).name;
  }

  private accountRole(name: string): snowflake.AccountRole {
    const role = this.accountRoles.get(name);
    if (role === undefined) throw new Error(`account role ${name} is granted to but not declared`);
    return role;
  }

  private access(name: string): pulumi.Output<string> {
    const role = this.accessRoles.get(name);
    if (role === undefined) throw new Error(`access role ${name} is granted but not declared`);
    return role.fullyQualifiedName;
  }
}

/** Whether a grant is on objects that must be there first. */
const isOnPresent = ({ on }: Grant): boolean => on === "present" || on === "relation";

function relationOf(
  { schema, relation }: Extract<Grant, { on: "relation" }>,
  present: readonly PlacedObject[],
): PlacedObject {
  const found = present.find(
    ({ name, resource }) => name === relation && !(resource instanceof snowflake.StreamOnTable),
  );
  if (found === undefined) throw new Error(`${schema}.${relation} is granted but not declared`);
  return found;
}

/** The logical name of a grant: who gets it, and on what. Privileges may change without another name. */
function grantName(grant: Grant): string {
  switch (grant.on) {
    case "account":
    case "database":
      return logicalName(grant.to, "on", grant.on);
    case "warehouse":
      return logicalName(grant.to, "on", grant.warehouse, "wh");
    case "schema":
      return logicalName("to" in grant ? grant.to : grant.toAccess, "on", grant.schema);
    case "present":
    case "future":
      return "to" in grant
        ? logicalName(grant.to, "on", grant.on, grant.objects, "of", grant.schema)
        : logicalName(grant.toAccess, "on", grant.on, grant.objects);
    case "relation":
      return logicalName(grant.toAccess, "on", grant.relation);
    case "covered":
      return logicalName(grant.toAccess, "on", grant.objects);
    case "role":
    case "access-role":
    case "cortex":
      return logicalName(grant.role, "to", grant.to);
  }
}
