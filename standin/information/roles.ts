import { canOnAccount, owns } from "../access/can";
import { availableRoles, effectiveRoles } from "../access/roles";
import { yesNo, type InformationView } from "./information";

/**
 * APPLICABLE_ROLES: each grant of an account role that reaches the user, directly or through other roles
 * (docs info-schema/applicable_roles).
 */
export const applicableRoles: InformationView = {
  name: "APPLICABLE_ROLES",
  columns: "GRANTEE ROLE_NAME ROLE_OWNER IS_GRANTABLE",
  rows: ({ catalog, role, asking: { user } }) => {
    const reached = new Set<object>([user, ...availableRoles(catalog, user)]);
    return [...catalog.roleGrants]
      .filter((grant) => reached.has(grant.to) && grant.role.kind === "ROLE")
      .map((grant) => ({
        GRANTEE: grant.to.name,
        ROLE_NAME: grant.role.name,
        ROLE_OWNER: grant.role.owner?.name,
        IS_GRANTABLE: yesNo(owns(catalog, role, grant.role) || canOnAccount(catalog, role, "MANAGE GRANTS")),
      }));
  },
};

/** ENABLED_ROLES: the active account role and all it inherits, PUBLIC always (docs info-schema/enabled_roles). */
export const enabledRoles: InformationView = {
  name: "ENABLED_ROLES",
  columns: "ROLE_NAME ROLE_OWNER",
  rows: ({ catalog, role }) =>
    [...effectiveRoles(catalog, role)]
      .filter(({ kind }) => kind === "ROLE")
      .map(({ name, owner }) => ({ ROLE_NAME: name, ROLE_OWNER: owner?.name })),
};
