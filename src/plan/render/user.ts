/** Service users (resources/user.go, resources/user_parameters.go, sdk/users.go). */
import { accountIdentifier, anyIdentifier, identifier } from "./identifier";
import type { Inputs } from "./inputs";
import { sessionParameters } from "./parameters";
import type { Renderer } from "./renderer";
import { option, sql, textOption } from "./sql";

/** `GetCreateUserFunc(UserTypeService)`. */
export const serviceUser: Renderer = (inputs) => {
  const named = (key: string, read: (name: string) => string) => {
    const name = inputs.textIfSet(key);
    return name === undefined ? undefined : read(name);
  };
  const policy = inputs.text("networkPolicy");
  return [
    sql(
      "CREATE USER",
      identifier(inputs.required("name")),
      textOption("LOGIN_NAME", inputs.textIfSet("loginName")),
      textOption("DISPLAY_NAME", inputs.textIfSet("displayName")),
      textOption("EMAIL", inputs.textIfSet("email")),
      option("DISABLED", inputs.flag("disabled")),
      option("DAYS_TO_EXPIRY", inputs.integerIfSet("daysToExpiry")),
      option("MINS_TO_UNLOCK", inputs.integerOrDefault("minsToUnlock")),
      option("DEFAULT_WAREHOUSE", named("defaultWarehouse", identifier)),
      option("DEFAULT_NAMESPACE", named("defaultNamespace", anyIdentifier)),
      option("DEFAULT_ROLE", named("defaultRole", identifier)),
      secondaryRoles(inputs),
      textOption("RSA_PUBLIC_KEY", inputs.textIfSet("rsaPublicKey")),
      textOption("RSA_PUBLIC_KEY_2", inputs.textIfSet("rsaPublicKey2")),
      "TYPE = SERVICE",
      textOption("COMMENT", inputs.textIfSet("comment")),
      option("ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR", inputs.flag("enableUnredactedQuerySyntaxError")),
      option("NETWORK_POLICY", policy === undefined ? undefined : accountIdentifier(policy)),
      option("PREVENT_UNLOAD_TO_INTERNAL_STAGES", inputs.flag("preventUnloadToInternalStages")),
      ...sessionParameters(inputs),
    ),
  ];
};

function secondaryRoles(inputs: Inputs): string | undefined {
  switch (inputs.text("defaultSecondaryRolesOption")?.toUpperCase()) {
    case "NONE":
      return "DEFAULT_SECONDARY_ROLES = ()";
    case "ALL":
      return "DEFAULT_SECONDARY_ROLES = ('ALL')";
    default:
      return undefined;
  }
}
