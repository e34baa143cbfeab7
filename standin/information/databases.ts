import { informs } from "../access/can";
import { parameter } from "../catalog/parameters";
import { yesNo, type InformationView } from "./information";

/** DATABASES: all of the account the role has any privilege on (docs info-schema/databases). */
export const databases: InformationView = {
  name: "DATABASES",
  columns:
    "DATABASE_NAME DATABASE_OWNER IS_TRANSIENT COMMENT CREATED:time LAST_ALTERED:time RETENTION_TIME:int TYPE OWNER_ROLE_TYPE",
  rows: ({ catalog, role }) =>
    [...catalog.databases.values()]
      .filter((database) => informs(catalog, role, database))
      .map((database) => ({
        DATABASE_NAME: database.name,
        DATABASE_OWNER: database.owner?.name,
        IS_TRANSIENT: yesNo(database.transient),
        COMMENT: database.comment,
        CREATED: database.createdOn,
        RETENTION_TIME: Number(parameter(database, "DATA_RETENTION_TIME_IN_DAYS")),
        // The one database nobody owns is SNOWFLAKE, an application (docs snowflake-db).
        TYPE: database.owner === undefined ? "APPLICATION" : "STANDARD",
        OWNER_ROLE_TYPE: database.owner?.kind.replace(" ", "_"),
      })),
};
