import { dateFormats, timeFormats, timestampFormats } from "./auto";
import {
  daysInMonth,
  daysOf,
  floorDivide,
  microsInDay,
  microsInMinute,
  microsInSecond,
  modulo,
} from "./calendar";
import { isAuto, months, parseFormat, weekdays, type Element, type Part } from "./format";

/** What a text said: a wall clock, perhaps with minutes east of UTC, or an instant counted since 1970. */
export type Reading =
  { readonly wall: bigint; readonly offset: number | undefined } | { readonly instant: bigint };

/** What a text is read as. */
export type MomentKind = "date" | "time" | "timestamp";

const names = (words: readonly string[]): string => words.join("|");
const month = `${names(months)}|${names(months.map((name) => name.slice(0, 3)))}`;

/** Up to as many digits as the element has letters (docs: "Using the correct number of digits with format elements"). */
function pattern({ name, digits = 9 }: Part & { kind: "element" }): string {
  switch (name) {
    case "YYYY":
      return "\\d{1,4}";
    case "UUUU":
      return "-?\\d{1,4}";
    case "MMMM":
    case "MON":
      return month;
    case "DY":
      return names(weekdays);
    case "AM":
      return "AM|PM";
    case "P":
      return "A|P";
    case "FF":
      return `\\d{${Math.min(1, digits)},${digits}}`;
    case "TZ:":
      return "Z|[+-]?\\d{1,2}:\\d{1,2}";
    case "TZ":
      return "Z|[+-]?\\d{3,4}";
    case "TZH":
      return "Z|[+-]?\\d{1,2}";
    default:
      return "\\d{1,2}";
  }
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

interface Reader {
  readonly pattern: RegExp;
  readonly elements: readonly Element[];
}

const readers = new Map<string, Reader>();

/**
 * A blank in the format asks for one in the text; a text may have blanks more (docs: "Whitespace in values and format
 * specifiers"). An offset right behind a digit needs its sign.
 */
function reader(format: string): Reader {
  const known = readers.get(format);
  if (known !== undefined) return known;
  const parts = parseFormat(format);
  const source = parts.map((part) => {
    if (part.kind === "literal") return escaped(part.text).replace(/\s+/g, "\\s+");
    const blank = part.name.startsWith("TZ") ? "(?:\\s*(?=[+-]|Z)|(?<=\\s)|\\s+)" : "\\s*";
    return `${blank}(${pattern(part)})`;
  });
  const made = {
    pattern: new RegExp(`^${source.join("")}$`, "i"),
    elements: parts.flatMap((part) => (part.kind === "element" ? [part.name] : [])),
  };
  if (readers.size > 500) readers.clear();
  readers.set(format, made);
  return made;
}

function offsetOf(text: string): number | undefined {
  if (/^Z$/i.test(text)) return 0;
  const [, sign, digits = "", behind] = /^([+-]?)(\d{1,4})(?::(\d{1,2}))?$/.exec(text) ?? [];
  const hours = Number(behind === undefined && digits.length > 2 ? digits.slice(0, -2) : digits);
  const minutes = Number(behind ?? (digits.length > 2 ? digits.slice(-2) : 0));
  if (hours > 23 || minutes > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/** The year of two digits that lies in the hundred years from `century` (docs: parameters, TWO_DIGIT_CENTURY_START). */
function fullYear(short: number, century: number): number {
  const year = Math.floor(century / 100) * 100 + short;
  return year < century ? year + 100 : year;
}

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  half: "A" | "P" | undefined;
  twelve: boolean;
  minute: number;
  second: number;
  micros: bigint;
  offset: number | undefined;
}

function wallOf(fields: Fields): bigint | undefined {
  const { year, month, day, half, minute, second, twelve } = fields;
  let { hour } = fields;
  if (twelve) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === "P" ? 12 : 0);
  } else if (half !== undefined) return undefined;
  const valid =
    month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && hour <= 23 && minute <= 59;
  if (!valid || second > 59) return undefined;
  const seconds = BigInt(daysOf({ year, month, day })) * 86_400n + BigInt(hour * 3600 + minute * 60 + second);
  return seconds * microsInSecond + fields.micros;
}

