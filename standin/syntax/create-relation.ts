import { parseColumn, parseConstraint, parseViewColumn } from "./columns";
import { parseMode, parseTail, type CreateHead } from "./create-parts";
import type { Cursor } from "./cursor";
import { tableForms, viewForms } from "./forms";
import { parseProperties, parseTagClause } from "./properties";
import type {
  ColumnDefinition,
  Constraint,
  CreateTable,
  CreateView,
  Properties,
  TagValue,
} from "./statements";

/** @throws SnowflakeError 000002 for LIKE, CLONE, USING TEMPLATE, AS SELECT and row access policies */
export function parseTable(cursor: Cursor, head: CreateHead, variant: CreateTable["variant"]): CreateTable {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  refuseSources(cursor);
  const columns: ColumnDefinition[] = [];
  const constraints: Constraint[] = [];
  const listed = cursor.sees("(");
  if (listed) cursor.next();
  const readColumn = (): void => {
    const constraint = parseConstraint(cursor);
    if (constraint !== undefined) {
      constraints.push(constraint);
      return;
    }
    const parsed = parseColumn(cursor);
    columns.push(parsed.column);
    constraints.push(...parsed.constraints);
  };
  if (listed) {
    cursor.list(readColumn);
    cursor.expect(")");
  }

  let clusterBy: readonly string[] = [];
  let copyGrants = false;
  let properties: Properties = {};
  const tags: TagValue[] = [];
  for (;;) {
    if (cursor.accept("CLUSTER", "BY")) clusterBy = parseClusterKeys(cursor);
    else if (cursor.accept("COPY", "GRANTS")) copyGrants = true;
    else {
      const clause = parseTagClause(cursor);
      const more = clause === undefined ? parseProperties(cursor, tableForms) : {};
      if (clause !== undefined) tags.push(...clause);
      else if (Object.keys(more).length > 0) properties = { ...properties, ...more };
      else break;
    }
  }
  refuseSources(cursor);
  if (!listed) throw cursor.unexpected("'('");
  const tail = parseTail(cursor, {}, "TABLE");
  const { COMMENT, ...others } = properties;
  return {
    kind: "create table",
    mode,
    name,
    variant,
    columns,
    constraints,
    clusterBy,
    copyGrants,
    properties: others,
    tags: [...tags, ...tail.tags],
    ...(typeof COMMENT === "string" ? { comment: COMMENT } : {}),
  };
}

function refuseSources(cursor: Cursor): void {
  if (cursor.sees("AS")) throw cursor.refuse("CREATE TABLE AS SELECT");
  if (cursor.sees("LIKE")) throw cursor.refuse("CREATE TABLE LIKE");
  if (cursor.sees("CLONE")) throw cursor.refuse("CREATE TABLE CLONE");
  if (cursor.sees("USING", "TEMPLATE")) throw cursor.refuse("CREATE TABLE USING TEMPLATE");
  if (cursor.sees("FROM")) throw cursor.refuse("CREATE TABLE FROM");
  if (cursor.sees("ROW", "ACCESS") || cursor.sees("WITH", "ROW")) throw cursor.refuse("row access policy");
}

/** The expressions of CLUSTER BY as text; the provider's form with LINEAR is read as well. */
export function parseClusterKeys(cursor: Cursor): readonly string[] {
  const linear = cursor.accept("LINEAR");
  if (linear && !cursor.sees("(")) throw cursor.unexpected("'('");
  return cursor.parenthesized(() => cursor.textUntil(() => cursor.sees(","), "an expression"));
}

/** @throws SnowflakeError 000002 for row access and aggregation policies */
export function parseView(cursor: Cursor, head: CreateHead, secure: boolean): CreateView {
  const mode = parseMode(cursor, head);
  const name = cursor.name();
  let copyGrants = false;
  let changeTracking = false;
  let comment: string | undefined;
  const tags: TagValue[] = [];
  let columns: CreateView["columns"];
  for (;;) {
    const properties = parseProperties(cursor, viewForms);
    const clause = parseTagClause(cursor);
    if (clause !== undefined) tags.push(...clause);
    else if (typeof properties.COMMENT === "string") comment = properties.COMMENT;
    else if (properties.CHANGE_TRACKING !== undefined) changeTracking = properties.CHANGE_TRACKING === true;
    else if (cursor.accept("COPY", "GRANTS")) copyGrants = true;
    else if (columns === undefined && cursor.sees("(")) {
      columns = cursor.parenthesized(() => parseViewColumn(cursor));
    } else break;
  }
  for (const policy of ["ROW ACCESS", "AGGREGATION", "WITH"]) {
    if (cursor.sees(...policy.split(" "))) throw cursor.refuse(`view ${policy} clause`);
  }
  cursor.expect("AS");
  const query = cursor.rest("a query");
  return {
    kind: "create view",
    mode,
    name,
    secure,
    ...(columns === undefined ? {} : { columns }),
    copyGrants,
    changeTracking,
    ...(comment === undefined ? {} : { comment }),
    tags,
    query,
    text: wholeText(cursor, head),
  };
}

/** The statement without what follows its last token, such as the provider's usage comment. */
function wholeText(cursor: Cursor, head: CreateHead): string {
  return cursor.textFrom(head.start).replace(/;$/, "").trimEnd();
}
