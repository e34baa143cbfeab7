import { unsupported } from "../errors";

/** The five fields of a cron expression, as what a moment on the wall must be (docs: create-task, USING CRON). */
interface Cron {
  readonly zone: string;
  readonly minute: (value: number) => boolean;
  readonly hour: (value: number) => boolean;
  readonly month: (value: number) => boolean;
  /** Day of the month and of the week together: where both are restricted, either will do, as in cron. */
  readonly day: (moment: Wall) => boolean;
}

/** A moment as a clock on the wall of a time zone shows it. */
interface Wall {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly date: number;
  /** From Sunday, 0. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const minuteMs = 60_000;
/** Zones keep their offset at least this long, and change it at a multiple of it. */
const blockMs = 15 * minuteMs;
/** A date that never comes, the 31st of February, is not looked for longer: leap days are four years apart, or eight. */
const horizonMs = 8 * 366 * 24 * 60 * minuteMs;

/**
 * The first minute after a moment at which a schedule of `USING CRON` is due. An hour that the zone's clock skips has
 * no runs, one that it shows twice has them twice.
 * @param schedule e.g. `USING CRON 23 3,15 * * * UTC`
 * @throws SnowflakeError 000002 for an expression this cannot read, or a date that never comes
 */
export function nextByCron(schedule: string, after: Date): Date {
  const cron = parse(schedule);
  const start = after.getTime() + minuteMs - (after.getTime() % minuteMs);
  for (let block = start - (start % blockMs); block < start + horizonMs; block += blockMs) {
    const wall = wallOf(new Date(block), cron.zone);
    if (!cron.hour(wall.hour) || !cron.month(wall.month) || !cron.day(wall)) continue;
    for (let at = block; at < block + blockMs; at += minuteMs)
      if (at >= start && cron.minute(wall.minute + (at - block) / minuteMs)) return new Date(at);
  }
  throw unsupported(`task schedule '${schedule}', which is never due`);
}

function parse(schedule: string): Cron {
  const [minute, hour, date, month, weekday, zone, ...rest] = schedule
    .trim()
    .replace(/^USING\s+CRON\s+/i, "")
    .split(/\s+/);
  if (minute === undefined || hour === undefined || date === undefined || month === undefined)
    throw unsupported(`task schedule '${schedule}'`);
  if (weekday === undefined || zone === undefined || rest.length > 0 || !isZone(zone))
    throw unsupported(`task schedule '${schedule}'`);
  const field = (text: string, least: number, most: number, names: readonly string[] = []) => {
    const accepted = values(text, least, most, names);
    if (accepted === undefined) throw unsupported(`task schedule '${schedule}'`);
    return (value: number): boolean => accepted.has(value);
  };
  const dates = date === "L" ? isLastOfMonth : fieldOf("date", field(date, 1, 31));
  const last = /^([0-6]|[A-Z]{3})L$/i.exec(weekday)?.[1];
  const days = fieldOf("weekday", field(last ?? weekday, 0, 6, weekdays));
  const weekdayFits = last === undefined ? days : (wall: Wall) => days(wall) && isInLastWeek(wall);
  return {
    zone,
    minute: field(minute, 0, 59),
    hour: field(hour, 0, 23),
    month: field(month, 1, 12, months),
    day: (wall) =>
      date === "*" || weekday === "*" ? dates(wall) && weekdayFits(wall) : dates(wall) || weekdayFits(wall),
  };
}

const fieldOf =
  (key: "date" | "weekday", fits: (value: number) => boolean) =>
  (wall: Wall): boolean =>
    fits(wall[key]);

const daysIn = ({ year, month }: Wall): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const isLastOfMonth = (wall: Wall): boolean => wall.date === daysIn(wall);
const isInLastWeek = (wall: Wall): boolean => wall.date > daysIn(wall) - 7;

/** What a field such as `1,5-10/2` or `MON-FRI` accepts; undefined where it is none. */
function values(
  text: string,
  least: number,
  most: number,
  names: readonly string[],
): ReadonlySet<number> | undefined {
  const accepted = new Set<number>();
  for (const part of text.split(",")) {
    const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    if (from === undefined) return undefined;
    const number = (word: string): number =>
      names.includes(word.toUpperCase()) ? names.indexOf(word.toUpperCase()) + least : Number(word);
    const first = from === "*" ? least : number(from);
    const end = to === undefined ? (from === "*" || step !== undefined ? most : first) : number(to);
    if (!(first >= least && first <= end && end <= most) || Number(step ?? 1) < 1) return undefined;
    for (let value = first; value <= end; value += Number(step ?? 1)) accepted.add(value);
  }
  return accepted;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const isZone = (zone: string): boolean => {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
};

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formats.set(zone, format);
  return format;
}

function wallOf(moment: Date, zone: string): Wall {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0 } = parts;
  return { year, month, date, hour, minute, weekday: new Date(Date.UTC(year, month - 1, date)).getUTCDay() };
}
