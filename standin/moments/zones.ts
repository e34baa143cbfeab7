import { microsInMinute } from "./calendar";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formatters.set(zone, made);
  return made;
}

/**
 * Whether a name is one of the IANA database's; they are told apart by case (docs: parameters, TIMEZONE), offsets and
 * most abbreviations are none.
 */
export function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    const canonical = formatter(name).resolvedOptions().timeZone;
    const sameName = canonical.toLowerCase() === name.toLowerCase();
    return sameName ? canonical === name : name.split("/").every((part) => /^[A-Z]/.test(part));
  } catch {
    return false;
  }
}

const offsets = new Map<string, Map<bigint, number>>();

/** Offsets change on quarters of an hour, so one is asked for each. */
const quarter = 15n * microsInMinute;

/** Minutes east of UTC in a zone at an instant, in microseconds since 1970; seconds of old local times are cut off. */
export function zoneOffset(zone: string, instant: bigint): number {
  const known = offsets.get(zone) ?? new Map<bigint, number>();
  offsets.set(zone, known);
  const key = instant / quarter;
  const found = known.get(key);
  if (found !== undefined) return found;
  const text = formatter(zone).format(Number(instant / 1000n));
  const [, sign, hours = "0", minutes = "0"] = /GMT(?:([+-])(\d+):(\d+))?/.exec(text) ?? [];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (known.size > 10_000) known.clear();
  known.set(key, offset);
  return offset;
}

/**
 * The instant a wall clock shows in a zone, in microseconds since 1970. Of an hour that comes twice it is the second,
 * and in an hour that is skipped it is the time the clock had not been put forward to, as DuckDB decides too.
 */
export function instantOf(zone: string, wall: bigint): bigint {
  const before = zoneOffset(zone, wall - BigInt(24 * 60) * microsInMinute);
  const after = zoneOffset(zone, wall + BigInt(24 * 60) * microsInMinute);
  const at = (offset: number): bigint => wall - BigInt(offset) * microsInMinute;
  if (zoneOffset(zone, at(after)) === after) return at(after);
  return at(before);
}
