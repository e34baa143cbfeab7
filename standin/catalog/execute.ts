import type { Result } from "../result";
import type { CatalogStatement } from "../syntax/statements";
import type { Catalog } from "./catalog";
import type { AccountRole, User } from "./objects";
import type { Storage } from "./storage";

/** Who asks, from where, and what lies below. */
export interface ExecuteContext {
  readonly catalog: Catalog;
  readonly role: AccountRole;
  readonly user: User;
  readonly database?: string;
  readonly schema?: string;
  readonly warehouse?: string;
  readonly now: Date;
  readonly storage: Storage;
}

/**
 * Runs one catalog statement (DDL, GRANT, SHOW, DESCRIBE) as a role: checks what the role may do, changes the
 * catalog, tells the storage, and answers as Snowflake does.
 * @throws SnowflakeError 002003 where an object is missing or not visible, 003001 where a privilege lacks, 002002
 *   where a name is taken, 000002 for what the stand-in does not do
 */
export declare function execute(statement: CatalogStatement, context: ExecuteContext): Promise<Result>;
