import { authorize } from "../access/authorize";
import type { Result } from "../result";
import type { CatalogStatement } from "../syntax/statements";
import { applyAlter } from "./alter";
import type { ExecuteContext } from "./context";
import { applyAlterAccount } from "./account";
import { applyCreate } from "./create";
import { applyDescribe } from "./describe";
import { applyDrop } from "./drop";
import { applyGrant } from "./grants";
import { checkParameters } from "./parameters";
import { applyShow } from "./show";
import { applyCall } from "./snowflake";

export type { ExecuteContext } from "./context";

/**
 * Runs one catalog statement (DDL, GRANT, SHOW, DESCRIBE) as a role: checks what the role may do, changes the
 * catalog, tells the storage, and answers as Snowflake does. Statements of one account run one at a time: the caller
 * waits for one before it starts the next. The session commits an open transaction first, as Snowflake's DDL does, and
 * makes a database or schema just created the current one.
 * @throws SnowflakeError 002003 where an object is missing or not visible, 003001 where a privilege lacks, 002002
 *   where a name is taken, 000002 for what the stand-in does not do
 */
export async function execute(statement: CatalogStatement, asked: ExecuteContext): Promise<Result> {
  const context = { ...asked, statement: statementName(statement) };
  checkParameters(statement);
  authorize(statement, context);
  switch (statement.kind) {
    case "alter":
      return applyAlter(statement, context);
    case "alter account":
      return applyAlterAccount(statement, context);
    case "call":
      return applyCall(statement, context);
    case "drop":
      return applyDrop(statement, context);
    case "describe":
      return applyDescribe(statement, context);
    case "show":
    case "show grants":
    case "show future grants":
    case "show parameters":
      return applyShow(statement, context);
    case "grant privileges":
    case "revoke privileges":
    case "grant role":
    case "revoke role":
    case "grant ownership":
      return applyGrant(statement, context);
    default:
      return applyCreate(statement, context);
  }
}

/** How messages call a statement: `CREATE TABLE`, `DROP VIEW`, `SHOW TABLES`. */
function statementName(statement: CatalogStatement): string {
  const verb = statement.kind.toUpperCase();
  if (statement.kind === "alter" || statement.kind === "drop" || statement.kind === "describe")
    return `${verb} ${statement.object}`;
  return statement.kind === "show" ? `${verb} ${statement.what}` : verb;
}
