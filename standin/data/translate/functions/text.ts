import { unsupported } from "../../../errors";
import { text, integer, boolean, array, type Typed } from "../typed";
import { plain, typed, type FunctionTable } from "./spec";

const nonNegative = (count: string): string => `greatest(${count}, 0)`;

const substring = (value: string, start: string, length = ""): string => {
  // Position 0 means 1 (docs: functions/substr); DuckDB counts a character before the first.
  const from = `CASE WHEN ${start} = 0 THEN 1 ELSE ${start} END`;
  return `substr(${value}, ${from}${length === "" ? "" : `, ${nonNegative(length)}`})`;
};

/** Regular-expression parameters (docs: functions-regexp): c, i, m, s, e; `e` only says that a group is wanted. */
const options = (parameters = "'c'"): string => parameters.replace("e", "");

/** From a position (from 1) on. */
const from = (value: string, position = ""): string =>
  position === "" ? value : `substr(${value}, ${position})`;

const sizeText = (name: string) => plain("text", integer, (a) => `CAST(${name}(${a}) AS HUGEINT)`);

const pad = (name: string) =>
  plain(
    "text whole text?",
    text,
    (a, n = "0", p = "' '") => `${name}(${a}, CAST(${nonNegative(n)} AS INTEGER), ${p})`,
  );

export const textFunctions: FunctionTable = {
  UPPER: plain("text", text, (a) => `upper(${a})`),
  LOWER: plain("text", text, (a) => `lower(${a})`),
  INITCAP: plain("text text?", text, (...args) => `sf_initcap(${args.join(", ")})`),
  TRIM: plain("text text?", text, (...args) => `trim(${args.join(", ")})`),
  LTRIM: plain("text text?", text, (...args) => `ltrim(${args.join(", ")})`),
  RTRIM: plain("text text?", text, (...args) => `rtrim(${args.join(", ")})`),
  LEFT: plain("text whole", text, (a, n = "0") => `left(${a}, ${nonNegative(n)})`),
  RIGHT: plain("text whole", text, (a, n = "0") => `right(${a}, ${nonNegative(n)})`),
  SUBSTR: plain("text whole whole?", text, (a = "", s = "", n) => substring(a, s, n)),
  SUBSTRING: plain("text whole whole?", text, (a = "", s = "", n) => substring(a, s, n)),
  LENGTH: typed("any", ([a]) => ({ sql: lengthOf(a), type: integer })),
  LEN: typed("any", ([a]) => ({ sql: lengthOf(a), type: integer })),
  CHAR_LENGTH: sizeText("length"),
  OCTET_LENGTH: sizeText("strlen"),
  REPLACE: plain("text text text?", text, (a, s, r = "''") => `replace(${a}, ${s}, ${r})`),
  TRANSLATE: plain("text text text", text, (a, s, r) => `translate(${a}, ${s}, ${r})`),
  REVERSE: plain("text", text, (a) => `reverse(${a})`),
  REPEAT: plain("text whole", text, (a, n = "0") => `repeat(${a}, ${nonNegative(n)})`),
  SPACE: plain("whole", text, (n = "0") => `repeat(' ', ${nonNegative(n)})`),
  LPAD: pad("lpad"),
  RPAD: pad("rpad"),
  CHR: plain("whole", text, (n) => `chr(CAST(${n} AS INTEGER))`),
  CHAR: plain("whole", text, (n) => `chr(CAST(${n} AS INTEGER))`),
  ASCII: plain("text", integer, (a) => `CAST(ascii(${a}) AS HUGEINT)`),
  UNICODE: plain("text", integer, (a) => `CAST(unicode(${a}) AS HUGEINT)`),
  CONCAT: plain("text*", text, (...args) => `(${args.join(" || ")})`),
  // NULL if any argument is NULL (docs: functions/concat_ws).
  CONCAT_WS: plain("text text*", text, (separator = "", ...args) => `(${args.join(` || ${separator} || `)})`),
  SPLIT: plain("text text", array, (a, s) => `CAST(to_json(string_split(${a}, ${s})) AS VARCHAR)`),
  SPLIT_PART: plain(
    "text text whole",
    text,
    (a, s, n) => `split_part(${a}, ${s}, CASE WHEN ${n} = 0 THEN 1 ELSE ${n} END)`,
  ),
  STARTSWITH: plain("text text", boolean, (a, b) => `starts_with(${a}, ${b})`),
  ENDSWITH: plain("text text", boolean, (a, b) => `ends_with(${a}, ${b})`),
  CONTAINS: plain("text text", boolean, (a, b) => `contains(${a}, ${b})`),
  POSITION: plain("text text whole?", integer, (needle = "", value = "", start) =>
    position(needle, value, start),
  ),
  CHARINDEX: plain("text text whole?", integer, (needle = "", value = "", start) =>
    position(needle, value, start),
  ),
  REGEXP_LIKE: plain("text text text?", boolean, (a, p, o) => `regexp_full_match(${a}, ${p}, ${options(o)})`),
  RLIKE: plain("text text text?", boolean, (a, p, o) => `regexp_full_match(${a}, ${p}, ${options(o)})`),
  REGEXP_REPLACE: typed("text text text? whole? whole? text?", (args, context) =>
    regexpReplace(args, context.name),
  ),
  REGEXP_SUBSTR: plain(
    "text text whole? whole? text? whole?",
    text,
    (a = "", p = "", start, nth = "1", o = "'c'", group = o.includes("e") ? "1" : "0") =>
      `list_extract(regexp_extract_all(${from(a, start)}, ${p}, CAST(${group} AS INTEGER), ${options(o)}), ${nth})`,
  ),
  REGEXP_COUNT: plain(
    "text text whole? text?",
    integer,
    (a = "", p = "", start, o) =>
      `CAST(len(regexp_extract_all(${from(a, start)}, ${p}, 0, ${options(o)})) AS HUGEINT)`,
  ),
  MD5: plain("text", text, (a) => `md5(${a})`),
  MD5_HEX: plain("text", text, (a) => `md5(${a})`),
  SHA1: plain("text", text, (a) => `sha1(${a})`),
  SHA1_HEX: plain("text", text, (a) => `sha1(${a})`),
  SHA2: plain("text whole?", text, (a, bits = "256") => `sf_sha2(${a}, ${bits})`),
  SHA2_HEX: plain("text whole?", text, (a, bits = "256") => `sf_sha2(${a}, ${bits})`),
  UUID_STRING: plain("", text, () => "CAST(uuid() AS VARCHAR)"),
  BASE64_ENCODE: plain("text", text, (a) => `base64(encode(${a}))`),
  BASE64_DECODE_STRING: plain("text", text, (a) => `decode(from_base64(${a}))`),
  HEX_ENCODE: plain("text", text, (a) => `hex(${a})`),
  EDITDISTANCE: plain("text text", integer, (a, b) => `CAST(levenshtein(${a}, ${b}) AS HUGEINT)`),
};