/** Undefined where the text is not in the format. Digits of a fraction beyond microseconds are cut off. */
function readFormat(text: string, format: string, century: number): Reading | undefined {
  const { pattern, elements } = reader(format);
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const fields: Fields = {
    year: 1970,
    month: 1,
    day: 1,
    hour: 0,
    half: undefined,
    twelve: false,
    minute: 0,
    second: 0,
    micros: 0n,
    offset: undefined,
  };
  for (const [i, name] of elements.entries()) {
    const found = match[i + 1] ?? "";
    switch (name) {
      case "YYYY":
      case "UUUU":
        fields.year = Number(found);
        break;
      case "YY":
      case "Y":
        fields.year = fullYear(Number(found), century);
        break;
      case "MM":
      case "MO":
        fields.month = Number(found);
        break;
      case "MMMM":
      case "MON":
        fields.month =
          1 + months.findIndex((each) => each.toLowerCase().startsWith(found.slice(0, 3).toLowerCase()));
        break;
      case "DD":
      case "D":
        fields.day = Number(found);
        break;
      case "HH12":
      case "H12":
        fields.twelve = true;
        fields.hour = Number(found);
        break;
      case "HH24":
      case "H24":
        fields.hour = Number(found);
        break;
      case "AM":
      case "P":
        fields.half = found.toUpperCase().startsWith("P") ? "P" : "A";
        break;
      case "MI":
      case "ME":
        fields.minute = Number(found);
        break;
      case "SS":
      case "S":
        fields.second = Number(found);
        break;
      case "FF":
        fields.micros = BigInt(found.padEnd(6, "0").slice(0, 6));
        break;
      case "TZ:":
      case "TZ":
      case "TZH":
        fields.offset = offsetOf(found);
        if (fields.offset === undefined) return undefined;
        break;
      case "DY":
        break;
    }
  }
  const wall = wallOf(fields);
  return wall === undefined ? undefined : { wall, offset: fields.offset };
}

/**
 * Microseconds since 1970 of digits that count seconds, milliseconds, microseconds or nanoseconds by their size
 * (docs: date-time-input-output, "AUTO detection of integer-stored date, time, and timestamp values").
 */
export function epochMicros(count: bigint): bigint {
  const year = 31_536_000_000n;
  if (count < year) return count * 1_000_000n;
  if (count < year * 1000n) return count * 1000n;
  return count < year * 1_000_000n ? count : count / 1000n;
}

const automatic: Readonly<Record<MomentKind, readonly string[]>> = {
  date: [...dateFormats, ...timestampFormats],
  time: timeFormats,
  timestamp: [...timestampFormats, ...dateFormats],
};

/** The last moment a year of four digits can name, in microseconds since 1970, and the first. */
export const latest = BigInt(daysOf({ year: 10_000, month: 1, day: 1 })) * microsInDay - 1n;
export const earliest = BigInt(daysOf({ year: 0, month: 1, day: 1 })) * microsInDay;

/**
 * Reads a text.
 * @param format `AUTO`, or elements
 * @param century TWO_DIGIT_CENTURY_START
 * @returns undefined where the text is not in the format
 */
export function readMoment(
  given: string,
  kind: MomentKind,
  format: string,
  century: number,
): Reading | undefined {
  const text = given.trim();
  if (!isAuto(format)) return readFormat(text, format, century);
  if (/^[+-]?\d+$/.test(text)) {
    const instant = epochMicros(BigInt(text.replace("+", "")));
    return instant < earliest || instant > latest ? undefined : { instant };
  }
  for (const each of automatic[kind]) {
    const reading = readFormat(text, each, century);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

/** The wall clock a reading shows; an instant is shown in UTC. */
export const wallClock = (reading: Reading): bigint => ("wall" in reading ? reading.wall : reading.instant);

/** Days since 1970-01-01. */
export const readingDays = (reading: Reading): number => Number(floorDivide(wallClock(reading), microsInDay));

/** Microseconds since midnight; of counted seconds the whole ones only (docs: to_time, arguments). */
export function readingTime(reading: Reading): bigint {
  const micros = modulo(wallClock(reading), microsInDay);
  return "instant" in reading ? micros - (micros % microsInSecond) : micros;
}

/** The instant a reading means, where its text says an offset or counts; else undefined. */
export function readingInstant(reading: Reading): bigint | undefined {
  if ("instant" in reading) return reading.instant;
  return reading.offset === undefined ? undefined : reading.wall - BigInt(reading.offset) * microsInMinute;
}
