import { isRevealing } from "./masked";
import { maskedReaderRole, readerRole, writerRole } from "./names";
import { adminRole, countingRole, taskRole, type CortexRole, type Role } from "./roles";
import type { Schema } from "./schemas";
import type { Relation } from "./views";
import type { Warehouse } from "./warehouses";

/** Kinds of objects an access role covers, as GRANT ... ON ALL|FUTURE names them. */
export type ObjectKind = "TABLES" | "VIEWS" | "STREAMS";

/** The same for kinds that grants of provider 1.3.0 do not take. */
type UnprovidedKind = "SEMANTIC VIEWS" | "MODELS";

/** One grant of the estate, by base names. `to` is an account role, `toAccess` a database role. */
export type Grant =
  | { readonly on: "account"; readonly privileges: readonly string[]; readonly to: string }
  | { readonly on: "database"; readonly privileges: readonly string[]; readonly to: string }
  | {
      readonly on: "warehouse";
      /** Key of the warehouse. */
      readonly warehouse: string;
      readonly privileges: readonly string[];
      readonly to: string;
    }
  | {
      readonly on: "schema";
      readonly schema: string;
      readonly privileges: readonly string[];
      readonly to: string;
    }
  | {
      readonly on: "schema";
      readonly schema: string;
      readonly privileges: readonly string[];
      readonly toAccess: string;
    }
  | ({
      readonly on: "present" | "future";
      readonly schema: string;
      readonly objects: ObjectKind;
      readonly privileges: readonly string[];
    } & ({ readonly to: string } | { readonly toAccess: string }))
  | {
      readonly on: "relation";
      readonly schema: string;
      /** Name of a table or view of ours. */
      readonly relation: string;
      readonly privileges: readonly string[];
      readonly toAccess: string;
    }
  | {
      /** Present and future objects of a kind that the provider cannot grant on. */
      readonly on: "covered";
      readonly schema: string;
      readonly objects: UnprovidedKind;
      readonly privileges: readonly string[];
      readonly toAccess: string;
    }
  | { readonly on: "role"; readonly role: string; readonly to: string }
  | { readonly on: "access-role"; readonly schema: string; readonly role: string; readonly to: string }
  | { readonly on: "cortex"; readonly role: CortexRole; readonly to: string };

/** The role of Snowflake's own hierarchy that the estate rolls up to. */
const rollUpRole = "SYSADMIN";

const writing = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"];

/** What Airbyte makes in a raw schema (reference: airbyte destination, direct load). */
const landing = ["CREATE TABLE", "CREATE STAGE", "CREATE FILE FORMAT"];

/** What the administrator makes in a schema, by layer, beside tables and views, and what reading it takes. */
const making: Partial<
  Record<
    Schema["layer"],
    { readonly create: string; readonly objects: UnprovidedKind; readonly reading: readonly string[] }
  >
> = {
  // A semantic view is queried with SELECT and described with REFERENCES (docs: grant-privilege, views-semantic).
  semantic: { create: "CREATE SEMANTIC VIEW", objects: "SEMANTIC VIEWS", reading: ["SELECT", "REFERENCES"] },
  models: { create: "CREATE MODEL", objects: "MODELS", reading: ["USAGE"] },
};

/** Present and future objects alike: FUTURE does not cover what exists, ALL does not cover what comes. */
const covering = (
  schema: string,
  objects: ObjectKind,
  privileges: readonly string[],
  grantee: { readonly to: string } | { readonly toAccess: string },
): Grant[] => (["present", "future"] as const).map((on) => ({ on, schema, objects, privileges, ...grantee }));

/** What a schema holds of ours, as far as grants depend on it. */
export interface SchemaContents {
  /** Its tables and views. */
  readonly relations: readonly Relation[];
  /** Whether it holds streams. */
  readonly hasStreams: boolean;
}

/** Whether roles that see masks need an access role of their own in a schema. */
export const needsMaskedReader = ({ relations }: Pick<SchemaContents, "relations">): boolean =>
  relations.some(isRevealing);

/**
 * The grants of a schema's access roles, and of the one role that reads its streams. Schema level only: a schema's
 * future grants hide those of the database (docs: security-access-control-configure), so both levels together would
 * surprise.
 */
