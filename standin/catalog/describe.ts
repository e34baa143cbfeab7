import { requireReach } from "../access/can";
import type { Result } from "../result";
import type { DescribeStatement } from "../syntax/statements";
import { printType } from "../types";
import { contents } from "./catalog";
import type { ExecuteContext } from "./context";
import { fullName, kindName } from "./names";
import type { Column, Table, User, View, ViewColumn } from "./objects";
import { informationRelation } from "./information-relations";
import { resolve, resolveAs } from "./resolve";
import { table, type Row } from "./rows";
import { requireShown } from "./visible";
import { layouts } from "./show-layouts";
import { streamRow, taskRow, userProperty } from "./show-rows";

const columnLayout =
  "name type kind null? default primary_key unique_key check expression comment policy_name privacy_domain";

/** Answers DESCRIBE for who sees the object (docs of each DESCRIBE command; provider.md section 7). */
export function applyDescribe({ object: kind, name }: DescribeStatement, context: ExecuteContext): Result {
  const information = kind === "TABLE" || kind === "VIEW" ? informationRelation(name, context) : undefined;
  if (information !== undefined) {
    requireShown(information.schema, context);
    return describeColumns(information);
  }
  // DESCRIBE TABLE takes views as well.
  const object = kind === "TABLE" ? resolve(context, kind, name) : resolveAs(context, kind, name);
  requireShown(object, context);
  requireReach(context.catalog, context.role, object);
  switch (object.kind) {
    case "TABLE":
    case "VIEW":
      return describeColumns(object);
    case "STREAM":
      return table("DESCRIBE", layouts.STREAMS, [streamRow(object, context)]);
    case "TASK":
      return table("DESCRIBE", layouts.TASKS, [taskRow(object)]);
    case "USER":
      return table("DESCRIBE", "property value default description", userRows(object));
    case "MASKING POLICY": {
      const signature = object.arguments.map(
        (argument) => `${argument.name} ${bare(printType(argument.type))}`,
      );
      const row = { name: object.name, signature: `(${signature.join(", ")})`, body: object.body };
      return table("DESCRIBE", "name signature return_type body", [
        { ...row, return_type: printType(object.returns) },
      ]);
    }
    case "DATABASE":
      return listing([...object.schemas.values()]);
    case "SCHEMA":
      return listing([...contents(object)]);
    default:
      return listing([object]);
  }
}

const describeColumns = (relation: Table | View): Result =>
  table(
    "DESCRIBE",
    columnLayout,
    relation.columns.map((column) => columnRow(column, relation)),
    true,
  );

/** Signatures name types without length. */
const bare = (type: string): string => type.replace(/\(.*\)$/, "");

const listing = (objects: readonly { createdOn: Date; name: string; kind: string }[]): Result =>
  table(
    "DESCRIBE",
    "created_on:time name kind",
    objects.map(({ createdOn, name, kind }) => ({ created_on: createdOn, name, kind })),
  );

function columnRow(column: Column | ViewColumn, relation: Table | View): Row {
  const inKey = (type: string): string =>
    relation.kind === "TABLE" &&
    relation.constraints.some((key) => key.type === type && key.columns.includes(column.name))
      ? "Y"
      : "N";
  return {
    name: column.name,
    type: printType(column.type),
    kind: "COLUMN",
    "null?": column.nullable ? "Y" : "N",
    default: "defaultSql" in column ? column.defaultSql : undefined,
    "primary key": inKey("PRIMARY KEY"),
    "unique key": inKey("UNIQUE"),
    comment: column.comment === "" ? undefined : column.comment,
    "policy name": column.mask === undefined ? undefined : fullName(column.mask.policy),
  };
}

/** The provider reads no NULL here: what is not set is the text `null`. */
function userRows(user: User): Row[] {
  const keys = [
    ...["LOGIN_NAME", "DISPLAY_NAME", "FIRST_NAME", "MIDDLE_NAME", "LAST_NAME", "EMAIL", "PASSWORD"],
    ...["MUST_CHANGE_PASSWORD", "DISABLED", "SNOWFLAKE_LOCK", "DAYS_TO_EXPIRY", "MINS_TO_UNLOCK"],
    ...[
      "DEFAULT_WAREHOUSE",
      "DEFAULT_NAMESPACE",
      "DEFAULT_ROLE",
      "DEFAULT_SECONDARY_ROLES",
      "MINS_TO_BYPASS_MFA",
    ],
    ...[
      "RSA_PUBLIC_KEY",
      "RSA_PUBLIC_KEY_FP",
      "RSA_PUBLIC_KEY_2",
      "RSA_PUBLIC_KEY_2_FP",
      "TYPE",
      "NETWORK_POLICY",
    ],
  ];
  const flags = new Set(["MUST_CHANGE_PASSWORD", "DISABLED", "SNOWFLAKE_LOCK"]);
  const rows = keys.map((key) => {
    const text = userProperty(user, key);
    const absent = flags.has(key) ? "false" : "null";
    // A password is never given back.
    const shown = key === "PASSWORD" && text !== "" ? "********" : text;
    return {
      property: key,
      value: shown === "" ? absent : shown,
      default: absent,
      description: kindName("USER"),
    };
  });
  return [
    { property: "NAME", value: user.name, default: "null", description: "Name" },
    {
      property: "COMMENT",
      value: user.comment === "" ? "null" : user.comment,
      default: "null",
      description: "Comment",
    },
    ...rows,
  ];
}
