import { generateKeyPairSync } from "node:crypto";
import { noProfile } from "../../src/config/profile";

const pem = (bits: number, passphrase?: string): string =>
  generateKeyPairSync("rsa", { modulusLength: bits })
    .privateKey.export({
      type: "pkcs8",
      format: "pem",
      ...(passphrase === undefined ? {} : { cipher: "aes-256-cbc", passphrase }),
    })
    .toString();

export const passphrase = "zq7!Wv9#Jx3";
export const keys = {
  plain: pem(2048),
  encrypted: pem(2048, passphrase),
  short: pem(1024),
  elliptic: generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString(),
  older: generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs1", format: "pem" })
    .toString(),
};
export const accessToken = `eyJ${"0q9Zx8Wv".repeat(20)}`;

/** An environment without credentials and without a profile. */
export const identity = {
  HOME: "/nonexistent",
  SNOWFLAKE_ORGANIZATION_NAME: "MYORG",
  SNOWFLAKE_ACCOUNT_NAME: "MY_ACCOUNT",
  SNOWFLAKE_USER: "DEPLOYER",
  SNOWFLAKE_CONFIG_PATH: noProfile,
};

/** Complete environments, one a method. */
export const complete = {
  oauth: { ...identity, SNOWFLAKE_AUTHENTICATOR: "OAUTH", SNOWFLAKE_TOKEN: "ver:1-hint:99-Qz8Wx7Jv" },
  "key-pair": { ...identity, SNOWFLAKE_AUTHENTICATOR: "SNOWFLAKE_JWT", SNOWFLAKE_PRIVATE_KEY: keys.plain },
  token: { ...identity, SNOWFLAKE_PASSWORD: accessToken },
};
