import type { Settings } from "./settings";

/** The settings of the current stack. @throws pulumi.RunError naming every problem of the configuration at once */
export const readSettings = (): Settings => {
  throw new Error("pending");
};
