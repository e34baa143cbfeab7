import { owns } from "../access/can";
import { yesNo, type InformationView } from "./information";
import { ownName, relationName, visibleRelations } from "./relations";

/**
 * VIEWS, those of INFORMATION_SCHEMA too (docs info-schema/views). The text of a secure view is its owner's alone
 * (docs views-secure).
 */
export const views: InformationView = {
  name: "VIEWS",
  columns:
    "TABLE_CATALOG TABLE_SCHEMA TABLE_NAME TABLE_OWNER VIEW_DEFINITION CHECK_OPTION IS_UPDATABLE INSERTABLE_INTO IS_SECURE CREATED:time LAST_ALTERED:time LAST_DDL:time LAST_DDL_BY COMMENT",
  rows: (context) => [
    ...visibleRelations(context)
      .filter((relation) => relation.kind === "VIEW")
      .map((view) => ({
        ...relationName(view),
        TABLE_OWNER: view.owner?.name,
        VIEW_DEFINITION: view.secure && !owns(context.catalog, context.role, view) ? undefined : view.text,
        IS_SECURE: yesNo(view.secure),
        CREATED: view.createdOn,
        COMMENT: view.comment,
      })),
    ...context.views.map(({ name }) => ({
      ...ownName(context, name),
      IS_SECURE: "NO",
      CREATED: context.container.createdOn,
    })),
  ],
};
