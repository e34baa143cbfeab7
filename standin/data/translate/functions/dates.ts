import { invalid, unsupported } from "../../../errors";
import type { DataType } from "../../../types";
import { convert } from "../cast";
import {
  date,
  integer,
  isTimestamp,
  quote,
  text,
  time,
  timestampLtz,
  timestampNtz,
  type Typed,
} from "../typed";
import { plain, typed, type CallContext, type FunctionSpec, type FunctionTable } from "./spec";

/** Names of date parts (docs: functions-date-time, supported date and time parts) by the part DuckDB knows. */
const partNames: Readonly<Record<string, readonly string[]>> = {
  year: ["YEAR", "Y", "YY", "YYY", "YYYY", "YR", "YEARS", "YRS"],
  quarter: ["QUARTER", "Q", "QTR", "QTRS", "QUARTERS"],
  month: ["MONTH", "MM", "MON", "MONS", "MONTHS"],
  week: ["WEEK", "W", "WK", "WEEKOFYEAR", "WOY", "WY", "WEEKISO", "WEEK_ISO"],
  day: ["DAY", "D", "DD", "DAYS", "DAYOFMONTH"],
  dayofweek: ["DAYOFWEEK", "WEEKDAY", "DOW", "DW"],
  isodow: ["DAYOFWEEKISO", "DAYOFWEEK_ISO", "WEEKDAY_ISO", "DOW_ISO"],
  dayofyear: ["DAYOFYEAR", "YEARDAY", "DOY", "DY"],
  hour: ["HOUR", "H", "HH", "HR", "HOURS", "HRS"],
  minute: ["MINUTE", "M", "MI", "MIN", "MINUTES", "MINS"],
  second: ["SECOND", "S", "SEC", "SECONDS", "SECS"],
  millisecond: ["MILLISECOND", "MS", "MSEC", "MILLISECONDS"],
  microsecond: ["MICROSECOND", "US", "USEC", "MICROSECONDS"],
  epoch: ["EPOCH_SECOND", "EPOCH", "EPOCH_SECONDS"],
};

const partByName = new Map(
  Object.entries(partNames).flatMap(([part, names]) => names.map((name) => [name, part])),
);

const calendarParts = new Set(["year", "quarter", "month", "week", "day"]);

/** @throws SnowflakeError 001003 where the text names no part */
function partOf(arg: Typed | undefined, context: CallContext): string {
  const name = String(arg?.constant ?? "").toUpperCase();
  const part = partByName.get(name);
  if (part === undefined)
    throw invalid("001003", `'${name}' is not a valid date/time component for function ${context.name}.`);
  return part;
}

const sql = (arg: Typed | undefined): string => arg?.sql ?? "NULL";

const intervals: Readonly<Record<string, (count: string) => string>> = {
  year: (n) => `to_years(CAST(${n} AS INTEGER))`,
  quarter: (n) => `to_months(CAST(3 * (${n}) AS INTEGER))`,
  month: (n) => `to_months(CAST(${n} AS INTEGER))`,
  week: (n) => `to_days(CAST(7 * (${n}) AS INTEGER))`,
  day: (n) => `to_days(CAST(${n} AS INTEGER))`,
  hour: (n) => `to_hours(${n})`,
  minute: (n) => `to_minutes(${n})`,
  second: (n) => `to_seconds(${n})`,
  millisecond: (n) => `to_milliseconds(${n})`,
  microsecond: (n) => `to_microseconds(${n})`,
};

/** DATE stays DATE while the part is a day or more (docs: functions/dateadd, returns). */
const dateAdd: FunctionSpec = typed("constant whole moment", ([unit, count, value], context) => {
  const part = partOf(unit, context);
  const interval = intervals[part];
  if (interval === undefined || value === undefined)
    throw unsupported(`${context.name} of ${part}`, context.at);
  const sum = `(${value.sql} + ${interval(sql(count))})`;
  if (value.type.kind === "DATE" && calendarParts.has(part))
    return { sql: `CAST(${sum} AS DATE)`, type: date };
  return { sql: sum, type: value.type.kind === "DATE" ? timestampNtz : value.type };
});

