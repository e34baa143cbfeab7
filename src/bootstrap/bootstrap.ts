import { readFileSync } from "node:fs";
import { join } from "node:path";

import { deployerOf } from "../config/stacks";
import type { Settings } from "../config/settings";
import { accountPrivilege, modelRole } from "../model/cortex";
import { physicalName } from "../model/names";
import { roles } from "../model/roles";
import { fill } from "../model/template";

const folder = join(__dirname, "..", "..", "sql", "bootstrap", "templates");

const filled = (file: string, values: Readonly<Record<string, string>>): string =>
  fill(`sql/bootstrap/templates/${file}`, readFileSync(join(folder, file), "utf8"), values);

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** What a deploying role must be able to grant on: privileges of the account, and Snowflake's own database roles. */
const passedOn = (role: string): string =>
  [
    ...unique(roles.flatMap(({ account }) => account)).map((privilege) => `${privilege} ON ACCOUNT`),
    ...unique(roles.flatMap(({ cortex = [] }) => cortex)).map((each) => `DATABASE ROLE SNOWFLAKE.${each}`),
  ]
    .map((what) => `GRANT ${what} TO ROLE ${role} WITH GRANT OPTION;`)
    .join("\n");

/**
 * What ACCOUNTADMIN runs before the first deployment of some stacks, as SQL: a role and a user for each, with the
 * privileges the plan needs.
 */
export function bootstrapSql(stacks: readonly Pick<Settings, "stack" | "deploy">[]): string {
  const names = stacks.map(({ stack }) => stack);
  const parts = stacks.map(({ stack, deploy: { role, warehouse } }) =>
    filled("stack.sql", { stack, role, warehouse, user: deployerOf(stack).user, passedOn: passedOn(role) }),
  );
  const stackNames = `${names.length === 1 ? "stack" : "stacks"} ${names.join(" and ")}`;
  const head = filled("deployer.sql", { stacks: stackNames, names: names.join(" ") });
  return `${[head, ...parts].join("\n\n")}\n`;
}

/** What ACCOUNTADMIN runs once the stack's roles are there: the Cortex that only ACCOUNTADMIN can give, as SQL. */
export function afterSql({
  stack,
  suffix,
  embedding,
}: Pick<Settings, "stack" | "suffix" | "embedding">): string {
  const grants = roles.flatMap((role) => {
    const privilege = accountPrivilege(role, embedding.function);
    const to = `ROLE ${physicalName(role.name, suffix)}`;
    if (privilege === undefined) return [];
    return [
      `GRANT ${privilege} ON ACCOUNT TO ${to};`,
      `GRANT APPLICATION ROLE ${modelRole(embedding.model)} TO ${to};`,
    ];
  });
  return `${filled("after.sql", { stack, grants: grants.join("\n") })}\n`;
}
