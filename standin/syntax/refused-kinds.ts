import type { Cursor } from "./cursor";
import type { Token } from "./tokens";

/** Kinds of object Snowflake has and the stand-in does not, by how statements name them; longest first. */
const kinds = [
  ...[
    "ACCOUNT",
    "AGENT",
    "AGGREGATION POLICY",
    "ALERT",
    "API INTEGRATION",
    "APPLICATION",
    "APPLICATION PACKAGE",
  ],
  ...["APPLICATION ROLE", "AUTHENTICATION POLICY", "CATALOG INTEGRATION", "COMPUTE POOL", "CONNECTION"],
  ...["CORTEX SEARCH SERVICE", "DATA METRIC FUNCTION", "DATASET", "DYNAMIC TABLE", "EVENT TABLE"],
  ...[
    "EXTERNAL ACCESS INTEGRATION",
    "EXTERNAL FUNCTION",
    "EXTERNAL TABLE",
    "EXTERNAL VOLUME",
    "FAILOVER GROUP",
  ],
  ...["FILE FORMAT", "FUNCTION", "GIT REPOSITORY", "HYBRID TABLE", "ICEBERG TABLE", "IMAGE REPOSITORY"],
  ...[
    "INTEGRATION",
    "MATERIALIZED VIEW",
    "MCP SERVER",
    "MODEL",
    "NETWORK POLICY",
    "NETWORK RULE",
    "NOTEBOOK",
  ],
  ...[
    "NOTIFICATION INTEGRATION",
    "PACKAGES POLICY",
    "PASSWORD POLICY",
    "PIPE",
    "PRIVACY POLICY",
    "PROCEDURE",
  ],
  ...[
    "PROJECTION POLICY",
    "RECURSIVE VIEW",
    "REPLICATION GROUP",
    "RESOURCE MONITOR",
    "ROW ACCESS POLICY",
    "SECRET",
  ],
  ...["SECURE FUNCTION", "SECURE MATERIALIZED VIEW", "SECURE RECURSIVE VIEW", "SECURE TEMPORARY VIEW"],
  ...["SECURE TEMPORARY RECURSIVE VIEW", "SECURITY INTEGRATION", "SEMANTIC VIEW", "SEQUENCE", "SERVICE"],
  ...["SESSION POLICY", "SHARE", "STAGE", "STORAGE INTEGRATION", "STREAMLIT", "TEMPORARY RECURSIVE VIEW"],
  ...["TEMPORARY STAGE", "TEMPORARY VIEW", "TEMP VIEW"],
].sort((a, b) => b.length - a.length);

const plural = (kind: string): string => (kind.endsWith("Y") ? `${kind.slice(0, -1)}IES` : `${kind}S`);

/**
 * The error for a kind of object the stand-in does not hold: 000002 with its name where Snowflake has it, else
 * 001003, both at `start`.
 */
export function refuseKind(cursor: Cursor, what: string, start: Token = cursor.peek()): Error {
  const refused = kinds
    .flatMap((kind) => [plural(kind), kind])
    .find((kind) => cursor.sees(...kind.split(" ")));
  return refused === undefined
    ? cursor.unexpected("a kind of object")
    : cursor.refuse(`${what} ${refused}`, start);
}
