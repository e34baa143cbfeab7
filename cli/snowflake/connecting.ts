import { noProfile } from "../../src/config/profile";

/** What it takes to sign in to a server of this machine. */
export interface Access {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** A programmatic access token of the same user. */
  readonly token: string;
  /** The estate's, where one was deployed. */
  readonly database?: string;
}

const host = "127.0.0.1";
const [organization, account] = ["LOCAL", "STANDIN"];
const [role, warehouse] = ["ACCOUNTADMIN", "COMPUTE_WH"];

/** One block that says how each driver, and the Pulumi provider, reach the server. */
export function connecting({ port, user, password, token, database }: Access): string {
  const place = { role, warehouse, ...(database === undefined ? {} : { database }) };
  const named = (separator: string, assign: string, quote: string): string =>
    Object.entries(place)
      .map(([key, value]) => `${key}${assign}${quote}${value}${quote}`)
      .join(separator);
  const environment = {
    SNOWFLAKE_ORGANIZATION_NAME: organization,
    SNOWFLAKE_ACCOUNT_NAME: account,
    SNOWFLAKE_USER: user,
    SNOWFLAKE_PASSWORD: token,
    SNOWFLAKE_HOST: host,
    SNOWFLAKE_PORT: String(port),
    SNOWFLAKE_PROTOCOL: "http",
    SNOWFLAKE_CONFIG_PATH: noProfile,
  };
  return `
Snowflake stand-in on http://${host}:${port}, this machine only. Ctrl-C ends it and forgets everything.

  user      ${user}
  password  ${password}
  token     ${token}   (programmatic access token)

Node      snowflake.createConnection({ accessUrl: "http://${host}:${port}", account: "${organization}-${account}",
            username: "${user}", password: "${password}", ${named(", ", ": ", '"')} })
Python    snowflake.connector.connect(host="${host}", port=${port}, protocol="http", account="${organization}-${account}",
            user="${user}", password="${password}", ${named(", ", "=", '"')})
Go        ${user}:${password}@${host}:${port}?account=${organization}-${account}&protocol=http&${named("&", "=", "")}

Pulumi (pulumi -s local preview) and npm run sql, in another shell:
${Object.entries(environment)
  .map(([name, value]) => `  export ${name}=${value}`)
  .join("\n")}

`;
}
