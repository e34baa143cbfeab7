/** Tables (resources/table.go, sdk/tables.go). */
import { isTextType } from "./data-type";
import { identifier, schemaIdentifier } from "./identifier";
import type { Inputs } from "./inputs";
import type { Renderer } from "./renderer";
import { option, quoted, sql, textOption } from "./sql";

/** `CreateTable`. */
export const table: Renderer = (inputs) => {
  // The provider builds a primary key constraint and never attaches it to the statement (table.go, CreateTable).
  inputs.ignore("primaryKey");
  const clusterBy = inputs.texts("clusterBies");
  const tags = inputs.blocks("tags").map(tag);
  return [
    sql(
      "CREATE TABLE",
      identifier(inputs.required("database"), inputs.required("schema"), inputs.required("name")),
      `(${inputs.blocks("columns").map(column).join(", ")})`,
      clusterBy.length > 0 && `CLUSTER BY (${clusterBy.join(", ")})`,
      option("DATA_RETENTION_TIME_IN_DAYS", inputs.integerOrDefault("dataRetentionTimeInDays")),
      inputs.flag("changeTracking") && "CHANGE_TRACKING = true",
      tags.length > 0 && `TAG (${tags.join(", ")})`,
      textOption("COMMENT", inputs.textIfSet("comment")),
    ),
  ];
};

/** `getTableColumnRequest`: text columns always carry a collation and every column a comment, empty when unset. */
function column(inputs: Inputs): string {
  // Read from the account only; what a program says here is not sent.
  inputs.ignore("schemaEvolutionRecord");
  const type = inputs.required("type");
  const collate = inputs.text("collate") ?? "";
  const policy = inputs.textIfSet("maskingPolicy");
  return sql(
    columnName(inputs.required("name")),
    type,
    inputs.flag("nullable") === false && "NOT NULL",
    isTextType(type) && `COLLATE ${quoted(collate)}`,
    identity(inputs.block("identity")) ?? defaultValue(inputs.block("default"), type),
    policy !== undefined && `MASKING POLICY ${schemaIdentifier(policy)}`,
    `COMMENT ${quoted(inputs.text("comment") ?? "")}`,
  );
}

/** `EscapeString` (snowflake/escaping.go): backslashes and single quotes, though the name stands in double quotes. */
function columnName(name: string): string {
  return `"${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}"`;
}

function identity(block: Inputs | undefined): string | undefined {
  if (block === undefined) return undefined;
  return `IDENTITY START ${block.integer("startNum") ?? 1} INCREMENT ${block.integer("stepNum") ?? 1}`;
}

/** A constant of a text column is quoted with doubled quotes and no other escape (`EscapeSnowflakeString`). */
function defaultValue(block: Inputs | undefined, type: string): string | undefined {
  if (block === undefined) return undefined;
  const constant = block.textIfSet("constant");
  const expression = block.textIfSet("expression");
  const sequence = block.textIfSet("sequence");
  if (sequence !== undefined) return `DEFAULT ${sequence}.NEXTVAL`;
  if (expression !== undefined) return `DEFAULT ${expression}`;
  if (constant === undefined) throw block.error("constant", "is missing, and so are expression and sequence");
  return `DEFAULT ${isTextType(type) ? `'${constant.replaceAll("'", "''")}'` : constant}`;
}

function tag(inputs: Inputs): string {
  const name = [inputs.textIfSet("database"), inputs.textIfSet("schema"), inputs.required("name")];
  return `${identifier(...name.filter((part) => part !== undefined))} = ${quoted(inputs.text("value") ?? "")}`;
}
