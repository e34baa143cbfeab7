import type { Account } from "../account";
import type { User } from "../catalog/objects";
import { printName } from "../catalog/names";
import { SnowflakeError } from "../errors";
import type { Session } from "../session/session";
import { parseName } from "../syntax/name";
import { sessionParameters } from "../parameters";
import type { Properties, PropertyValue } from "../syntax/statements";
import { isObject, textOf, type Request } from "./http";
import { isSignedBy, subjectOf } from "./jwt";

/** Whom a token stands for. */
export interface TokenHolder {
  readonly user: string;
  /** The role its sessions start with; a login that asks for another is refused. */
  readonly role?: string;
}

/** What opens the door, beside passwords and RSA keys of the catalog's users. */
export interface Credentials {
  /** By login name. */
  readonly passwords?: Readonly<Record<string, string>>;
  readonly oauthTokens?: Readonly<Record<string, TokenHolder>>;
  /** Programmatic access tokens; also taken where a password goes, as Snowflake does. */
  readonly programmaticTokens?: Readonly<Record<string, TokenHolder>>;
}

/** A session a driver has opened. */
export interface LoggedIn {
  readonly session: Session;
  readonly user: string;
  /** What the driver calls itself: `Go`, `JavaScript`, `PythonConnector`; empty where it does not say. */
  readonly client: string;
}

/**
 * Opens the session a login request asks for (gosnowflake auth.go, snowflake-sdk services/sf.js).
 * @throws SnowflakeError 390100 for credentials that do not fit, 390101 for a disabled user, 390189 for a role the
 *   user may not take, 390201 for a place that is not there where the driver wants to know, 001008 for a parameter
 *   that cannot have the value sent, 000002 for a method or a value the stand-in does not speak
 */
export async function logIn(
  account: Account,
  credentials: Credentials,
  { body, query }: Request,
): Promise<LoggedIn> {
  const data = isObject(body["data"]) ? body["data"] : {};
  const { user, role: tokenRole } = authenticate(account, credentials, data);
  if (user.properties["DISABLED"] === true)
    throw new SnowflakeError(
      "390101",
      "08001",
      "User access disabled. Contact your local system administrator.",
    );

  const role = fold(query.get("roleName"));
  if (tokenRole !== undefined && role !== undefined && role !== tokenRole) throw wrong();
  const session = await account.login({
    user: user.name,
    role: tokenRole ?? role ?? nameOf(user.properties["DEFAULT_ROLE"]) ?? "PUBLIC",
  });
  const parameters = isObject(data["SESSION_PARAMETERS"]) ? data["SESSION_PARAMETERS"] : {};
  try {
    session.setParameters(knownParameters(parameters));
    await enter(session, user, query, parameters["CLIENT_VALIDATE_DEFAULT_PARAMETERS"] === true);
  } catch (error) {
    await session.close();
    throw error;
  }
  return { session, user: user.name, client: textOf(data["CLIENT_APP_ID"]) ?? "" };
}

/** The session parameters among what a driver sends; the rest is between the driver and Snowflake. */
export const knownParameters = (sent: Readonly<Record<string, unknown>>): Properties =>
  Object.fromEntries(
    Object.entries(sent)
      .map(([name, value]) => [name.toUpperCase(), value] as const)
      .filter(
        (entry): entry is [string, string | number | boolean] =>
          Object.hasOwn(sessionParameters, entry[0]) &&
          ["string", "number", "boolean"].includes(typeof entry[1]),
      ),
  );

const wrong = (): SnowflakeError =>
  new SnowflakeError("390100", "08001", "Incorrect username or password was specified.");