/** Boundaries crossed, not whole units (docs: functions/datediff). Weeks begin on Monday (WEEK_START 0). */
const dateDiff: FunctionSpec = typed("constant moment moment", ([unit, from, to], context) => {
  const part = partOf(unit, context);
  const [a, b] = [from, to].map((side) =>
    side?.type.kind === "TIME" ? sql(side) : `CAST(${sql(side)} AS TIMESTAMP)`,
  );
  if (part === "week")
    return {
      sql: `CAST(date_diff('day', date_trunc('week', ${a}), date_trunc('week', ${b})) // 7 AS HUGEINT)`,
      type: integer,
    };
  return { sql: `CAST(date_diff('${part}', ${a}, ${b}) AS HUGEINT)`, type: integer };
});

function truncate(unit: Typed | undefined, value: Typed | undefined, context: CallContext): Typed {
  const part = partOf(unit, context);
  if (value?.type.kind === "DATE")
    return { sql: `CAST(date_trunc('${part}', ${value.sql}) AS DATE)`, type: date };
  return { sql: `date_trunc('${part}', ${sql(value)})`, type: value?.type ?? timestampNtz };
}

/** Monday is 1 in the ISO forms; otherwise Sunday is 0 (WEEK_START 0). */
function extract(part: string, value: Typed | undefined): Typed {
  return { sql: `CAST(date_part('${part}', ${sql(value)}) AS HUGEINT)`, type: integer };
}

const partFunction = (part: string): FunctionSpec => typed("moment", ([value]) => extract(part, value));

const now = (make: (instant: string) => string, type: DataType): FunctionSpec =>
  typed("constant?", (_args, { frame }) => ({
    sql: make(frame.scope.now.toISOString().replace("Z", "")),
    type,
  }));

const stamp = (instant: string): string => `TIMESTAMP ${quote(instant)}`;

