import { fixedSettings, settingDefaults } from "../moments/settings";
import { parameterDefault, parameterKind } from "../parameters";
import type { Session } from "../session/session";

/**
 * What drivers want to be told besides the session's own parameters. Rows are JSON, since Arrow is not spoken; binds
 * are never staged (threshold 0); nothing is to be reported (telemetry).
 */
const fixed: Readonly<Record<string, string | number | boolean>> = {
  CLIENT_PREFETCH_THREADS: 4,
  CLIENT_RESULT_CHUNK_SIZE: 160,
  CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY: 3600,
  CLIENT_STAGE_ARRAY_BINDING_THRESHOLD: 0,
  CLIENT_TELEMETRY_ENABLED: false,
  CLIENT_TELEMETRY_SESSIONLESS_ENABLED: false,
  GO_QUERY_RESULT_FORMAT: "JSON",
  JDBC_QUERY_RESULT_FORMAT: "JSON",
  ODBC_QUERY_RESULT_FORMAT: "JSON",
  PYTHON_CONNECTOR_QUERY_RESULT_FORMAT: "JSON",
  PYTHON_CONNECTOR_USE_NANOARROW: false,
  QUERY_CONTEXT_CACHE_SIZE: 5,
};

/** The session's parameters that drivers act on. */
const followed = [
  ...["AUTOCOMMIT", "BINARY_OUTPUT_FORMAT", "CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX"],
  ...["CLIENT_SESSION_KEEP_ALIVE", "CLIENT_TIMESTAMP_TYPE_MAPPING", "JS_TREAT_INTEGER_AS_BIGINT"],
  ...Object.keys(settingDefaults),
  ...Object.keys(fixedSettings),
];

export interface WireParameter {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** The parameters that go with every answer: snowflake-sdk prints timestamps by those of the query's own answer. */
export function parametersOf(session: Session): readonly WireParameter[] {
  const own = followed.map((name) => {
    const value = session.parameter(name);
    return { name, value: typed(name, value === "" ? parameterDefault(name) : value) };
  });
  return [...own, ...Object.entries(fixed).map(([name, value]) => ({ name, value }))];
}

function typed(name: string, value: string): WireParameter["value"] {
  const type = parameterKind(name)?.type;
  if (type === "BOOLEAN") return value === "true";
  return type === "NUMBER" ? Number(value) : value;
}
