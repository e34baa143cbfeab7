import { readFileSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { unreadInputs } from "./unread";

/** The variable that names an import file: set, a run reads what the file names instead of creating it. */
export const importVariable = "SOPHIA_AI_IMPORT";

/** What this needs of an import file; Pulumi's own has more. */
const importFile = z.object({
  resources: z.array(z.object({ type: z.string(), logicalName: z.string(), id: z.string().optional() })),
});

/**
 * Has the resources declared from now on adopted, where the environment names an import file (`npm run adopt`): the
 * engine reads each from the account, and gives it the parent, provider and options of the program, which
 * `pulumi import` would not. What the file does not name is created.
 * @param env as of the process
 * @throws pulumi.RunError where the file is missing or no import file
 */
export function adoptWhatIsThere(env: NodeJS.ProcessEnv): void {
  const path = env[importVariable];
  if (path === undefined || path === "") return;
  const ids = new Map(
    read(path).resources.map(({ type, logicalName, id }) => [`${type} ${logicalName}`, id]),
  );
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const id = ids.get(`${type} ${name}`);
    return id === undefined
      ? undefined
      : {
          props,
          opts: {
            ...opts,
            import: id,
            ignoreChanges: [...(opts.ignoreChanges ?? []), ...unreadInputs(type), ...markedInputs(type)],
          },
        };
  });
  void pulumi.log.info(`${importVariable} is set: what ${path} names is read, not created.`);
}

/**
 * What an estate of an older program lacks: the stack's name in the database's comment (src/model/mark.ts). An import
 * takes no difference, so the comment is read as it is, and the next run writes it.
 */
const markedInputs = (type: string): string[] =>
  type === "snowflake:index/database:Database" ? ["comment"] : [];

function read(path: string): z.infer<typeof importFile> {
  let found: string;
  try {
    found = readFileSync(path, "utf8");
  } catch (error) {
    throw unusable(path, (error as Error).message);
  }
  try {
    return importFile.parse(JSON.parse(found));
  } catch (error) {
    throw unusable(path, error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message);
  }
}

const unusable = (path: string, why: string): pulumi.RunError =>
  new pulumi.RunError(
    `${importVariable} names ${path}, which is no import file: ${why}\nMake one: npm run --silent adopt -- --stack <stack> --print > import.json`,
  );
