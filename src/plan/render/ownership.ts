/** Ownership (resources/grant_ownership.go, sdk/grants_impl.go). */
import { accountIdentifier } from "./identifier";
import { objectIdentifier } from "./object-type";
import type { Renderer } from "./renderer";
import { sql } from "./sql";

/** `CreateGrantOwnership` of one object to an account role; of a task it would suspend the graph first. */
export const grantOwnership: Renderer = (inputs) => {
  const on = inputs.block("on");
  if (on === undefined) throw inputs.error("on", "is missing");
  const type = on.required("objectType").toUpperCase();
  if (type === "TASK" || type === "PIPE")
    throw on.error("objectType", `is ${type}: the provider first asks the account about it`);
  const outbound = inputs.textIfSet("outboundPrivileges");
  return [
    sql(
      "GRANT OWNERSHIP ON",
      `${type} ${objectIdentifier(type, on.required("objectName"))}`,
      `TO ROLE ${accountIdentifier(inputs.required("accountRoleName"))}`,
      outbound !== undefined && `${outbound} CURRENT GRANTS`,
    ),
  ];
};
