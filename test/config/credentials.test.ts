import { RunError } from "@pulumi/pulumi";
import fc from "fast-check";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConnection } from "../../src/config/credentials";
import { variables } from "../../src/config/variables";
import { accessToken, complete, identity, keys, passphrase } from "./environment";

/** What a person reads when the environment is refused. */
const refusal = (env: NodeJS.ProcessEnv, stack?: string): string => {
  try {
    readConnection(env, stack);
  } catch (error) {
    if (RunError.isInstance(error)) return error.message;
    throw error;
  }
  throw new Error("accepted, expected a refusal");
};

const bare = { organization: "MYORG", account: "MY_ACCOUNT", user: "DEPLOYER" };

describe("a complete environment", () => {
  it.each(["oauth", "key-pair", "token"] as const)("signs in by %s", (method) => {
    expect(readConnection(complete[method])).toEqual({ ...bare, method });
  });

  it("may hold an encrypted key and its passphrase", () => {
    const env = {
      ...complete["key-pair"],
      SNOWFLAKE_PRIVATE_KEY: keys.encrypted,
      SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: passphrase,
    };
    expect(readConnection(env).method).toBe("key-pair");
  });

  it("may write a key with carriage returns", () => {
    const env = { ...complete["key-pair"], SNOWFLAKE_PRIVATE_KEY: keys.plain.replaceAll("\n", "\r\n") };
    expect(readConnection(env).method).toBe("key-pair");
  });

  it("may set variables to nothing: the provider takes them as not set", () => {
    const nothing = Object.fromEntries(variables.map((variable) => [variable, ""]));
    expect(readConnection({ ...nothing, ...complete.oauth })).toEqual({ ...bare, method: "oauth" });
  });

  it.each(["localhost", "127.0.0.1", "::1"])("may reach a stand-in at %s over http", (host) => {
    const env = {
      ...complete.token,
      SNOWFLAKE_HOST: host,
      SNOWFLAKE_PORT: "8084",
      SNOWFLAKE_PROTOCOL: "http",
    };
    expect(readConnection(env, "local")).toEqual({
      ...bare,
      method: "token",
      host,
      port: 8084,
      protocol: "http",
    });
  });
});

describe("a wrong environment is refused by variable", () => {
  it.each<[string, NodeJS.ProcessEnv, string, string]>([
    [
      "no organization",
      { SNOWFLAKE_ORGANIZATION_NAME: undefined },
      "SNOWFLAKE_ORGANIZATION_NAME",
      "is not set",
    ],
    ["no account", { SNOWFLAKE_ACCOUNT_NAME: "" }, "SNOWFLAKE_ACCOUNT_NAME", "is not set"],
    ["no user", { SNOWFLAKE_USER: undefined }, "SNOWFLAKE_USER", "is not set"],
    ["a locator", { SNOWFLAKE_ACCOUNT_NAME: "xy1.eu-west-1" }, "SNOWFLAKE_ACCOUNT_NAME", "is malformed"],
    [
      "both parts in one",
      { SNOWFLAKE_ACCOUNT_NAME: "MYORG-A" },
      "SNOWFLAKE_ACCOUNT_NAME",
      "without organization",
    ],
    ["a user with a space", { SNOWFLAKE_USER: "A B" }, "SNOWFLAKE_USER", "is malformed"],
    ["no credential", { SNOWFLAKE_TOKEN: "" }, "SNOWFLAKE_TOKEN", "nor any other credential"],
    ["two credentials", { SNOWFLAKE_PASSWORD: accessToken }, "SNOWFLAKE_PASSWORD", "one of several"],
    ["a line break in a token", { SNOWFLAKE_TOKEN: "Qz8Wx7Jv\n" }, "SNOWFLAKE_TOKEN", "white space"],
    ["no authenticator", { SNOWFLAKE_AUTHENTICATOR: undefined }, "SNOWFLAKE_AUTHENTICATOR", "is not set"],
    [
      "another authenticator",
      { SNOWFLAKE_AUTHENTICATOR: "SNOWFLAKE_JWT" },
      "SNOWFLAKE_AUTHENTICATOR",
      "go with",
    ],
    [
      "a browser",
      { SNOWFLAKE_AUTHENTICATOR: "EXTERNALBROWSER" },
      "SNOWFLAKE_AUTHENTICATOR",
      "allowed: OAUTH",
    ],
    [
      "a passphrase without a key",
      { SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: passphrase },
      "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE",
      "without SNOWFLAKE_PRIVATE_KEY",
    ],
    ["a host with a path", { SNOWFLAKE_HOST: "https://a/b" }, "SNOWFLAKE_HOST", "is no host name"],
    ["a port out of range", { SNOWFLAKE_PORT: "65536" }, "SNOWFLAKE_PORT", "is no port"],
    ["another protocol", { SNOWFLAKE_PROTOCOL: "ftp" }, "SNOWFLAKE_PROTOCOL", "http or https"],
    ["http without a host", { SNOWFLAKE_PROTOCOL: "http" }, "SNOWFLAKE_PROTOCOL", "in the clear"],
    ["a profile", { SNOWFLAKE_PROFILE: "work" }, "SNOWFLAKE_PROFILE", "from a file"],
    ["a profile's file", { SNOWFLAKE_CONFIG_PATH: __filename }, "SNOWFLAKE_CONFIG_PATH", "file that exists"],
  ])("%s", (_, wrong, variable, text) => {
    const message = refusal({ ...complete.oauth, ...wrong });
    expect(message).toContain(`\n  ${variable}\n`);
    expect(message).toContain(text);
  });

  it.each(["example.com", "127.0.0.1.example.com", "localhost.example.com"])(
    "http to %s, which would show the credentials to the network",
    (host) => {
      const env = { ...complete.oauth, SNOWFLAKE_HOST: host, SNOWFLAKE_PROTOCOL: "http" };
      expect(refusal(env)).toContain("in the clear");
    },
  );

  it.each<[string, string, string | undefined, string]>([
    ["cut short", keys.plain.slice(0, 400), undefined, "cut or damaged"],
    ["on one line", keys.plain.replaceAll("\n", "\\n"), undefined, "instead of line breaks"],
    ["of PKCS#1", keys.older, undefined, "openssl pkcs8 -topk8"],
    ["no PEM", "Qz8Wx7JvKq", undefined, "no PEM"],
    ["of 1024 bits", keys.short, undefined, "1024 bits"],
    ["of another kind", keys.elliptic, undefined, "no RSA key"],
    ["encrypted without a passphrase", keys.encrypted, undefined, "PASSPHRASE is not set"],
    ["encrypted with another passphrase", keys.encrypted, "Wv9#Qz8", "does not open"],
  ])("a private key %s", (_, pem, phrase, text) => {
    const env = {
      ...complete["key-pair"],
      SNOWFLAKE_PRIVATE_KEY: pem,
      SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: phrase,
    };
    expect(refusal(env)).toContain(text);
  });

  it.each([
    ["a short one", "hunter2"],
    ["a long one", "Qz8Wx7Jv".repeat(20)],
    ["a short JWT", "eyJ0q9Zx8Wv"],
  ])("a password, %s: programs sign in with a token", (_, password) => {
    expect(refusal({ ...complete.token, SNOWFLAKE_PASSWORD: password })).toContain("second factor");
  });

  it("a configuration in the home directory that the provider would mix in", () => {
    const home = mkdtempSync(join(tmpdir(), "home-"));
    const env = { ...complete.oauth, HOME: home, SNOWFLAKE_CONFIG_PATH: undefined };
    expect(readConnection(env).method).toBe("oauth");
    mkdirSync(join(home, ".snowflake"));
    writeFileSync(join(home, ".snowflake", "config"), "[default]\n");
    expect(refusal(env)).toContain("~/.snowflake/config exists");
  });

  it("stack local anywhere but on this machine: its names are those of production", () => {
    expect(refusal(complete.token, "local")).toContain("onto the stand-in only");
    expect(refusal({ ...complete.token, SNOWFLAKE_HOST: "MYORG.example.com" }, "local")).toContain(
      "npm run local",
    );
  });
});

