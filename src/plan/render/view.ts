/** Views (resources/view.go, sdk/views_gen.go). */
import { identifier, schemaIdentifier } from "./identifier";
import type { Inputs } from "./inputs";
import type { Renderer } from "./renderer";
import { inSetOrder } from "./set-order";
import { doubleQuoted, quoted, sql, textOption } from "./sql";

/** `CreateView(false)`: the view, then what Snowflake takes by ALTER only. */
export const view: Renderer = (inputs) => {
  // Only CREATE OR REPLACE copies grants, and a first creation is none (copyGrantsAttributeCreate).
  inputs.ignore("copyGrants");
  const name = identifier(inputs.required("database"), inputs.required("schema"), inputs.required("name"));
  const columns = inputs.blocks("columns").map(column);
  const create = sql(
    "CREATE",
    inputs.flag("isSecure") && "SECURE",
    inputs.flag("isTemporary") && "TEMPORARY",
    inputs.flag("isRecursive") && "RECURSIVE",
    "VIEW",
    name,
    columns.length > 0 && `(${columns.join(", ")})`,
    textOption("COMMENT", inputs.textIfSet("comment")),
    tablePolicy("ROW ACCESS POLICY", inputs.block("rowAccessPolicy"), "ons", "ON"),
    tablePolicy("AGGREGATION POLICY", inputs.block("aggregationPolicy"), "entityKeys", "ENTITY KEY"),
    "AS",
    inputs.required("statement"),
  );
  return [
    create,
    ...changeTracking(name, inputs),
    ...metricSchedule(name, inputs.block("dataMetricSchedule")),
  ];
};

function column(inputs: Inputs): string {
  const projection = inputs.block("projectionPolicy")?.required("policyName");
  const masking = inputs.block("maskingPolicy");
  const comment = inputs.textIfSet("comment");
  return sql(
    doubleQuoted(inputs.required("columnName")),
    projection !== undefined && `PROJECTION POLICY ${schemaIdentifier(projection)}`,
    masking && maskingPolicy(masking),
    comment !== undefined && `COMMENT ${quoted(comment)}`,
  );
}

function maskingPolicy(inputs: Inputs): string {
  const columns = inputs.texts("usings").map(doubleQuoted);
  return sql(
    `MASKING POLICY ${schemaIdentifier(inputs.required("policyName"))}`,
    columns.length > 0 && `USING (${columns.join(", ")})`,
  );
}

function tablePolicy(clause: string, block: Inputs | undefined, key: string, on: string): string | undefined {
  if (block === undefined) return undefined;
  const columns = inSetOrder(block.texts(key)).map(doubleQuoted);
  return sql(
    `${clause} ${schemaIdentifier(block.required("policyName"))}`,
    columns.length > 0 && `${on} (${columns.join(", ")})`,
  );
}

function changeTracking(name: string, inputs: Inputs): string[] {
  const tracked = inputs.flag("changeTracking");
  return tracked === undefined ? [] : [`ALTER VIEW ${name} SET CHANGE_TRACKING = ${tracked}`];
}

function metricSchedule(name: string, block: Inputs | undefined): string[] {
  if (block === undefined) return [];
  const minutes = block.integerIfSet("minutes");
  const cron = block.text("usingCron") ?? "";
  const schedule = minutes === undefined ? `USING CRON ${cron}` : `${minutes} MINUTE`;
  return [`ALTER VIEW ${name} SET DATA_METRIC_SCHEDULE = ${quoted(schedule)}`];
}
