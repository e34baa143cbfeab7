import { invalid, unsupported } from "../../errors";
import type { Expr, Select, SelectItem, Star } from "../sql/ast";
import { condition, translate } from "./expressions";
import { Frame } from "./frame";
import { costlyFunctions } from "./functions/cortex";
import { requireGrouped } from "./grouping";
import { translateFrom } from "./from";
import { wrap } from "./from-clause";
import { direction, sortKeys } from "./order";
import type { Statement } from "./statement";
import type { OutputColumn, Tail, Translated } from "./translated";
import { isSemiStructured, type Typed } from "./typed";

interface Output extends OutputColumn {
  readonly value: Typed;
  /** The item's expression and alias, where it was not a star. */
  readonly item?: SelectItem;
}

/** One SELECT with what follows it. */
export function translateSelect(select: Select, around: Frame, statement: Statement, tail: Tail): Translated {
  const frame = new Frame(around.scope, around);
  frame.aliases = new Map(
    select.items.flatMap(({ alias, expr }) =>
      alias === undefined || expr.kind === "star" ? [] : [[alias, expr]],
    ),
  );
  let from = select.from && translateFrom(select.from, frame, statement);
  frame.sources = from?.sources ?? [];

  const hoisted = costlyAliases(select);
  let conditions = conjuncts(select.where);
  if (hoisted.size > 0) {
    // What is needed in several places is worked out once, below them, on the rows the other conditions leave.
    const early = conditions.filter((each) => !mentionsAny(each, hoisted));
    conditions = conditions.filter((each) => mentionsAny(each, hoisted));
    const extra = [...hoisted].map((name) => ({
      name,
      value: translate(frame.aliases.get(name) ?? nullExpr, frame, statement),
    }));
    from = wrap(
      from ?? { sql: "(SELECT 1)", sources: [] },
      extra,
      statement,
      whereClause(early, frame, statement),
    );
    frame.sources = from.sources;
    frame.aliases = new Map([...frame.aliases].filter(([name]) => !hoisted.has(name)));
  }

  const outputs = select.items.flatMap((item) => outputsOf(item, frame, statement, hoisted));
  if (outputs.length === 0) throw invalid("002015", "SELECT with no columns");
  const parts = [
    `SELECT ${select.distinct ? "DISTINCT " : ""}${outputs.map(({ value }, i) => `${value.sql} AS c${i}`).join(", ")}`,
    from === undefined ? "" : `FROM ${from.sql}`,
    whereClause(conditions, frame, statement).trim(),
    groupBy(select, outputs, frame, statement),
    select.having === undefined ? "" : `HAVING ${condition(select.having, frame, statement)}`,
    select.qualify === undefined ? "" : `QUALIFY ${condition(select.qualify, frame, statement)}`,
    orderClause(tail, outputs, frame, statement),
    select.top === undefined ? "" : `LIMIT ${limitOf(select.top)}`,
    tail.limit.trim(),
  ];
  return {
    sql: parts.filter((part) => part !== "").join(" "),
    columns: outputs.map(({ name, type }) => ({ name, type })),
  };
}

const nullExpr: Expr = { kind: "null", at: { line: 1, column: 1 } };

const limitOf = (expr: Expr): string => (expr.kind === "number" ? expr.value : "0");

const conjuncts = (expr: Expr | undefined): Expr[] =>
  expr === undefined
    ? []
    : expr.kind === "binary" && expr.op === "AND"
      ? [...conjuncts(expr.left), ...conjuncts(expr.right)]
      : [expr];

function whereClause(conditions: readonly Expr[], frame: Frame, statement: Statement): string {
  if (conditions.length === 0) return "";
  return ` WHERE ${conditions.map((each) => condition(each, frame, statement)).join(" AND ")}`;
}

/** Aliases of costly expressions that other parts of the same SELECT use. */
function costlyAliases(select: Select): Set<string> {
  const costly = select.items.flatMap(({ alias, expr }) =>
    alias !== undefined && costs(expr) ? [alias] : [],
  );
  const used = costly.filter((alias) => {
    const name = new Set([alias]);
    const others = select.items.filter((item) => item.alias !== alias).map((item) => item.expr);
    return mentionsAny([others, select.where, select.groupBy, select.having, select.qualify], name);
  });
  return new Set(used);
}

