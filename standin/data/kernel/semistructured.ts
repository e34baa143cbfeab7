import { kernelError } from "../failures";
import { comparableJson, JsonNumber, parseJson, plainNumber, printJson, showJson, type Json } from "./json";

const castFailure = (value: Json, to: string): Error =>
  kernelError("100071", "22000", `Failed to cast variant value ${printJson(value)} to ${to}`);

/** The text of a value: strings without quotes, JSON null as NULL. */
export function asText(stored: string): string | null {
  const value = parseJson(stored);
  return value === null || value === undefined ? null : text(value);
}

/** A value by itself as TO_VARCHAR writes it: a double without its exponent (docs: functions/array_to_string). */
function text(value: Json): string {
  if (typeof value === "string") return value;
  return value instanceof JsonNumber ? plainNumber(value) : showJson(value);
}

/** TO_JSON: the text a client sees, on one line. */
export const toJson = (stored: string): string => showJson(parseJson(stored));

/** What a comparison of two VARIANTs compares. */
export const comparable = (stored: string): string => comparableJson(parseJson(stored));

/** Text that sorts as values do: numbers by size, texts as texts. */
export function orderKey(stored: string): string {
  const value = parseJson(stored);
  if (typeof value === "string") return `t${value}`;
  if (!(value instanceof JsonNumber)) return `u${comparableJson(value)}`;
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(Number(value.text));
  const positive = (bits[0] ?? 0) < 0x80;
  const sortable = bits.map((byte, i) => (positive ? (i === 0 ? byte | 0x80 : byte) : byte ^ 0xff));
  return `n${Buffer.from(sortable).toString("hex")}`;
}

/** What is wrong with a text as JSON, or null (docs: functions/check_json). */
export function checkJson(source: string): string | null {
  if (source.trim() === "") return null;
  try {
    parseJson(source);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^[\s\S]*Error parsing JSON: /, "") : null;
  }
}

/** A single value becomes an array of one (docs: to_array). */
export function toArray(stored: string): string | null {
  const value = parseJson(stored);
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? stored : `[${stored}]`;
}

export function toObject(stored: string): string | null {
  const value = parseJson(stored);
  if (value === null || value === undefined) return null;
  if (value instanceof Map) return stored;
  throw castFailure(value, "OBJECT");
}

/** An array fit to become a vector of `dimension` numbers, checked (docs: data-types-vector, conversion). */
export function toVector(stored: string, dimension: number): string {
  const value = parseJson(stored);
  if (!Array.isArray(value)) throw castFailure(value, `VECTOR(FLOAT, ${dimension})`);
  if (value.length !== dimension)
    throw kernelError(
      "100078",
      "22000",
      `Array-like value being cast to a vector has incorrect dimension: expected ${dimension}, got ${value.length}`,
    );
  if (!value.every((item) => item instanceof JsonNumber))
    throw castFailure(value, `VECTOR(FLOAT, ${dimension})`);
  return stored;
}

/** The type names of TYPEOF (docs: functions/typeof). */
export function typeOf(stored: string): string {
  const value = parseJson(stored);
  if (value === null || value === undefined) return "NULL_VALUE";
  if (value instanceof JsonNumber)
    return value.isDouble ? "DOUBLE" : value.text.includes(".") ? "DECIMAL" : "INTEGER";
  if (Array.isArray(value)) return "ARRAY";
  if (value instanceof Map) return "OBJECT";
  return typeof value === "string" ? "VARCHAR" : "BOOLEAN";
}

export const isNullValue = (stored: string): boolean => parseJson(stored) === null;

/** One step down: a key of an object, an index of an array; NULL where there is none. */
export function step(value: Json, key: string | number): Json {
  if (Array.isArray(value) && typeof key === "number") return value[key];
  if (value instanceof Map && typeof key === "string") return value.get(key);
  return undefined;
}

const store = (value: Json): string | null => (value === undefined ? null : printJson(value));

/** GET with a key or an index; the second argument arrives as JSON. */
export function get(stored: string, key: string): string | null {
  const step1 = parseJson(key);
  if (step1 instanceof JsonNumber) return store(step(parseJson(stored), Number(step1.text)));
  return typeof step1 === "string" ? store(step(parseJson(stored), step1)) : null;
}

