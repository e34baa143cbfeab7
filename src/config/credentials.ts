/** How the stack reaches Snowflake: what may be said of it, no secret. */
export interface Connection {
  readonly organization: string;
  readonly account: string;
  readonly user: string;
  readonly method: "key-pair" | "oauth" | "token";
  /** Where the stand-in listens; absent for Snowflake itself. */
  readonly host?: string;
  readonly port?: number;
  readonly protocol?: "http" | "https";
}

/** The connection the environment describes. @throws pulumi.RunError naming every problem at once, never a value */
export const readConnection = (env: NodeJS.ProcessEnv): Connection => {
  throw new Error(`pending ${Object.keys(env).length}`);
};
