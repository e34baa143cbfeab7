import { invalid, unsupported, type Position } from "../../errors";
import type { Settings } from "../../moments/settings";
import type { Value } from "../../result";
import { instantOfTz, localTime, momentOfWall, offsetOfTz, setting, wallClock } from "./moments";
import { convert } from "./cast";
import { dayOfWeek, firstDay, isoWeekday, isoYearStart, weekOfYear, weekStart, yearOfWeek } from "./weeks";
import { date, integer, timestampLtz, timestampNtz, type Typed } from "./typed";

/** Names of date and time parts (docs: functions-date-time, "Supported date and time parts"). */
const partNames = {
  year: "YEAR Y YY YYY YYYY YR YEARS YRS",
  quarter: "QUARTER Q QTR QTRS QUARTERS",
  month: "MONTH MM MON MONS MONTHS",
  week: "WEEK W WK WEEKOFYEAR WOY WY",
  weekiso: "WEEK_ISO WEEKISO WEEKOFYEARISO WEEKOFYEAR_ISO",
  day: "DAY D DD DAYS DAYOFMONTH",
  dayofweek: "DAYOFWEEK WEEKDAY DOW DW",
  dayofweekiso: "DAYOFWEEK_ISO DAYOFWEEKISO WEEKDAY_ISO DOW_ISO DW_ISO",
  dayofyear: "DAYOFYEAR YEARDAY DOY DY",
  yearofweek: "YEAROFWEEK",
  yearofweekiso: "YEAROFWEEKISO",
  hour: "HOUR H HH HR HOURS HRS",
  minute: "MINUTE M MI MIN MINUTES MINS",
  second: "SECOND S SEC SECONDS SECS",
  millisecond: "MILLISECOND MS MSEC MILLISECONDS",
  microsecond: "MICROSECOND US USEC MICROSECONDS",
  nanosecond: "NANOSECOND NS NSEC NANOSEC NSECOND NANOSECONDS NANOSECS NSECONDS",
  epoch_second: "EPOCH_SECOND EPOCH EPOCH_SECONDS",
  epoch_millisecond: "EPOCH_MILLISECOND EPOCH_MILLISECONDS",
  epoch_microsecond: "EPOCH_MICROSECOND EPOCH_MICROSECONDS",
  epoch_nanosecond: "EPOCH_NANOSECOND EPOCH_NANOSECONDS",
  timezone_hour: "TIMEZONE_HOUR TZH",
  timezone_minute: "TIMEZONE_MINUTE TZM",
} as const;

export type DatePart = keyof typeof partNames;

const partByName = new Map(
  Object.entries(partNames).flatMap(([part, names]) =>
    names.split(" ").map((name) => [name, part as DatePart]),
  ),
);

const calendar = ["year", "quarter", "month", "week", "day"] as const;
const clock = ["hour", "minute", "second", "millisecond", "microsecond", "nanosecond"] as const;

/** Parts each kind of function takes, by the table of the page above. */
const taken: Readonly<
  Record<"add" | "difference" | "extract" | "truncate" | "last day", ReadonlySet<DatePart>>
> = {
  add: new Set([...calendar, ...clock]),
  difference: new Set([...calendar, ...clock]),
  extract: new Set(
    ([...partByName.values()] as DatePart[]).filter(
      (part) => part !== "millisecond" && part !== "microsecond",
    ),
  ),
  truncate: new Set([...calendar, "weekiso", "yearofweekiso", ...clock]),
  "last day": new Set([...calendar, "weekiso", "yearofweekiso"]),
};

const isClock = (part: DatePart): boolean => (clock as readonly string[]).includes(part);

/**
 * The part a text names, for a kind of use.
 * @throws SnowflakeError 001003 where it names none that goes there
 */
export function partOf(name: Value | undefined, use: keyof typeof taken, functionName: string): DatePart {
  const part = partByName.get(String(name ?? "").toUpperCase());
  if (part === undefined || !taken[use].has(part))
    throw invalid(
      "001003",
      `'${String(name ?? "").toUpperCase()}' is not a valid date/time component for function ${functionName}.`,
    );
  return part;
}

/** A TIME has no calendar. @throws SnowflakeError 001003 */
function requireClock(part: DatePart, value: Typed, functionName: string): void {
  if (value.type.kind === "TIME" && !isClock(part))
    throw invalid(
      "001003",
      `'${part.toUpperCase()}' is not a valid date/time component for function ${functionName} of a TIME.`,
    );
}

const whole = (sql: string): string => `CAST(${sql} AS INTEGER)`;

const intervals: Readonly<Partial<Record<DatePart, (count: string) => string>>> = {
  year: (n) => `to_years(${whole(n)})`,
  quarter: (n) => `to_months(${whole(`3 * (${n})`)})`,
  month: (n) => `to_months(${whole(n)})`,
  week: (n) => `to_days(${whole(`7 * (${n})`)})`,
  day: (n) => `to_days(${whole(n)})`,
  hour: (n) => `to_hours(${n})`,
  minute: (n) => `to_minutes(${n})`,
  second: (n) => `to_seconds(${n})`,
  millisecond: (n) => `to_milliseconds(${n})`,
  microsecond: (n) => `to_microseconds(${n})`,
  nanosecond: (n) => `to_microseconds((${n}) // 1000)`,
};