describe("a refusal", () => {
  it("tells every problem at once, and the environment that mends each", () => {
    const message = refusal({ HOME: "/nonexistent", SNOWFLAKE_PORT: "x" }, "prod");
    expect(message).toContain("has 5 problems:");
    expect(message.match(/ESC environment sophia-ai\/prod/g)).toHaveLength(5);
  });

  /** Secrets of letters and signs that no text of ours is made of. */
  const secret = fc.string({
    unit: fc.constantFrom(...Array.from("QXZJqxzj#%+")),
    minLength: 4,
    maxLength: 300,
  });
  const framed = (body: string): string[] => [
    body,
    `eyJ${body}`,
    `${body}\n`,
    `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
    `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${body}\n-----END ENCRYPTED PRIVATE KEY-----\n`,
  ];

  it("never shows four characters of a secret, whichever variable holds it", () => {
    fc.assert(
      fc.property(
        secret,
        fc.nat(4),
        fc.subarray([...variables], { minLength: 1 }),
        fc.constantFrom("dev", "local", undefined),
        (body, form, holders, stack) => {
          const value = framed(body)[form] ?? body;
          const env = { ...identity, ...Object.fromEntries(holders.map((variable) => [variable, value])) };
          let message = "";
          try {
            readConnection(env, stack);
          } catch (error) {
            if (!RunError.isInstance(error)) throw error;
            message = error.message;
          }
          for (let start = 0; start + 4 <= body.length; start++)
            expect(message).not.toContain(body.slice(start, start + 4));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(Object.entries(keys))("never shows four characters of a real key: %s", (_, pem) => {
    const body = pem.replace(/-----[^-]+-----/g, "").replace(/\s/g, "");
    const message = refusal({ HOME: "/nonexistent", SNOWFLAKE_PRIVATE_KEY: pem, SNOWFLAKE_PASSWORD: pem });
    // Pieces of one kind of letter could be a word of the text.
    for (let start = 0; start + 4 <= body.length; start++) {
      const piece = body.slice(start, start + 4);
      if (/\d/.test(piece) && /[a-z]/.test(piece) && /[A-Z]/.test(piece))
        expect(message).not.toContain(piece);
    }
  });
});

describe("a connection", () => {
  it.each(["oauth", "key-pair", "token"] as const)("of %s holds no secret", (method) => {
    const { SNOWFLAKE_TOKEN, SNOWFLAKE_PRIVATE_KEY, SNOWFLAKE_PASSWORD } = complete[
      method
    ] as NodeJS.ProcessEnv;
    const held = SNOWFLAKE_TOKEN ?? SNOWFLAKE_PRIVATE_KEY ?? SNOWFLAKE_PASSWORD ?? "";
    const text = JSON.stringify(readConnection(complete[method]));
    expect(held.length).toBeGreaterThan(10);
    expect(text).not.toContain(held.slice(0, 8));
  });
});
