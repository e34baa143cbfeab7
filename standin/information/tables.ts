import type { Table, View } from "../catalog/objects";
import { parameter } from "../catalog/parameters";
import type { Row } from "../catalog/rows";
import { yesNo, type InformationContext, type InformationView } from "./information";
import { ownName, relationName, visibleRelations } from "./relations";

/**
 * TABLES: tables and views, those of INFORMATION_SCHEMA too (docs info-schema/tables). What the stand-in does not
 * keep is NULL: bytes, and when and by whom a table was last altered.
 */
export const tables: InformationView = {
  name: "TABLES",
  columns:
    "TABLE_CATALOG TABLE_SCHEMA TABLE_NAME TABLE_OWNER TABLE_TYPE IS_TRANSIENT CLUSTERING_KEY ROW_COUNT:int BYTES:int RETENTION_TIME:int SELF_REFERENCING_COLUMN_NAME REFERENCE_GENERATION USER_DEFINED_TYPE_CATALOG USER_DEFINED_TYPE_SCHEMA USER_DEFINED_TYPE_NAME IS_INSERTABLE_INTO IS_TYPED COMMIT_ACTION CREATED:time LAST_ALTERED:time LAST_DDL:time LAST_DDL_BY AUTO_CLUSTERING_ON:flag COMMENT IS_TEMPORARY IS_ICEBERG IS_DYNAMIC IS_IMMUTABLE IS_HYBRID",
  rows: async (context) => [
    ...(await Promise.all(visibleRelations(context).map((relation) => relationRow(relation, context)))),
    ...context.views.map(({ name }) => ({
      ...ownName(context, name),
      ...viewKind,
      CREATED: context.container.createdOn,
    })),
  ],
};

const neither = { IS_ICEBERG: "NO", IS_DYNAMIC: "NO", IS_IMMUTABLE: "NO", IS_HYBRID: "NO" };
const viewKind = { TABLE_TYPE: "VIEW", IS_TRANSIENT: "NO", IS_TEMPORARY: "NO", ...neither };

async function relationRow(relation: Table | View, context: InformationContext): Promise<Row> {
  const common = {
    ...relationName(relation),
    TABLE_OWNER: relation.owner?.name,
    CREATED: relation.createdOn,
    COMMENT: relation.comment,
  };
  if (relation.kind === "VIEW") return { ...common, ...viewKind };
  const { variant, clusterBy } = relation;
  const clustered = clusterBy.length > 0;
  return {
    ...common,
    ...neither,
    TABLE_TYPE: variant === "TEMPORARY" ? "TEMPORARY TABLE" : "BASE TABLE",
    IS_TRANSIENT: yesNo(variant === "TRANSIENT"),
    IS_TEMPORARY: yesNo(variant === "TEMPORARY"),
    CLUSTERING_KEY: clustered ? `LINEAR(${clusterBy.join(", ")})` : undefined,
    ROW_COUNT: await context.asking.rowCount(relation.id),
    RETENTION_TIME: Number(parameter(relation, "DATA_RETENTION_TIME_IN_DAYS")),
    AUTO_CLUSTERING_ON: clustered,
  };
}
