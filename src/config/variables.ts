/** What a person must set: the variables every connection needs. */
export const identityVariables = [
  "SNOWFLAKE_ORGANIZATION_NAME",
  "SNOWFLAKE_ACCOUNT_NAME",
  "SNOWFLAKE_USER",
] as const;

/** A way to sign in: the variable that holds its secret, and what SNOWFLAKE_AUTHENTICATOR says of it. */
export interface Method {
  readonly name: "key-pair" | "oauth" | "token";
  readonly secret: "SNOWFLAKE_PRIVATE_KEY" | "SNOWFLAKE_TOKEN" | "SNOWFLAKE_PASSWORD";
  readonly authenticator: string;
  /** Whether the provider takes the authenticator to be this one when none is named. */
  readonly implied: boolean;
}

/** The ways to sign in, of which one is used. */
export const methods: readonly Method[] = [
  { name: "oauth", secret: "SNOWFLAKE_TOKEN", authenticator: "OAUTH", implied: false },
  { name: "key-pair", secret: "SNOWFLAKE_PRIVATE_KEY", authenticator: "SNOWFLAKE_JWT", implied: false },
  // A programmatic access token goes where a password would; provider 1.3.0 knows no authenticator for it.
  { name: "token", secret: "SNOWFLAKE_PASSWORD", authenticator: "SNOWFLAKE", implied: true },
];

/** Every variable readConnection reads. */
export const variables = [
  ...identityVariables,
  ...methods.map(({ secret }) => secret),
  "SNOWFLAKE_AUTHENTICATOR",
  "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE",
  "SNOWFLAKE_HOST",
  "SNOWFLAKE_PORT",
  "SNOWFLAKE_PROTOCOL",
  "SNOWFLAKE_PROFILE",
  "SNOWFLAKE_CONFIG_PATH",
] as const;
export type Variable = (typeof variables)[number];
