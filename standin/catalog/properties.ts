import { unsupported } from "../errors";
import type { AlterAction, Properties } from "../syntax/statements";
import type { Securable } from "./objects";

/** SET and UNSET: the comment is a field of its own, the rest are properties where the kind has them. */
export function setProperties(object: Securable, action: AlterAction): void {
  if (action.type !== "set" && action.type !== "unset") {
    throw unsupported(`ALTER ${object.kind} ${action.type.toUpperCase()}`);
  }
  const changes: Properties =
    action.type === "set"
      ? action.properties
      : Object.fromEntries(action.properties.map((key) => [key, null]));
  const { COMMENT, ...others } = changes;
  if (COMMENT !== undefined) object.comment = typeof COMMENT === "string" ? COMMENT : "";
  if (object.kind === "VIEW" && others.CHANGE_TRACKING !== undefined) {
    object.changeTracking = others.CHANGE_TRACKING === true;
  } else if ("properties" in object) {
    object.properties = merge(object.properties, others);
  }
}

/** Properties with changes applied; a null takes one away, back to its default. */
export function merge(properties: Properties, changes: Properties): Properties {
  return Object.fromEntries(
    Object.entries({ ...properties, ...changes }).filter(([, value]) => value !== null),
  );
}

/** Properties without some, which act once and are not kept. */
export function without(properties: Properties, ...keys: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key)));
}

/** A property's value as text; `absent` where it is not set. */
export function printProperty(value: Properties[string] | undefined, absent = ""): string {
  if (value === undefined || value === null) return absent;
  if (typeof value !== "object") return String(value);
  return "parts" in value ? value.parts.join(".") : JSON.stringify(value);
}
