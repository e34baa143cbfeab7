import type { Problem } from "./problem";
import type { Variable } from "./variables";

type Fault = (variable: Variable, found: string, allowed: string) => Problem;

/** Where Snowflake, or what stands in for it, is reached. */
export interface Endpoint {
  readonly host?: string;
  readonly port?: number;
  readonly protocol?: "http" | "https";
}

/** Whether a host is this machine. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);

/** The endpoint the environment names; Snowflake's own where it names none. */
export const readEndpoint = (
  read: (variable: Variable) => string | undefined,
  fault: Fault,
): { readonly endpoint: Endpoint; readonly problems: readonly Problem[] } => {
  const host = read("SNOWFLAKE_HOST");
  const port = read("SNOWFLAKE_PORT");
  const protocol = read("SNOWFLAKE_PROTOCOL");
  const problems: Problem[] = [];
  if (host !== undefined && !/^[A-Za-z0-9.:[\]_-]+$|^::1$/.test(host))
    problems.push(fault("SNOWFLAKE_HOST", "is no host name", "a host name alone, without protocol or path"));
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    problems.push(fault("SNOWFLAKE_PORT", "is no port", "a whole number, 1 to 65535"));
  if (protocol !== undefined && protocol !== "http" && protocol !== "https")
    problems.push(fault("SNOWFLAKE_PROTOCOL", "is no protocol", "http or https"));
  if (protocol === "http" && (host === undefined || !isLoopback(host)))
    problems.push(
      fault(
        "SNOWFLAKE_PROTOCOL",
        "is http, and SNOWFLAKE_HOST is not this machine: the credentials would travel in the clear",
        "https; http only with localhost",
      ),
    );
  return {
    problems,
    endpoint: {
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port: Number(port) }),
      ...(protocol === undefined ? {} : { protocol: protocol === "http" ? "http" : "https" }),
    },
  };
};
