import { readConnection } from "./credentials";

/** What the official Node driver needs to sign in as the stack does: its options, by the driver's own names. */
export interface DriverLogin {
  readonly account: string;
  readonly username: string;
  readonly authenticator: string;
  readonly password?: string;
  readonly token?: string;
  readonly privateKey?: string;
  readonly privateKeyPass?: string;
  readonly role?: string;
  readonly warehouse?: string;
  /** Address of the stand-in; absent for Snowflake itself. */
  readonly accessUrl?: string;
}

/**
 * The sign-in of the environment for what the provider cannot ask or send.
 * @param env and stack as for `readConnection`; with SNOWFLAKE_ROLE and SNOWFLAKE_WAREHOUSE of the statement
 * @throws what `readConnection` throws
 */
export function readLogin(env: NodeJS.ProcessEnv, stack?: string): DriverLogin {
  const { organization, account, user, method, host, port, protocol } = readConnection(env, stack);
  const common = {
    account: `${organization}-${account}`,
    username: user,
    ...(env["SNOWFLAKE_ROLE"] === undefined ? {} : { role: env["SNOWFLAKE_ROLE"] }),
    ...(env["SNOWFLAKE_WAREHOUSE"] === undefined ? {} : { warehouse: env["SNOWFLAKE_WAREHOUSE"] }),
    ...(host === undefined
      ? {}
      : { accessUrl: `${protocol ?? "https"}://${host}${port === undefined ? "" : `:${port}`}` }),
  };
  switch (method) {
    case "key-pair":
      return {
        ...common,
        authenticator: "SNOWFLAKE_JWT",
        privateKey: env["SNOWFLAKE_PRIVATE_KEY"],
        privateKeyPass: env["SNOWFLAKE_PRIVATE_KEY_PASSPHRASE"],
      };
    case "oauth":
      return { ...common, authenticator: "OAUTH", token: env["SNOWFLAKE_TOKEN"] };
    case "token":
      // Where a password would go, as for the provider.
      return { ...common, authenticator: "SNOWFLAKE", password: env["SNOWFLAKE_PASSWORD"] };
  }
}

/** Keeps what the driver loads for S3 from warning of Node 20 at every start, in the middle of what Pulumi prints. */
export function quietDriver(env: NodeJS.ProcessEnv = process.env): void {
  env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
}
