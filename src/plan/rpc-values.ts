/** Values as the SDK serialises them for the engine, and back to plain data. */
import { UNKNOWN } from "./registration";

/** Marks an object as one of the SDK's special values (`specialSigKey` of the SDK's runtime/rpc). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Plain data, and the paths at which a secret was found. */
export interface Plain {
  value: unknown;
  /** `a.b[0].c`, sorted; the empty string when the whole value is secret. */
  secrets: string[];
}

/**
 * Unwraps secrets, outputs and resource references. A resource reference becomes its URN; unknown values stay
 * {@link UNKNOWN}; assets and archives stay as they are.
 */
export function toPlain(serialised: unknown): Plain {
  const secrets: string[] = [];
  const value = unwrap(serialised, "", secrets);
  return { value, secrets: [...new Set(secrets)].sort() };
}

function unwrap(value: unknown, path: string, secrets: string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => unwrap(item, `${path}[${index}]`, secrets));
  }
  if (value === null || typeof value !== "object") return value;
  const object = value as Record<string, unknown>;
  switch (object[SIGNATURE]) {
    case SECRET:
      secrets.push(path);
      return unwrap(object.value, path, secrets);
    case OUTPUT:
      if (object.secret === true) secrets.push(path);
      return "value" in object ? unwrap(object.value, path, secrets) : UNKNOWN;
    case RESOURCE:
      return object.urn;
    default:
      return Object.fromEntries(
        Object.entries(object).map(([key, item]) => [
          key,
          unwrap(item, path === "" ? key : `${path}.${key}`, secrets),
        ]),
      );
  }
}
