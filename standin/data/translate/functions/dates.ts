import { invalid, unsupported } from "../../../errors";
import { fail } from "../../failures";
import {
  difference,
  extracted,
  lastDay,
  later,
  partOf,
  slice,
  truncated,
  type DatePart,
} from "../date-parts";
import { momentOfWall, wallClock } from "../moments";
import { date, float, text, timestampNtz, type Typed } from "../typed";
import { typed, type CallContext, type FunctionSpec, type FunctionTable } from "./spec";

const sql = (arg: Typed | undefined): string => arg?.sql ?? "NULL";

const need = (arg: Typed | undefined): Typed => {
  if (arg === undefined) throw new Error("the signature requires an argument");
  return arg;
};

const settingsOf = ({ frame }: CallContext) => frame.scope.settings;

const dateAdd: FunctionSpec = typed("constant whole moment", ([part, count, value], context) =>
  later(need(value), partOf(part?.constant, "add", context.name), sql(count), context.name),
);

const dateDiff: FunctionSpec = typed("constant moment moment", ([part, from, to], context) =>
  difference(
    need(from),
    need(to),
    partOf(part?.constant, "difference", context.name),
    settingsOf(context),
    context.name,
  ),
);

const truncate = (value: Typed | undefined, part: Typed | undefined, context: CallContext): Typed =>
  truncated(need(value), partOf(part?.constant, "truncate", context.name), settingsOf(context), context.name);

/** TRUNC of a date or timestamp (docs: functions/trunc2). */
export const truncateDate: FunctionSpec = typed("moment constant", ([value, part], context) =>
  truncate(value, part, context),
);

const datePart: FunctionSpec = typed("constant moment", ([part, value], context) =>
  extracted(need(value), partOf(part?.constant, "extract", context.name), settingsOf(context), context),
);

const partFunction = (part: DatePart): FunctionSpec =>
  typed("moment", ([value], context) => extracted(need(value), part, settingsOf(context), context));

const dayFunctions: Readonly<Record<string, DatePart>> = {
  YEAR: "year",
  YEAROFWEEK: "yearofweek",
  YEAROFWEEKISO: "yearofweekiso",
  QUARTER: "quarter",
  MONTH: "month",
  WEEK: "week",
  WEEKOFYEAR: "week",
  WEEKISO: "weekiso",
  DAY: "day",
  DAYOFMONTH: "day",
  DAYOFWEEK: "dayofweek",
  DAYOFWEEKISO: "dayofweekiso",
  DAYOFYEAR: "dayofyear",
  HOUR: "hour",
  MINUTE: "minute",
  SECOND: "second",
};

const nameFunction = (name: string): FunctionSpec =>
  typed("moment", ([value]) => ({ sql: `left(${name}(${wallClock(need(value))}), 3)`, type: text }));

/** The last day of a month stays one, as it does with no day to go to (docs: functions/add_months). */
const addMonths: FunctionSpec = typed("moment whole", ([value, count], context) => {
  const from = need(value);
  if (from.type.kind === "TIME")
    throw invalid("001044", `Invalid argument types for function 'ADD_MONTHS': (TIME)`);
  const wall = wallClock(from);
  const day = `CAST(${wall} AS DATE)`;
  const sum = later({ sql: wall, type: timestampNtz }, "month", sql(count), context.name).sql;
  const toEnd = `to_days(CAST(last_day(CAST(${sum} AS DATE)) - CAST(${sum} AS DATE) AS INTEGER))`;
  const moved = `CASE WHEN ${day} = last_day(${day}) THEN ${sum} + ${toEnd} ELSE ${sum} END`;
  return { sql: momentOfWall(`(${moved})`, from), type: from.type };
});

