import { requirePrivilege } from "../access/can";
import { resolve } from "../catalog/resolve";
import { invalid, notFound } from "../errors";
import type { InformationFunction } from "./information";

/**
 * DATA_METRIC_FUNCTION_REFERENCES (docs data_metric_function_references): the stand-in has no data metric functions, so
 * no object has one. The provider asks it of every view it reads.
 */
export const metricReferences: InformationFunction = {
  name: "DATA_METRIC_FUNCTION_REFERENCES",
  parameters: ["METRIC_NAME", "REF_ENTITY_NAME", "REF_ENTITY_DOMAIN"],
  columns:
    "METRIC_DATABASE_NAME METRIC_SCHEMA_NAME METRIC_NAME ARGUMENT_SIGNATURE DATA_TYPE REF_DATABASE_NAME REF_SCHEMA_NAME REF_ENTITY_NAME REF_ENTITY_DOMAIN REF_ARGUMENTS:array REF_ID SCHEDULE SCHEDULE_STATUS DATA_QUALITY_NOTIFICATION_STATUS ANOMALY_DETECTION_STATUS ANOMALY_DETECTION_SENSITIVITY_LEVEL USE_ROLE LEVEL EXCLUDE_TABLE_TYPES PROPERTIES:variant",
  rows: (args, context) => {
    const metric = args.text("METRIC_NAME");
    if (metric !== undefined) throw notFound("Data metric function", metric);
    const domain = args.requiredText("REF_ENTITY_DOMAIN").toUpperCase();
    args.requiredText("REF_ENTITY_NAME");
    if (domain !== "TABLE" && domain !== "VIEW")
      throw invalid("002211", `Unsupported object type '${domain}' in DATA_METRIC_FUNCTION_REFERENCES.`);
    // TABLE stands for every object that has rows (docs, REF_ENTITY_DOMAIN).
    const relation = resolve(context, domain, args.name("REF_ENTITY_NAME") ?? { parts: [] });
    requirePrivilege(context.catalog, context.role, "SELECT", relation);
    return [];
  },
};
