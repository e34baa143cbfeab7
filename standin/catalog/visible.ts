import { shows } from "../access/can";
import { notFound } from "../errors";
import type { ExecuteContext } from "./context";
import { fullName, kindName } from "./names";
import type { Securable } from "./objects";

/** @throws SnowflakeError 002003 where the role does not see it */
export function requireShown(object: Securable, { catalog, role }: ExecuteContext): void {
  if (!shows(catalog, role, object)) throw notFound(kindName(object.kind), fullName(object));
}
