import { informs } from "../access/can";
import { parameter } from "../catalog/parameters";
import { yesNo, type InformationView } from "./information";

/** SCHEMATA: the schemas of the database, INFORMATION_SCHEMA among them (docs info-schema/schemata). */
export const schemata: InformationView = {
  name: "SCHEMATA",
  columns:
    "CATALOG_NAME SCHEMA_NAME SCHEMA_OWNER IS_TRANSIENT IS_MANAGED_ACCESS RETENTION_TIME:int DEFAULT_CHARACTER_SET_CATALOG DEFAULT_CHARACTER_SET_SCHEMA DEFAULT_CHARACTER_SET_NAME SQL_PATH CREATED:time LAST_ALTERED:time COMMENT",
  rows: ({ catalog, role, container }) =>
    [...container.schemas.values()]
      .filter((schema) => informs(catalog, role, schema))
      .map((schema) => ({
        CATALOG_NAME: container.name,
        SCHEMA_NAME: schema.name,
        SCHEMA_OWNER: schema.owner?.name,
        IS_TRANSIENT: yesNo(schema.transient),
        IS_MANAGED_ACCESS: yesNo(schema.managedAccess),
        RETENTION_TIME: Number(parameter(schema, "DATA_RETENTION_TIME_IN_DAYS")),
        CREATED: schema.createdOn,
        COMMENT: schema.comment,
      })),
};
