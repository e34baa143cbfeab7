/** What a resource looks like once created: the id and outputs the real provider returns, so that outputs compose. */
import { identifier } from "./render/identifier";
import { inSetOrder } from "./render/set-order";
import { toPlain } from "./rpc-values";

/** A resource as the SDK asks for it to be created. */
export interface Creation {
  type: string;
  /** Logical name. */
  name: string;
  inputs: Record<string, unknown>;
  /** Given for a resource that is read or adopted. */
  id?: string | undefined;
  preview: boolean;
}

/**
 * Id and state after the create. The state is the inputs and what the provider computes from them; in a preview it is
 * the inputs alone and no id, which the SDK reads as unknown. Id formats are those of the provider's resources
 * (`helpers.EncodeResourceIdentifier`, `EncodeSnowflakeID`, resources/*_identifier.go).
 */
export function createdState({ type, name, inputs, id, preview }: Creation): {
  id: string | undefined;
  state: Record<string, unknown>;
} {
  if (preview) return { id: id === "" ? undefined : id, state: inputs };
  const values = new Values(toPlain(inputs).value as Record<string, unknown>, name);
  const made = IDENTITIES[type]?.(values) ?? { id: name };
  return {
    id: id || made.id,
    state: {
      ...inputs,
      ...(made.fullyQualifiedName !== undefined && { fullyQualifiedName: made.fullyQualifiedName }),
      ...made.outputs,
    },
  };
}

interface Identity {
  id: string;
  fullyQualifiedName?: string;
  outputs?: Record<string, unknown>;
}

/** Lenient access to inputs: what is missing or odd is for the renderer to refuse. */
class Values {
  readonly #values: Record<string, unknown>;
  readonly #name: string;

  constructor(values: Record<string, unknown>, name: string) {
    this.#values = values;
    this.#name = name;
  }

  text(key: string): string {
    const value = this.#values[key];
    return typeof value === "string" ? value : value === undefined && key === "name" ? this.#name : "";
  }

  flag(key: string): boolean {
    return this.#values[key] === true;
  }

  texts(key: string): string[] {
    const value = this.#values[key];
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  }

  block(key: string): Values | undefined {
    const value = this.#values[key];
    return value !== null && typeof value === "object"
      ? new Values(value as Record<string, unknown>, this.#name)
      : undefined;
  }
}

const accountObject = (values: Values): Identity => ({
  id: values.text("name"),
  fullyQualifiedName: identifier(values.text("name")),
});

const databaseObject = (values: Values): Identity => {
  const name = identifier(values.text("database"), values.text("name"));
  return { id: name, fullyQualifiedName: name };
};

const schemaObject = (values: Values): Identity => {
  const name = identifier(values.text("database"), values.text("schema"), values.text("name"));
  return { id: name, fullyQualifiedName: name };
};

const IDENTITIES: Readonly<Record<string, (values: Values) => Identity>> = {
  "snowflake:index/accountRole:AccountRole": accountObject,
  "snowflake:index/database:Database": accountObject,
  "snowflake:index/warehouse:Warehouse": accountObject,
  "snowflake:index/databaseRole:DatabaseRole": databaseObject,
  "snowflake:index/schema:Schema": databaseObject,
  "snowflake:index/maskingPolicy:MaskingPolicy": schemaObject,
  "snowflake:index/streamOnTable:StreamOnTable": schemaObject,
  "snowflake:index/tag:Tag": schemaObject,
  "snowflake:index/task:Task": schemaObject,
  "snowflake:index/view:View": schemaObject,
  "snowflake:index/table:Table": (values) => ({
    ...schemaObject(values),
    id: [values.text("database"), values.text("schema"), values.text("name")].join("|"),
  }),
  "snowflake:index/tagAssociation:TagAssociation": (values) => ({
    id: [values.text("tagId"), values.text("tagValue"), values.text("objectType")].join("|"),
  }),
  "snowflake:index/grantAccountRole:GrantAccountRole": (values) => ({
    id: [
      identifier(values.text("roleName")),
      ...(values.text("parentRoleName") !== ""
        ? ["ROLE", identifier(values.text("parentRoleName"))]
        : ["USER", identifier(values.text("userName"))]),
    ].join("|"),
  }),
  "snowflake:index/grantDatabaseRole:GrantDatabaseRole": (values) => ({
    id: [
      values.text("databaseRoleName"),
      ...(values.text("parentRoleName") !== ""
        ? ["ROLE", identifier(values.text("parentRoleName"))]
        : values.text("parentDatabaseRoleName") !== ""
          ? ["DATABASE ROLE", values.text("parentDatabaseRoleName")]
          : ["SHARE", identifier(values.text("shareName"))]),
    ].join("|"),
  }),
  "snowflake:index/grantOwnership:GrantOwnership": (values) => ({
    id: [
      "ToAccountRole",
      identifier(values.text("accountRoleName")),
      values.text("outboundPrivileges"),
      ...object(values.block("on")),
    ].join("|"),
  }),
  "snowflake:index/grantPrivilegesToAccountRole:GrantPrivilegesToAccountRole": (values) => ({
    id: [identifier(values.text("accountRoleName")), ...privileges(values)].join("|"),
  }),
  "snowflake:index/grantPrivilegesToDatabaseRole:GrantPrivilegesToDatabaseRole": (values) => ({
    id: [values.text("databaseRoleName"), ...privileges(values)].join("|"),
  }),
  "command:local:Command": () => ({ id: "command", outputs: { stdout: "", stderr: "" } }),
};

/** `|<with grant option>|<always apply>|P1,P2|…` (resources/grant_privileges_to_account_role_identifier.go). */
function privileges(values: Values): string[] {
  const named = inSetOrder(values.texts("privileges")).join(",");
  return [
    String(values.flag("withGrantOption")),
    String(values.flag("alwaysApply")),
    values.flag("allPrivileges") ? "ALL" : named,
    ...target(values),
  ];
}

function target(values: Values): string[] {
  const accountObjectBlock = values.block("onAccountObject");
  const schema = values.block("onSchema");
  if (values.flag("onAccount")) return ["OnAccount"];
  if (values.text("onDatabase") !== "") return ["OnDatabase", identifier(values.text("onDatabase"))];
  if (accountObjectBlock) {
    const name = identifier(accountObjectBlock.text("objectName"));
    return ["OnAccountObject", accountObjectBlock.text("objectType"), name];
  }
  if (!schema) return ["OnSchemaObject", ...object(values.block("onSchemaObject"))];
  if (schema.text("schemaName") !== "") return ["OnSchema", "OnSchema", schema.text("schemaName")];
  const all = schema.text("allSchemasInDatabase");
  return all !== ""
    ? ["OnSchema", "OnAllSchemasInDatabase", identifier(all)]
    : ["OnSchema", "OnFutureSchemasInDatabase", identifier(schema.text("futureSchemasInDatabase"))];
}

function object(block: Values | undefined): string[] {
  if (block === undefined) return [];
  const all = block.block("all");
  const bulk = all ?? block.block("future");
  if (bulk === undefined) return ["OnObject", block.text("objectType"), block.text("objectName")];
  return [
    all ? "OnAll" : "OnFuture",
    bulk.text("objectTypePlural"),
    ...(bulk.text("inSchema") !== ""
      ? ["InSchema", bulk.text("inSchema")]
      : ["InDatabase", identifier(bulk.text("inDatabase"))]),
  ];
}
