/** Roles, and roles granted to roles (resources/account_role.go, database_role.go, grant_account_role.go, grant_database_role.go). */
import { accountIdentifier, databaseIdentifier, identifier } from "./identifier";
import type { Renderer } from "./renderer";
import { sql, textOption } from "./sql";

/** `CreateAccountRole`. */
export const accountRole: Renderer = (inputs) => [
  sql(
    "CREATE ROLE",
    accountIdentifier(inputs.required("name")),
    textOption("COMMENT", inputs.textIfSet("comment")),
  ),
];

/** `CreateDatabaseRole`. */
export const databaseRole: Renderer = (inputs) => [
  sql(
    "CREATE DATABASE ROLE",
    identifier(inputs.required("database"), inputs.required("name")),
    textOption("COMMENT", inputs.textIfSet("comment")),
  ),
];

/** `CreateGrantAccountRole`: to a role when one is named, else to a user. */
export const grantAccountRole: Renderer = (inputs) => {
  const role = identifier(inputs.required("roleName"));
  const parent = inputs.textIfSet("parentRoleName");
  if (parent !== undefined) return [`GRANT ROLE ${role} TO ROLE ${identifier(parent)}`];
  return [`GRANT ROLE ${role} TO USER ${identifier(inputs.required("userName"))}`];
};

/** `CreateGrantDatabaseRole`: to an account role, a database role or a share, the first that is named. */
export const grantDatabaseRole: Renderer = (inputs) => {
  const role = databaseIdentifier(inputs.required("databaseRoleName"));
  const parent = inputs.textIfSet("parentRoleName");
  const parentDatabaseRole = inputs.textIfSet("parentDatabaseRoleName");
  if (parent !== undefined) return [`GRANT DATABASE ROLE ${role} TO ROLE ${accountIdentifier(parent)}`];
  if (parentDatabaseRole !== undefined) {
    return [`GRANT DATABASE ROLE ${role} TO DATABASE ROLE ${databaseIdentifier(parentDatabaseRole)}`];
  }
  return [`GRANT DATABASE ROLE ${role} TO SHARE ${accountIdentifier(inputs.required("shareName"))}`];
};
