import { z } from "zod";
import { identifier } from "./kinds";
import { deployerOf } from "./stacks";

/** `sophia-ai:deploy`: as whom the stack deploys. Both must exist before the first deployment (sql/bootstrap). */
export const deploySchema = z.strictObject({
  /** Role the providers act as. Default SOPHIA_AI_DEPLOYER_<STACK>_ROLE, a role of the stack's own. */
  role: identifier().optional(),
  /** Warehouse the provider's own queries run on: views and tags need one. Default COMPUTE_WH, which every account has. */
  warehouse: identifier().default("COMPUTE_WH"),
});

/** As whom, and on what, a stack deploys. */
export interface Deploy {
  readonly role: string;
  readonly warehouse: string;
}

/** What a stack says of it, completed. @param said undefined where it says nothing */
export const deployOf = (
  stack: string,
  said: z.infer<typeof deploySchema> = deploySchema.parse({}),
): Deploy => ({
  role: said.role ?? deployerOf(stack).role,
  warehouse: said.warehouse,
});
