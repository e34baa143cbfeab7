import type { DataType } from "../../../types";
import { unsupported } from "../../../errors";
import { convert } from "../cast";
import {
  array,
  boolean,
  decimal,
  float,
  integer,
  object,
  physical,
  text,
  variant,
  type Typed,
} from "../typed";
import { aggregate, type CallContext, type FunctionSpec, type FunctionTable } from "./spec";

const need = (value: Typed | undefined): Typed => {
  if (value === undefined) throw new Error("the signature requires this argument");
  return value;
};

const distinct = (context: CallContext): string => (context.call.distinct ? "DISTINCT " : "");

/** Wraps the whole of an aggregate, OVER included, which follows the call itself. */
const over = (context: CallContext, call: string, filter = ""): string => `${call}${filter}${context.over}`;

const wrap = (sql: string, type: DataType): Typed => ({ sql: `CAST(${sql} AS ${physical(type)})`, type });

const count: FunctionSpec = aggregate("any*", (args, context) => {
  if (context.call.star || args.length === 0) return wrap(over(context, "count(*)"), integer);
  const [only] = args;
  if (args.length === 1) return wrap(over(context, `count(${distinct(context)}${need(only).sql})`), integer);
  // A row with a NULL in any column does not count (docs: functions/count).
  const present = args.map(({ sql }) => `${sql} IS NOT NULL`).join(" AND ");
  const row = `CASE WHEN ${present} THEN row(${args.map(({ sql }) => sql).join(", ")}) END`;
  return wrap(over(context, `count(${distinct(context)}${row})`), integer);
});

const scaleOf = ({ type }: Typed): number => (type.kind === "NUMBER" ? type.scale : 0);

/** Keeps the argument's type: MIN, MAX, ANY_VALUE, MODE ... */
const same = (name: string): FunctionSpec =>
  aggregate("any", ([a], context) => ({
    sql: over(context, `${name}(${distinct(context)}${need(a).sql})`),
    type: need(a).type,
  }));

const toFloat = (name: string): FunctionSpec =>
  aggregate("float", ([a], context) => ({
    sql: over(context, `${name}(${distinct(context)}${need(a).sql})`),
    type: float,
  }));

const truth = (name: string): FunctionSpec =>
  aggregate("boolean", ([a], context) => ({ sql: over(context, `${name}(${need(a).sql})`), type: boolean }));

/** JSON texts of values joined; NULLs drop out, as they do in ARRAY_AGG. */
const joined = (context: CallContext, item: string, separator: string): string =>
  over(
    context,
    `string_agg(${distinct(context)}${item}, ${separator}${context.order(context.call.withinGroup)})`,
  );

const listAgg: FunctionSpec = aggregate("text text?", ([a, separator], context) => ({
  sql: `coalesce(${joined(context, need(a).sql, separator?.sql ?? "''")}, '')`,
  type: text,
}));

const arrayAgg: FunctionSpec = aggregate("any", ([a], context) => ({
  sql: `('[' || coalesce(${joined(context, convert(need(a), variant).sql, "','")}, '') || ']')`,
  type: array,
}));

const objectAgg: FunctionSpec = aggregate("text variant", ([key, value], context) => {
  const entry = `(sf_json_string(${need(key).sql}) || ':' || ${need(value).sql})`;
  return { sql: `sf_parse_json('{' || coalesce(${joined(context, entry, "','")}, '') || '}')`, type: object };
});

/** Rank functions and their kin: they need OVER. */
const windowOnly = (parameters: string, build: FunctionSpec["build"]): FunctionSpec =>
  aggregate(parameters, (args, context) => {
    if (context.over === "") throw unsupported(`${context.name} without OVER`, context.at);
    return build(args, context);
  });

const ranked = (name: string, type: DataType = integer): FunctionSpec =>
  windowOnly("", (_args, context) => wrap(over(context, `${name}()`), type));

const nulls = (context: CallContext): string => (context.call.nulls === "IGNORE" ? " IGNORE NULLS" : "");

const offset = (name: string): FunctionSpec =>
  windowOnly("any whole? any?", ([a, by, otherwise], context) => {
    const value = need(a);
    const fallback =
      otherwise === undefined || value.type.kind === "NULL" ? "" : `, ${convert(otherwise, value.type).sql}`;
    return {
      sql: over(context, `${name}(${value.sql}, ${by?.sql ?? "1"}${fallback}${nulls(context)})`),
      type: value.type,
    };
  });

