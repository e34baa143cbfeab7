import type { Cursor } from "./cursor";
import { kindsByName, plurals, promisedPlurals } from "./kinds";
import { refuseKind } from "./refused-kinds";
import type { GrantStatement, GrantTarget, RoleReference, RoleStatement } from "./statements";

/**
 * GRANT and REVOKE of privileges, roles and ownership (docs grant-privilege, grant-role, grant-database-role,
 * grant-ownership; provider.md section 6). Privileges are kept as written: access control knows which exist.
 * @throws SnowflakeError 000002 for shares, applications and object kinds the stand-in does not hold
 */
export function parseGrant(cursor: Cursor): GrantStatement {
  const start = cursor.next();
  const verb = start.value === "GRANT" ? "grant" : "revoke";
  for (const other of ["SERVICE ROLE", "CALLER", "ALL CALLER", "INHERITED CALLER", "ALL INHERITED CALLER"])
    if (cursor.sees(...other.split(" "))) throw cursor.refuse(`${start.value} ${other}`, start);
  if (seesRole(cursor)) return parseRoleGrant(cursor, verb);
  if (verb === "grant" && cursor.accept("OWNERSHIP", "ON")) return parseOwnership(cursor);

  const optionOnly = verb === "revoke" && cursor.accept("GRANT", "OPTION", "FOR");
  const privileges = parsePrivileges(cursor);
  const on = parseTarget(cursor);
  cursor.expect(verb === "grant" ? "TO" : "FROM");
  const role = parseGrantee(cursor);
  const withOption = verb === "grant" && cursor.accept("WITH", "GRANT", "OPTION");
  const cascade = verb === "revoke" && cursor.accept("CASCADE");
  if (verb === "revoke" && !cascade) cursor.accept("RESTRICT");
  return { kind: `${verb} privileges`, privileges, on, role, grantOption: optionOnly || withOption, cascade };
}

/** Whether a role of any kind is named next; a privilege's words are followed by ON. */
export const seesRole = (cursor: Cursor): boolean =>
  cursor.sees("ROLE") || cursor.sees("DATABASE", "ROLE") || cursor.sees("APPLICATION", "ROLE");

function parseRoleGrant(cursor: Cursor, verb: "grant" | "revoke"): RoleStatement {
  const role = parseRoleReference(cursor);
  cursor.expect(verb === "grant" ? "TO" : "FROM");
  const kind = verb === "grant" ? "grant role" : "revoke role";
  if (role.kind === "APPLICATION ROLE" && cursor.sees("USER"))
    throw cursor.refuse("APPLICATION ROLE of a USER");
  if (cursor.accept("USER"))
    return { kind, role, to: { kind: "USER", name: cursor.name() }, grantOption: false };
  const to = parseGrantee(cursor);
  const onward = verb === "grant" && role.kind !== "APPLICATION ROLE";
  return { kind, role, to, grantOption: onward && cursor.accept("WITH", "GRANT", "OPTION") };
}

function parseOwnership(cursor: Cursor): GrantStatement {
  const on = parseTarget(cursor);
  cursor.expect("TO");
  const to = parseGrantee(cursor);
  for (const currentGrants of ["COPY", "REVOKE"] as const) {
    if (cursor.accept(currentGrants, "CURRENT", "GRANTS"))
      return { kind: "grant ownership", on, to, currentGrants };
  }
  return { kind: "grant ownership", on, to };
}

function parsePrivileges(cursor: Cursor): "ALL" | readonly string[] {
  if (cursor.accept("ALL", "PRIVILEGES") || cursor.accept("ALL")) {
    cursor.expect("ON");
    return "ALL";
  }
  const privileges = cursor.list(() => {
    const words = [cursor.word()];
    while (cursor.peek().kind === "word" && !cursor.sees("ON")) words.push(cursor.word());
    return words.join(" ");
  });
  cursor.expect("ON");
  return privileges;
}

function parseTarget(cursor: Cursor): GrantTarget {
  if (cursor.accept("ACCOUNT")) return { scope: "account" };
  for (const scope of ["ALL", "FUTURE"] as const) {
    if (!cursor.accept(scope)) continue;
    const object =
      kindsByName.find((kind) => cursor.accept(...plurals[kind].split(" "))) ??
      (["SEMANTIC VIEW", "MODEL"] as const).find((kind) =>
        cursor.accept(...promisedPlurals[kind].split(" ")),
      );
    if (object === undefined) throw refuseKind(cursor, `GRANT ON ${scope}`);
    cursor.expect("IN");
    const kind = cursor.expectOneOf("DATABASE", "SCHEMA");
    return { scope: scope === "ALL" ? "all" : "future", object, in: { kind, name: cursor.name() } };
  }
  const object = kindsByName.find((kind) => cursor.accept(...kind.split(" ")));
  if (object === undefined) throw refuseKind(cursor, "GRANT ON");
  return { scope: "object", object, name: cursor.name() };
}

/** `[ROLE] name` or `DATABASE ROLE name` after TO or FROM. */
function parseGrantee(cursor: Cursor): RoleReference {
  for (const other of ["SHARE", "APPLICATION", "USER"]) {
    const named = cursor.peek(1).kind === "word" || cursor.peek(1).kind === "quoted";
    if (cursor.sees(other) && named) throw cursor.refuse(`GRANT TO ${other}`);
  }
  if (cursor.sees("DATABASE", "ROLE") || cursor.sees("ROLE")) return parseRoleReference(cursor);
  return { kind: "ROLE", name: cursor.name() };
}

/** `ROLE name`, `DATABASE ROLE name` or `APPLICATION ROLE name`. */
export function parseRoleReference(cursor: Cursor): RoleReference {
  const kind = cursor.expectOneOf("DATABASE ROLE", "APPLICATION ROLE", "ROLE");
  return { kind, name: cursor.name() };
}
