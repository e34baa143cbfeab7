import type { DataType } from "../../../types";
import { fail } from "../../failures";
import { convert } from "../cast";
import { text, integer, boolean, array, once, type Typed } from "../typed";
import { plain, typed, type FunctionTable } from "./spec";

/** A count, 0 where it is negative; NULL stays NULL, which greatest() would leave out. */
const nonNegative = (count: string): string => `(CASE WHEN ${count} < 0 THEN 0 ELSE ${count} END)`;

const substring = (value = "", start = "", length = ""): string => {
  // Position 0 means 1; before the first character there is nothing (docs: functions/substr).
  const from = `CASE WHEN ${start} = 0 THEN 1 ELSE ${start} END`;
  const part = `substr(${value}, ${from}${length === "" ? "" : `, ${nonNegative(length)}`})`;
  return `CASE WHEN ${start} < -length(${value}) THEN ${nothingOf(value, length)} ELSE ${part} END`;
};

/** Empty text, or NULL where an argument is NULL. */
const nothingOf = (...values: readonly string[]): string =>
  `CASE WHEN ${values.flatMap((value) => (value === "" ? [] : [`${value} IS NULL`])).join(" OR ")} THEN NULL ELSE '' END`;

/** The longest text there is, in bytes (docs: data-types-text). */
const mostBytes = 134_217_728;

/** Text that is made only where it fits. */
const ofSize = (size: string, sql: string): string =>
  `CASE WHEN ${size} > ${mostBytes} THEN ${fail("100078", "22000", `'String is too long and would be truncated: more than ${mostBytes} bytes'`)} ELSE ${sql} END`;

/** Padding with nothing only cuts (docs: functions/lpad). */
const pad = (name: string) => plain("text whole text?", text, (...args) => once(args, padded(name)));

const padded =
  (name: string) =>
  (a = "", n = "0", p = "' '"): string => {
    const size = nonNegative(n);
    return ofSize(
      size,
      `CASE WHEN ${p} = '' THEN left(${a}, ${size}) ELSE ${name}(${a}, CAST(${size} AS INTEGER), ${p}) END`,
    );
  };

/** A function of text and BINARY that DuckDB has for both. */
const ofBytes = (returns: DataType, write: (a: string, isText: boolean) => string) =>
  typed("bytes", ([a]) => ({ sql: write(a?.sql ?? "", a?.type.kind !== "BINARY"), type: returns }));

const wholeNumber = (sql: string): string => `CAST(${sql} AS HUGEINT)`;

/** ASCII goes by DuckDB, which is fast; the rest by Unicode's full rules. */
const upperCase = (a: string): string =>
  `list_transform([${a}], lambda x: CASE WHEN strlen(x) = length(x) THEN upper(x) ELSE sf_upper(x) END)[1]`;

/** Nothing is left where the alphabet has no partner; more partners than letters are refused (docs: functions/translate). */
const translated = (a = "", from = "", to = ""): string =>
  `CASE WHEN length(${to}) > length(${from}) THEN ${fail("100078", "22000", `'String ''(target alphabet)'' is too long and would be truncated'`)} ELSE translate(${a}, ${from}, ${to}) END`;

/** An empty separator splits nothing (docs: functions/split, split_part). */
const split = (a = "", s = ""): string =>
  `CASE WHEN ${s} = '' THEN '[' || sf_json_string(${a}) || ']' ` +
  `WHEN ${s} IS NOT NULL THEN CAST(to_json(string_split(${a}, ${s})) AS VARCHAR) END`;

const splitPart = (a = "", s = "", n = ""): string =>
  `CASE WHEN ${s} = '' THEN CASE WHEN ${n} BETWEEN -1 AND 1 THEN ${a} WHEN ${n} IS NOT NULL AND ${a} IS NOT NULL THEN '' END ` +
  `ELSE split_part(${a}, ${s}, CASE WHEN ${n} = 0 THEN 1 ELSE ${n} END) END`;