/**
 * A moment some parts later (docs: functions/dateadd). Calendar parts move the clock of the moment's zone, others its
 * instant; a day of the month that is not there becomes the last one. DATE stays DATE while the part is a day or more.
 * @param count SQL of a 64-bit integer
 */
export function later(value: Typed, part: DatePart, count: string, functionName: string): Typed {
  requireClock(part, value, functionName);
  const step = intervals[part]?.(count) ?? "";
  const { kind } = value.type;
  if (kind === "TIMESTAMP_LTZ" && isClock(part)) return { sql: `(${value.sql} + ${step})`, type: value.type };
  if (kind === "TIME") return { sql: `(${value.sql} + ${step})`, type: value.type };
  const moved = `(${wallClock(value)} + ${step})`;
  if (kind === "DATE" && isClock(part)) return { sql: moved, type: timestampNtz };
  return { sql: momentOfWall(moved, value), type: value.type };
}

/** The start of what a moment lies in, as a day. */
function dayStart(part: DatePart, day: string, settings: Settings): string {
  switch (part) {
    case "week":
      return weekStart(day, firstDay(settings));
    case "weekiso":
      return weekStart(day, 1);
    case "yearofweekiso":
      return isoYearStart(`date_part('isoyear', ${day})`);
    case "day":
      return day;
    default:
      return `CAST(date_trunc('${part}', ${day}) AS DATE)`;
  }
}

const clockStart = (part: DatePart, wall: string): string =>
  part === "nanosecond" ? wall : `date_trunc('${part}', ${wall})`;

/** DATE_TRUNC (docs: functions/date_trunc): of the value's type. */
export function truncated(value: Typed, part: DatePart, settings: Settings, functionName: string): Typed {
  requireClock(part, value, functionName);
  const { sql, type } = value;
  if (type.kind === "TIME")
    return { sql: `CAST(${clockStart(part, `(DATE '1970-01-01' + ${sql})`)} AS TIME)`, type };
  if (!isClock(part)) {
    const start = dayStart(part, type.kind === "DATE" ? sql : `CAST(${wallClock(value)} AS DATE)`, settings);
    return { sql: type.kind === "DATE" ? start : momentOfWall(`CAST(${start} AS TIMESTAMP)`, value), type };
  }
  if (type.kind === "DATE") return value;
  // The clock's own fraction is taken off the instant, so that an hour that comes twice stays the one it was.
  if (type.kind === "TIMESTAMP_LTZ")
    return { sql: `(${sql} - (${localTime(sql)} - ${clockStart(part, localTime(sql))}))`, type };
  return { sql: momentOfWall(clockStart(part, wallClock(value)), value), type };
}

/** LAST_DAY (docs: functions/last_day): a DATE. */
export function lastDay(value: Typed, part: DatePart, settings: Settings): Typed {
  const day = value.type.kind === "DATE" ? value.sql : `CAST(${wallClock(value)} AS DATE)`;
  const sql = ((): string => {
    switch (part) {
      case "year":
        return `make_date(date_part('year', ${day}), 12, 31)`;
      case "quarter":
        return `last_day(CAST(date_trunc('quarter', ${day}) + INTERVAL 2 MONTH AS DATE))`;
      case "week":
      case "weekiso":
        return `(${dayStart(part, day, settings)} + 6)`;
      case "yearofweekiso":
        return `(${isoYearStart(`date_part('isoyear', ${day}) + 1`)} - 1)`;
      case "day":
        return day;
      default:
        return `last_day(${day})`;
    }
  })();
  return { sql, type: date };
}

/** Microseconds since 1970: of the instant, or of what the clock shows where there is no zone. */
function epochMicros(value: Typed): string {
  if (value.type.kind === "TIMESTAMP_TZ") return `epoch_us(${instantOfTz(value.sql)})`;
  if (value.type.kind === "TIME") return `epoch_us(DATE '1970-01-01' + ${value.sql})`;
  return `epoch_us(CAST(${value.sql} AS TIMESTAMP))`;
}

const floored = (sql: string, by: number): string =>
  `((${sql} - ((${sql} % ${by}) + ${by}) % ${by}) // ${by})`;

function epoch(part: DatePart, value: Typed, at: Position): string {
  if (value.type.kind === "DATE" && part !== "epoch_second")
    throw invalid("001003", `'${part.toUpperCase()}' is not a valid date/time component of a DATE.`);
  if (value.type.kind === "TIME") throw unsupported(`${part.toUpperCase()} of a TIME`, at);
  const micros = epochMicros(value);
  switch (part) {
    case "epoch_second":
      return floored(micros, 1_000_000);
    case "epoch_millisecond":
      return floored(micros, 1000);
    case "epoch_nanosecond":
      return `(CAST(${micros} AS HUGEINT) * 1000)`;
    default:
      return micros;
  }
}

