/** Privileges granted to roles (resources/grant_privileges_to_account_role.go, grant_privileges_to_database_role.go). */
import { accountIdentifier, callableIdentifier, databaseIdentifier, schemaIdentifier } from "./identifier";
import type { Inputs } from "./inputs";
import type { Renderer } from "./renderer";
import { inSetOrder } from "./set-order";
import { sql } from "./sql";

/** `CreateGrantPrivilegesToAccountRole`. */
export const grantPrivilegesToAccountRole: Renderer = (inputs) => {
  const role = accountIdentifier(inputs.required("accountRoleName"));
  return [grant(inputs, onAccount(inputs), `ROLE ${role}`)];
};

/** `CreateGrantPrivilegesToDatabaseRole`. */
export const grantPrivilegesToDatabaseRole: Renderer = (inputs) => {
  const role = databaseIdentifier(inputs.required("databaseRoleName"));
  return [grant(inputs, onDatabase(inputs), `DATABASE ROLE ${role}`)];
};

function grant(inputs: Inputs, on: string, to: string): string {
  // Both only make a later run grant again; the grant they make now is this one.
  inputs.ignore("alwaysApply", "alwaysApplyTrigger");
  return sql(
    "GRANT",
    privileges(inputs),
    "ON",
    on,
    "TO",
    to,
    inputs.flag("withGrantOption") && "WITH GRANT OPTION",
  );
}

function privileges(inputs: Inputs): string {
  const named = inSetOrder(inputs.texts("privileges"));
  if (inputs.flag("allPrivileges")) return "ALL PRIVILEGES";
  if (named.length === 0) throw inputs.error("privileges", "is empty and allPrivileges is not set");
  return named.join(", ");
}

function onAccount(inputs: Inputs): string {
  if (inputs.flag("onAccount")) return "ACCOUNT";
  const object = inputs.block("onAccountObject");
  if (object === undefined) return onSchema(inputs);
  return `${object.required("objectType")} ${accountIdentifier(object.required("objectName"))}`;
}

function onDatabase(inputs: Inputs): string {
  const database = inputs.textIfSet("onDatabase");
  return database === undefined ? onSchema(inputs) : `DATABASE ${accountIdentifier(database)}`;
}

function onSchema(inputs: Inputs): string {
  const block = inputs.block("onSchema");
  if (block === undefined) return onSchemaObject(inputs);
  const schema = block.textIfSet("schemaName");
  const all = block.textIfSet("allSchemasInDatabase");
  if (schema !== undefined) return `SCHEMA ${databaseIdentifier(schema)}`;
  if (all !== undefined) return `ALL SCHEMAS IN DATABASE ${accountIdentifier(all)}`;
  return `FUTURE SCHEMAS IN DATABASE ${accountIdentifier(block.required("futureSchemasInDatabase"))}`;
}

function onSchemaObject(inputs: Inputs): string {
  const block = inputs.block("onSchemaObject");
  if (block === undefined) throw inputs.error("onSchemaObject", "is missing, and so is every other target");
  const type = block.textIfSet("objectType");
  const name = block.textIfSet("objectName");
  if (type !== undefined && name !== undefined) return `${type} ${objectIdentifier(type, name)}`;
  return bulk(block);
}

/** `ALL TABLES IN SCHEMA …`, `FUTURE VIEWS IN DATABASE …` (`getGrantOnSchemaObjectIn`). */
function bulk(block: Inputs): string {
  const all = block.block("all");
  const target = all ?? block.block("future");
  if (target === undefined) throw block.error("objectName", "is missing, and so are all and future");
  const type = target.required("objectTypePlural").toUpperCase();
  if (all && type === "PIPES") {
    throw target.error(
      "objectTypePlural",
      "is PIPES: the provider grants on each pipe the account has, one by one",
    );
  }
  const schema = target.textIfSet("inSchema");
  const place =
    schema === undefined
      ? `IN DATABASE ${accountIdentifier(target.required("inDatabase"))}`
      : `IN SCHEMA ${databaseIdentifier(schema)}`;
  return `${all ? "ALL" : "FUTURE"} ${type} ${place}`;
}

const CALLABLE = new Set(["FUNCTION", "PROCEDURE", "EXTERNAL FUNCTION"]);

function objectIdentifier(type: string, name: string): string {
  return CALLABLE.has(type) ? callableIdentifier(name) : schemaIdentifier(name);
}
