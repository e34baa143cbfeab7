/** What the stack's own state has, as the engine that runs the program tells it. */
import { getOrganization, runtime } from "@pulumi/pulumi";
import { z } from "zod";

import { project } from "../config/sections";

/** What the state of a stack says it has in the account. */
export interface Deployed {
  /** Names of its databases: one, or none before the first deployment. */
  readonly databases: readonly string[];
  /** The objects its tags are on: kind, and identifier as SQL writes it. */
  readonly tagged: readonly { readonly type: string; readonly identifier: string }[];
}

/** By URN, a type and what the resource gives. */
const answer = z.object({
  outputs: z.record(z.string(), z.object({ type: z.string(), outputs: z.unknown() })),
});
const database = z.object({ name: z.string() });
const tag = z.object({ objectType: z.string(), objectIdentifiers: z.array(z.string()) });

/**
 * Asks the engine for the state of the stack it deploys, by the call behind Pulumi's queries of other stacks (pulumi
 * `pkg/resource/deploy/builtins.go`). @returns undefined where no engine answers, as under mocks
 */
export async function readDeployed(stack: string): Promise<Deployed | undefined> {
  let outputs: z.infer<typeof answer>["outputs"];
  try {
    // Mocks have no organization, and say so by throwing.
    const stackName = `${getOrganization()}/${project}/${stack}`;
    outputs = answer.parse(
      await runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName }),
    ).outputs;
  } catch {
    return undefined;
  }
  const ofType = <T>(type: string, shape: z.ZodType<T>): readonly T[] =>
    Object.values(outputs)
      .filter((resource) => resource.type === type)
      .flatMap((resource) => {
        const found = shape.safeParse(resource.outputs);
        return found.success ? [found.data] : [];
      });
  return {
    databases: ofType("snowflake:index/database:Database", database).map(({ name }) => name),
    tagged: ofType("snowflake:index/tagAssociation:TagAssociation", tag).flatMap(
      ({ objectType, objectIdentifiers }) =>
        objectIdentifiers.map((identifier) => ({ type: objectType, identifier })),
    ),
  };
}
