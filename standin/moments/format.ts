/**
 * Formats of dates and times as elements and literal text (docs: date-time-input-output, "About the elements used in
 * input and output formats").
 */
export type Part =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "element"; readonly name: Element; readonly digits?: number };

/** `TZ:` is TZH:TZM, `TZ` is TZHTZM. AM stands for AM and PM, which mean the same. */
export type Element =
  | "YYYY"
  | "UUUU"
  | "YY"
  | "Y"
  | "MMMM"
  | "MON"
  | "MM"
  | "MO"
  | "DY"
  | "DD"
  | "D"
  | "HH24"
  | "HH12"
  | "H24"
  | "H12"
  | "MI"
  | "ME"
  | "SS"
  | "S"
  | "FF"
  | "AM"
  | "P"
  | "TZ:"
  | "TZ"
  | "TZH";

/** What is written for each element, the longer ones first. */
const spellings: readonly (readonly [RegExp, Element])[] = [
  [/YYYY/iy, "YYYY"],
  [/UUUU/iy, "UUUU"],
  [/MMMM/iy, "MMMM"],
  [/TZH:TZM/iy, "TZ:"],
  [/TZHTZM/iy, "TZ"],
  [/TZH/iy, "TZH"],
  [/HH24/iy, "HH24"],
  [/HH12/iy, "HH12"],
  [/H24/iy, "H24"],
  [/H12/iy, "H12"],
  [/HH/iy, "HH24"],
  [/MON/iy, "MON"],
  [/FF\d?/iy, "FF"],
  [/YY/iy, "YY"],
  [/MM/iy, "MM"],
  [/MO/iy, "MO"],
  [/MI/iy, "MI"],
  [/ME/iy, "ME"],
  [/DY/iy, "DY"],
  [/DD/iy, "DD"],
  [/SS/iy, "SS"],
  [/AM|PM/iy, "AM"],
  [/Y/iy, "Y"],
  [/D/iy, "D"],
  [/H/iy, "H24"],
  [/S/iy, "S"],
  [/P/iy, "P"],
];

const isOtherLetter = (sign: string | undefined): boolean => sign !== undefined && /[A-Z]/i.test(sign);

/**
 * Whether a letter that would be an element by itself belongs to a word that is none, as the S of `EST` does. The T
 * between date and time is no such word.
 */
function inWord(format: string, at: number, before: Part | undefined): boolean {
  const literalBefore = before?.kind === "literal" && /[A-SU-Z]$/i.test(before.text);
  const next = format[at + 1];
  return (
    literalBefore || (isOtherLetter(next) && !startsElement(format, at + 1) && next?.toUpperCase() !== "T")
  );
}

function elementAt(format: string, at: number): readonly [text: string, name: Element] | undefined {
  for (const [pattern, name] of spellings) {
    pattern.lastIndex = at;
    const text = pattern.exec(format)?.[0];
    if (text !== undefined) return [text, name];
  }
  return undefined;
}

const startsElement = (format: string, at: number): boolean => elementAt(format, at) !== undefined;

const known = new Map<string, readonly Part[]>();

/** Reads a format; what is no element, and what stands in double quotes, is literal. */
export function parseFormat(format: string): readonly Part[] {
  const found = known.get(format);
  if (found !== undefined) return found;
  const parts: Part[] = [];
  const literal = (text: string): void => {
    const last = parts.at(-1);
    if (last?.kind === "literal") parts[parts.length - 1] = { kind: "literal", text: last.text + text };
    else parts.push({ kind: "literal", text });
  };
  for (let at = 0; at < format.length;) {
    const quoted = /"([^"]*)"/y;
    quoted.lastIndex = at;
    const inQuotes = quoted.exec(format);
    if (inQuotes !== null) {
      literal(inQuotes[1] ?? "");
      at = quoted.lastIndex;
      continue;
    }
    const element = elementAt(format, at);
    if (element === undefined || (element[0].length === 1 && inWord(format, at, parts.at(-1)))) {
      literal(format[at] ?? "");
      at += 1;
      continue;
    }
    const [text, name] = element;
    parts.push({ kind: "element", name, ...(name === "FF" && { digits: Number(text[2] ?? 9) }) });
    at += text.length;
  }
  // Formats come from statements, which are many; remembering all of them would never end.
  if (known.size > 500) known.clear();
  known.set(format, parts);
  return parts;
}

export const isAuto = (format: string): boolean => format.toUpperCase() === "AUTO";

export const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** From Sunday, as JavaScript and DAYOFWEEK count. */
export const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
