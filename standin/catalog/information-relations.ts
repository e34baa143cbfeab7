import type { ExecuteContext } from "./context";
import type { Schema, View } from "./objects";
import type { Name } from "../syntax/statements";
import { findSchema } from "./resolve";

/** The views of a schema that is an INFORMATION_SCHEMA, as SHOW lists them with others; none of any other schema. */
export function informationRelations(schema: Schema, context: ExecuteContext): View[] {
  if (schema.name !== "INFORMATION_SCHEMA") return [];
  return (context.informationViews ?? []).map(({ name, columns }) => ({
    kind: "VIEW",
    id: schema.id,
    name,
    owner: undefined,
    comment: "",
    createdOn: schema.database.createdOn,
    tags: new Map(),
    schema,
    secure: false,
    changeTracking: false,
    columns: columns.map((column) => ({ ...column, tags: new Map() })),
    query: "",
    text: "",
  }));
}

/** The view of an INFORMATION_SCHEMA that a name means, named or current. */
export function informationRelation(name: Name, context: ExecuteContext): View | undefined {
  const place = name.parts.length > 1 ? name.parts.slice(0, -1) : [context.schema ?? ""];
  const schema = findSchema(context, { parts: place });
  const own = name.parts.at(-1);
  return schema === undefined
    ? undefined
    : informationRelations(schema, context).find((view) => view.name === own);
}
