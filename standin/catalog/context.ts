import type { Result, ResultColumn } from "../result";
import type { AccountRole, User } from "./objects";
import type { Parameter } from "./parameters";
import type { NameContext } from "./resolve";
import type { Storage } from "./storage";

/** Who asks, from where, and what lies below. */
export interface ExecuteContext extends NameContext {
  readonly role: AccountRole;
  readonly user: User;
  readonly warehouse?: string;
  /** The session's own, for SHOW PARAMETERS; without it the defaults. */
  readonly sessionParameters?: readonly Parameter[];
  readonly now: Date;
  readonly storage: Storage;
  /**
   * The output columns of a view's query, so that DESCRIBE VIEW knows them and a broken query is refused. Without it
   * a view has the columns it declares, as VARCHAR.
   */
  readonly describeQuery?: (query: string) => Promise<readonly ResultColumn[]>;
  /** When a stream was last consumed or found empty; without it its creation counts. */
  readonly streamReadAt?: (streamId: number) => Date;
  /** The views every INFORMATION_SCHEMA has; without it none are shown. */
  readonly informationViews?: readonly InformationRelation[];
  /** Rows of a table, for SHOW TABLES; without it 0. */
  readonly rowCount?: (tableId: number) => Promise<number>;
}

/** A view of INFORMATION_SCHEMA: in every database, and no object of the catalog. */
export interface InformationRelation {
  readonly name: string;
  readonly columns: readonly ResultColumn[];
}

/** The answer of a statement that only says it worked. */
export function status(statement: string, message: string): Result {
  return {
    statement,
    columns: [{ name: "status", type: { kind: "VARCHAR", length: 16_777_216 }, nullable: false }],
    rows: [[message]],
  };
}

export const succeeded = (statement: string): Result => status(statement, "Statement executed successfully.");