/** Months between two days, 31 days long each; none but whole ones between same or last days (docs: months_between). */
const monthsBetween: FunctionSpec = typed("moment moment", ([first, second]) => {
  const [a, b] = [wallClock(need(first)), wallClock(need(second))];
  const field = (part: string, wall: string): string => `date_part('${part}', ${wall})`;
  const whole = `((${field("year", a)} - ${field("year", b)}) * 12 + ${field("month", a)} - ${field("month", b)})`;
  const isLast = (wall: string): string => `CAST(${wall} AS DATE) = last_day(CAST(${wall} AS DATE))`;
  const inMonth = (wall: string): string =>
    `(epoch_us(${wall}) - epoch_us(date_trunc('month', ${wall}))) / 86400000000.0`;
  const same = `${field("day", a)} = ${field("day", b)} OR (${isLast(a)} AND ${isLast(b)})`;
  return {
    sql: `CAST(CASE WHEN ${same} THEN ${whole} ELSE ${whole} + (${inMonth(a)} - ${inMonth(b)}) / 31 END AS DOUBLE)`,
    type: float,
  };
});

/** The next or previous day of a name, of which two letters count (docs: functions/next_day, previous_day). */
const namedDay = (sign: "+" | "-"): FunctionSpec =>
  typed("moment text", ([value, name], context) => {
    const day = `CAST(${wallClock(need(value))} AS DATE)`;
    const place = `strpos('mo tu we th fr sa su', lower(left(trim(${sql(name)}), 2)))`;
    const known = `length(trim(${sql(name)})) >= 2 AND ${place} > 0`;
    const refuse = fail(
      "000002",
      "0A000",
      `'unsupported by the local stand-in: ${context.name} of ''' || ${sql(name)} || ''''`,
    );
    const wanted = `(${place} // 3 + 1)`;
    const today = `date_part('isodow', ${day})`;
    const gap = sign === "+" ? `${wanted} - ${today}` : `${today} - ${wanted}`;
    return {
      sql: `CASE WHEN NOT (${known}) THEN ${refuse} ELSE ${day} ${sign} CAST((${gap} + 6) % 7 + 1 AS INTEGER) END`,
      type: date,
    };
  });

const sliceParts: ReadonlySet<string> = new Set("year quarter month week day hour minute second".split(" "));

const timeSlice: FunctionSpec = typed(
  "moment constant constant constant?",
  ([value, length, part, edge], context) => {
    const moment = need(value);
    const unit = partOf(part?.constant, "truncate", context.name);
    const isDay = moment.type.kind === "DATE";
    if (
      (!isDay && moment.type.kind !== "TIMESTAMP_NTZ") ||
      (isDay && ["hour", "minute", "second"].includes(unit))
    )
      throw invalid(
        "001044",
        `Invalid argument types for function 'TIME_SLICE': (${moment.type.kind}, ${unit})`,
      );
    if (!sliceParts.has(unit)) throw unsupported(`TIME_SLICE of ${unit}`, context.at);
    const count = Number(length?.constant);
    if (!Number.isInteger(count) || count < 1)
      throw invalid(
        "001044",
        `TIME_SLICE takes a whole slice length from 1, not ${String(length?.constant)}`,
      );
    const side = String(edge?.constant ?? "START").toUpperCase();
    if (side !== "START" && side !== "END")
      throw invalid("001044", `TIME_SLICE takes START or END, not ${side}`);
    return slice(moment, String(count), unit, side === "END", settingsOf(context));
  },
);

export const dateFunctions: FunctionTable = {
  DATEADD: dateAdd,
  TIMEADD: dateAdd,
  TIMESTAMPADD: dateAdd,
  DATEDIFF: dateDiff,
  TIMEDIFF: dateDiff,
  TIMESTAMPDIFF: dateDiff,
  DATE_TRUNC: typed("constant moment", ([part, value], context) => truncate(value, part, context)),
  DATE_PART: datePart,
  EXTRACT: datePart,
  ...Object.fromEntries(Object.entries(dayFunctions).map(([name, part]) => [name, partFunction(part)])),
  DAYNAME: nameFunction("dayname"),
  MONTHNAME: nameFunction("monthname"),
  LAST_DAY: typed("moment constant?", ([value, part], context) =>
    lastDay(need(value), partOf(part?.constant ?? "MONTH", "last day", context.name), settingsOf(context)),
  ),
  ADD_MONTHS: addMonths,
  MONTHS_BETWEEN: monthsBetween,
  NEXT_DAY: namedDay("+"),
  PREVIOUS_DAY: namedDay("-"),
  TIME_SLICE: timeSlice,
};
