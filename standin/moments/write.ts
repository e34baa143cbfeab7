import { dayOf, floorDivide, microsInDay, microsInSecond, modulo } from "./calendar";
import { months, parseFormat, weekdays, type Part } from "./format";

const pad = (value: number, width: number): string =>
  `${value < 0 ? "-" : ""}${String(Math.abs(value)).padStart(width, "0")}`;

/**
 * A wall clock in a format (docs: date-time-input-output). Where it has no offset, `Z` stands for one (docs:
 * data-types-datetime, TIMESTAMP_NTZ).
 * @param wall microseconds since 1970
 * @param offset minutes east of UTC
 */
export function writeMoment(wall: bigint, offset: number | undefined, format: string): string {
  const days = Number(floorDivide(wall, microsInDay));
  const { year, month, day } = dayOf(days);
  const micros = modulo(wall, microsInDay);
  const second = Number(micros / microsInSecond);
  const [hour, minute] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
  const written = (part: Part): string => {
    if (part.kind === "literal") return part.text;
    switch (part.name) {
      case "YYYY":
      case "UUUU":
        return pad(year, 4);
      case "YY":
        return pad(((year % 100) + 100) % 100, 2);
      case "Y":
        return String(((year % 100) + 100) % 100);
      case "MMMM":
        return months[month - 1] ?? "";
      case "MON":
        return (months[month - 1] ?? "").slice(0, 3);
      case "MM":
        return pad(month, 2);
      case "MO":
        return String(month);
      case "DY":
        return weekdays[(((days + 4) % 7) + 7) % 7] ?? "";
      case "DD":
        return pad(day, 2);
      case "D":
        return String(day);
      case "HH24":
        return pad(hour, 2);
      case "H24":
        return String(hour);
      case "HH12":
        return pad(hour % 12 || 12, 2);
      case "H12":
        return String(hour % 12 || 12);
      case "AM":
        return hour < 12 ? "AM" : "PM";
      case "P":
        return hour < 12 ? "A" : "P";
      case "MI":
        return pad(minute, 2);
      case "ME":
        return String(minute);
      case "SS":
        return pad(second % 60, 2);
      case "S":
        return String(second % 60);
      case "FF":
        return String(micros % microsInSecond)
          .padStart(6, "0")
          .padEnd(9, "0")
          .slice(0, part.digits ?? 9);
      case "TZ:":
      case "TZ":
      case "TZH":
        return offset === undefined ? "Z" : writeOffset(offset, part.name);
    }
  };
  return parseFormat(format).map(written).join("");
}

/** Minutes east of UTC as `+09:30`, `+0930` or `+09`. */
export function writeOffset(offset: number, form: "TZ:" | "TZ" | "TZH" = "TZ:"): string {
  const size = Math.abs(offset);
  const hours = `${offset < 0 ? "-" : "+"}${pad(Math.floor(size / 60), 2)}`;
  if (form === "TZH") return hours;
  return `${hours}${form === "TZ:" ? ":" : ""}${pad(size % 60, 2)}`;
}