/** The steps of a path text: `a.b[0]["c d"]`, also with a leading colon or bracket. */
export function pathSteps(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  const pattern = /[.:]?(?:\[(\d+)\]|\[(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)')\]|"((?:[^"]|"")*)"|([\w$]+))/y;
  while (pattern.lastIndex < path.length) {
    const match = pattern.exec(path);
    if (match === null) throw kernelError("100170", "22000", `Invalid extraction path '${path}'`);
    const [, index, inDouble, inSingle, quoted, word] = match;
    steps.push(index === undefined ? (inDouble ?? inSingle ?? quoted ?? word ?? "") : Number(index));
  }
  return steps;
}

export function getPath(stored: string, path: string): string | null {
  return store(pathSteps(path).reduce<Json>(step, parseJson(stored)));
}

const elements = (stored: string): Json[] | undefined => {
  const value = parseJson(stored);
  return Array.isArray(value) ? value : undefined;
};

export const arraySize = (stored: string): bigint | null => {
  const items = elements(stored);
  return items === undefined ? null : BigInt(items.length);
};

/** Where a value stands among the elements; a SQL NULL is an element left out (docs: functions/array_contains). */
function indexIn(item: string | null, stored: string | null): number | undefined {
  const items = stored === null ? undefined : elements(stored);
  if (items === undefined) return undefined;
  const wanted = item === null ? "undefined" : comparable(item);
  return items.findIndex((each) => comparableJson(each) === wanted);
}

/** NULL where nothing is looked for and nothing is missing in the array. */
export function arrayContains(item: string | null, stored: string | null): boolean | null {
  const index = indexIn(item, stored);
  return index === undefined || (index < 0 && item === null) ? null : index >= 0;
}

/** Elements joined as text; a NULL element is empty text (docs: functions/array_to_string). */
export function arrayToString(stored: string, separator: string): string | null {
  const plain = (item: Json): string => (item === null || item === undefined ? "" : text(item));
  return elements(stored)?.map(plain).join(separator) ?? null;
}

export const arrayCat = (a: string, b: string): string | null => {
  const [left, right] = [elements(a), elements(b)];
  return left === undefined || right === undefined ? null : printJson([...left, ...right]);
};

export const arrayDistinct = (stored: string): string | null => {
  const items = elements(stored);
  if (items === undefined) return null;
  const seen = new Map(items.map((item) => [comparableJson(item), printJson(item)]));
  return `[${[...seen.values()].join(",")}]`;
};

export const arraysOverlap = (a: string, b: string): boolean | null => {
  const right = new Set(elements(b)?.map(comparableJson));
  return elements(a)?.some((item) => right.has(comparableJson(item))) ?? null;
};

export const arrayCompact = (stored: string): string | null => {
  const items = elements(stored);
  return items === undefined ? null : printJson(items.filter((item) => item !== null && item !== undefined));
};

/** Elements from `from` up to but not including `to`; negative counts from the end (docs: functions/array_slice). */
export const arraySlice = (stored: string, from: bigint, to: bigint): string | null => {
  const items = elements(stored);
  return items === undefined ? null : printJson(items.slice(Number(from), Number(to)));
};

export const arrayPosition = (item: string | null, stored: string | null): bigint | null => {
  const index = indexIn(item, stored) ?? -1;
  return index < 0 ? null : BigInt(index);
};

export function objectKeys(stored: string): string | null {
  const value = parseJson(stored);
  return value instanceof Map ? printJson([...value.keys()].sort()) : null;
}

export function objectDelete(stored: string, ...keys: string[]): string | null {
  const value = parseJson(stored);
  return value instanceof Map ? printJson(new Map([...value].filter(([key]) => !keys.includes(key)))) : null;
}

/** Adds a key; an existing one needs `update` (docs: functions/object_insert). */
export function objectInsert(
  stored: string,
  key: string,
  item: string | null,
  update: boolean,
): string | null {
  const value = parseJson(stored);
  if (!(value instanceof Map)) return null;
  if (value.has(key) && !update) throw kernelError("100104", "22000", `Duplicate field key '${key}'`);
  const next = new Map(value);
  if (item === null) next.delete(key);
  else next.set(key, parseJson(item));
  return printJson(next);
}

/** Keys and values in turn, JSON or NULL; `keepNulls` makes a NULL a JSON null, otherwise its key is left out. */
export function objectConstruct(keepNulls: boolean, parts: readonly (string | null)[]): string {
  const entries = new Map<string, Json>();
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const key = parts[i];
    const value = parts[i + 1] ?? null;
    if (key === null || key === undefined || (value === null && !keepNulls)) continue;
    if (entries.has(key)) throw kernelError("100104", "22000", `Duplicate field key '${key}'`);
    entries.set(key, value === null ? null : parseJson(value));
  }
  return printJson(entries);
}

/** Elements, JSON or NULL; a NULL is stored as an element left out, unless compacted away. */
export const arrayConstruct = (parts: readonly (string | null)[]): string =>
  `[${parts.map((part) => part ?? "undefined").join(",")}]`;
