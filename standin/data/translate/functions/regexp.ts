import { unsupported } from "../../../errors";
import { boolean, integer, physical, text, type Typed } from "../typed";
import type { DataType } from "../../../types";
import { typed, type CallContext, type FunctionSpec, type FunctionTable } from "./spec";

const nothing = (type: DataType): Typed => ({ sql: `CAST(NULL AS ${physical(type)})`, type });

/** A constant a function needs at translation. @throws SnowflakeError 000002 */
function constant(
  arg: Typed | undefined,
  otherwise: string | number,
  context: CallContext,
): string | number | null {
  if (arg === undefined) return otherwise;
  const value = arg.constant;
  if (typeof value === "string" || typeof value === "number" || value === null) return value;
  throw unsupported(`${context.name} with parameters that are no constant`, context.at);
}

/**
 * A pattern with its parameters written into it: `c`, `i`, `m`, `s`, of `c` and `i` the last; `e` only says that a group
 * is wanted (docs: functions-regexp, parameters argument).
 */
function withParameters(pattern: string, parameters: string, context: CallContext): string {
  if (/[^cimse]/.test(parameters))
    throw unsupported(`the parameters '${parameters}' of ${context.name}`, context.at);
  const ignoresCase = parameters.lastIndexOf("i") > parameters.lastIndexOf("c") ? "i" : "";
  const flags = ignoresCase + ["m", "s"].filter((flag) => parameters.includes(flag)).join("");
  return flags === "" ? pattern : `('(?${flags})' || ${pattern})`;
}

/** The text from a position on, counted from 1. */
const from = (value: string, position: Typed | undefined): string =>
  position === undefined ? value : `substr(${value}, ${position.sql})`;

/** Matches the whole text: patterns are anchored at both ends (docs: functions/regexp_like). */
const like: FunctionSpec = typed("text text text?", ([value, pattern, parameters], context) => {
  const given = constant(parameters, "c", context);
  if (given === null) return nothing(boolean);
  const wanted = withParameters(pattern?.sql ?? "", String(given), context);
  return { sql: `regexp_full_match(${value?.sql ?? ""}, ${wanted})`, type: boolean };
});

/** Occurrence 0 replaces all, 1 the first; others, and a position other than 1, are refused. */
const replace: FunctionSpec = typed("text text text? whole? whole? text?", (args, context) => {
  const [value, pattern, replacement, position, occurrence, parameters] = args;
  const start = constant(position, 1, context);
  const nth = constant(occurrence, 0, context);
  const given = constant(parameters, "c", context);
  if (start === null || nth === null || given === null) return nothing(text);
  if (start !== 1) throw unsupported(`${context.name} from a position other than 1`, context.at);
  if (nth !== 0 && nth !== 1) throw unsupported(`${context.name} of occurrence ${nth}`, context.at);
  const wanted = withParameters(pattern?.sql ?? "", String(given), context);
  const all = nth === 0 ? ", 'g'" : "";
  return {
    sql: `regexp_replace(${value?.sql ?? ""}, ${wanted}, ${replacement?.sql ?? "''"}${all})`,
    type: text,
  };
});

/** Whether a pattern has a group; of one that is no constant it is believed. */
const hasGroup = ({ constant: pattern }: Typed): boolean =>
  typeof pattern !== "string" || /(?<!\\)\((?!\?)/.test(pattern);

/** The whole match, or a group: the first with `e`, any that is asked for (docs: functions/regexp_substr). */
const substr: FunctionSpec = typed("text text whole? whole? text? whole?", (args, context) => {
  const [value, pattern, position, nth, parameters, group] = args;
  if (value === undefined || pattern === undefined) throw new Error("the signature requires both arguments");
  const given = constant(parameters, "c", context);
  const asked = constant(group, String(given).includes("e") ? 1 : 0, context);
  if (given === null || asked === null) return nothing(text);
  const wanted = withParameters(pattern.sql, String(given), context);
  const which = hasGroup(pattern) ? asked : 0;
  const matches = `regexp_extract_all(${from(value.sql, position)}, ${wanted}, ${which})`;
  return { sql: `list_extract(${matches}, ${nth?.sql ?? "1"})`, type: text };
});

const count: FunctionSpec = typed(
  "text text whole? text?",
  ([value, pattern, position, parameters], context) => {
    const given = constant(parameters, "c", context);
    if (given === null) return nothing(integer);
    const wanted = withParameters(pattern?.sql ?? "", String(given), context);
    const matches = `regexp_extract_all(${from(value?.sql ?? "", position)}, ${wanted}, 0)`;
    return { sql: `CAST(len(${matches}) AS HUGEINT)`, type: integer };
  },
);

export const regexpFunctions: FunctionTable = {
  REGEXP_LIKE: like,
  RLIKE: like,
  REGEXP_REPLACE: replace,
  REGEXP_SUBSTR: substr,
  REGEXP_COUNT: count,
};
