import { informs } from "../access/can";
import { pathOf } from "../catalog/names";
import type { Role, Securable } from "../catalog/objects";
import { yesNo, type InformationContext, type InformationView } from "./information";

/** A privilege held, OWNERSHIP among them. */
interface Held {
  readonly privilege: string;
  readonly on: Securable;
  readonly to: Role;
  readonly grantedBy: Role | undefined;
  readonly grantable: boolean;
  readonly createdOn: Date;
}

/**
 * OBJECT_PRIVILEGES: every privilege on the objects of the account the role sees (docs info-schema/object_privileges).
 */
export const objectPrivileges: InformationView = {
  name: "OBJECT_PRIVILEGES",
  columns:
    "GRANTOR GRANTEE GRANTED_TO OBJECT_CATALOG OBJECT_SCHEMA OBJECT_NAME OBJECT_TYPE PRIVILEGE_TYPE IS_GRANTABLE CREATED:time",
  rows: (context) =>
    held(context.catalog.objects(), context).map((each) => {
      const { on } = each;
      const [database, schema] = pathOf(on).slice(0, -1);
      return {
        ...common(each),
        OBJECT_CATALOG: database,
        OBJECT_SCHEMA: schema,
        OBJECT_NAME: on.name,
        OBJECT_TYPE: on.kind,
      };
    }),
};

/** TABLE_PRIVILEGES: the same of the tables and views of the database (docs info-schema/table_privileges). */
export const tablePrivileges: InformationView = {
  name: "TABLE_PRIVILEGES",
  columns:
    "GRANTOR GRANTEE GRANTED_TO TABLE_CATALOG TABLE_SCHEMA TABLE_NAME PRIVILEGE_TYPE IS_GRANTABLE WITH_HIERARCHY CREATED:time",
  rows: (context) => {
    const relations = [...context.container.schemas.values()].flatMap((schema) => [
      ...schema.relations.values(),
    ]);
    return held(relations, context).map((each) => {
      const [database, schema, name] = pathOf(each.on);
      return { ...common(each), TABLE_CATALOG: database, TABLE_SCHEMA: schema, TABLE_NAME: name };
    });
  },
};

const common = ({ privilege, to, grantedBy, grantable, createdOn }: Held) => ({
  GRANTOR: grantedBy?.name,
  GRANTEE: to.name,
  GRANTED_TO: to.kind.replace(" ", "_"),
  PRIVILEGE_TYPE: privilege,
  IS_GRANTABLE: yesNo(grantable),
  CREATED: createdOn,
});

function held(objects: Iterable<Securable>, { catalog, role }: InformationContext): readonly Held[] {
  const seen = new Set<Securable>();
  for (const object of objects) if (informs(catalog, role, object)) seen.add(object);
  const owned = [...seen].flatMap((on): readonly Held[] => {
    const { owner, createdOn } = on;
    // Ownership of the account only stands for all privileges on it (catalog/bootstrap.ts).
    if (owner === undefined || on.kind === "ACCOUNT") return [];
    return [{ privilege: "OWNERSHIP", on, to: owner, grantedBy: owner, grantable: true, createdOn }];
  });
  const granted = [...catalog.grants]
    .filter(({ on }) => seen.has(on))
    .map((grant): Held => ({ ...grant, grantable: grant.grantOption }));
  return [...owned, ...granted];
}