const framed = (name: string, parameters = "any"): FunctionSpec =>
  windowOnly(parameters, ([a, n], context) => ({
    sql: over(context, `${name}(${need(a).sql}${n === undefined ? "" : `, ${n.sql}`}${nulls(context)})`),
    type: need(a).type,
  }));

const percentile = (name: string): FunctionSpec =>
  aggregate("float", ([fraction], context) => {
    const item = context.call.withinGroup?.[0];
    if (item === undefined) throw unsupported(`${context.name} without WITHIN GROUP`, context.at);
    const value = context.translate(item.expr);
    return {
      sql: over(context, `${name}(${value.sql}, ${item.descending ? "1 - " : ""}${need(fraction).sql})`),
      type: name === "quantile_cont" ? float : value.type,
    };
  });

const by = (name: string): FunctionSpec =>
  aggregate("any any", ([a, key], context) => ({
    sql: over(context, `${name}(${need(a).sql}, ${need(key).sql})`),
    type: need(a).type,
  }));

export const aggregateFunctions: FunctionTable = {
  COUNT: count,
  COUNT_IF: aggregate("boolean", ([a], context) =>
    wrap(over(context, "count(*)", ` FILTER (WHERE ${need(a).sql})`), integer),
  ),
  SUM: aggregate("number", ([a], context) => {
    const value = need(a);
    const type = value.type.kind === "FLOAT" ? float : decimal(scaleOf(value));
    return wrap(over(context, `sum(${distinct(context)}${value.sql})`), type);
  }),
  AVG: aggregate("number", ([a], context) => {
    const value = need(a);
    const mean = over(context, `avg(${distinct(context)}${value.sql})`);
    if (value.type.kind === "FLOAT") return { sql: mean, type: float };
    const type = decimal(Math.max(scaleOf(value), Math.min(scaleOf(value) + 6, 12)));
    return wrap(`round(${mean}, ${Math.max(scaleOf(value), Math.min(scaleOf(value) + 6, 12))})`, type);
  }),
  MIN: same("min"),
  MAX: same("max"),
  ANY_VALUE: same("any_value"),
  MODE: same("mode"),
  MEDIAN: aggregate("number", ([a], context) => {
    const middle = over(context, `median(${need(a).sql})`);
    return need(a).type.kind === "FLOAT"
      ? { sql: middle, type: float }
      : wrap(middle, decimal(scaleOf(need(a)) + 3));
  }),
  STDDEV: toFloat("stddev_samp"),
  STDDEV_SAMP: toFloat("stddev_samp"),
  STDDEV_POP: toFloat("stddev_pop"),
  VARIANCE: toFloat("var_samp"),
  VAR_SAMP: toFloat("var_samp"),
  VAR_POP: toFloat("var_pop"),
  CORR: aggregate("float float", ([a, b], context) => ({
    sql: over(context, `corr(${need(a).sql}, ${need(b).sql})`),
    type: float,
  })),
  BOOLOR_AGG: truth("bool_or"),
  BOOLAND_AGG: truth("bool_and"),
  LISTAGG: listAgg,
  STRING_AGG: listAgg,
  ARRAY_AGG: arrayAgg,
  ARRAYAGG: arrayAgg,
  OBJECT_AGG: objectAgg,
  MIN_BY: by("arg_min"),
  MAX_BY: by("arg_max"),
  APPROX_COUNT_DISTINCT: aggregate("any", ([a], context) =>
    wrap(over(context, `count(DISTINCT ${need(a).sql})`), integer),
  ),
  PERCENTILE_CONT: percentile("quantile_cont"),
  PERCENTILE_DISC: percentile("quantile_disc"),
  ROW_NUMBER: ranked("row_number"),
  RANK: ranked("rank"),
  DENSE_RANK: ranked("dense_rank"),
  PERCENT_RANK: ranked("percent_rank", float),
  CUME_DIST: ranked("cume_dist", float),
  NTILE: windowOnly("whole", ([n], context) => wrap(over(context, `ntile(${need(n).sql})`), integer)),
  LAG: offset("lag"),
  LEAD: offset("lead"),
  FIRST_VALUE: framed("first_value"),
  LAST_VALUE: framed("last_value"),
  NTH_VALUE: framed("nth_value", "any whole"),
};

/** Functions over the whole window unless a frame is given (docs: functions/last_value). */
export const wholeWindow: ReadonlySet<string> = new Set(["FIRST_VALUE", "LAST_VALUE", "NTH_VALUE"]);
