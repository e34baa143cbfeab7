import { invalid, SnowflakeError } from "../errors";
import { fullName } from "./names";
import type { Grant, MaskingPolicy, Role, Task } from "./objects";

// Errors of the catalog beyond those every part shares. The texts follow Snowflake's; where no public source gives a
// code, the nearest documented one stands in.

/** 003364: grants depend on what is revoked or transferred. */
export function dependentGrants(grant: Grant): SnowflakeError {
  return new SnowflakeError(
    "003364",
    "42501",
    `SQL execution error: Dependent grant of privilege '${grant.privilege}' on securable '${fullName(grant.on)}' to role '${fullName(grant.to)}' exists. It must be revoked first. More than one dependent grant may exist: use 'SHOW GRANTS' command to view them. To revoke all dependent grants while transferring object ownership, use convenience command 'GRANT OWNERSHIP ON <target_objects> TO <target_role> REVOKE CURRENT GRANTS'.`,
  );
}

/** 003028: a role cannot be granted to one it inherits. */
export function alreadyGrantedCycle(role: Role, to: Role): SnowflakeError {
  return new SnowflakeError(
    "003028",
    "42501",
    `SQL execution error: Granting role '${fullName(role)}' to role '${fullName(to)}' would create a cycle.`,
  );
}

/** 091093: what belongs to a graph changes only while its root is suspended. */
export function rootNotSuspended(root: Task): SnowflakeError {
  return new SnowflakeError(
    "091093",
    "55000",
    `Unable to update graph with root task ${fullName(root)} since that root task is not suspended.`,
  );
}

/** 091107: a running task does not change hands. */
export function runningTask(task: Task): SnowflakeError {
  return new SnowflakeError(
    "091107",
    "55000",
    `Cannot transfer ownership of task ${fullName(task)}: it must be suspended first.`,
  );
}

/** 091089: a task runs with its owner's rights, and those must include running tasks. */
export function ownerMayNotRun(privilege: string): SnowflakeError {
  return new SnowflakeError(
    "091089",
    "23001",
    `Cannot execute task , ${privilege} privilege must be granted to owner role`,
  );
}

/** 003529: a policy that is attached cannot be dropped (docs drop-masking-policy). */
export function policyInUse(policy: MaskingPolicy): SnowflakeError {
  return new SnowflakeError(
    "003529",
    "42501",
    `SQL compilation error:\nPolicy ${fullName(policy)} cannot be dropped/replaced as it is associated with one or more entities.`,
  );
}

/** 000904: a column that is not there. */
export const noColumn = (column: string): SnowflakeError =>
  invalid("000904", `error line 1 at position 0\ninvalid identifier '${column}'`);

/** 001471: a column that is there already. */
export const columnExists = (column: string): SnowflakeError =>
  invalid("001471", `column '${column}' already exists`);
