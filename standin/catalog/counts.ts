import type { Catalog } from "./catalog";
import { directTags } from "./tags";

/** How many objects of each kind an account holds beyond what a new one does. */
export interface Counts {
  readonly databases: number;
  readonly schemas: number;
  readonly tables: number;
  readonly views: number;
  readonly columns: number;
  readonly streams: number;
  readonly tasks: number;
  readonly tags: number;
  readonly tagAssociations: number;
  readonly maskingPolicies: number;
  readonly warehouses: number;
  readonly roles: number;
  readonly databaseRoles: number;
  readonly users: number;
  /** Privileges on objects; ownership is not counted. */
  readonly grants: number;
  readonly roleGrants: number;
  readonly futureGrants: number;
}

/**
 * Counts what people made. INFORMATION_SCHEMA comes with every database and is not counted; PUBLIC is, as it can be
 * dropped. `columns` are those of tables.
 */
export function counts(catalog: Catalog): Counts {
  const made = [...catalog.objects()].filter(
    (object) => !catalog.isOwn(object) && !(object.kind === "SCHEMA" && object.name === "INFORMATION_SCHEMA"),
  );
  const of = (kind: string): number => made.filter((object) => object.kind === kind).length;
  const grants = (set: Iterable<object>): number => [...set].filter((grant) => !catalog.isOwn(grant)).length;
  return {
    databases: of("DATABASE"),
    schemas: of("SCHEMA"),
    tables: of("TABLE"),
    views: of("VIEW"),
    columns: made.reduce((sum, object) => sum + (object.kind === "TABLE" ? object.columns.length : 0), 0),
    streams: of("STREAM"),
    tasks: of("TASK"),
    tags: of("TAG"),
    tagAssociations: [...catalog.objects()].reduce((sum, object) => sum + [...directTags(object)].length, 0),
    maskingPolicies: of("MASKING POLICY"),
    warehouses: of("WAREHOUSE"),
    roles: of("ROLE"),
    databaseRoles: of("DATABASE ROLE"),
    users: of("USER"),
    grants: grants(catalog.grants),
    roleGrants: grants(catalog.roleGrants),
    futureGrants: grants(catalog.futureGrants),
  };
}
