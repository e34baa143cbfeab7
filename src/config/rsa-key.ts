import { createPrivateKey, type KeyObject } from "node:crypto";

/** Bits an RSA key has at least (docs: key-pair-auth). */
const leastBits = 2048;

const keyOf = (pem: string, passphrase: string | undefined): KeyObject | undefined => {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    // OpenSSL's text is dropped: what it may quote of the key is not ours to know.
    return undefined;
  }
};

/**
 * What keeps a private key from signing in, or undefined where nothing does. What provider and driver both read: an
 * RSA key in PKCS#8, as PEM of several lines (provider: sdk/config.go ParsePrivateKey). Says nothing of the key.
 */
export const rsaKeyFault = (pem: string, passphrase: string | undefined): string | undefined => {
  if (pem.includes("\\n")) return "holds the two characters \\n instead of line breaks";
  if (/-----BEGIN [A-Z0-9]+ PRIVATE KEY-----/.test(pem) && !pem.includes("-----BEGIN ENCRYPTED "))
    return "is in an older format; openssl pkcs8 -topk8 rewrites it as PKCS#8";
  if (!/^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----\r?\n/.test(pem)) return "is no PEM of a private key";
  const encrypted = pem.startsWith("-----BEGIN ENCRYPTED");
  if (encrypted && passphrase === undefined)
    return "is encrypted, and SNOWFLAKE_PRIVATE_KEY_PASSPHRASE is not set";
  const key = keyOf(pem, passphrase);
  if (key === undefined)
    return encrypted
      ? "does not open with SNOWFLAKE_PRIVATE_KEY_PASSPHRASE"
      : "cannot be read: it is cut or damaged";
  if (key.asymmetricKeyType !== "rsa") return "is no RSA key";
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < leastBits ? `is an RSA key of ${bits} bits, and Snowflake asks for ${leastBits}` : undefined;
};
