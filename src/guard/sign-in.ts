import { RunError } from "@pulumi/pulumi";

import type { DriverLogin } from "../config/login";
import type { Settings } from "../config/settings";
import { DriverConnection, DriverError } from "../driver/connection";
import { physicalName } from "../model/names";
import { taskRole } from "../model/roles";

/** The role every user may take (docs: security-access-control-overview). */
const everyones = "PUBLIC";

/**
 * Refuses a sign-in that is restricted to one role, since the deployment acts as two: a programmatic access token of a
 * service user is by default, and a key pair with ROLE_RESTRICTION is (docs: programmatic-access-tokens,
 * alter-user-add-key-pair). Neither shows it, so it is asked to act as a role every user may take; the second role
 * itself is not there before the first deployment, which would break off halfway.
 * @param login one that is known to work as the deploying role
 * @throws pulumi.RunError saying what the deployment acts as, and which sign-in can
 */
export async function guardSignIn(login: DriverLogin, { stack, suffix, deploy }: Settings): Promise<void> {
  try {
    const connection = await DriverConnection.open({ ...login, role: everyones });
    await connection.close();
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    throw new RunError(
      `The sign-in of stack ${stack} acts as ${deploy.role} and, it seems, as no other role: asked for ${everyones}, ` +
        `which every user may take, the account said: ${error.message}\n` +
        `The deployment acts as ${deploy.role} and as ${physicalName(taskRole.name, suffix)}, so nothing was deployed. ` +
        "Sign in by OIDC, with a key pair without ROLE_RESTRICTION, or with an access token that an authentication " +
        "policy lets go without one: esc/README.md.",
    );
  }
}
