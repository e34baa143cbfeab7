import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

import { joinStatements } from "../model/script";
import { Component } from "./component";
import type { Ground } from "./declare";

export interface SqlObjectArgs {
  /** The statements that make the object and change it: CREATE OR REPLACE, CREATE OR ALTER, ALTER ... SET, GRANT. */
  readonly sql: Statements;
  /**
   * The statements for its end: DROP, REVOKE. A change of it means another object, so the old one ends first; with the
   * same end, `sql` changes the object in place. `undefined` only where the end belongs to another's.
   */
  readonly undo: Statements | undefined;
  /** Values whose change sends the statements once more, though these are the same. Only without an end of its own. */
  readonly again?: readonly pulumi.Input<string>[];
  /** Role and warehouse it runs with. */
  readonly deploy: { readonly role: string; readonly warehouse: string };
}

type Statements = pulumi.Input<string> | readonly pulumi.Input<string>[];

const asText = (statements: Statements): pulumi.Output<string> =>
  pulumi
    .output(Array.isArray(statements) ? pulumi.all(statements) : [statements])
    .apply((each) => joinStatements(each as readonly string[]));

/** Where the engine does not run in the project's folder, the variable says where that is. */
const folder = 'cd "${SOPHIA_AI_PROJECT:-.}"';
/** Not by npm, whose start is a third of what the statement takes. */
const runner = "node --import tsx cli/sql.ts";
const run = `${folder} && ${runner}`;

/** A command has one standard input, for all it does; the statement for the end comes by the environment. */
const endVariable = "SOPHIA_AI_UNDO";
const runUndo = `${folder} && printf '%s' "$${endVariable}" | ${runner}`;

/**
 * What provider 1.3.0 cannot declare, as SQL. A change shows in previews as a difference of the SQL, which goes in on
 * stdin; credentials come from the environment and reach neither arguments nor state.
 */
export class SqlObject extends Component {
  constructor(
    name: string,
    ground: Ground,
    { sql, undo: end, again = [], deploy }: SqlObjectArgs,
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
    const undo = end === undefined ? undefined : asText(end);
    this.declare(
      local.Command,
      name,
      {
        create: run,
        update: run,
        stdin: asText(sql),
        environment: {
          SNOWFLAKE_ROLE: deploy.role,
          SNOWFLAKE_WAREHOUSE: deploy.warehouse,
          ...(undo === undefined ? {} : { [endVariable]: undo }),
        },
        ...(undo === undefined ? {} : { delete: runUndo, triggers: [undo] }),
        ...(again.length === 0 ? {} : { triggers: [...again] }),
        // A statement's output is nobody's input, and passing it on can exceed what a process may be given.
        addPreviousOutputInEnv: false,
      },
      placement,
    );
    this.registerOutputs();
  }
}
