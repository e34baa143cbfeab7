import { invalid } from "../errors";
import { isOneFunction } from "./cortex";
import type { ObjectKind, PromisedKind } from "../syntax/statements";

/** Kinds the stand-in refuses to hold, whose CREATE privilege an estate still grants. */
const schemaCreations = [
  ...["TABLE", "VIEW", "STREAM", "TASK", "TAG", "MASKING POLICY", "ROW ACCESS POLICY", "MATERIALIZED VIEW"],
  ...[
    "EXTERNAL TABLE",
    "DYNAMIC TABLE",
    "EVENT TABLE",
    "ICEBERG TABLE",
    "STAGE",
    "FILE FORMAT",
    "SEQUENCE",
    "PIPE",
  ],
  ...[
    "FUNCTION",
    "PROCEDURE",
    "ALERT",
    "SECRET",
    "NETWORK RULE",
    "STREAMLIT",
    "NOTEBOOK",
    "MODEL",
    "AGENT",
    "SERVICE",
  ],
  ...[
    "CORTEX SEARCH SERVICE",
    "SEMANTIC VIEW",
    "MCP SERVER",
    "GIT REPOSITORY",
    "IMAGE REPOSITORY",
    "TEMPORARY TABLE",
  ],
  ...[
    "PASSWORD POLICY",
    "SESSION POLICY",
    "AUTHENTICATION POLICY",
    "AGGREGATION POLICY",
    "PROJECTION POLICY",
  ],
  ...["DATA METRIC FUNCTION", "DATASET"],
].map((kind) => `CREATE ${kind}`);

/**
 * The privileges of each kind of object (docs security-access-control-privileges), OWNERSHIP left out: it is not
 * granted by GRANT <privileges>.
 */
const privileges: Readonly<Record<ObjectKind | PromisedKind, readonly string[]>> = {
  ACCOUNT: [
    ...[
      "DATABASE",
      "WAREHOUSE",
      "ROLE",
      "USER",
      "INTEGRATION",
      "NETWORK POLICY",
      "SHARE",
      "EXTERNAL VOLUME",
    ].map((kind) => `CREATE ${kind}`),
    ...["COMPUTE POOL", "FAILOVER GROUP", "REPLICATION GROUP", "APPLICATION", "APPLICATION PACKAGE"].map(
      (kind) => `CREATE ${kind}`,
    ),
    ...["MANAGE GRANTS", "MANAGE WAREHOUSES", "MANAGE USER SUPPORT CASES", "MANAGE ACCOUNT SUPPORT CASES"],
    ...["MONITOR", "MONITOR EXECUTION", "MONITOR USAGE", "MONITOR SECURITY", "OVERRIDE SHARE RESTRICTIONS"],
    ...["EXECUTE TASK", "EXECUTE MANAGED TASK", "EXECUTE ALERT", "EXECUTE MANAGED ALERT"],
    ...["EXECUTE DATA METRIC FUNCTION", "APPLY TAG", "APPLY MASKING POLICY", "APPLY ROW ACCESS POLICY"],
    ...[
      "APPLY AGGREGATION POLICY",
      "APPLY PROJECTION POLICY",
      "APPLY PASSWORD POLICY",
      "APPLY SESSION POLICY",
    ],
    ...[
      "APPLY AUTHENTICATION POLICY",
      "ATTACH POLICY",
      "AUDIT",
      "IMPORT SHARE",
      "RESOLVE ALL",
      "READ SESSION",
    ],
    ...["USE AI FUNCTIONS", "BIND SERVICE ENDPOINT"],
  ],
  DATABASE: [
    ...[
      "USAGE",
      "MONITOR",
      "MODIFY",
      "CREATE SCHEMA",
      "CREATE DATABASE ROLE",
      "IMPORTED PRIVILEGES",
      "REFERENCE_USAGE",
    ],
    "APPLYBUDGET",
  ],
  SCHEMA: ["USAGE", "MONITOR", "MODIFY", "ADD SEARCH OPTIMIZATION", "APPLYBUDGET", ...schemaCreations],
  TABLE: [
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "TRUNCATE",
    "REFERENCES",
    "REBUILD",
    "EVOLVE SCHEMA",
    "APPLYBUDGET",
  ],
  VIEW: ["SELECT", "REFERENCES"],
  "SEMANTIC VIEW": ["SELECT", "REFERENCES", "MONITOR"],
  MODEL: ["USAGE", "READ"],
  STREAM: ["SELECT"],
  TASK: ["MONITOR", "OPERATE", "APPLYBUDGET"],
  TAG: ["APPLY", "READ"],
  "MASKING POLICY": ["APPLY"],
  WAREHOUSE: ["USAGE", "OPERATE", "MODIFY", "MONITOR", "APPLYBUDGET"],
  ROLE: [],
  "DATABASE ROLE": [],
  "APPLICATION ROLE": [],
  USER: ["MONITOR", "MODIFY PROGRAMMATIC AUTHENTICATION METHODS"],
};

/** What ALL PRIVILEGES means on a kind of object; IMPORTED PRIVILEGES only fits a shared database. */
export function allPrivileges(kind: ObjectKind | PromisedKind): readonly string[] {
  return privileges[kind].filter((privilege) => privilege !== "IMPORTED PRIVILEGES");
}

/**
 * @throws SnowflakeError 003008 where a kind of object has no such privilege, as a typing error would
 *   otherwise be a grant that never works
 */
export function checkPrivilege(privilege: string, kind: ObjectKind | PromisedKind): void {
  const perFunction = kind === "ACCOUNT" && isOneFunction(privilege);
  if (!perFunction && !privileges[kind].includes(privilege)) {
    throw invalid("003008", `Invalid object type '${kind}' for privilege '${privilege}'.`);
  }
}
