import { readableTokens, type Token } from "../syntax/tokens";

/** What a secret is shown as. Snowflake too masks them; it does not document with what. */
const mask = "'***'";

/** Statements that set no secret: a `WHERE password = 'x'` is data, and shown. */
const harmless = new Set([
  ...[
    "SELECT",
    "WITH",
    "VALUES",
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "TRUNCATE",
    "SHOW",
    "DESCRIBE",
    "DESC",
  ],
  ...["USE", "GRANT", "REVOKE", "BEGIN", "COMMIT", "ROLLBACK", "DROP"],
]);

/**
 * Properties whose value is a secret, of users, secrets, integrations and stages (docs create-user, create-secret,
 * create-security-integration, create-stage): PASSWORD, SECRET_STRING, OAUTH_CLIENT_SECRET, OAUTH_REFRESH_TOKEN,
 * PRIVATE_KEY_PASSPHRASE, AWS_SECRET_KEY, AZURE_SAS_TOKEN, ...
 */
const secret =
  /(?:^|_)(?:PASSWORD|PASSCODE|PASSPHRASE|SECRET|SECRET_STRING|SECRET_KEY|SECRET_ACCESS_KEY|TOKEN|PRIVATE_KEY|MASTER_KEY|API_KEY|ACCESS_KEY|AWS_KEY_ID)$/;
const noSecret = new Set(["MUST_CHANGE_PASSWORD", "HAS_PASSWORD"]);

const isSecretName = (name: string): boolean => secret.test(name) && !noSecret.has(name);

const isSecret = ({ kind, value }: Token): boolean => kind === "word" && isSecretName(value);

/** A statement and an error's message with the statement's secrets hidden. */
export interface Redacted {
  readonly text: string;
  readonly message: (message: string) => string;
}

/**
 * Hides every value that follows a secret property, however it is written: quoted, with escapes, in `$$`, as a word,
 * in parts; also inside a string that holds statements. Of a text that cannot be read to its end all is hidden after
 * the first secret property.
 */
export function redact(sql: string): Redacted {
  const hidden: string[] = [];
  const text = redactText(sql, hidden);
  // The longest first: one may be a part of another.
  const found = hidden.filter((raw) => raw.length > 2).toSorted((a, b) => b.length - a.length);
  return {
    text,
    message: (message) => found.reduce((rest, raw) => rest.replaceAll(raw, "***"), message),
  };
}

function redactText(sql: string, hidden: string[]): string {
  const { tokens, end } = readableTokens(sql);
  const first = tokens[0];
  if (first?.kind === "word" && harmless.has(first.value)) return sql;
  if (end < sql.length) return unreadable(sql, hidden);
  let text = "";
  let done = 0;
  const replace = (token: Token, by: string): void => {
    text += sql.slice(done, token.start) + by;
    done = token.end;
  };
  let within = false;
  for (const [i, token] of tokens.entries()) {
    const raw = sql.slice(token.start, token.end);
    if (startsProperty(tokens, i) || token.value === ";") within = isSecret(token);
    else if (isSecret(token) && holdsValue(tokens, i)) within = true;
    else if (within && token.kind !== "operator" && token.kind !== "bind") {
      hidden.push(raw, token.value);
      replace(token, mask);
    } else if (token.kind === "string") {
      const inner = redactText(token.value, hidden);
      if (inner !== token.value) replace(token, `'${inner.replaceAll("'", "''")}'`);
      // A quote too many or too few puts the property in a string and its value behind it.
      within = isSecretName(/(\w+)\W*$/.exec(token.value)?.[1]?.toUpperCase() ?? "");
    }
  }
  return text + sql.slice(done);
}

/** What is left of a text without an end to a string or comment: where it names a secret property, all up to there. */
function unreadable(sql: string, hidden: string[]): string {
  const word = [...sql.matchAll(/\w+/g)].find(([each]) => isSecretName(each.toUpperCase()));
  if (word === undefined) return sql;
  const shown = word.index + word[0].length;
  hidden.push(...(sql.slice(shown).match(/[^\s'"=]+/g) ?? []));
  return `${sql.slice(0, shown)} ***`;
}

/** A word before `=` is the next property, which ends a value. */
const startsProperty = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]?.kind === "word" && ["=", "=>"].includes(tokens[index + 1]?.value ?? "");

/** A secret property without `=` is one where a literal follows: `PASSWORD 'x'`, against `PASSWORD POLICY`. */
const holdsValue = (tokens: readonly Token[], index: number): boolean =>
  ["string", "quoted", "number"].includes(tokens[index + 1]?.kind ?? "");
