import type { Settings } from "../../moments/settings";

/*
 * Weeks of days, as SQL over the SQL of a DATE (docs: functions-date-time, "Calendar weeks and weekdays").
 */

const whole = (sql: string): string => `CAST(${sql} AS INTEGER)`;

/** Monday is 1, Sunday 7. */
export const isoWeekday = (day: string): string => `date_part('isodow', ${day})`;

/** The ISO number of the day weeks start on (docs: parameters, WEEK_START): 0 stands for Monday. */
export const firstDay = ({ WEEK_START }: Pick<Settings, "WEEK_START">): number => Number(WEEK_START) || 1;

export const weekStart = (day: string, first: number): string =>
  `(${day} - ${whole(`(${isoWeekday(day)} - ${first} + 7) % 7`)})`;

export const isoYearStart = (year: string): string => weekStart(`make_date(${year}, 1, 4)`, 1);

/** The week's fourth day says which year the week belongs to. */
const fourthDay = (day: string, first: number): string => `(${weekStart(day, first)} + 3)`;

/** WEEK and YEAROFWEEK follow WEEK_START and WEEK_OF_YEAR_POLICY (docs: functions-date-time, "Calendar weeks"). */
export function weekOfYear(day: string, settings: Settings): string {
  const first = firstDay(settings);
  if (settings.WEEK_OF_YEAR_POLICY === "0")
    return `((date_part('dayofyear', ${fourthDay(day, first)}) - 1) // 7 + 1)`;
  const newYear = `make_date(date_part('year', ${day}), 1, 1)`;
  return `((date_part('dayofyear', ${day}) - 1 + (${isoWeekday(newYear)} - ${first} + 7) % 7) // 7 + 1)`;
}

export function yearOfWeek(day: string, settings: Settings): string {
  const of = settings.WEEK_OF_YEAR_POLICY === "0" ? fourthDay(day, firstDay(settings)) : day;
  return `date_part('year', ${of})`;
}

export function dayOfWeek(day: string, { WEEK_START }: Settings): string {
  if (WEEK_START === "0") return `date_part('dow', ${day})`;
  return `((${isoWeekday(day)} - ${WEEK_START} + 7) % 7 + 1)`;
}
