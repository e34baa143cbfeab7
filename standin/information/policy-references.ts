import { can, canOnAccount, owns, shows } from "../access/can";
import { fullName, kindName } from "../catalog/names";
import type { MaskingPolicy, Table, View } from "../catalog/objects";
import { find, resolve, resolveAs } from "../catalog/resolve";
import type { Row } from "../catalog/rows";
import { insufficientPrivileges, invalid, notFound } from "../errors";
import type { Arguments } from "./arguments";
import type { InformationContext, InformationFunction } from "./information";

/**
 * POLICY_REFERENCES: the policies of an object, or the objects of a policy (docs policy_references). The stand-in has
 * masking policies on columns only; what Snowflake has beside them gives no rows.
 */
export const policyReferences: InformationFunction = {
  name: "POLICY_REFERENCES",
  parameters: ["POLICY_NAME", "POLICY_KIND", "REF_ENTITY_NAME", "REF_ENTITY_DOMAIN"],
  columns:
    "POLICY_DB POLICY_SCHEMA POLICY_NAME POLICY_KIND REF_DATABASE_NAME REF_SCHEMA_NAME REF_ENTITY_NAME REF_ENTITY_DOMAIN REF_COLUMN_NAME REF_ARG_COLUMN_NAMES TAG_DATABASE TAG_SCHEMA TAG_NAME POLICY_STATUS",
  rows: (args, context) => {
    args.refuse("POLICY_KIND");
    const byEntity = args.has("REF_ENTITY_NAME") || args.has("REF_ENTITY_DOMAIN");
    if (byEntity === args.has("POLICY_NAME"))
      throw invalid(
        "001044",
        "Invalid arguments for function 'POLICY_REFERENCES': either POLICY_NAME, or REF_ENTITY_NAME and REF_ENTITY_DOMAIN, is expected",
      );
    return byEntity ? ofEntity(args, context) : ofPolicy(args, context);
  },
};

interface Reference {
  readonly policy: MaskingPolicy;
  readonly relation: Table | View;
  readonly column: string;
}

function ofPolicy(args: Arguments, context: InformationContext): readonly Row[] {
  const { catalog, role } = context;
  const policy = resolveAs(context, "MASKING POLICY", args.name("POLICY_NAME") ?? { parts: [] });
  if (!mayApply(policy, context)) throw notFound(kindName(policy.kind), fullName(policy));
  const everywhere = canOnAccount(catalog, role, "APPLY MASKING POLICY");
  return [...catalog.relations()]
    .flatMap(referencesOn)
    .filter((each) => each.policy === policy && (everywhere || owns(catalog, role, each.relation)))
    .map(row);
}

/** @throws SnowflakeError 002003 where the object is not visible, 003001 where it has policies and none may be seen */
function ofEntity(args: Arguments, context: InformationContext): readonly Row[] {
  const { catalog, role } = context;
  const domain = args.requiredText("REF_ENTITY_DOMAIN").toUpperCase();
  args.requiredText("REF_ENTITY_NAME");
  const name = args.name("REF_ENTITY_NAME") ?? { parts: [] };
  switch (domain) {
    case "TABLE":
    case "VIEW": {
      const relation = find(context, domain, name);
      if (relation?.kind !== domain || !shows(catalog, role, relation))
        throw notFound(kindName(domain), name.parts.join("."));
      const references = referencesOn(relation);
      const visible = references.filter(({ policy }) => maySee(policy, relation, context));
      if (references.length > 0 && visible.length === 0)
        throw insufficientPrivileges(domain.toLowerCase(), relation.name);
      return visible.map(row);
    }
    case "TAG":
    case "USER": {
      const object = resolve(context, domain, name);
      if (!shows(catalog, role, object)) throw notFound(kindName(domain), fullName(object));
      return [];
    }
    case "ACCOUNT":
      return [];
    default:
      throw invalid("002211", `Unsupported object type '${domain}' in POLICY_REFERENCES.`);
  }
}

function referencesOn(relation: Table | View): readonly Reference[] {
  return relation.columns.flatMap(({ name, mask }) =>
    mask === undefined ? [] : [{ policy: mask.policy, relation, column: name }],
  );
}

const mayApply = (policy: MaskingPolicy, { catalog, role }: InformationContext): boolean =>
  canOnAccount(catalog, role, "APPLY MASKING POLICY") || can(catalog, role, "APPLY", policy);

/** APPLY on the account shows all; APPLY on a policy, or owning it, shows it on what the role owns. */
const maySee = (policy: MaskingPolicy, relation: Table | View, context: InformationContext): boolean =>
  canOnAccount(context.catalog, context.role, "APPLY MASKING POLICY") ||
  (mayApply(policy, context) && owns(context.catalog, context.role, relation));

const row = ({ policy, relation, column }: Reference): Row => ({
  POLICY_DB: policy.schema.database.name,
  POLICY_SCHEMA: policy.schema.name,
  POLICY_NAME: policy.name,
  POLICY_KIND: "MASKING_POLICY",
  REF_DATABASE_NAME: relation.schema.database.name,
  REF_SCHEMA_NAME: relation.schema.name,
  REF_ENTITY_NAME: relation.name,
  REF_ENTITY_DOMAIN: relation.kind,
  REF_COLUMN_NAME: column,
  POLICY_STATUS: "ACTIVE",
});
