import { getStack } from "@pulumi/pulumi";

import { adoptWhatIsThere } from "./adopt/adopting";
import { readConnection } from "./config/credentials";
import { readSettings } from "./config/settings";
import { declareEstate, type EstateOutputs } from "./estate/estate";

/**
 * The program as an engine runs it: what must hold before the first statement, and then the estate. Plans and mocks run
 * `declareEstate` alone, since neither has an account.
 * @param env where the sign-in is, as of the process
 * @throws pulumi.RunError naming what does not hold: the sign-in, the configuration, the import file
 */
export function deployEstate(env: NodeJS.ProcessEnv): Promise<EstateOutputs> {
  readConnection(env, getStack());
  const settings = readSettings();
  adoptWhatIsThere(env);
  return Promise.resolve(declareEstate(settings));
}
