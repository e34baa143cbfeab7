import { unsupported } from "../../../errors";
import type { DataType } from "../../../types";
import { convert } from "../cast";
import { fromEpoch, instantOfLocal, localTime, readText, setting } from "../moments";
import {
  date,
  isTimestamp,
  quote,
  text,
  time,
  timestampLtz,
  timestampNtz,
  timestampTz,
  type Typed,
} from "../typed";
import { bindArguments, typed, type FunctionSpec, type FunctionTable } from "./spec";

const need = (arg: Typed | undefined): Typed => {
  if (arg === undefined) throw new Error("the signature requires an argument");
  return arg;
};

const now = (make: (instant: string) => string, type: DataType): FunctionSpec =>
  typed("constant?", ([digits], { frame }) => {
    const instant = `TIMESTAMP ${quote(frame.scope.now.toISOString().replace("Z", ""))}`;
    const full: Typed = { sql: make(instant), type };
    if (digits === undefined || type.kind === "DATE" || !("precision" in type)) return full;
    return convert(full, { ...type, precision: Number(digits.constant) });
  });

/**
 * TO_DATE, TO_TIMESTAMP and their kin (docs: functions/to_date, to_time, to_timestamp): text with perhaps a format, a
 * number with perhaps a scale, another moment.
 */
function toMoment(type: DataType, tolerant: boolean, parameters = "any any?"): FunctionSpec {
  return typed(parameters, ([given, more], context) => {
    const value = need(given);
    if (more === undefined) return convert(value, type, tolerant ? "tolerant" : "explicit", context.at);
    if (value.type.kind === "NUMBER" && isTimestamp(type))
      return { sql: fromEpoch(value.sql, type, `CAST(${more.sql} AS BIGINT)`), type };
    if (value.type.kind !== "VARCHAR" && value.type.kind !== "NULL")
      throw unsupported(`${context.name} of ${value.type.kind} with a format`, context.at);
    return { sql: readText(convert(value, text).sql, type, tolerant, convert(more, text).sql), type };
  });
}

/** Two arguments give a TIMESTAMP_TZ, three a TIMESTAMP_NTZ (docs: functions/convert_timezone). */
const convertTimezone: FunctionSpec = typed("text any any?", ([first, second, third]) => {
  if (third === undefined) {
    const value = need(second);
    const zoned = value.type.kind === "VARCHAR" ? convert(value, timestampTz) : value;
    return { sql: `sf_tz_in(${convert(zoned, timestampLtz).sql}, ${need(first).sql})`, type: timestampTz };
  }
  const wall = convert(third, timestampNtz).sql;
  const [from, to] = [need(first).sql, convert(need(second), text).sql];
  return { sql: `timezone(sf_zone(${to}), timezone(sf_zone(${from}), ${wall}))`, type: timestampNtz };
});

/** Parts out of their ranges roll over (docs: functions/date_from_parts). */
const dateOfParts = ([year, month, day]: readonly Typed[]): string =>
  `CAST(make_date(${need(year).sql}, 1, 1) + to_months(CAST(${need(month).sql} - 1 AS INTEGER)) + to_days(CAST(${need(day).sql} - 1 AS INTEGER)) AS DATE)`;

const clockOfParts = ([hour, minute, second, nanosecond]: readonly Typed[]): string =>
  `to_microseconds(((${need(hour).sql} * 60 + ${need(minute).sql}) * 60 + ${need(second).sql}) * 1000000 + (${nanosecond?.sql ?? "0"}) // 1000)`;

const sixParts = "whole whole whole whole whole whole whole?";

const wallOfParts = (args: readonly Typed[]): string =>
  `(CAST(${dateOfParts(args)} AS TIMESTAMP) + ${clockOfParts(args.slice(3))})`;

/** From six or seven numbers, or from a date and a time. */
const ntzFromParts: FunctionSpec = {
  ...typed("any any any? any? any? any? any?", (args, context) => {
    if (args.length > 2) {
      const parts = bindArguments(
        typed(sixParts, () => need(undefined)),
        args,
        context,
      );
      return { sql: wallOfParts(parts), type: timestampNtz };
    }
    const [day, clock] = [convert(need(args[0]), date), convert(need(args[1]), time)];
    return { sql: `(${day.sql} + ${clock.sql})`, type: timestampNtz };
  }),
};

const ltzFromParts: FunctionSpec = typed(sixParts, (args) => ({
  sql: instantOfLocal(wallOfParts(args)),
  type: timestampLtz,
}));

const tzFromParts: FunctionSpec = typed(`${sixParts} text?`, (args) => {
  const zone = args[7] === undefined ? setting("TIMEZONE") : `sf_zone(${args[7].sql})`;
  return {
    sql: `sf_tz_in(timezone('UTC', timezone(${zone}, ${wallOfParts(args.slice(0, 7))})), ${zone})`,
    type: timestampTz,
  };
});

const both = (names: string, spec: FunctionSpec): [string, FunctionSpec][] =>
  names.split(" ").map((name) => [name, spec]);

const conversions: readonly (readonly [string, DataType])[] = [
  ["TO_DATE", date],
  ["DATE", date],
  ["TO_TIME", time],
  ["TO_TIMESTAMP", timestampNtz],
  ["TO_TIMESTAMP_NTZ", timestampNtz],
  ["TO_TIMESTAMP_LTZ", timestampLtz],
  ["TO_TIMESTAMP_TZ", timestampTz],
];

/** Moments made: from text, from numbers, from the clock, from another zone. */
export const momentFunctions: FunctionTable = {
  ...Object.fromEntries(
    conversions.flatMap(([name, type]): [string, FunctionSpec][] => {
      const strict: [string, FunctionSpec] = [name, toMoment(type, false)];
      return name.startsWith("TO_") ? [strict, [`TRY_${name}`, toMoment(type, true)]] : [strict];
    }),
  ),
  // It takes no format (docs: to_time, usage notes).
  TIME: toMoment(time, false, "any"),
  CONVERT_TIMEZONE: convertTimezone,
  CURRENT_TIMESTAMP: now((instant) => instant, timestampLtz),
  LOCALTIMESTAMP: now((instant) => instant, timestampLtz),
  GETDATE: now((instant) => instant, timestampLtz),
  SYSTIMESTAMP: now((instant) => instant, timestampLtz),
  SYSDATE: now((instant) => instant, timestampNtz),
  CURRENT_DATE: now((instant) => `CAST(${localTime(instant)} AS DATE)`, date),
  CURRENT_TIME: now((instant) => `CAST(${localTime(instant)} AS TIME)`, time),
  LOCALTIME: now((instant) => `CAST(${localTime(instant)} AS TIME)`, time),
  ...Object.fromEntries([
    ...both(
      "DATE_FROM_PARTS DATEFROMPARTS",
      typed("whole whole whole", (args) => ({ sql: dateOfParts(args), type: date })),
    ),
    ...both(
      "TIME_FROM_PARTS TIMEFROMPARTS",
      typed("whole whole whole whole?", (args) => ({
        sql: `(TIME '00:00:00' + ${clockOfParts(args)})`,
        type: time,
      })),
    ),
    ...both(
      "TIMESTAMP_FROM_PARTS TIMESTAMPFROMPARTS TIMESTAMP_NTZ_FROM_PARTS TIMESTAMPNTZFROMPARTS",
      ntzFromParts,
    ),
    ...both("TIMESTAMP_LTZ_FROM_PARTS TIMESTAMPLTZFROMPARTS", ltzFromParts),
    ...both("TIMESTAMP_TZ_FROM_PARTS TIMESTAMPTZFROMPARTS", tzFromParts),
  ]),
};
