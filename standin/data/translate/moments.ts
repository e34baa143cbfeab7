import { plainSettings, type SettingName } from "../../moments/settings";
import { offsetBias, offsetBits } from "../../moments/packed";
import type { DataType } from "../../types";
import { quote, timestampNtz, type Typed } from "./typed";

/**
 * A session parameter's value when the query runs. Each connection knows its session's (data/settings.ts); one that was
 * told none has a plain session's.
 */
export const setting = (name: SettingName): string =>
  `coalesce(getvariable('${name}'), ${quote(plainSettings[name])})`;

const zone = setting("TIMEZONE");

/** The wall clock of an instant in the session's zone, and back. */
export const localTime = (instant: string): string => `timezone(${zone}, timezone('UTC', ${instant}))`;
export const instantOfLocal = (wall: string): string => `timezone('UTC', timezone(${zone}, ${wall}))`;

/** The instant of a TIMESTAMP_TZ (moments/packed.ts). */
export const instantOfTz = (sql: string): string =>
  `make_timestamp(CAST((${sql}) >> ${offsetBits} AS BIGINT))`;

/** Minutes east of UTC of a TIMESTAMP_TZ. */
export const offsetOfTz = (sql: string): string =>
  `CAST(((${sql}) & ${(1 << offsetBits) - 1}) - ${offsetBias} AS BIGINT)`;

/** What a clock shows at a moment: in the session's zone for TIMESTAMP_LTZ, in its own for TIMESTAMP_TZ. */
export function wallClock({ sql, type }: Typed): string {
  switch (type.kind) {
    case "TIMESTAMP_LTZ":
      return localTime(sql);
    case "TIMESTAMP_TZ":
      return `sf_tz_wall(${sql})`;
    case "DATE":
      return `CAST(${sql} AS TIMESTAMP)`;
    default:
      return sql;
  }
}

/** The moment of the same type and zone as `like` whose clock shows `wall`. */
export function momentOfWall(wall: string, like: Typed): string {
  switch (like.type.kind) {
    case "TIMESTAMP_LTZ":
      return instantOfLocal(wall);
    case "TIMESTAMP_TZ":
      return `sf_tz_moved(${like.sql}, ${wall})`;
    case "DATE":
      return `CAST(${wall} AS DATE)`;
    default:
      return wall;
  }
}

const timestampKinds = ["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"];

/** One kind of timestamp as another (docs: data-types-datetime, timestamp variations). */
function timestampTo(from: Typed, to: DataType): string | undefined {
  const wall = wallClock(from);
  switch (`${from.type.kind} ${to.kind}`) {
    case "TIMESTAMP_NTZ TIMESTAMP_LTZ":
    case "DATE TIMESTAMP_LTZ":
      return instantOfLocal(wall);
    case "TIMESTAMP_TZ TIMESTAMP_LTZ":
      return instantOfTz(from.sql);
    case "TIMESTAMP_NTZ TIMESTAMP_TZ":
    case "DATE TIMESTAMP_TZ":
      return `sf_tz_in(${instantOfLocal(wall)}, ${zone})`;
    case "TIMESTAMP_LTZ TIMESTAMP_TZ":
      return `sf_tz_in(${from.sql}, ${zone})`;
    case "TIMESTAMP_LTZ TIMESTAMP_NTZ":
    case "TIMESTAMP_TZ TIMESTAMP_NTZ":
    case "DATE TIMESTAMP_NTZ":
      return wall;
    default:
      return undefined;
  }
}

/** Digits of the fraction of a second beyond a type's own are cut off. */
function withPrecision(sql: string, to: DataType, from: number): string {
  if (!("precision" in to) || to.kind === "NUMBER" || to.precision >= Math.min(from, 6)) return sql;
  const step = 10 ** (6 - to.precision);
  const cut = (micros: string): string => `(${micros} - ((${micros} % ${step}) + ${step}) % ${step})`;
  if (to.kind === "TIMESTAMP_TZ") return `sf_tz_moved(${sql}, ${cutTimestamp(`sf_tz_wall(${sql})`, cut)})`;
  if (to.kind === "TIME") return `CAST(${cutTimestamp(`(DATE '1970-01-01' + ${sql})`, cut)} AS TIME)`;
  return cutTimestamp(sql, cut);
}

const cutTimestamp = (sql: string, cut: (micros: string) => string): string =>
  `make_timestamp(${cut(`epoch_us(${sql})`)})`;

