import type { InformationRelation } from "../catalog/context";
import { table } from "../catalog/rows";
import type { Rows } from "../data/scope";
import { unsupported } from "../errors";
import type { Value } from "../result";
import type { Viewpoint } from "../session/viewpoint";
import type { Database } from "../catalog/objects";
import { Arguments } from "./arguments";
import { columns } from "./columns";
import { databases } from "./databases";
import type { InformationFunction, InformationView } from "./information";
import { metricReferences } from "./metric-references";
import { policyReferences } from "./policy-references";
import { objectPrivileges, tablePrivileges } from "./privileges";
import { queryHistories } from "./query-history";
import { applicableRoles, enabledRoles } from "./roles";
import { schemata } from "./schemata";
import { tables } from "./tables";
import { tagReferences, tagReferencesAllColumns } from "./tag-references";
import { taskHistory } from "./task-history";
import { views as viewsView } from "./views";

const views: readonly InformationView[] = [
  ...[applicableRoles, columns, databases, enabledRoles, objectPrivileges, schemata],
  ...[tablePrivileges, tables, viewsView],
];

/** What SHOW and DESCRIBE say of the views. */
export const informationViews: readonly InformationRelation[] = views.map(({ name, columns: layout }) => ({
  name,
  columns: table("", layout, []).columns,
}));

const functions: readonly InformationFunction[] = [
  ...[policyReferences, metricReferences, tagReferences, tagReferencesAllColumns, taskHistory],
  ...queryHistories,
];

/**
 * The rows of a view of a database's INFORMATION_SCHEMA.
 * @throws SnowflakeError 000002 for one the stand-in does not have
 */
export async function informationView(
  container: Database,
  name: string,
  viewpoint: Viewpoint,
): Promise<Rows> {
  const view = views.find((each) => each.name === name);
  if (view === undefined) throw unsupported(`INFORMATION_SCHEMA.${name}`);
  return table("SELECT", view.columns, await view.rows({ ...viewpoint, container, views }));
}

/**
 * The rows of a table function of a database's INFORMATION_SCHEMA.
 * @param args by name, or by index where positional
 * @throws SnowflakeError 000002 for one the stand-in does not have
 */
export function informationFunction(
  container: Database,
  name: string,
  args: ReadonlyMap<string, Value>,
  viewpoint: Viewpoint,
): Rows {
  const called = functions.find((each) => each.name === name);
  if (called === undefined) throw unsupported(`table function INFORMATION_SCHEMA.${name}`);
  const context = { ...viewpoint, container, views };
  return table("SELECT", called.columns, called.rows(new Arguments(name, called.parameters, args), context));
}