function authenticate(
  account: Account,
  { passwords = {}, oauthTokens = {}, programmaticTokens = {} }: Credentials,
  data: Readonly<Record<string, unknown>>,
): { readonly user: User; readonly role?: string } {
  const method = (textOf(data["AUTHENTICATOR"]) ?? "SNOWFLAKE").toUpperCase();
  const token = textOf(data["TOKEN"]);
  const loginName =
    textOf(data["LOGIN_NAME"]) ??
    (method === "SNOWFLAKE_JWT" && token !== undefined ? subjectOf(token) : undefined);

  const holderOf = (holders: Readonly<Record<string, TokenHolder>>, secret: string | undefined) => {
    const holder = secret !== undefined && Object.hasOwn(holders, secret) ? holders[secret] : undefined;
    const user = holder === undefined ? undefined : account.user(holder.user);
    if (holder === undefined || user === undefined) return undefined;
    if (loginName !== undefined && loginName !== "" && account.user(loginName) !== user) return undefined;
    return { user, ...(holder.role === undefined ? {} : { role: holder.role }) };
  };

  switch (method) {
    case "SNOWFLAKE": {
      const user = account.user(loginName ?? "");
      const password = textOf(data["PASSWORD"]);
      if (user !== undefined && password !== undefined && isPassword(user, password, passwords))
        return { user };
      return holderOf(programmaticTokens, password) ?? refuse();
    }
    case "SNOWFLAKE_JWT": {
      const user = account.user(loginName ?? "");
      if (user === undefined || token === undefined) throw wrong();
      const { RSA_PUBLIC_KEY, RSA_PUBLIC_KEY_2 } = user.properties;
      const keys = [RSA_PUBLIC_KEY, RSA_PUBLIC_KEY_2].filter((key) => typeof key === "string");
      if (!isSignedBy(token, loginName ?? "", keys, Date.now())) throw wrong();
      return { user };
    }
    case "OAUTH":
      return holderOf(oauthTokens, token) ?? refuse();
    case "PROGRAMMATIC_ACCESS_TOKEN":
      return holderOf(programmaticTokens, token ?? textOf(data["PASSWORD"])) ?? refuse();
    default:
      throw new SnowflakeError(
        "000002",
        "0A000",
        `unsupported by the local stand-in: authenticator ${method}`,
      );
  }
}

const refuse = (): never => {
  throw wrong();
};

function isPassword(user: User, password: string, given: Readonly<Record<string, string>>): boolean {
  const known = Object.entries(given)
    .filter(([name]) => name.toUpperCase() === user.name.toUpperCase())
    .map(([, secret]) => secret);
  return [...known, user.properties["PASSWORD"]].includes(password);
}

/**
 * Puts a session where the driver, else the user's defaults, want it. What is not there is left out in silence unless
 * the driver validates.
 */
async function enter(
  session: Session,
  user: User,
  query: URLSearchParams,
  validates: boolean,
): Promise<void> {
  const [defaultDatabase, defaultSchema] = partsOf(user.properties["DEFAULT_NAMESPACE"]);
  const database = fold(query.get("databaseName")) ?? defaultDatabase;
  const schema =
    fold(query.get("schemaName")) ?? (query.get("databaseName") === null ? defaultSchema : undefined);
  const warehouse = fold(query.get("warehouse")) ?? nameOf(user.properties["DEFAULT_WAREHOUSE"]);
  const places = [
    ["warehouse", warehouse === undefined ? [] : [warehouse]],
    ["database", database === undefined ? [] : [database]],
    ["schema", schema === undefined ? [] : database === undefined ? [schema] : [database, schema]],
  ] as const;
  for (const [what, parts] of places) {
    if (parts.length === 0) continue;
    try {
      await session.execute(`USE ${what} ${printName(parts)}`);
    } catch (error) {
      if (!(error instanceof SnowflakeError)) throw error;
      if (validates)
        throw new SnowflakeError(
          "390201",
          "08004",
          `The requested ${what} does not exist or not authorized.`,
        );
    }
  }
}

/** A name of a connection option as the catalog holds it: upper case unless quoted. */
function fold(name: string | null): string | undefined {
  if (name === null || name === "") return undefined;
  try {
    return parseName(name).parts[0];
  } catch (error) {
    if (error instanceof SnowflakeError) return name;
    throw error;
  }
}

const partsOf = (value: PropertyValue | undefined): readonly string[] => {
  if (typeof value === "string") return parseName(value).parts;
  return typeof value === "object" && value !== null && "parts" in value ? value.parts : [];
};

const nameOf = (value: PropertyValue | undefined): string | undefined => partsOf(value)[0];