const kindOf: Readonly<Record<string, "DATE" | "TIME" | "TIMESTAMP">> = {
  DATE: "DATE",
  TIME: "TIME",
  TIMESTAMP_NTZ: "TIMESTAMP",
  TIMESTAMP_LTZ: "TIMESTAMP",
  TIMESTAMP_TZ: "TIMESTAMP",
};

/**
 * SQL of a text read as a moment.
 * @param format SQL of the format; the session's input format where it is left out
 */
export function readText(sql: string, to: DataType, tolerant: boolean, format?: string): string {
  const input = format ?? setting(`${kindOf[to.kind] ?? "TIMESTAMP"}_INPUT_FORMAT`);
  const zoned = to.kind === "TIMESTAMP_LTZ" || to.kind === "TIMESTAMP_TZ" ? `, ${zone}` : "";
  return `sf_read_${to.kind.toLowerCase()}(${sql}, ${input}, ${setting("TWO_DIGIT_CENTURY_START")}, ${tolerant}${zoned})`;
}

/** The format a moment has inside a VARIANT: one AUTO reads, whatever the session writes. */
export const variantFormat = (kind: string): string =>
  quote(plainSettings[`${kind}_OUTPUT_FORMAT` as SettingName]);

/**
 * SQL of a moment as text.
 * @param format SQL of the format; the session's output format where it is left out
 */
export function writeText({ sql, type }: Typed, format?: string): string {
  const output = format ?? setting(`${type.kind}_OUTPUT_FORMAT` as SettingName);
  const zoned = type.kind === "TIMESTAMP_LTZ" ? `, ${zone}` : "";
  return `sf_write_${type.kind.toLowerCase()}(${sql}, ${output}${zoned})`;
}

/** A VARIANT as a moment: its text, or a number that counts since 1970 and so means an instant (docs: to_timestamp). */
function fromVariant(sql: string, to: DataType, tolerant: boolean): string {
  const words = `sf_variant_moment(${sql}, '${to.kind}', ${tolerant})`;
  const read = (type: DataType): string => readText(words, type, tolerant, "'AUTO'");
  if (to.kind === "TIMESTAMP_TZ") {
    const counted = `sf_tz_in(${read({ kind: "TIMESTAMP_LTZ", precision: 9 })}, ${zone})`;
    return `CASE WHEN sf_is_json_number(${sql}) THEN ${counted} ELSE ${read(to)} END`;
  }
  if (to.kind !== "TIMESTAMP_NTZ") return read(to);
  const counted = localTime(read({ kind: "TIMESTAMP_LTZ", precision: 9 }));
  return `CASE WHEN sf_is_json_number(${sql}) THEN ${counted} ELSE ${read(to)} END`;
}

/** SQL of a number that counts units of 10^-scale seconds since 1970, in UTC. */
export function fromEpoch(sql: string, to: DataType, scale = "0"): string {
  const instant: Typed = { sql: `sf_epoch(CAST(${sql} AS VARCHAR), ${scale})`, type: timestampNtz };
  if (to.kind === "TIMESTAMP_TZ") return `sf_tz_in(${instant.sql}, ${zone})`;
  return instant.sql;
}

/** A value as DATE, TIME or a timestamp; undefined where there is no such conversion (docs: data-type-conversion). */
export function asMoment(from: Typed, to: DataType, tolerant: boolean): string | undefined {
  const { sql, type } = from;
  const cut = (converted: string, digits = 9): string => withPrecision(converted, to, digits);
  switch (type.kind) {
    case "VARIANT":
      return cut(fromVariant(sql, to, tolerant));
    case "VARCHAR":
      return cut(readText(sql, to, tolerant));
    case "NUMBER":
      return timestampKinds.includes(to.kind) ? cut(fromEpoch(sql, to)) : undefined;
    case "DATE":
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ": {
      const digits = "precision" in type ? type.precision : 0;
      if (type.kind === to.kind) return cut(sql, digits);
      if (type.kind === "TIME") return undefined;
      if (to.kind === "DATE") return `CAST(${wallClock(from)} AS DATE)`;
      if (to.kind === "TIME")
        return type.kind === "DATE" ? undefined : cut(`CAST(${wallClock(from)} AS TIME)`, digits);
      const converted = timestampTo(from, to);
      return converted === undefined ? undefined : cut(converted, digits);
    }
    default:
      return undefined;
  }
}