/** Elements of a date format (docs: date-time-input-output) as strftime's. */
const formatElements: readonly (readonly [RegExp, string])[] = [
  [/YYYY/iy, "%Y"],
  [/YY/iy, "%y"],
  [/MMMM/iy, "%B"],
  [/MON/iy, "%b"],
  [/MM/iy, "%m"],
  [/DD/iy, "%d"],
  [/DY/iy, "%a"],
  [/HH24/iy, "%H"],
  [/HH12/iy, "%I"],
  [/AM|PM/iy, "%p"],
  [/MI/iy, "%M"],
  [/SS/iy, "%S"],
  [/FF3/iy, "%g"],
  [/FF[69]?/iy, "%f"],
  [/TZHTZM/iy, "+0000"],
  [/TZH:TZM/iy, "+00:00"],
  [/"[^"]*"/y, ""],
  [/[^A-Za-z%"]/y, ""],
  [/T/y, "T"],
  [/Z/y, "Z"],
];

/** @throws SnowflakeError 000002 for an element the stand-in does not know */
export function strftimeFormat(format: string): string {
  let result = "";
  for (let i = 0; i < format.length;) {
    const rule = formatElements.find(([pattern]) => {
      pattern.lastIndex = i;
      return pattern.test(format);
    });
    if (rule === undefined) throw unsupported(`date format '${format}' at '${format.slice(i)}'`);
    const [pattern, written] = rule;
    result += written === "" ? format.slice(i, pattern.lastIndex).replaceAll('"', "") : written;
    i = pattern.lastIndex;
  }
  return result;
}

/** TO_DATE, TO_TIMESTAMP and their TRY_ forms: a value, and for text perhaps a format. */
function toMoment(type: DataType, tolerant: boolean): FunctionSpec {
  return typed("any constant?", ([value, format], context) => {
    if (value === undefined) throw new Error("the signature requires a value");
    const given = format?.constant;
    if (typeof given === "string" && value.type.kind === "VARCHAR" && given.toUpperCase() !== "AUTO") {
      const parsed = `${tolerant ? "try_strptime" : "strptime"}(${value.sql}, ${quote(strftimeFormat(given))})`;
      return convert({ sql: parsed, type: timestampNtz }, type);
    }
    if (typeof given === "number" && value.type.kind === "NUMBER")
      return convert(
        { sql: `sf_epoch(CAST(${value.sql} AS DOUBLE) / 1e${given})`, type: timestampNtz },
        type,
      );
    // Text of digits alone is seconds since the epoch (docs: functions/to_timestamp).
    if (typeof value.constant === "string" && /^\d+$/.test(value.constant))
      return convert({ sql: `sf_epoch(CAST(${value.sql} AS DOUBLE))`, type: timestampNtz }, type);
    return convert(value, type, tolerant ? "tolerant" : "explicit", context.at);
  });
}

/** The text of a moment in a format. */
export function formatMoment(value: Typed, format: string): Typed {
  const moment = value.type.kind === "TIME" ? `(DATE '1970-01-01' + ${value.sql})` : value.sql;
  return { sql: `strftime(${moment}, ${quote(strftimeFormat(format))})`, type: text };
}

const convertTimezone: FunctionSpec = typed("constant any any?", ([from, to, value]) => {
  if (value === undefined) return shift(sql(from), "'UTC'", to);
  return shift(sql(to), sql(from), value);
});

/** A wall clock in one zone as the wall clock of another. */
function shift(to: string, from: string, value: Typed | undefined): Typed {
  const moment =
    value === undefined ? "NULL" : convert(value, isTimestamp(value.type) ? timestampLtz : timestampNtz).sql;
  return { sql: `timezone(${to}, timezone(${from}, ${moment}))`, type: timestampNtz };
}

const truncatedOrPart = (build: (part: string, value: Typed | undefined) => Typed): FunctionSpec =>
  typed("constant moment", ([unit, value], context) => build(partOf(unit, context), value));

export const dateFunctions: FunctionTable = {
  DATEADD: dateAdd,
  TIMEADD: dateAdd,
  TIMESTAMPADD: dateAdd,
  DATEDIFF: dateDiff,
  TIMEDIFF: dateDiff,
  TIMESTAMPDIFF: dateDiff,
  DATE_TRUNC: typed("constant moment", ([unit, value], context) => truncate(unit, value, context)),
  DATE_PART: truncatedOrPart(extract),
  EXTRACT: truncatedOrPart(extract),
  YEAR: partFunction("year"),
  QUARTER: partFunction("quarter"),
  MONTH: partFunction("month"),
  WEEK: partFunction("week"),
  WEEKISO: partFunction("week"),
  DAY: partFunction("day"),
  DAYOFMONTH: partFunction("day"),
  DAYOFWEEK: partFunction("dayofweek"),
  DAYOFWEEKISO: partFunction("isodow"),
  DAYOFYEAR: partFunction("dayofyear"),
  HOUR: partFunction("hour"),
  MINUTE: partFunction("minute"),
  SECOND: partFunction("second"),
  DAYNAME: plain("moment", text, (a) => `left(dayname(${a}), 3)`),
  MONTHNAME: plain("moment", text, (a) => `left(monthname(${a}), 3)`),
  LAST_DAY: plain("moment", date, (a) => `last_day(CAST(${a} AS DATE))`),
  ADD_MONTHS: typed("moment whole", ([value, count]) => {
    const sum = `(${sql(value)} + to_months(CAST(${sql(count)} AS INTEGER)))`;
    return value?.type.kind === "DATE"
      ? { sql: `CAST(${sum} AS DATE)`, type: date }
      : { sql: sum, type: value?.type ?? timestampNtz };
  }),
  CONVERT_TIMEZONE: convertTimezone,
  CURRENT_TIMESTAMP: now(stamp, timestampLtz),
  LOCALTIMESTAMP: now(stamp, timestampLtz),
  GETDATE: now(stamp, timestampLtz),
  SYSTIMESTAMP: now(stamp, timestampLtz),
  SYSDATE: now(stamp, timestampNtz),
  CURRENT_DATE: now((instant) => `DATE ${quote(instant.slice(0, 10))}`, date),
  CURRENT_TIME: now((instant) => `TIME ${quote(instant.slice(11))}`, time),
  LOCALTIME: now((instant) => `TIME ${quote(instant.slice(11))}`, time),
  ...Object.fromEntries(
    (
      [
        ["TO_DATE", date],
        ["DATE", date],
        ["TO_TIME", time],
        ["TIME", time],
        ["TO_TIMESTAMP", timestampNtz],
        ["TO_TIMESTAMP_NTZ", timestampNtz],
        ["TO_TIMESTAMP_LTZ", timestampLtz],
        ["TO_TIMESTAMP_TZ", { kind: "TIMESTAMP_TZ", precision: 9 }],
      ] as const
    ).flatMap(([name, type]) => [
      [name, toMoment(type, false)],
      [`TRY_${name}`, toMoment(type, true)],
    ]),
  ),
};
