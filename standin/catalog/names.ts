import type { ObjectKind } from "../syntax/statements";
import type { Securable } from "./objects";

/** One part of a name as Snowflake prints it: quoted only where it must be. */
export function quotePart(part: string): string {
  return /^[A-Z_][A-Z0-9_$]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
}

/** Parts joined as Snowflake prints them, e.g. `DB.S."my table"`. */
export function printName(parts: readonly string[]): string {
  return parts.map(quotePart).join(".");
}

/** The parts of an object's full name. */
export function pathOf(object: Securable): readonly string[] {
  switch (object.kind) {
    case "SCHEMA":
    case "DATABASE ROLE":
    case "APPLICATION ROLE":
      return [object.database.name, object.name];
    case "TABLE":
    case "VIEW":
    case "STREAM":
    case "TASK":
    case "TAG":
    case "MASKING POLICY":
      return [...pathOf(object.schema), object.name];
    default:
      return [object.name];
  }
}

/** The full name as Snowflake prints it in SHOW GRANTS and messages. */
export const fullName = (object: Securable): string => printName(pathOf(object));

/** How messages call a kind: `Table`, `Masking policy`. */
export function kindName(kind: ObjectKind): string {
  return kind.charAt(0) + kind.slice(1).toLowerCase();
}
