import {
  BIGINT,
  BOOLEAN,
  DATE,
  DuckDBDateValue,
  DuckDBTimeValue,
  DuckDBTimestampValue,
  HUGEINT,
  TIME,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";
import { microsInDay, microsInMinute } from "../../moments/calendar";
import { isAuto } from "../../moments/format";
import {
  earliest,
  epochMicros,
  latest,
  readingDays,
  readingInstant,
  readingTime,
  readMoment,
  wallClock,
  type MomentKind,
  type Reading,
} from "../../moments/read";
import { packed, unpacked } from "../../moments/packed";
import { writeMoment } from "../../moments/write";
import { instantOf, isZone, zoneOffset } from "../../moments/zones";
import { kernelError } from "../failures";
import { JsonNumber, parseJson, printJson } from "./json";
import type { KernelFunction } from "./function";

const unread: Readonly<Record<MomentKind, readonly [code: string, name: string]>> = {
  date: ["100040", "Date"],
  time: ["100108", "Time"],
  timestamp: ["100035", "Timestamp"],
};

/** Reads a text or says in Snowflake's words why not; NULL where `tolerant`. */
function read(
  text: string,
  kind: MomentKind,
  format: string,
  century: string,
  tolerant: boolean,
): Reading | null {
  const reading = readMoment(text, kind, format, Number(century));
  if (reading !== undefined) return reading;
  if (tolerant) return null;
  const [code, name] = unread[kind];
  throw isAuto(format)
    ? kernelError(code, "22007", `${name} '${text}' is not recognized`)
    : kernelError("100096", "22007", `Can't parse '${text}' as ${kind} with format '${format}'`);
}

/** The instant of a reading whose text may say no offset: then it is the zone's wall clock. */
const instantIn = (reading: Reading, zone: string): bigint =>
  readingInstant(reading) ?? instantOf(zone, wallClock(reading));

const requireZone = (zone: string): string => {
  if (!isZone(zone)) throw kernelError("100085", "22023", `Invalid time zone: '${zone}'`);
  return zone;
};

/**
 * Microseconds since 1970 of a JSON number: a whole one counts in units its size says, another one seconds. Undefined
 * where its year has more than four digits.
 */
function countedMicros(digits: string): bigint | undefined {
  const whole = /^-?\d+$/.test(digits) ? epochMicros(BigInt(digits)) : undefined;
  const micros = whole ?? Number(digits) * 1e6;
  if (micros < earliest || micros > latest) return undefined;
  if (typeof micros === "bigint") return micros;
  return /e/i.test(digits) ? BigInt(Math.round(micros)) : epoch(digits, 0n).micros;
}

/**
 * The text a VARIANT gives to be read as a moment, in a format AUTO knows: its own, or that of the instant a number
 * counts (docs: to_timestamp, variant_expr).
 */
function variantText(stored: string, type: string, tolerant: boolean): string | null {
  const value = parseJson(stored);
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  const counted =
    value instanceof JsonNumber && type.startsWith("TIMESTAMP") ? countedMicros(value.text) : undefined;
  if (counted !== undefined) return writeMoment(counted, 0, "YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM");
  if (tolerant) return null;
  throw kernelError("100071", "22000", `Failed to cast variant value ${printJson(value)} to ${type}`);
}

/**
 * Microseconds since 1970 of a number that counts units of 10^-scale seconds (docs: to_timestamp, numeric_expr); what is
 * below a microsecond is cut off.
 */
function epoch(digits: string, scale: bigint): DuckDBTimestampValue {
  const [, sign, whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  const shift = 6 - Number(scale) - fraction.length;
  const count = BigInt(whole + fraction);
  const micros = shift >= 0 ? count * 10n ** BigInt(shift) : count / 10n ** BigInt(-shift);
  if (micros > 9_000_000_000_000_000_000n)
    throw kernelError("100035", "22007", `Timestamp '${digits}' is not recognized`);
  return new DuckDBTimestampValue(sign === "-" ? -micros : micros);
}

const text = VARCHAR;

/** Texts and moments into each other, and TIMESTAMP_TZ, which is a whole number here (moments/packed.ts). */
export const momentFunctions: readonly KernelFunction[] = [
  {
    name: "sf_read_date",
    parameters: [text, text, text, BOOLEAN],
    returns: DATE,
    call: (given: string, format: string, century: string, tolerant: boolean) => {
      const reading = read(given, "date", format, century, tolerant);
      return reading && new DuckDBDateValue(readingDays(reading));
    },
  },
  {
    name: "sf_read_time",
    parameters: [text, text, text, BOOLEAN],
    returns: TIME,
    call: (given: string, format: string, century: string, tolerant: boolean) => {
      const reading = read(given, "time", format, century, tolerant);
      return reading && new DuckDBTimeValue(readingTime(reading));
    },
  },
  {
    name: "sf_read_timestamp_ntz",
    parameters: [text, text, text, BOOLEAN],
    returns: TIMESTAMP,
    call: (given: string, format: string, century: string, tolerant: boolean) => {
      const reading = read(given, "timestamp", format, century, tolerant);
      return reading && new DuckDBTimestampValue(wallClock(reading));
    },
  },
  {
    name: "sf_read_timestamp_ltz",
    parameters: [text, text, text, BOOLEAN, text],
    returns: TIMESTAMP,
    call: (given: string, format: string, century: string, tolerant: boolean, zone: string) => {
      const reading = read(given, "timestamp", format, century, tolerant);
      return reading && new DuckDBTimestampValue(instantIn(reading, zone));
    },
  },
  {
    name: "sf_read_timestamp_tz",
    parameters: [text, text, text, BOOLEAN, text],
    returns: HUGEINT,
    call: (given: string, format: string, century: string, tolerant: boolean, zone: string) => {
      const reading = read(given, "timestamp", format, century, tolerant);
      if (reading === null) return null;
      const instant = instantIn(reading, zone);
      const said = "wall" in reading ? reading.offset : undefined;
      return packed(instant, said ?? zoneOffset(zone, instant));
    },
  },
  { name: "sf_variant_moment", parameters: [text, text, BOOLEAN], returns: text, call: variantText },
  {
    name: "sf_is_json_number",
    parameters: [text],
    returns: BOOLEAN,
    call: (stored: string) => parseJson(stored) instanceof JsonNumber,
  },
  { name: "sf_epoch", parameters: [text, BIGINT], returns: TIMESTAMP, call: epoch },
  {
    name: "sf_write_date",
    parameters: [DATE, text],
    returns: text,
    call: (value: DuckDBDateValue, format: string) =>
      writeMoment(BigInt(value.days) * microsInDay, undefined, format),
  },
  {
    name: "sf_write_time",
    parameters: [TIME, text],
    returns: text,
    call: (value: DuckDBTimeValue, format: string) => writeMoment(value.micros, undefined, format),
  },
  {
    name: "sf_write_timestamp_ntz",
    parameters: [TIMESTAMP, text],
    returns: text,
    call: (value: DuckDBTimestampValue, format: string) => writeMoment(value.micros, undefined, format),
  },
  {
    name: "sf_write_timestamp_ltz",
    parameters: [TIMESTAMP, text, text],
    returns: text,
    call: ({ micros }: DuckDBTimestampValue, format: string, zone: string) => {
      const offset = zoneOffset(zone, micros);
      return writeMoment(micros + BigInt(offset) * microsInMinute, offset, format);
    },
  },
  {
    name: "sf_write_timestamp_tz",
    parameters: [HUGEINT, text],
    returns: text,
    call: (value: bigint, format: string) => {
      const { wall, offset } = unpacked(value);
      return writeMoment(wall, offset, format);
    },
  },
  {
    name: "sf_tz_wall",
    parameters: [HUGEINT],
    returns: TIMESTAMP,
    call: (value: bigint) => new DuckDBTimestampValue(unpacked(value).wall),
  },
  {
    name: "sf_tz_moved",
    parameters: [HUGEINT, TIMESTAMP],
    returns: HUGEINT,
    call: (value: bigint, wall: DuckDBTimestampValue) => {
      const { offset } = unpacked(value);
      return packed(wall.micros - BigInt(offset) * microsInMinute, offset);
    },
  },
  {
    name: "sf_tz_in",
    parameters: [TIMESTAMP, text],
    returns: HUGEINT,
    call: ({ micros }: DuckDBTimestampValue, zone: string) =>
      packed(micros, zoneOffset(requireZone(zone), micros)),
  },
  {
    name: "sf_offset",
    parameters: [TIMESTAMP, text],
    returns: BIGINT,
    call: ({ micros }: DuckDBTimestampValue, zone: string) => BigInt(zoneOffset(zone, micros)),
  },
  {
    name: "sf_zone",
    parameters: [text],
    returns: text,
    call: requireZone,
  },
];