export const textFunctions: FunctionTable = {
  UPPER: plain("text", text, (a = "") => upperCase(a)),
  LOWER: plain("text", text, (a) => `lower(${a})`),
  INITCAP: plain("text text?", text, (...args) => `sf_initcap(${args.join(", ")})`),
  TRIM: plain("text text?", text, (...args) => `trim(${args.join(", ")})`),
  LTRIM: plain("text text?", text, (...args) => `ltrim(${args.join(", ")})`),
  RTRIM: plain("text text?", text, (...args) => `rtrim(${args.join(", ")})`),
  LEFT: plain("text whole", text, (a, n = "0") => `left(${a}, ${nonNegative(n)})`),
  RIGHT: plain("text whole", text, (a, n = "0") => `right(${a}, ${nonNegative(n)})`),
  SUBSTR: plain("text whole whole?", text, (...args) => once(args, substring)),
  SUBSTRING: plain("text whole whole?", text, (...args) => once(args, substring)),
  LENGTH: typed("any", ([a]) => ({ sql: lengthOf(a), type: integer })),
  LEN: typed("any", ([a]) => ({ sql: lengthOf(a), type: integer })),
  CHAR_LENGTH: plain("text", integer, (a) => wholeNumber(`length(${a})`)),
  OCTET_LENGTH: ofBytes(integer, (a, isText) => wholeNumber(isText ? `strlen(${a})` : `octet_length(${a})`)),
  REPLACE: plain("text text text?", text, (a, s, r = "''") => `replace(${a}, ${s}, ${r})`),
  TRANSLATE: plain("text text text", text, (...args) => once(args, translated)),
  REVERSE: plain("text", text, (a) => `reverse(${a})`),
  REPEAT: plain("text whole", text, (a = "", n = "0") =>
    ofSize(`strlen(${a}) * ${nonNegative(n)}`, `repeat(${a}, ${nonNegative(n)})`),
  ),
  SPACE: plain("whole", text, (n = "0") => ofSize(n, `repeat(' ', ${nonNegative(n)})`)),
  LPAD: pad("lpad"),
  RPAD: pad("rpad"),
  CHR: plain("whole", text, (n) => `sf_chr(${n})`),
  CHAR: plain("whole", text, (n) => `sf_chr(${n})`),
  // The code of an empty text is 0 (docs: functions/ascii, unicode); DuckDB's is -1.
  ASCII: plain("text", integer, (a) => `CAST(CASE WHEN ${a} = '' THEN 0 ELSE ascii(${a}) END AS HUGEINT)`),
  UNICODE: plain(
    "text",
    integer,
    (a) => `CAST(CASE WHEN ${a} = '' THEN 0 ELSE unicode(${a}) END AS HUGEINT)`,
  ),
  CONCAT: plain("text text*", text, (...args) => `(${args.join(" || ")})`),
  // NULL if any argument is NULL, the separator of one text too (docs: functions/concat_ws).
  CONCAT_WS: plain("text text text*", text, (separator = "", ...args) => {
    const joined = `(${args.join(` || ${separator} || `)})`;
    return args.length > 1 ? joined : `CASE WHEN ${separator} IS NOT NULL THEN ${joined} END`;
  }),
  SPLIT: plain("text text", array, (...args) => once(args, split)),
  SPLIT_PART: plain("text text whole", text, (...args) => once(args, splitPart)),
  STARTSWITH: plain("text text", boolean, (a, b) => `starts_with(${a}, ${b})`),
  ENDSWITH: plain("text text", boolean, (a, b) => `ends_with(${a}, ${b})`),
  CONTAINS: plain("text text", boolean, (a, b) => `contains(${a}, ${b})`),
  POSITION: plain("text text whole?", integer, (needle = "", value = "", start) =>
    position(needle, value, start),
  ),
  CHARINDEX: plain("text text whole?", integer, (needle = "", value = "", start) =>
    position(needle, value, start),
  ),
  MD5: ofBytes(text, (a) => `md5(${a})`),
  MD5_HEX: ofBytes(text, (a) => `md5(${a})`),
  SHA1: ofBytes(text, (a) => `sha1(${a})`),
  SHA1_HEX: ofBytes(text, (a) => `sha1(${a})`),
  SHA2: plain("text whole?", text, (a, bits = "256") => `sf_sha2(${a}, ${bits})`),
  SHA2_HEX: plain("text whole?", text, (a, bits = "256") => `sf_sha2(${a}, ${bits})`),
  UUID_STRING: plain("", text, () => "CAST(uuid() AS VARCHAR)"),
  BASE64_ENCODE: ofBytes(text, (a, isText) => `base64(${isText ? `encode(${a})` : a})`),
  BASE64_DECODE_STRING: plain("text", text, (a) => `decode(from_base64(${a}))`),
  HEX_ENCODE: ofBytes(text, (a) => `hex(${a})`),
  EDITDISTANCE: plain("text text whole?", integer, (a = "", b = "", most = "") => {
    const distance = wholeNumber(`sf_edit_distance(${a}, ${b})`);
    if (most === "") return distance;
    return `CASE WHEN ${nonNegative(most)} < ${distance} THEN ${wholeNumber(nonNegative(most))} WHEN ${most} IS NOT NULL THEN ${distance} END`;
  }),
};

function lengthOf(arg: Typed | undefined): string {
  if (arg === undefined) throw new Error("the signature requires this argument");
  if (arg.type.kind === "BINARY") return wholeNumber(`octet_length(${arg.sql})`);
  return wholeNumber(`length(${convert(arg, text).sql})`);
}

/** Where a text begins in another, 0 where nowhere; an empty one at once (docs: functions/charindex). */
function position(needle: string, value: string, start = "1"): string {
  const found = `instr(substr(${value}, ${start}), ${needle})`;
  const at =
    start === "1"
      ? `instr(${value}, ${needle})`
      : `CASE WHEN ${found} = 0 THEN 0 ELSE ${found} + ${start} - 1 END`;
  const empty = `${needle} = '' AND ${value} IS NOT NULL AND ${start} IS NOT NULL`;
  return wholeNumber(`CASE WHEN ${empty} THEN 1 ELSE ${at} END`);
}
