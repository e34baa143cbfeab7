import { unsupported } from "../../errors";
import { plainSettings } from "../../moments/settings";
import type { DataType } from "../../types";
import type { Scope } from "../scope";
import { parseExpression } from "../sql/query";
import { Answers } from "./answers";
import { convert } from "./cast";
import { translate } from "./expressions";
import { Frame } from "./frame";
import { translateQuery } from "./query";
import { Statement } from "./statement";

const none = (what: string): never => {
  throw unsupported(`${what} in a column default`);
};

/** An expression that asks nothing of the world, in a column's type: the default of a column added to rows there are. */
export function constantSql(sql: string, type: DataType): string {
  const scope: Scope = {
    relation: (name) => none(name.join(".")),
    contextFunction: () => undefined,
    tableFunction: () => undefined,
    authorizeCortex: none,
    parameter: none,
    now: new Date(),
    settings: plainSettings,
  };
  const rows = {
    requireTable: () => none("a table"),
    table: () => none("a table"),
    stream: () => none("a stream"),
    value: () => none("a table function"),
  };
  const statement = new Statement(translateQuery, rows, new Answers(), []);
  return convert(translate(parseExpression(sql), new Frame(scope), statement), type).sql;
}
