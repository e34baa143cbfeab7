import { createHash, createPublicKey, verify, type KeyObject } from "node:crypto";

import { isObject } from "./http";

/** How far a client's clock may be off, in milliseconds. */
const skewMs = 60_000;

/**
 * Whether a JWT of key-pair authentication was signed by one of a user's keys, names that user and is valid now
 * (docs: key-pair-auth; drivers: snowflake-sdk auth_keypair.js, gosnowflake auth.go prepareJWTToken).
 * @param publicKeys as RSA_PUBLIC_KEY holds them: base64 of the key's SPKI form, PEM lines allowed
 * @param now real time in milliseconds, since the client signs with this machine's clock
 */
export function isSignedBy(jwt: string, user: string, publicKeys: readonly string[], now: number): boolean {
  const [header = "", payload = "", signature = ""] = jwt.split(".");
  const claims = parsePart(payload);
  if (claims === undefined || parsePart(header)?.["alg"] !== "RS256") return false;
  // The account's part is not looked at: the stand-in answers to any name.
  const [, subject, print] = /^[^.]+\.(.+)\.(SHA256:[^.]+)$/.exec(String(claims["iss"])) ?? [];
  if (subject?.toUpperCase() !== user.toUpperCase()) return false;
  if (!String(claims["sub"]).toUpperCase().endsWith(`.${user.toUpperCase()}`)) return false;
  // Written so that a time that is missing does not hold.
  const inTime = milliseconds(claims["exp"]) >= now && milliseconds(claims["iat"]) <= now + skewMs;
  if (!inTime) return false;
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  return publicKeys.some((text) => {
    const key = publicKey(text);
    return (
      key !== undefined &&
      fingerprint(key) === print &&
      verify("RSA-SHA256", signed, key, new Uint8Array(Buffer.from(signature, "base64url")))
    );
  });
}

/** The user a JWT speaks of, not verified: gosnowflake sends no LOGIN_NAME beside it. */
export function subjectOf(jwt: string): string | undefined {
  const subject = parsePart(jwt.split(".")[1] ?? "")?.["sub"];
  return typeof subject === "string" ? subject.slice(subject.indexOf(".") + 1) : undefined;
}

/** As DESCRIBE USER shows it in RSA_PUBLIC_KEY_FP. */
const fingerprint = (key: KeyObject): string =>
  `SHA256:${createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }).toString("base64"), "base64")
    .digest("base64")}`;

function publicKey(text: string): KeyObject | undefined {
  const base64 = text.replace(/-----[^-]+-----|\s/g, "");
  try {
    return createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

/** Times are seconds; snowflake-sdk sends milliseconds. */
const milliseconds = (time: unknown): number =>
  typeof time === "number" ? (time > 1e11 ? time : time * 1000) : NaN;

function parsePart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
