import { informs } from "../access/can";
import type { Table, View } from "../catalog/objects";
import type { InformationContext } from "./information";

/** The tables and views of the database the role has any privilege on. */
export function visibleRelations({
  catalog,
  role,
  container,
}: InformationContext): readonly (Table | View)[] {
  return [...container.schemas.values()]
    .flatMap((schema) => [...schema.relations.values()])
    .filter((relation) => informs(catalog, role, relation));
}

/** The columns that name a table or view in most views of INFORMATION_SCHEMA. */
export const relationName = (relation: Table | View) => ({
  TABLE_CATALOG: relation.schema.database.name,
  TABLE_SCHEMA: relation.schema.name,
  TABLE_NAME: relation.name,
});

/** The same for a view of INFORMATION_SCHEMA itself. */
export const ownName = ({ container }: InformationContext, name: string) => ({
  TABLE_CATALOG: container.name,
  TABLE_SCHEMA: "INFORMATION_SCHEMA",
  TABLE_NAME: name,
});
