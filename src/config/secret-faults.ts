import { rsaKeyFault } from "./rsa-key";
import type { Method } from "./variables";

/** A programmatic access token is a JWT of some 200 characters (docs: programmatic-access-tokens). */
const leastTokenLength = 100;

/** What a value of each method looks like. */
export const secretForms: Readonly<Record<Method["name"], string>> = {
  oauth: "an OAuth access token: one word",
  "key-pair": "an RSA private key of at least 2048 bits, PKCS#8, as PEM with line breaks",
  token:
    "a programmatic access token without ROLE_RESTRICTION: a JWT of over 100 characters, beginning with eyJ",
};

/** What is wrong with the secret of a method, or undefined. Says nothing of the secret but its kind. */
export const secretFault = (
  method: Method["name"],
  secret: string,
  passphrase: string | undefined,
): string | undefined => {
  if (method === "key-pair") return rsaKeyFault(secret, passphrase);
  if (/\s/.test(secret)) return "holds white space, often a line break at its end";
  if (method === "oauth") return undefined;
  return secret.startsWith("eyJ") && secret.length > leastTokenLength
    ? undefined
    : "is an ordinary password, which Snowflake does not take from programs: sign-in with one asks a person for a second factor";
};
