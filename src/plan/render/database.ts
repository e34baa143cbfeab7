/** Databases and schemas (resources/database.go, resources/schema.go). */
import { identifier, anyIdentifier } from "./identifier";
import type { Inputs } from "./inputs";
import { objectParameters } from "./parameters";
import type { Renderer } from "./renderer";
import { option, sql, textOption } from "./sql";

/** `CreateDatabase`: the database, its PUBLIC schema dropped when asked, then replication and failover. */
export const database: Renderer = (inputs) => {
  const name = identifier(inputs.required("name"));
  const transient = inputs.flag("isTransient");
  const comment = inputs.text("comment");
  return [
    sql(
      "CREATE",
      transient && "TRANSIENT",
      "DATABASE",
      name,
      ...objectParameters(inputs),
      textOption("COMMENT", comment),
    ),
    ...(inputs.flag("dropPublicSchemaOnCreation") ? [`DROP SCHEMA IF EXISTS ${name}."PUBLIC"`] : []),
    ...replication(name, inputs.block("replication")),
  ];
};

function replication(database: string, block: Inputs | undefined): string[] {
  if (block === undefined) return [];
  const accounts = block.blocks("enableToAccounts").map((account) => ({
    name: anyIdentifier(account.required("accountIdentifier")),
    failover: account.flag("withFailover") ?? false,
  }));
  const ignoreEdition = block.flag("ignoreEditionCheck");
  const failover = accounts.filter((account) => account.failover);
  const list = (of: typeof accounts) => of.map((account) => account.name).join(", ");
  return [
    ...(accounts.length > 0
      ? [
          sql(
            `ALTER DATABASE ${database} ENABLE REPLICATION TO ACCOUNTS ${list(accounts)}`,
            ignoreEdition && "IGNORE EDITION CHECK",
          ),
        ]
      : []),
    ...(failover.length > 0
      ? [`ALTER DATABASE ${database} ENABLE FAILOVER TO ACCOUNTS ${list(failover)}`]
      : []),
  ];
}

/** `CreateContextSchema`. A schema PUBLIC is altered, not created, when the database still has its own. */
export const schema: Renderer = (inputs) => {
  const name = inputs.required("name");
  if (name.trim().toUpperCase() === "PUBLIC") {
    throw inputs.error(
      "name",
      "is PUBLIC: what is sent depends on whether the account has one; use another schema",
    );
  }
  return [
    sql(
      "CREATE",
      inputs.flag("isTransient") && "TRANSIENT",
      "SCHEMA",
      identifier(inputs.required("database"), name),
      inputs.flag("withManagedAccess") && "WITH MANAGED ACCESS",
      ...objectParameters(inputs, option("PIPE_EXECUTION_PAUSED", inputs.flag("pipeExecutionPaused"))),
      textOption("COMMENT", inputs.text("comment")),
    ),
  ];
};
