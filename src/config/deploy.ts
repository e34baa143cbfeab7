import { z } from "zod";
import { identifier } from "./kinds";

/** `sophia-ai:deploy`: as whom the stack deploys. Both must exist before the first deployment. */
export const deploySchema = z.strictObject({
  /** Role the providers act as. Default SYSADMIN, which every role of the estate rolls up to. */
  role: identifier().default("SYSADMIN"),
  /** Warehouse the provider's own queries run on: views and tags need one. Default COMPUTE_WH, which every account has. */
  warehouse: identifier().default("COMPUTE_WH"),
});

export type Deploy = z.infer<typeof deploySchema>;
