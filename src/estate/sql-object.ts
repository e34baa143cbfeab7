import { local } from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";

import { Component } from "./component";
import type { Ground } from "./declare";

export interface SqlObjectArgs {
  /**
   * The statement that makes the object and changes it: CREATE OR REPLACE, CREATE OR ALTER, ALTER ... SET. Nothing is
   * sent when the resource goes: what it made must end with what it belongs to.
   */
  readonly sql: pulumi.Input<string>;
  /** Role and warehouse it runs with. */
  readonly deploy: { readonly role: string; readonly warehouse: string };
}

/**
 * What provider 1.3.0 cannot declare, as SQL. A change shows in previews as a difference of the SQL, which goes in on
 * stdin; credentials come from the environment and reach neither arguments nor state.
 */
export class SqlObject extends Component {
  constructor(
    name: string,
    ground: Ground,
    { sql, deploy }: SqlObjectArgs,
    {
      parent,
      ...placement
    }: {
      readonly parent: pulumi.Resource;
      readonly within?: pulumi.Resource;
      readonly after?: readonly pulumi.Resource[];
    },
  ) {
    super("SqlObject", name, ground, parent);
    // Where the engine does not run in the project's folder, the variable says where that is.
    // Not by npm, whose start is a third of what the statement takes.
    const run = 'cd "${SOPHIA_AI_PROJECT:-.}" && node --import tsx cli/sql.ts';
    this.declare(
      local.Command,
      name,
      {
        create: run,
        update: run,
        stdin: sql,
        environment: {
          SNOWFLAKE_ROLE: deploy.role,
          SNOWFLAKE_WAREHOUSE: deploy.warehouse,
        },
        // A statement's output is nobody's input, and passing it on can exceed what a process may be given.
        addPreviousOutputInEnv: false,
      },
      placement,
    );
    this.registerOutputs();
  }
}
