/** Ownership (resources/grant_ownership.go, sdk/grants_impl.go). */
import { accountIdentifier, databaseIdentifier } from "./identifier";
import { bulk } from "./grant";
import type { Inputs } from "./inputs";
import { objectIdentifier } from "./object-type";
import type { Renderer, RenderContext } from "./renderer";
import { sql } from "./sql";
import { suspendRoots } from "./task-graph";

/** `CreateGrantOwnership`. */
export const grantOwnership: Renderer = (inputs, context) => {
  const on = inputs.block("on");
  if (on === undefined) throw inputs.error("on", "is missing");
  const type = on.textIfSet("objectType")?.toUpperCase();
  const name = on.textIfSet("objectName");
  const object =
    type !== undefined && name !== undefined ? { type, name: objectIdentifier(type, name) } : undefined;
  const outbound = inputs.textIfSet("outboundPrivileges");
  const statement = sql(
    "GRANT OWNERSHIP ON",
    object ? `${object.type} ${object.name}` : bulk(on),
    "TO",
    newOwner(inputs),
    outbound !== undefined && `${outbound} CURRENT GRANTS`,
  );
  if (object?.type === "PIPE") {
    throw on.error("objectType", "is PIPE: the provider first asks the account whether the pipe runs");
  }
  return object?.type === "TASK" ? [...suspended(object.name, context), statement] : [statement];
};

function newOwner(inputs: Inputs): string {
  const role = inputs.textIfSet("accountRoleName");
  const databaseRole = inputs.textIfSet("databaseRoleName");
  if (role !== undefined) return `ROLE ${accountIdentifier(role)}`;
  if (databaseRole !== undefined) return `DATABASE ROLE ${databaseIdentifier(databaseRole)}`;
  throw inputs.error("accountRoleName", "is missing, and so is databaseRoleName");
}

/**
 * `grantOwnershipOnTask` suspends the started roots of the task, which the present owner may. It resumes them only for a
 * role granted OPERATE on the task by name, which an owner is not, so they stay suspended and the provider logs a warning.
 */
function suspended(task: string, context: RenderContext): string[] {
  return suspendRoots(task, task, context).statements;
}
