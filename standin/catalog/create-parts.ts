import { alreadyExists } from "../errors";
import type { Result } from "../result";
import type { CreateMode, CreateStatement, ObjectKind } from "../syntax/statements";
import { status, type ExecuteContext } from "./context";
import { requireSameKind } from "./drop";
import { addGrant, applyFutureGrants } from "./grants";
import { fullName, kindName } from "./names";
import type { Securable } from "./objects";
import { setTags } from "./tags";

/** What to do about a name that is taken, as CREATE's mode says. */
export interface Room {
  /** IF NOT EXISTS of what is there: the answer to give without doing anything. */
  readonly done?: Result;
  /** What OR REPLACE takes away; still in place. */
  readonly replaced?: Securable;
}

/** @throws SnowflakeError 002002 where the name is taken and the statement says nothing about it */
export function makeRoom(
  mode: CreateMode,
  kind: Exclude<ObjectKind, "ACCOUNT">,
  existing: Securable | undefined,
): Room {
  if (existing === undefined) return {};
  if (mode === "if not exists") {
    return { done: status(`CREATE ${kind}`, `${existing.name} already exists, statement succeeded.`) };
  }
  if (mode === "create") throw alreadyExists(fullName(existing));
  requireSameKind(existing, kind);
  return { replaced: existing };
}

export const created = (kind: ObjectKind, name: string): Result => {
  return status(`CREATE ${kind}`, `${kindName(kind)} ${name} successfully created.`);
};

/**
 * Tags of the statement, and the grants a new object starts with: copies of those of the object it replaces with
 * COPY GRANTS, else what future grants promise (docs create-table: copied grants take the place of future ones).
 */
export function finish(
  object: Securable,
  statement: Pick<CreateStatement, "tags">,
  context: ExecuteContext,
  copied: readonly Parameters<typeof addGrant>[1][] | undefined,
): void {
  if (statement.tags.length > 0) setTags(object, undefined, statement.tags, context);
  if (copied === undefined) applyFutureGrants(object, context);
  else for (const grant of copied) addGrant(context.catalog, { ...grant, on: object });
}

/** The grants to copy from what is replaced, taken before it goes. */
export function grantsToCopy(
  copyGrants: boolean,
  replaced: Securable | undefined,
  { catalog }: ExecuteContext,
) {
  if (!copyGrants || replaced === undefined) return undefined;
  return [...catalog.grants].filter((grant) => grant.on === replaced);
}
