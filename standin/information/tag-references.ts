import { canOnAccount, shows } from "../access/can";
import { fullName, kindName, pathOf } from "../catalog/names";
import type { Securable } from "../catalog/objects";
import { resolve } from "../catalog/resolve";
import type { Row } from "../catalog/rows";
import { effectiveTag } from "../catalog/tags";
import { invalid, notFound, unsupported } from "../errors";
import type { ObjectKind } from "../syntax/statements";
import type { Arguments } from "./arguments";
import type { InformationContext, InformationFunction } from "./information";

const columns =
  "TAG_DATABASE TAG_SCHEMA TAG_NAME TAG_VALUE APPLY_METHOD LEVEL OBJECT_DATABASE OBJECT_SCHEMA OBJECT_NAME DOMAIN COLUMN_NAME";
const parameters = ["OBJECT_NAME", "OBJECT_DOMAIN"];

/** TAG_REFERENCES: the tags an object or a column has, its own and those it inherits (docs tag_references). */
export const tagReferences: InformationFunction = {
  name: "TAG_REFERENCES",
  parameters,
  columns,
  rows: (args, context) => {
    const domain = args.requiredText("OBJECT_DOMAIN").toUpperCase();
    if (domain !== "COLUMN") return references(tagged(args, kindOf(domain), context), undefined, context);
    const { parts } = args.name("OBJECT_NAME") ?? { parts: [] };
    const relation = visible(resolve(context, "TABLE", { parts: parts.slice(0, -1) }), context);
    return references(relation, parts.at(-1), context);
  },
};

/** TAG_REFERENCES_ALL_COLUMNS: the same for every column of a table or view (docs tag_references_all_columns). */
export const tagReferencesAllColumns: InformationFunction = {
  name: "TAG_REFERENCES_ALL_COLUMNS",
  parameters,
  columns,
  rows: (args, context) => {
    if (args.requiredText("OBJECT_DOMAIN").toUpperCase() !== "TABLE")
      throw invalid("002211", "TAG_REFERENCES_ALL_COLUMNS takes the domain TABLE only.");
    const relation = tagged(args, "TABLE", context);
    const names = relation.kind === "TABLE" || relation.kind === "VIEW" ? relation.columns : [];
    return names.flatMap(({ name }) => references(relation, name, context));
  },
};

/** The kind of object a domain means; TABLE is every object with columns. */
function kindOf(domain: string): ObjectKind {
  switch (domain) {
    case "ACCOUNT":
    case "DATABASE":
    case "DATABASE ROLE":
    case "ROLE":
    case "SCHEMA":
    case "STREAM":
    case "TABLE":
    case "TASK":
    case "USER":
    case "WAREHOUSE":
      return domain;
    default:
      throw unsupported(`TAG_REFERENCES for domain '${domain}'`);
  }
}

function tagged(args: Arguments, kind: ObjectKind, context: InformationContext): Securable {
  args.requiredText("OBJECT_NAME");
  return visible(resolve(context, kind, args.name("OBJECT_NAME") ?? { parts: [] }), context);
}

/** Tags are seen by who sees the object, and by who may tag everything. @throws SnowflakeError 002003 for others */
function visible(object: Securable, { catalog, role }: InformationContext): Securable {
  if (!shows(catalog, role, object) && !canOnAccount(catalog, role, "APPLY TAG"))
    throw notFound(kindName(object.kind), fullName(object));
  return object;
}

function references(
  object: Securable,
  column: string | undefined,
  { catalog }: InformationContext,
): readonly Row[] {
  const [database, schema] = object.kind === "DATABASE" ? [object.name] : pathOf(object).slice(0, -1);
  const tags = [...catalog.schemas()].flatMap(({ tagDefinitions }) => [...tagDefinitions.values()]);
  return tags.flatMap((tag) => {
    const found = effectiveTag(catalog, tag, object, column);
    if (found === undefined) return [];
    return {
      TAG_DATABASE: tag.schema.database.name,
      TAG_SCHEMA: tag.schema.name,
      TAG_NAME: tag.name,
      TAG_VALUE: found.value,
      APPLY_METHOD: found.inherited ? "INHERITED" : "MANUAL",
      LEVEL: found.level,
      OBJECT_DATABASE: database,
      OBJECT_SCHEMA: object.kind === "SCHEMA" ? object.name : schema,
      OBJECT_NAME: object.name,
      DOMAIN: column === undefined ? object.kind : "COLUMN",
      COLUMN_NAME: column,
    };
  });
}