export function schemaGrants(schema: Schema, { relations, hasStreams }: SchemaContents): Grant[] {
  const reader = readerRole(schema.name);
  const writer = writerRole(schema.name);
  return [
    { on: "schema", schema: schema.name, privileges: ["USAGE"], toAccess: reader },
    ...covering(schema.name, "TABLES", ["SELECT"], { toAccess: reader }),
    ...covering(schema.name, "VIEWS", ["SELECT"], { toAccess: reader }),
    ...readingMade(schema, reader),
    {
      on: "schema",
      schema: schema.name,
      privileges: ["USAGE", ...(schema.layer === "raw" ? landing : [])],
      toAccess: writer,
    },
    ...covering(schema.name, "TABLES", writing, { toAccess: writer }),
    // Whoever may read a stream may also consume it, and the rows in it would never be embedded.
    ...(hasStreams ? covering(schema.name, "STREAMS", ["SELECT"], { to: taskRole.name }) : []),
    ...(needsMaskedReader({ relations }) ? maskedReaderGrants(schema.name, relations) : []),
  ];
}

const createdIn = ({ layer }: Schema): readonly string[] => {
  const made = making[layer];
  return made === undefined ? [] : [made.create];
};

function readingMade({ name, layer }: Schema, toAccess: string): Grant[] {
  const made = making[layer];
  return made === undefined
    ? []
    : [{ on: "covered", schema: name, objects: made.objects, privileges: made.reading, toAccess }];
}

/** By name and nothing to come: what is made outside this model may hold what vectors and hashes give away. */
function maskedReaderGrants(schema: string, relations: readonly Relation[]): Grant[] {
  const toAccess = maskedReaderRole(schema);
  return [
    { on: "schema", schema, privileges: ["USAGE"], toAccess },
    ...relations
      .filter((relation) => !isRevealing(relation))
      .map(({ name }): Grant => ({
        on: "relation",
        schema,
        relation: name,
        privileges: ["SELECT"],
        toAccess,
      })),
  ];
}

/** The access role by which an account role reads a schema. */
const readingRole = (role: Role, schema: string, masked: readonly string[]): string =>
  role.seesPersonalData || role === countingRole || !masked.includes(schema)
    ? readerRole(schema)
    : maskedReaderRole(schema);

/** The grants of an account role: what it is composed of, and what no access role carries. */
export function roleGrants(
  role: Role,
  estate: {
    readonly schemas: readonly Schema[];
    readonly warehouses: readonly Warehouse[];
    /** Schemas whose tables are embedded, and so hold tasks. */
    readonly taskSchemas: readonly string[];
    /** Schemas in which roles that see masks have an access role of their own. */
    readonly maskedSchemas: readonly string[];
    /** The role that deploys the estate. */
    readonly deployRole: string;
  },
): Grant[] {
  const to = role.name;
  return [
    { on: "role", role: to, to: to === adminRole ? rollUpRole : adminRole },
    // SYSADMIN reaches the owners of tasks and of counts through the administrator; another deploying role must be told.
    ...((role === taskRole || role === countingRole) && estate.deployRole !== rollUpRole
      ? [{ on: "role", role: to, to: estate.deployRole } as const]
      : []),
    {
      on: "database",
      privileges: role.administers ? ["USAGE", "MONITOR", "MODIFY", "CREATE SCHEMA"] : ["USAGE"],
      to,
    },
    ...role.reads.map((schema): Grant => ({
      on: "access-role",
      schema,
      role: readingRole(role, schema, estate.maskedSchemas),
      to,
    })),
    ...role.writes.map((schema): Grant => ({ on: "access-role", schema, role: writerRole(schema), to })),
    ...(role.account.length > 0 ? [{ on: "account", privileges: role.account, to } as const] : []),
    ...(role.cortex ?? []).map((each): Grant => ({ on: "cortex", role: each, to })),
    ...estate.warehouses.flatMap((warehouse): Grant[] => {
      const privileges = [
        ...(role.administers ? ["MONITOR", "OPERATE"] : []),
        ...(role.uses.includes(warehouse.key) ? ["USAGE"] : []),
      ];
      return privileges.length > 0 ? [{ on: "warehouse", warehouse: warehouse.key, privileges, to }] : [];
    }),
    ...estate.schemas.flatMap((schema): Grant[] => {
      const privileges = [
        ...(role.administers
          ? ["MODIFY", "MONITOR", "CREATE TABLE", "CREATE VIEW", ...createdIn(schema)]
          : []),
        ...(role === taskRole && estate.taskSchemas.includes(schema.name) ? ["CREATE TASK"] : []),
      ];
      return privileges.length > 0 ? [{ on: "schema", schema: schema.name, privileges, to }] : [];
    }),
  ];
}
