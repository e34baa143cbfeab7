/** Tags and the objects they are on (resources/tag.go, resources/tag_association.go, sdk/tags_impl.go). */
import { anyIdentifier, columnIdentifier, identifier, schemaIdentifier } from "./identifier";
import { objectIdentifier } from "./object-type";
import type { Renderer } from "./renderer";
import { inSetOrder } from "./set-order";
import { quoted, sql, textOption } from "./sql";

/** `CreateContextTag`: the tag, then its masking policies. */
export const tag: Renderer = (inputs) => {
  const name = identifier(inputs.required("database"), inputs.required("schema"), inputs.required("name"));
  const allowed = inSetOrder(inputs.texts("allowedValues", { keepEmpty: true })).map(quoted);
  const policies = inSetOrder(inputs.texts("maskingPolicies")).map(
    (policy) => `MASKING POLICY ${schemaIdentifier(policy)}`,
  );
  return [
    sql(
      "CREATE TAG",
      name,
      allowed.length > 0 && `ALLOWED_VALUES ${allowed.join(", ")}`,
      textOption("COMMENT", inputs.textIfSet("comment")),
    ),
    ...(policies.length > 0 ? [`ALTER TAG ${name} SET ${policies.join(", ")}`] : []),
  ];
};

/** Types whose objects are altered under another type's name (`normalizeGetTagObjectType`). */
const ALTERED_AS = new Map([
  ["VIEW", "TABLE"],
  ["MATERIALIZED VIEW", "TABLE"],
  ["EXTERNAL TABLE", "TABLE"],
  ["EVENT TABLE", "TABLE"],
  ["EXTERNAL FUNCTION", "FUNCTION"],
]);

/** `CreateContextTagAssociation`: one statement per object. */
export const tagAssociation: Renderer = (inputs) => {
  // Makes the provider read the tag back after setting it; it sends no further change.
  inputs.ignore("skipValidation");
  const name = schemaIdentifier(inputs.required("tagId"));
  const value = inputs.text("tagValue");
  if (value === undefined) throw inputs.error("tagValue", "is missing");
  const type = inputs.required("objectType").toUpperCase();
  return inSetOrder(inputs.texts("objectIdentifiers")).map(
    (object) => `ALTER ${tagged(type, object)} SET TAG ${name} = ${quoted(value)}`,
  );
};

function tagged(type: string, name: string): string {
  if (type === "COLUMN") {
    const { table, column } = columnIdentifier(name);
    return `TABLE ${table} MODIFY COLUMN ${column}`;
  }
  if (type === "ACCOUNT") {
    // ALTER ACCOUNT takes the account's name without its organization (SetTagRequest.toOpts).
    const whole = anyIdentifier(name);
    return `ACCOUNT ${whole.slice(whole.indexOf(".") + 1)}`;
  }
  return `${ALTERED_AS.get(type) ?? type} ${objectIdentifier(type, name)}`;
}
