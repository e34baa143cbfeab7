import { isLoopback, readEndpoint, type Endpoint } from "./endpoint";
import { refuse, type Problem } from "./problem";
import { profileProblems } from "./profile";
import { readSignIn } from "./sign-in";
import { identityVariables, type Method, type Variable } from "./variables";

/** How a stack reaches Snowflake: what may be said of it, no secret. Host, port and protocol only of a stand-in. */
export interface Connection extends Endpoint {
  readonly organization: string;
  readonly account: string;
  readonly user: string;
  readonly method: Method["name"];
}

const identityForms: Readonly<Record<(typeof identityVariables)[number], readonly [RegExp, string]>> = {
  SNOWFLAKE_ORGANIZATION_NAME: [/^[A-Za-z][A-Za-z0-9]*$/, "the organization's name: letters and digits"],
  SNOWFLAKE_ACCOUNT_NAME: [
    /^[A-Za-z][A-Za-z0-9_]*$/,
    "the account's name alone, without organization and region: letters, digits and _",
  ],
  SNOWFLAKE_USER: [/^[^\s"]+$/, "the login name of a service user, without white space"],
};

/** Names of the local stack equal production's, so it must never reach an account. */
const localProblems = (
  stack: string | undefined,
  host: string | undefined,
  fault: (found: string) => Problem,
) =>
  stack === "local" && !(host !== undefined && isLoopback(host))
    ? [
        fault(
          "is not this machine: stack local has the names of production and deploys onto the stand-in only",
        ),
      ]
    : [];

/**
 * The connection the environment describes, as Pulumi ESC sets it for the provider. Only this reads secrets, and only
 * to judge their form: they reach the provider through the environment itself.
 * @param env the environment; an empty variable is as good as none, as it is to the provider
 * @param stack the stack, to say where a mistake is mended and to keep `local` off real accounts
 * @throws pulumi.RunError naming every problem at once, and never any part of a value
 */
export const readConnection = (env: NodeJS.ProcessEnv, stack?: string): Connection => {
  const read = (variable: Variable): string | undefined => {
    const value = env[variable];
    return value === undefined || value === "" ? undefined : value;
  };
  const where = `environmentVariables of the ESC environment sophia-ai/${stack ?? "<stack>"}`;
  const fault = (variable: Variable, found: string, allowed: string): Problem => ({
    at: variable,
    found: `it ${found}`,
    allowed,
    mend: stack === "local" ? "start the stand-in: npm run local" : where,
  });

  const identity = identityVariables.flatMap((variable): readonly Problem[] => {
    const [form, allowed] = identityForms[variable];
    const value = read(variable);
    if (value === undefined) return [fault(variable, "is not set", allowed)];
    return form.test(value) ? [] : [fault(variable, "is malformed", allowed)];
  });
  const signIn = readSignIn(read, fault);
  const { endpoint, problems } = readEndpoint(read, fault);
  refuse("The connection to Snowflake", [
    ...identity,
    ...signIn.problems,
    ...problems,
    ...localProblems(stack, endpoint.host, (found) => fault("SNOWFLAKE_HOST", found, "localhost")),
    ...profileProblems(read, env["HOME"], fault),
  ]);
  return {
    organization: read("SNOWFLAKE_ORGANIZATION_NAME") ?? "",
    account: read("SNOWFLAKE_ACCOUNT_NAME") ?? "",
    user: read("SNOWFLAKE_USER") ?? "",
    method: signIn.method,
    ...endpoint,
  };
};