function offsetMinutes(value: Typed, part: DatePart, at: Position): string {
  if (value.type.kind === "TIMESTAMP_TZ") return offsetOfTz(value.sql);
  if (value.type.kind === "TIMESTAMP_LTZ") return `sf_offset(${value.sql}, ${setting("TIMEZONE")})`;
  throw unsupported(`${part.toUpperCase()} of a ${value.type.kind}`, at);
}

/** DATE_PART (docs: functions/date_part): a whole number. */
export function extracted(
  value: Typed,
  part: DatePart,
  settings: Settings,
  { name, at }: { readonly name: string; readonly at: Position },
): Typed {
  const sql = ((): string => {
    if (part.startsWith("epoch")) return epoch(part, value, at);
    if (part === "timezone_hour") return `(${offsetMinutes(value, part, at)} // 60)`;
    if (part === "timezone_minute") return `(${offsetMinutes(value, part, at)} % 60)`;
    requireClock(part, value, name);
    const wall = value.type.kind === "TIME" ? value.sql : wallClock(value);
    const day = `CAST(${wall} AS DATE)`;
    switch (part) {
      case "week":
        return weekOfYear(day, settings);
      case "yearofweek":
        return yearOfWeek(day, settings);
      case "dayofweek":
        return dayOfWeek(day, settings);
      case "weekiso":
        return `date_part('week', ${wall})`;
      case "yearofweekiso":
        return `date_part('isoyear', ${wall})`;
      case "dayofweekiso":
        return isoWeekday(wall);
      case "nanosecond":
        return `((date_part('microsecond', ${wall}) % 1000000) * 1000)`;
      default:
        return `date_part('${part}', ${wall})`;
    }
  })();
  return { sql: `CAST(${sql} AS HUGEINT)`, type: integer };
}

/** Boundaries crossed, not whole units (docs: functions/datediff). */
export function difference(
  from: Typed,
  to: Typed,
  part: DatePart,
  settings: Settings,
  functionName: string,
): Typed {
  for (const side of [from, to]) requireClock(part, side, functionName);
  const zoned = [from, to].some(({ type }) => type.kind === "TIMESTAMP_LTZ" || type.kind === "TIMESTAMP_TZ");
  const side = (value: Typed): string => {
    if (value.type.kind === "TIME") return `(DATE '1970-01-01' + ${value.sql})`;
    if (!zoned) return wallClock(value);
    return isClock(part) ? convert(value, timestampLtz).sql : wallClock(value);
  };
  const [a, b] = [side(from), side(to)];
  if (part === "week") {
    const first = firstDay(settings);
    const start = (moment: string): string => weekStart(`CAST(${moment} AS DATE)`, first);
    return { sql: `CAST((${start(b)} - ${start(a)}) // 7 AS HUGEINT)`, type: integer };
  }
  if (part === "nanosecond")
    return { sql: `(CAST(date_diff('microsecond', ${a}, ${b}) AS HUGEINT) * 1000)`, type: integer };
  return { sql: `CAST(date_diff('${part}', ${a}, ${b}) AS HUGEINT)`, type: integer };
}

/** A whole number down to the next multiple of another, also below zero. */
const downTo = (sql: string, by: string): string => `(${sql} - ((${sql} % (${by})) + (${by})) % (${by}))`;

/** TIME_SLICE (docs: functions/time_slice): slices count from 1970, those of weeks from the start of its first week. */
export function slice(value: Typed, length: string, part: DatePart, end: boolean, settings: Settings): Typed {
  const wall = wallClock(value);
  const day = `CAST(${wall} AS DATE)`;
  const more = end ? ` + (${length})` : "";
  const sql = ((): string => {
    const unit = { year: 12, quarter: 3, month: 1 }[part as string];
    if (unit !== undefined) {
      const months = `((date_part('year', ${day}) - 1970) * 12 + date_part('month', ${day}) - 1)`;
      const width = `${unit} * (${length})`;
      const start = `${downTo(months, width)}${end ? ` + ${width}` : ""}`;
      return `(TIMESTAMP '1970-01-01 00:00:00' + to_months(${whole(start)}))`;
    }
    if (part === "week" || part === "day") {
      const origin =
        part === "week" ? weekStart("DATE '1970-01-01'", firstDay(settings)) : "DATE '1970-01-01'";
      const width = part === "week" ? `7 * (${length})` : `(${length})`;
      const start = downTo(`CAST(${day} - ${origin} AS BIGINT)`, width);
      return `CAST(${origin} + ${whole(`${start}${end ? ` + ${width}` : ""}`)} AS TIMESTAMP)`;
    }
    const micros = { hour: 3_600_000_000, minute: 60_000_000, second: 1_000_000 }[part as string] ?? 1;
    const start = downTo(`epoch_us(${wall})`, `${micros} * (${length})`);
    return `make_timestamp(${start}${more === "" ? "" : ` + ${micros} * (${length})`})`;
  })();
  return { sql: value.type.kind === "DATE" ? `CAST(${sql} AS DATE)` : sql, type: value.type };
}
