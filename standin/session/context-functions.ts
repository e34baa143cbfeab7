import { availableRoles, databaseRoleInSession, roleInSession } from "../access/roles";
import { requirePrivilege } from "../access/can";
import { fullName } from "../catalog/names";
import { requireFresh } from "../catalog/staleness";
import { resolve, resolveAs } from "../catalog/resolve";
import { effectiveTag } from "../catalog/tags";
import { invalid, unsupported } from "../errors";
import type { Value } from "../result";
import { parseName } from "../syntax/name";
import { abortSession, abortTransaction, cancelQueries } from "./activity";
import type { Viewpoint } from "./viewpoint";

type ContextFunction = (viewpoint: Viewpoint, args: readonly Value[]) => Promise<Value>;

const fact =
  (read: (viewpoint: Viewpoint, args: readonly Value[]) => Value): ContextFunction =>
  (viewpoint, args) =>
    Promise.resolve(read(viewpoint, args));

/** What CURRENT_VERSION and QUERY_HISTORY call the release. */
export const version = "0.1.0";

/** Functions over the session and the catalog (docs: functions-context, functions-system). */
export const contextFunctions: Readonly<Record<string, ContextFunction>> = {
  CURRENT_ROLE: fact(({ asking }) => asking.role.name),
  // The owner of the view a query came through; no database role is told (docs invoker_role).
  INVOKER_ROLE: fact(({ role }) => (role.kind === "ROLE" ? role.name : null)),
  CURRENT_USER: fact(({ asking }) => asking.user.name),
  CURRENT_DATABASE: fact(({ asking }) => asking.database ?? null),
  CURRENT_SCHEMA: fact(({ asking }) => asking.schema ?? null),
  CURRENT_WAREHOUSE: fact(({ asking }) => asking.warehouse ?? null),
  CURRENT_SESSION: fact(({ asking }) => String(asking.sessionId)),
  CURRENT_ACCOUNT: fact(({ catalog }) => catalog.account.name),
  CURRENT_ACCOUNT_NAME: fact(({ catalog }) => catalog.account.name),
  CURRENT_ORGANIZATION_NAME: fact(() => "LOCAL"),
  CURRENT_REGION: fact(() => "LOCAL_STANDIN"),
  CURRENT_VERSION: fact(() => version),
  CURRENT_TRANSACTION: fact(({ asking }) => asking.transactionId ?? null),
  LAST_TRANSACTION: fact(({ asking }) => asking.lastTransactionId ?? null),
  SYSTEM$ABORT_SESSION: (viewpoint, [id]) => abortSession(whole("SYSTEM$ABORT_SESSION", id), viewpoint),
  SYSTEM$ABORT_TRANSACTION: (viewpoint, [id]) =>
    abortTransaction(whole("SYSTEM$ABORT_TRANSACTION", id), viewpoint),
  SYSTEM$CANCEL_ALL_QUERIES: fact((viewpoint, [id]) =>
    cancelQueries(whole("SYSTEM$CANCEL_ALL_QUERIES", id), viewpoint),
  ),
  CURRENT_STATEMENT: fact(({ asking }) => asking.query?.text ?? null),

  // A task has no user, and so no roles to choose from (docs current_available_roles).
  CURRENT_AVAILABLE_ROLES: fact(({ catalog, asking: { user } }) =>
    JSON.stringify(
      catalog.users.get(user.name) === user ? availableRoles(catalog, user).map(({ name }) => name) : [],
    ),
  ),

  LAST_QUERY_ID: fact(({ asking }, [place = -1]) => {
    if (typeof place !== "number" || !Number.isInteger(place) || place === 0)
      throw invalid(
        "001015",
        `argument of function LAST_QUERY_ID needs to be a position, got ${String(place)}.`,
      );
    return asking.queries.idAt(place, asking.sessionId, asking.query) ?? null;
  }),

  IS_ROLE_IN_SESSION: ({ catalog, asking }, [name]) =>
    Promise.resolve(roleInSession(catalog, text("IS_ROLE_IN_SESSION", name), asking.role)),

  IS_DATABASE_ROLE_IN_SESSION: ({ catalog, asking, database }, [name]) =>
    Promise.resolve(
      database !== undefined &&
        databaseRoleInSession(catalog, database, text("IS_DATABASE_ROLE_IN_SESSION", name), asking.role),
    ),

  SYSTEM$STREAM_HAS_DATA: (viewpoint, [name]) => {
    const stream = resolveAs(names(viewpoint), "STREAM", parseName(text("SYSTEM$STREAM_HAS_DATA", name)));
    requirePrivilege(viewpoint.catalog, viewpoint.role, "SELECT", stream);
    requireFresh(stream, viewpoint.asking.streamReadAt(stream.id), viewpoint.now);
    return viewpoint.asking.streamHasData(stream.id, fullName(stream));
  },

  SYSTEM$GET_TAG: (viewpoint, [tagName, objectName, domain]) => {
    const tag = resolveAs(names(viewpoint), "TAG", parseName(text("SYSTEM$GET_TAG", tagName)));
    const kind = text("SYSTEM$GET_TAG", domain).toUpperCase();
    const name = parseName(text("SYSTEM$GET_TAG", objectName));
    const column = kind === "COLUMN" ? name.parts.at(-1) : undefined;
    const object = resolve(
      names(viewpoint),
      tagDomain(kind),
      column === undefined ? name : { parts: name.parts.slice(0, -1) },
    );
    return Promise.resolve(effectiveTag(viewpoint.catalog, tag, object, column)?.value ?? null);
  },
};

/** Domains SYSTEM$GET_TAG takes (docs: system_get_tag); a column's object is its table. */
function tagDomain(domain: string) {
  switch (domain) {
    case "COLUMN":
    case "TABLE":
      return "TABLE";
    case "ACCOUNT":
    case "DATABASE":
    case "SCHEMA":
    case "STREAM":
    case "TASK":
    case "WAREHOUSE":
    case "ROLE":
    case "DATABASE ROLE":
    case "USER":
      return domain;
    default:
      throw unsupported(`SYSTEM$GET_TAG for domain '${domain}'`);
  }
}

const names = ({ catalog, database, schema }: Viewpoint) => ({ catalog, database, schema });

/** An id as its digits: a number, or text beyond what a number holds. */
function whole(name: string, value: Value | undefined): string {
  const digits = String(value);
  if (!/^\d+$/.test(digits))
    throw invalid("001015", `argument of function ${name} needs to be a whole number, got ${digits}.`);
  return digits;
}

function text(name: string, value: Value | undefined): string {
  if (typeof value !== "string")
    throw invalid(
      "001015",
      `argument of function ${name} needs to be a constant text, got ${String(value)}.`,
    );
  return value;
}
