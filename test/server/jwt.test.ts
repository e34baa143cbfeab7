import { createHash, createHmac, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";

import { isSignedBy } from "../../standin/server/jwt";

const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [own, strange] = [pair(), pair()];
const spki = (keys: typeof own) => createPublicKey(keys.privateKey).export({ type: "spki", format: "der" });
const publicKey = spki(own).toString("base64");
const printOf = (keys: typeof own) =>
  `SHA256:${createHash("sha256").update(spki(keys).toString("base64"), "base64").digest("base64")}`;

const now = 1_800_000_000_000;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = {
  iss: `ORG-ACCOUNT.ROBOT.${printOf(own)}`,
  sub: "ORG-ACCOUNT.ROBOT",
  iat: now / 1000,
  exp: now / 1000 + 60,
};

function jwt({ keys = own, header = { alg: "RS256", typ: "JWT" }, changes = {} } = {}): string {
  const text = `${part(header)}.${part({ ...claims, ...changes })}`;
  const signature = sign("RSA-SHA256", new TextEncoder().encode(text), keys.privateKey);
  return `${text}.${signature.toString("base64url")}`;
}

describe("a token of key-pair authentication", () => {
  const pem = own.publicKey.export({ type: "spki", format: "pem" }).toString();

  it.each([
    ["signed by the key", jwt(), [publicKey]],
    ["signed by the second of two keys", jwt(), [spki(strange).toString("base64"), publicKey]],
    ["beside a key kept with its PEM lines", jwt(), [pem]],
    ["with times in milliseconds", jwt({ changes: { iat: now, exp: now + 1000 } }), [publicKey]],
    ["with a name in another case", jwt({ changes: { sub: "org-account.robot" } }), [publicKey]],
  ])("%s is good", (_, token, keys) => expect(isSignedBy(token, "ROBOT", keys, now)).toBe(true));

  const [, payload, signature] = jwt().split(".");
  const none = part({ alg: "none" });
  const hmac = `${part({ alg: "HS256" })}.${payload ?? ""}`;

  it.each([
    ["signed by another key that says it is this one", jwt({ keys: strange })],
    ["of another key's print", jwt({ changes: { iss: `A.ROBOT.${printOf(strange)}` } })],
    ["of another user", jwt({ changes: { iss: `A.OTHER.${printOf(own)}` } })],
    ["about another user", jwt({ changes: { sub: "A.OTHER" } })],
    ["that has expired", jwt({ changes: { exp: now / 1000 - 1 } })],
    ["that never expires", jwt({ changes: { exp: undefined } })],
    ["of the future", jwt({ changes: { iat: now / 1000 + 3600 } })],
    [
      "with a claim changed after it was signed",
      `${part({ alg: "RS256" })}.${part(claims)}.${signature ?? ""}`,
    ],
    ["without a signature", `${none}.${payload ?? ""}.`],
    [
      "signed with the public key as a secret",
      `${hmac}.${createHmac("sha256", publicKey).update(hmac).digest("base64url")}`,
    ],
    ["that is none", "not a token"],
    ["that is empty", ""],
  ])("%s is not", (_, token) => expect(isSignedBy(token, "ROBOT", [publicKey], now)).toBe(false));

  it("without a key is not", () => expect(isSignedBy(jwt(), "ROBOT", [], now)).toBe(false));
  it("with a key that is none is not", () =>
    expect(isSignedBy(jwt(), "ROBOT", ["nonsense"], now)).toBe(false));
});
