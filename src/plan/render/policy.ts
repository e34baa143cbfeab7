/** Masking policies (resources/masking_policy.go, sdk/masking_policy.go). */
import { legacyType } from "./data-type";
import { identifier } from "./identifier";
import type { Renderer } from "./renderer";
import { doubleQuoted, option, sql, textOption } from "./sql";

/** `CreateMaskingPolicy`: types lose their arguments, and a comment is sent even when there is none. */
export const maskingPolicy: Renderer = (inputs) => {
  const signature = inputs
    .blocks("arguments")
    .map((argument) => `${doubleQuoted(argument.required("name"))} ${legacyType(argument.required("type"))}`);
  return [
    sql(
      "CREATE MASKING POLICY",
      identifier(inputs.required("database"), inputs.required("schema"), inputs.required("name")),
      `AS (${signature.join(", ")})`,
      `RETURNS ${legacyType(inputs.required("returnDataType"))}`,
      `-> ${inputs.required("body")}`,
      textOption("COMMENT", inputs.text("comment") ?? ""),
      option("EXEMPT_OTHER_POLICIES", inputs.flag("exemptOtherPolicies")),
    ),
  ];
};
