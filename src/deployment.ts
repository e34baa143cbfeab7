import { getStack, log } from "@pulumi/pulumi";

import { adoptWhatIsThere } from "./adopt/adopting";
import { embeddingNotice } from "./config/embedding";
import { readLogin } from "./config/login";
import { readSettings } from "./config/settings";
import { declareEstate, type EstateOutputs } from "./estate/estate";
import { guardData } from "./guard/guard";
import { guardSignIn } from "./guard/sign-in";
import { readDeployed } from "./guard/state";

/**
 * The program as an engine runs it: what must hold before the first statement, and then the estate. Plans and mocks run
 * `declareEstate` alone, since neither has an account.
 * @param env where the sign-in is, as of the process
 * @throws pulumi.RunError naming what does not hold: the sign-in, the configuration, the data it would lose, the
 * import file
 */
export async function deployEstate(env: NodeJS.ProcessEnv): Promise<EstateOutputs> {
  const login = readLogin(env, getStack());
  const settings = readSettings();
  const columnOrder = await guardData(login, settings, await readDeployed(settings.stack));
  await guardSignIn(login, settings);
  const notice = embeddingNotice(settings.embedding, settings.stack);
  if (notice !== undefined) void log.warn(notice);
  adoptWhatIsThere(env);
  return declareEstate(settings, columnOrder);
}
