import type { DataType } from "../../../types";
import { invalid, unsupported } from "../../../errors";
import { bounded, fromDigits } from "../../exact";
import { convert } from "../cast";
import { direction } from "../order";
import {
  array,
  boolean,
  decimal,
  float,
  integer,
  isSemiStructured,
  object,
  physical,
  text,
  variant,
  type Typed,
} from "../typed";
import { quotientScale } from "./numbers";
import { aggregate, type CallContext, type FunctionSpec, type FunctionTable } from "./spec";

const need = (value: Typed | undefined): Typed => {
  if (value === undefined) throw new Error("the signature requires this argument");
  return value;
};

const distinct = (context: CallContext): string => (context.call.distinct ? "DISTINCT " : "");

/** Wraps the whole of an aggregate, OVER included, which follows the call itself. */
const over = (context: CallContext, call: string, filter = ""): string => `${call}${filter}${context.over}`;

const wrap = (sql: string, type: DataType): Typed => ({ sql: `CAST(${sql} AS ${physical(type)})`, type });

/** JSON null counts as NULL (docs: functions/count). */
const counted = ({ sql, type }: Typed): string => (isSemiStructured(type) ? `nullif(${sql}, 'null')` : sql);

const count: FunctionSpec = aggregate("any*", (args, context) => {
  if (context.call.star || args.length === 0) return wrap(over(context, "count(*)"), integer);
  const [only] = args;
  if (args.length === 1)
    return wrap(over(context, `count(${distinct(context)}${counted(need(only))})`), integer);
  // A row with a NULL in any column does not count (docs: functions/count).
  const present = args.map((arg) => `${counted(arg)} IS NOT NULL`).join(" AND ");
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

/** MIN and MAX; what VARIANTs hold is compared by size, not by its text. */
const extreme = (name: "min" | "max"): FunctionSpec =>
  aggregate("any", ([a], context) => {
    const { sql, type } = need(a);
    if (!isSemiStructured(type)) return { sql: over(context, `${name}(${sql})`), type };
    return { sql: over(context, `arg_${name}(${sql}, sf_order(${sql}))`), type };
  });

/** A variance of NUMBERs is one, worked out exactly (docs: functions/var_pop); of anything else a FLOAT. */
function varianceOf(value: Typed, context: CallContext, sample: boolean): Typed {
  if (value.type.kind !== "NUMBER")
    return {
      sql: over(context, `var_${sample ? "samp" : "pop"}(${distinct(context)}${convert(value, float).sql})`),
      type: float,
    };
  const squareScale = Math.min(2 * value.type.scale, 37);
  const square = fromDigits(`sf_multiply(${value.sql}, ${value.sql}, ${squareScale})`, decimal(squareScale));
  const [n, sum, squares] = [
    over(context, `count(${distinct(context)}${value.sql})`),
    over(context, `sum(${distinct(context)}${value.sql})`),
    over(context, `sum(${distinct(context)}${square})`),
  ];
  const scale = quotientScale(squareScale);
  const type = decimal(scale);
  return { sql: fromDigits(`sf_variance(${n}, ${sum}, ${squares}, ${scale}, ${sample})`, type), type };
}

const variances = (sample: boolean): FunctionSpec =>
  aggregate("measure", ([a], context) => varianceOf(need(a), context, sample));

/** The square root of that variance, a FLOAT (docs: functions/stddev_pop). */
const deviation = (sample: boolean): FunctionSpec =>
  aggregate("measure", ([a], context) => ({
    sql: `sqrt(CAST(${varianceOf(need(a), context, sample).sql} AS DOUBLE))`,
    type: float,
  }));

const truth = (name: string): FunctionSpec =>
  aggregate("boolean", ([a], context) => ({ sql: over(context, `${name}(${need(a).sql})`), type: boolean }));

/**
 * Values joined as text; NULLs drop out, as they do in ARRAY_AGG. DISTINCT values are made different, and sorted, as
 * what they are, and become text afterwards; they can be sorted by nothing else (docs: functions/array_agg, listagg).
 */
function joined(
  context: CallContext,
  value: Typed,
  write: (value: Typed) => string,
  separator: string,
): string {
  const { withinGroup } = context.call;
  if (!context.call.distinct) {
    const order = context.order(withinGroup);
    return over(context, `string_agg(${write(value)}, ${separator}${order})`);
  }
  const other = withinGroup?.find(({ expr }) => context.translate(expr).sql !== value.sql);
  if (other !== undefined)
    throw invalid(
      "000979",
      `[${other.expr.kind === "column" ? other.expr.parts.join(".") : context.name}] is not a valid order by expression`,
    );
  const [item] = withinGroup ?? [];
  const order = item === undefined ? "" : ` ORDER BY ${value.sql} ${direction(item)}`;
  const list = over(
    context,
    `list(DISTINCT ${value.sql}${order})`,
    ` FILTER (WHERE ${value.sql} IS NOT NULL)`,
  );
  const text = write({ sql: "each", type: value.type });
  return `array_to_string(list_transform(${list}, lambda each: ${text}), ${separator})`;
}

const listAgg: FunctionSpec = aggregate("any constant?", ([a, separator], context) => ({
  sql: `coalesce(${joined(context, need(a), (value) => convert(value, text).sql, separator?.sql ?? "''")}, '')`,
  type: text,
}));

const arrayAgg: FunctionSpec = aggregate("any", ([a], context) => ({
  sql: `('[' || coalesce(${joined(context, need(a), (value) => convert(value, variant).sql, "','")}, '') || ']')`,
  type: array,
}));

const objectAgg: FunctionSpec = aggregate("text variant", ([key, value], context) => {
  const entry = { sql: `(sf_json_string(${need(key).sql}) || ':' || ${need(value).sql})`, type: text };
  const entries = joined(context, entry, ({ sql }) => sql, "','");
  return { sql: `sf_parse_json('{' || coalesce(${entries}, '') || '}')`, type: object };
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
  SUM: aggregate("measure", ([a], context) => {
    const value = need(a);
    const sum = over(context, `sum(${distinct(context)}${value.sql})`);
    if (value.type.kind === "FLOAT") return { sql: sum, type: float };
    const scale = scaleOf(value);
    return { sql: bounded(sum, scale), type: decimal(scale) };
  }),
  AVG: aggregate("measure", ([a], context) => {
    const value = need(a);
    if (value.type.kind === "FLOAT")
      return { sql: over(context, `avg(${distinct(context)}${value.sql})`), type: float };
    const [sum, n] = ["sum", "count"].map((name) =>
      over(context, `${name}(${distinct(context)}${value.sql})`),
    );
    const scale = quotientScale(scaleOf(value));
    const type = decimal(scale);
    // Of no values the sum is NULL, and NULL the average.
    return { sql: fromDigits(`sf_divide(${sum}, nullif(${n}, 0), ${scale})`, type), type };
  }),
  MIN: extreme("min"),
  MAX: extreme("max"),
  ANY_VALUE: same("any_value"),
  MODE: same("mode"),
  MEDIAN: aggregate("number", ([a], context) => {
    const { sql, type } = need(a);
    if (type.kind === "FLOAT") return { sql: over(context, `median(${sql})`), type: float };
    // The middle value, or the mean of the two in the middle, exactly; DuckDB's goes through floating point.
    const scale = Math.min(scaleOf(need(a)) + 3, 37);
    const sorted = `list_sort(${over(context, `list(${sql})`, ` FILTER (WHERE ${sql} IS NOT NULL)`)})`;
    const middle = "(x[(len(x) + 1) // 2] + x[len(x) // 2 + 1])";
    const digits = `list_transform([${sorted}], lambda x: sf_divide(${middle}, CAST(2 AS HUGEINT), ${scale}))[1]`;
    return { sql: fromDigits(digits, decimal(scale)), type: decimal(scale) };
  }),
  STDDEV: deviation(true),
  STDDEV_SAMP: deviation(true),
  STDDEV_POP: deviation(false),
  VARIANCE: variances(true),
  VAR_SAMP: variances(true),
  VAR_POP: variances(false),
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
  MIN_BY: by("arg_min_null"),
  MAX_BY: by("arg_max_null"),
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
