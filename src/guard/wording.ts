/** What the guard says to people. */
import { setCommand } from "../config/command";
import type { Problem } from "../config/problem";
import { logicalName, quoted } from "../model/names";
import { placeOf, type Loss } from "./losses";
import type { BareColumn } from "./masks";

/** Below the first line of a mend, as `refuse` prints it. */
const indent = "\n             ";

/**
 * A loss as a problem that is refused.
 * @param place the next free place in the stack's `allowDataLoss`
 */
export function lossProblem(loss: Loss, database: string, stack: string, place: number): Problem {
  const { schema, table, column } = loss;
  const allow = `${setCommand(["estate", "allowDataLoss", String(place)], placeOf(loss))} --stack ${stack}`;
  const at = placeOf(loss);
  const found = `is in the account and not declared: ${rowsOf(loss)} would be lost`;
  return column === undefined
    ? {
        at,
        found,
        allowed: "a table declared under this name, or under a new one that names this one as `formerly`",
        mend: [
          "declare it again;",
          "or, if somebody made it by hand, give it to another role (GRANT OWNERSHIP);",
          `or, to lose it, pulumi state unprotect --stack ${stack}, choosing ${logicalName(schema, table)}, and then`,
          allow,
        ].join(indent),
      }
    : {
        at,
        found,
        allowed: "a column declared under this name",
        mend: [
          "declare it, again or because somebody added it by hand;",
          `or, if it has a new name, ALTER TABLE ${quoted(database, schema, table)} RENAME COLUMN ${quoted(column)} TO <new name>,`,
          `and then pulumi refresh --stack ${stack};`,
          `or, to lose it, ${allow}`,
        ].join(indent),
      };
}

/** A personal column without its mask, as a warning. */
export const bareWarning = (column: BareColumn, stack: string): string =>
  column.added
    ? `${placeOf(column)} is personal, and provider 1.3.0 adds it without its masking policy: ` +
      `run pulumi up --refresh --stack ${stack} once it is there, before it is filled.`
    : `${placeOf(column)} is personal and has no masking policy in the account: ` +
      `run pulumi up --refresh --stack ${stack}, which sets it.`;

/** `3 rows`, or `the values of 3 rows` of a column. */
export const rowsOf = ({ column, rows }: Loss): string => {
  const count = rows === 1 ? "1 row" : `${rows} rows`;
  return column === undefined ? count : `the values of ${count}`;
};
