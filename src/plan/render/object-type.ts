/** How the provider reads the name of an object of a given type (`GetOnObjectIdentifier`, resources/grant_ownership.go). */
import { accountIdentifier, callableIdentifier, databaseIdentifier, schemaIdentifier } from "./identifier";

const ACCOUNT_LEVEL = new Set([
  "COMPUTE POOL",
  "DATABASE",
  "EXTERNAL VOLUME",
  "FAILOVER GROUP",
  "INTEGRATION",
  "NETWORK POLICY",
  "REPLICATION GROUP",
  "RESOURCE MONITOR",
  "ROLE",
  "USER",
  "WAREHOUSE",
]);
const DATABASE_LEVEL = new Set(["DATABASE ROLE", "SCHEMA"]);
const CALLABLE = new Set(["EXTERNAL FUNCTION", "FUNCTION", "PROCEDURE"]);
const SCHEMA_LEVEL = new Set([
  "AGGREGATION POLICY",
  "ALERT",
  "AUTHENTICATION POLICY",
  "DATA METRIC FUNCTION",
  "DYNAMIC TABLE",
  "EVENT TABLE",
  "EXTERNAL TABLE",
  "FILE FORMAT",
  "GIT REPOSITORY",
  "HYBRID TABLE",
  "ICEBERG TABLE",
  "IMAGE REPOSITORY",
  "MASKING POLICY",
  "MATERIALIZED VIEW",
  "NETWORK RULE",
  "PACKAGES POLICY",
  "PASSWORD POLICY",
  "PIPE",
  "PROJECTION POLICY",
  "ROW ACCESS POLICY",
  "SECRET",
  "SEQUENCE",
  "SESSION POLICY",
  "STAGE",
  "STREAM",
  "TABLE",
  "TAG",
  "TASK",
  "VIEW",
]);

/**
 * The quoted name of an object.
 *
 * @throws when the provider does not support the type or the name has the wrong number of parts.
 */
export function objectIdentifier(type: string, name: string): string {
  if (ACCOUNT_LEVEL.has(type)) return accountIdentifier(name);
  if (DATABASE_LEVEL.has(type)) return databaseIdentifier(name);
  if (CALLABLE.has(type)) return callableIdentifier(name);
  if (SCHEMA_LEVEL.has(type)) return schemaIdentifier(name);
  throw new Error(`object type ${type} is not supported by the provider`);
}