/** Whether an expression calls a function whose calls cost, on something that is no constant. */
function costs(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(costs);
  if (node === null || typeof node !== "object") return false;
  const { kind, name, args } = node as { kind?: unknown; name?: unknown; args?: readonly Expr[] };
  if (kind === "call" && Array.isArray(name) && costlyFunctions.has(name.join(".")))
    return !(args ?? []).every((arg) => arg.kind === "string" || arg.kind === "bind");
  return Object.values(node).some(costs);
}

/** Whether an expression names one of the columns without a table. */
function mentionsAny(node: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(node)) return node.some((item) => mentionsAny(item, names));
  if (node === null || typeof node !== "object") return false;
  const { kind, parts } = node as { kind?: unknown; parts?: readonly string[] };
  if (kind === "column" && parts?.length === 1 && names.has(parts[0] ?? "")) return true;
  return Object.values(node).some((value) => mentionsAny(value, names));
}

function outputsOf(
  item: SelectItem,
  frame: Frame,
  statement: Statement,
  hoisted: ReadonlySet<string>,
): Output[] {
  const { expr, alias, text } = item;
  if (expr.kind === "star") return star(expr, frame, statement, hoisted);
  const computed = alias !== undefined && hoisted.has(alias);
  const value = computed
    ? translate({ kind: "column", parts: [alias], at: expr.at }, frame, statement)
    : translateItem(item, frame, statement);
  const own =
    expr.kind === "column" ? expr.parts.at(-1) : expr.kind === "position" ? `$${expr.index}` : undefined;
  return [{ name: alias ?? own ?? text, type: value.type, value, item }];
}

/** An item may not mean its own alias: `SELECT a + 1 AS a` reads a column. */
function translateItem({ expr, alias }: SelectItem, frame: Frame, statement: Statement): Typed {
  if (alias === undefined || frame.expanding.has(alias)) return translate(expr, frame, statement);
  frame.expanding.add(alias);
  try {
    return translate(expr, frame, statement);
  } finally {
    frame.expanding.delete(alias);
  }
}

function star(expr: Star, frame: Frame, statement: Statement, hoisted: ReadonlySet<string>): Output[] {
  const sources = frame.named(expr.table, expr.at);
  if (sources.length === 0) throw invalid("002015", "SELECT with no columns");
  return sources
    .flatMap((source) => source.columns)
    .filter(({ name, hidden }) => !hidden && !expr.exclude.includes(name) && !hoisted.has(name))
    .map((column) => {
      const replacement = expr.replace.get(column.name);
      const value = replacement === undefined ? column : translate(replacement, frame, statement);
      return { name: expr.rename.get(column.name) ?? column.name, type: value.type, value };
    });
}

function groupBy(select: Select, outputs: readonly Output[], frame: Frame, statement: Statement): string {
  if (select.groupBy === "ALL") return "GROUP BY ALL";
  const keys = (select.groupBy ?? []).map((expr) => {
    if (expr.kind !== "number") return translate(expr, frame, statement).sql;
    const output = outputs[Number(expr.value) - 1];
    if (output === undefined) throw invalid("001083", `GROUP BY position ${expr.value} is out of range`);
    return output.value.sql;
  });
  requireGrouped(select, new Set(keys), frame, statement);
  return keys.length === 0 ? "" : `GROUP BY ${keys.join(", ")}`;
}

/** An output's name or number comes first, then what the SELECT can see (docs: constructs/order-by). */
function orderClause(tail: Tail, outputs: readonly Output[], frame: Frame, statement: Statement): string {
  if (tail.orderBy.length === 0) return "";
  const keys = tail.orderBy.map((item) => {
    const { expr } = item;
    const index =
      expr.kind === "number"
        ? Number(expr.value) - 1
        : expr.kind === "column" && expr.parts.length === 1
          ? outputs.findIndex(({ name, item: own }) => name === expr.parts[0] && own?.alias !== undefined)
          : -1;
    const output = outputs[index];
    if (expr.kind === "number" && output === undefined)
      throw unsupported(`ORDER BY position ${expr.value}`, expr.at);
    if (output === undefined) return sortKeys(translate(expr, frame, statement), item);
    return isSemiStructured(output.type) ? sortKeys(output.value, item) : `${index + 1} ${direction(item)}`;
  });
  return `ORDER BY ${keys.join(", ")}`;
}
