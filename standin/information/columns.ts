import type { Row } from "../catalog/rows";
import { table } from "../catalog/rows";
import { defaultTextLength, type DataType } from "../types";
import { yesNo, type InformationView } from "./information";
import { ownName, relationName, visibleRelations } from "./relations";

/** COLUMNS: of tables and views, those of INFORMATION_SCHEMA too (docs info-schema/columns). */
export const columns: InformationView = {
  name: "COLUMNS",
  columns:
    "TABLE_CATALOG TABLE_SCHEMA TABLE_NAME COLUMN_NAME ORDINAL_POSITION:int COLUMN_DEFAULT IS_NULLABLE DATA_TYPE CHARACTER_MAXIMUM_LENGTH:int CHARACTER_OCTET_LENGTH:int NUMERIC_PRECISION:int NUMERIC_PRECISION_RADIX:int NUMERIC_SCALE:int DATETIME_PRECISION:int INTERVAL_TYPE INTERVAL_PRECISION:int CHARACTER_SET_CATALOG CHARACTER_SET_SCHEMA CHARACTER_SET_NAME COLLATION_CATALOG COLLATION_SCHEMA COLLATION_NAME DOMAIN_CATALOG DOMAIN_SCHEMA DOMAIN_NAME UDT_CATALOG UDT_SCHEMA UDT_NAME SCOPE_CATALOG SCOPE_SCHEMA SCOPE_NAME MAXIMUM_CARDINALITY:int DTD_IDENTIFIER IS_SELF_REFERENCING IS_IDENTITY IDENTITY_GENERATION IDENTITY_START IDENTITY_INCREMENT IDENTITY_MAXIMUM IDENTITY_MINIMUM IDENTITY_CYCLE IDENTITY_ORDERED SCHEMA_EVOLUTION_RECORD COMMENT DATA_TYPE_ALIAS EXPRESSION KIND",
  rows: (context) => [
    ...visibleRelations(context).flatMap((relation) =>
      relation.columns.map((column, i) => ({
        ...relationName(relation),
        ...columnRow(column, i),
        COLUMN_DEFAULT: "defaultSql" in column ? column.defaultSql : undefined,
        COMMENT: column.comment,
      })),
    ),
    ...context.views.flatMap((view) =>
      table("", view.columns, []).columns.map((column, i) => ({
        ...ownName(context, view.name),
        ...columnRow(column, i),
      })),
    ),
  ],
};

function columnRow(
  { name, type, nullable }: { readonly name: string; readonly type: DataType; readonly nullable: boolean },
  index: number,
): Row {
  return {
    COLUMN_NAME: name,
    ORDINAL_POSITION: index + 1,
    IS_NULLABLE: yesNo(nullable),
    // Text is called by the name the standard view gives it, whatever was declared.
    DATA_TYPE: type.kind === "VARCHAR" ? "TEXT" : type.kind,
    ...measures(type),
    IS_IDENTITY: "NO",
    KIND: "COLUMN",
  };
}

/** Lengths and precision, each for the types that have it. A character takes up to four bytes (data-types-text). */
function measures(type: DataType): Row {
  switch (type.kind) {
    case "VARCHAR":
      return {
        CHARACTER_MAXIMUM_LENGTH: type.length,
        CHARACTER_OCTET_LENGTH: Math.max(type.length, Math.min(4 * type.length, defaultTextLength)),
      };
    case "BINARY":
      return { CHARACTER_MAXIMUM_LENGTH: type.length, CHARACTER_OCTET_LENGTH: type.length };
    case "NUMBER":
      return { NUMERIC_PRECISION: type.precision, NUMERIC_PRECISION_RADIX: 10, NUMERIC_SCALE: type.scale };
    default:
      return {};
  }
}