function lengthOf(arg: Typed | undefined): string {
  if (arg?.type.kind === "BINARY") return `CAST(octet_length(${arg.sql}) AS HUGEINT)`;
  if (arg?.type.kind === "VARIANT") return `CAST(length(sf_text(${arg.sql})) AS HUGEINT)`;
  return `CAST(length(CAST(${arg?.sql ?? ""} AS VARCHAR)) AS HUGEINT)`;
}

function position(needle: string, value: string, start?: string): string {
  if (start === undefined) return `CAST(instr(${value}, ${needle}) AS HUGEINT)`;
  const found = `instr(substr(${value}, ${start}), ${needle})`;
  return `CAST(CASE WHEN ${found} = 0 THEN 0 ELSE ${found} + ${start} - 1 END AS HUGEINT)`;
}

/** Occurrence 0 replaces all, 1 the first; other occurrences are refused. */
function regexpReplace(args: readonly Typed[], name: string): Typed {
  const [value, pattern, replacement, start, occurrence, parameters] = args;
  const nth = Number(occurrence?.constant ?? 0);
  if (start !== undefined && start.constant !== 1) throw unsupported(`${name} from a position other than 1`);
  if (nth !== 0 && nth !== 1) throw unsupported(`${name} of occurrence ${nth}`);
  // DuckDB wants the options of regexp_replace as one constant.
  const given = parameters === undefined ? "c" : parameters.constant;
  if (typeof given !== "string") throw unsupported(`${name} with parameters that are no constant`);
  const flags = `'${given.replace(/[^cims]/g, "")}${nth === 0 ? "g" : ""}'`;
  return {
    sql: `regexp_replace(${value?.sql ?? ""}, ${pattern?.sql ?? ""}, ${replacement?.sql ?? "''"}, ${flags})`,
    type: text,
  };
}
