import { unsupported } from "../../errors";
import { maxNesting, tooDeep } from "../../syntax/nesting";

/** How deep queries may stand in one another's expressions: each level more doubles the time DuckDB plans. */
const maxSubqueries = 12;

/**
 * The tree, if it is not too high. A row of operators or of joins is read in a loop, and yet each makes the tree one
 * higher: every later step goes down it again, here and in DuckDB.
 * @throws SnowflakeError 000002
 */
export function notTooHigh<T>(tree: T): T {
  const open: { readonly node: unknown; readonly height: number; readonly queries: number }[] = [
    { node: tree, height: 0, queries: 0 },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    if (node === null || typeof node !== "object") continue;
    // Lists and the parts of a node stand on its own level.
    const height = next.height + ("kind" in node ? 1 : 0);
    const queries = next.queries + (isSubquery(node) ? 1 : 0);
    if (height > maxNesting) throw tooDeep();
    if (queries > maxSubqueries)
      throw unsupported(`queries more than ${maxSubqueries} deep in one another's expressions`);
    for (const child of node instanceof Map ? node.values() : Object.values(node))
      open.push({ node: child, height, queries });
  }
  return tree;
}

function isSubquery(node: object): boolean {
  const { kind, list } = node as { readonly kind?: unknown; readonly list?: unknown };
  return kind === "subquery" || kind === "exists" || (kind === "in" && !Array.isArray(list));
}

/**
 * One tree of operands that stand in a row, as low as it can be; for operators that may be bracketed either way.
 * @param join joins two sides; `index` is the right one's first operand
 */
export function balanced<T>(operands: readonly T[], join: (left: T, right: T, index: number) => T): T {
  const between = (from: number, to: number): T => {
    const only = operands[from];
    if (only === undefined) throw new Error("a row of operators has operands");
    if (to - from === 1) return only;
    const middle = to - Math.floor((to - from) / 2);
    return join(between(from, middle), between(middle, to), middle);
  };
  return between(0, operands.length);
}
