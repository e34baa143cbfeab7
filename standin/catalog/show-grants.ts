import type { Result } from "../result";
import type { ObjectKind, PromisedKind, ShowGrantsSubject, ShowStatement } from "../syntax/statements";
import type { ExecuteContext } from "./context";
import { fullName, quotePart } from "./names";
import type { FutureGrant, Grant, Role, Securable, User } from "./objects";
import { resolve, resolveDatabase, resolveGrantee, resolveRole, resolveSchema } from "./resolve";
import { table, type Row } from "./rows";
import { requireShown } from "./visible";

const columns = "created_on:time privilege granted_on name granted_to grantee_name grant_option granted_by";
const roleColumns = "created_on:time role granted_to grantee_name granted_by";

const code = (kind: ObjectKind | PromisedKind): string => kind.replaceAll(" ", "_");

// A database role is named without its database as a grantee (provider.md section 7).
const grantRow = (grant: Omit<Grant, "to"> & { to: Role }): Row => ({
  created_on: grant.createdOn,
  privilege: grant.privilege,
  granted_on: code(grant.on.kind),
  name: fullName(grant.on),
  granted_to: code(grant.to.kind),
  grantee_name: grant.to.name,
  grant_option: grant.grantOption,
  granted_by: grant.grantedBy?.name ?? "",
});

const ownership = (on: Securable, owner: Role): Row =>
  grantRow({
    privilege: "OWNERSHIP",
    on,
    to: owner,
    grantOption: true,
    grantedBy: owner,
    createdOn: on.createdOn,
  });

/** SHOW GRANTS (docs show-grants). */
export function showGrants(subject: ShowGrantsSubject, context: ExecuteContext): Result {
  const { catalog } = context;
  switch (subject.by) {
    case "on": {
      const object = resolve(context, subject.object, subject.name);
      requireShown(object, context);
      const owner =
        object.owner === undefined || object.kind === "ACCOUNT" ? [] : [ownership(object, object.owner)];
      const rows = [...catalog.grants].filter(({ on }) => on === object).map(grantRow);
      return table("SHOW", columns, [...owner, ...rows]);
    }
    case "to": {
      const grantee = resolveGrantee(context, subject.grantee);
      requireShown(grantee, context);
      if (grantee.kind === "USER") return showRoleGrants(context, (grant) => grant.to === grantee);
      return table("SHOW", columns, heldBy(grantee, context));
    }
    case "of": {
      const role = resolveRole(context, subject.role);
      requireShown(role, context);
      return showRoleGrants(context, (grant) => grant.role === role);
    }
    case "current user":
      return showRoleGrants(context, (grant) => grant.to === context.user);
  }
}

function showRoleGrants(
  { catalog }: ExecuteContext,
  wanted: (grant: { role: Role; to: Role | User }) => boolean,
): Result {
  const rows = [...catalog.roleGrants].filter(wanted).map((grant) => ({
    created_on: grant.createdOn,
    role: fullName(grant.role),
    granted_to: code(grant.to.kind),
    // An application role without its application, as database roles are elsewhere (bcr-2371); provider 1.3.0 cannot read it.
    grantee_name: grant.to.kind === "DATABASE ROLE" ? fullName(grant.to) : grant.to.name,
    granted_by: grant.grantedBy?.name ?? "",
  }));
  return table("SHOW", roleColumns, rows);
}

/** What a role holds itself: privileges, what it owns, and roles, which show as USAGE. */
function heldBy(role: Role, { catalog }: ExecuteContext): Row[] {
  const owned = [...catalog.objects()].filter((object) => object.owner === role && object.kind !== "ACCOUNT");
  const roles = [...catalog.roleGrants].filter(({ to }) => to === role);
  return [
    ...[...catalog.grants].filter(({ to }) => to === role).map(grantRow),
    ...owned.map((object) => ownership(object, role)),
    ...roles.map((grant) =>
      grantRow({ ...grant, privilege: "USAGE", on: grant.role, to: role, grantOption: false }),
    ),
  ];
}

/** SHOW FUTURE GRANTS: the object is named by its container and kind, e.g. `DB.S.<TABLE>`. */
export function showFutureGrants(
  subject: Extract<ShowStatement, { kind: "show future grants" }>["of"],
  context: ExecuteContext,
): Result {
  const rows = [...context.catalog.futureGrants].filter(chosen(subject, context)).map((grant) => ({
    created_on: grant.createdOn,
    privilege: grant.privilege,
    grant_on: code(grant.object),
    name: `${fullName(grant.in)}.<${quotePart(code(grant.object))}>`,
    grant_to: code(grant.to.kind),
    grantee_name: grant.to.name,
    grant_option: grant.grantOption,
  }));
  return table("SHOW", "created_on:time privilege grant_on name grant_to grantee_name grant_option", rows);
}

function chosen(
  subject: Extract<ShowStatement, { kind: "show future grants" }>["of"],
  context: ExecuteContext,
): (grant: FutureGrant) => boolean {
  if (subject.by === "to") {
    const role = resolveRole(context, subject.role);
    return (grant) => grant.to === role;
  }
  const container =
    subject.object === "DATABASE"
      ? resolveDatabase(context, subject.name)
      : resolveSchema(context, subject.name);
  requireShown(container, context);
  return (grant) => grant.in === container;
}
