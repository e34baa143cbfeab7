import { invalid, unsupported, type Position } from "../../errors";
import { defaultTextLength, printType, type DataType } from "../../types";
import { fromDigits } from "../exact";
import { fail, textTooLong } from "../failures";
import { asMoment, variantFormat, writeText } from "./moments";
import { decimal, isSemiStructured, physical, timestampLtz, unify, type Type, type Typed } from "./typed";

/** How a value comes to another type: written by the user, implied by its use, or TRY_CAST, where failing is NULL. */
export type Mode = "explicit" | "implicit" | "tolerant";

const kindName = (type: Type): string => (type.kind === "NULL" ? "NULL" : printType(type));

/**
 * An expression turned into another type (docs: data-type-conversion).
 * @throws SnowflakeError 002023 where no such conversion exists; the query itself fails on a value that will not go
 */
export function convert(from: Typed, to: DataType, mode: Mode = "implicit", at?: Position): Typed {
  const sql = conversion(from, to, mode, at);
  // A text that became a moment is no longer what its constant says.
  const constant = isMoment(to) && from.type.kind !== "NULL" ? undefined : from.constant;
  return { sql, type: to, ...(constant !== undefined && { constant }) };
}

function conversion(from: Typed, to: DataType, mode: Mode, at?: Position): string {
  const { sql, type } = from;
  const cast = mode === "tolerant" ? "TRY_CAST" : "CAST";
  if (type.kind === "NULL") return `CAST(NULL AS ${physical(to)})`;
  const refuse = () =>
    invalid("002023", `invalid type [CAST(${kindName(type)} AS ${printType(to)})] for conversion`);
  switch (to.kind) {
    case "VARCHAR":
      return limited(asText(from, at), type, to.length, mode);
    case "NUMBER":
      return asNumber(from, to, cast, mode) ?? raise(refuse());
    case "FLOAT":
      if (type.kind === "FLOAT") return sql;
      if (type.kind === "NUMBER") return `CAST(${sql} AS DOUBLE)`;
      if (type.kind === "VARCHAR") return `sf_float(${sql}, ${mode === "tolerant"})`;
      if (type.kind === "VARIANT") return `sf_variant_float(${sql}, ${mode === "tolerant"})`;
      throw refuse();
    case "BOOLEAN":
      if (type.kind === "BOOLEAN") return sql;
      if (type.kind === "NUMBER") return `(${sql} <> 0)`;
      // Infinity and NaN are neither (docs: to_boolean, usage notes).
      if (type.kind === "FLOAT")
        return `CASE WHEN isfinite(${sql}) THEN ${sql} <> 0 WHEN ${sql} IS NOT NULL THEN ${noTruth(sql)} END`;
      if (type.kind === "VARCHAR") return `sf_boolean(${sql}, ${mode === "tolerant"})`;
      if (type.kind === "VARIANT") return `sf_boolean(sf_text(${sql}), ${mode === "tolerant"})`;
      throw refuse();
    case "DATE":
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return asMoment(from, to, mode === "tolerant") ?? raise(refuse());
    case "VARIANT":
      return asVariant(from) ?? raise(refuse());
    case "ARRAY":
      if (type.kind === "ARRAY") return sql;
      if (type.kind === "VECTOR") return `sf_parse_json(CAST(to_json(${sql}) AS VARCHAR))`;
      return `sf_to_array(${asVariant(from) ?? raise(refuse())})`;
    case "OBJECT":
      if (type.kind === "OBJECT") return sql;
      if (type.kind === "VARIANT") return `sf_to_object(${sql})`;
      throw refuse();
    case "VECTOR":
      return asVector(from, to) ?? raise(refuse());
    case "BINARY":
      if (type.kind === "BINARY") return sql;
      if (type.kind === "VARCHAR") return `from_hex(sf_hex(${sql}))`;
      throw refuse();
  }
}

const noTruth = (sql: string): string =>
  fail("100037", "22018", `'Boolean value ''' || CAST(${sql} AS VARCHAR) || ''' is not recognized'`);

const isMoment = ({ kind }: Type): boolean =>
  kind === "DATE" || kind === "TIME" || kind.startsWith("TIMESTAMP");

function raise(error: Error): never {
  throw error;
}

function limited(sql: string, from: Type, length: number, mode: Mode): string {
  // What a function takes as text may be longer than a text whose length nobody states.
  const fits = (given: number) => given <= length || (mode === "implicit" && length === defaultTextLength);
  if (from.kind === "VARCHAR" ? fits(from.length) : length >= defaultTextLength) return sql;
  const otherwise = mode === "tolerant" ? "NULL" : textTooLong(sql);
  return `CASE WHEN length(${sql}) > ${length} THEN ${otherwise} ELSE ${sql} END`;
}

/** The text of a value, of a moment in the session's output format; JSON null is NULL, JSON text loses its quotes. */
export function asText({ sql, type }: Typed, at?: Position): string {
  switch (type.kind) {
    case "VARCHAR":
      return sql;
    case "FLOAT":
      return `regexp_replace(CAST(${sql} AS VARCHAR), '\\.0$', '')`;
    case "VARIANT":
    case "ARRAY":
    case "OBJECT":
      return `sf_text(${sql})`;
    case "DATE":
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return writeText({ sql, type });
    case "BINARY":
      return `hex(${sql})`;
    case "VECTOR":
      throw unsupported("VECTOR to text", at);
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

function asNumber(
  { sql, type }: Typed,
  to: DataType & { kind: "NUMBER" },
  cast: string,
  mode: Mode,
): string | undefined {
  // DECIMAL(p,s) checks the declared range; the wide form is what expressions work in.
  const fit = (value: string): string => {
    const narrow =
      to.precision < 38 || to.scale > 0 ? `${cast}(${value} AS DECIMAL(${to.precision},${to.scale}))` : value;
    return `${cast}(${narrow} AS ${physical(to)})`;
  };
  switch (type.kind) {
    case "NUMBER":
      if (
        type.scale === to.scale &&
        (mode === "implicit" ? to.precision === 38 : type.precision <= to.precision)
      )
        return sql;
      return fit(sql);
    case "FLOAT":
      if (mode === "tolerant") return fit(`round(${sql}, ${to.scale})`);
      return fit(fromDigits(`sf_float_digits(${sql}, ${to.scale})`, decimal(to.scale)));
    case "VARCHAR":
      return `CAST(sf_fixed(${sql}, ${to.precision}, ${to.scale}, ${mode === "tolerant"}) AS ${physical(to)})`;
    case "BOOLEAN":
      return fit(`CASE WHEN ${sql} THEN 1 WHEN NOT ${sql} THEN 0 END`);
    case "VARIANT":
      return `CAST(sf_variant_fixed(${sql}, ${to.precision}, ${to.scale}, ${mode === "tolerant"}) AS ${physical(to)})`;
    default:
      return undefined;
  }
}

function asVariant(from: Typed): string | undefined {
  const { sql, type } = from;
  if (isSemiStructured(type)) return sql;
  switch (type.kind) {
    case "NULL":
      return "CAST(NULL AS VARCHAR)";
    case "VECTOR":
      return undefined;
    case "NUMBER":
      return `sf_parse_json(CAST(${sql} AS VARCHAR))`;
    case "FLOAT":
      return `sf_float_json(${sql})`;
    case "BOOLEAN":
      return `CAST(${sql} AS VARCHAR)`;
    case "DATE":
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return `sf_json_string(${writeText(from, variantFormat(type.kind))})`;
    default:
      return `sf_json_string(${asText(from)})`;
  }
}

function asVector({ sql, type }: Typed, to: DataType & { kind: "VECTOR" }): string | undefined {
  if (type.kind === "VECTOR") {
    if (type.dimension !== to.dimension)
      throw invalid("002023", `cannot cast ${printType(type)} to ${printType(to)}: the dimensions differ`);
    return type.element === to.element ? sql : `CAST(${sql} AS ${physical(to)})`;
  }
  if (type.kind !== "ARRAY" && type.kind !== "VARIANT") return undefined;
  const element = to.element === "INT" ? "INTEGER" : "FLOAT";
  return `CAST(CAST(sf_vector(${sql}, ${to.dimension}) AS ${element}[]) AS ${physical(to)})`;
}

/** Timestamps with offsets compare by their instants (docs: data-types-datetime, TIMESTAMP_TZ). */
export const comparedAs = <T extends Type>(type: T): T | DataType =>
  type.kind === "TIMESTAMP_TZ" ? timestampLtz : type;

/** Both sides of a comparison in one type: the other side's rather than VARIANT, a number's rather than text. */
export function alike(a: Typed, b: Typed): [Typed, Typed] {
  if (isSemiStructured(a.type) && isSemiStructured(b.type)) return [a, b];
  if (a.type.kind === "NULL" && b.type.kind === "NULL") return [a, b];
  let shared: Type;
  if (isSemiStructured(a.type)) shared = comparable(b.type);
  else if (isSemiStructured(b.type)) shared = comparable(a.type);
  else shared = unify(a.type, b.type);
  if (shared.kind === "NULL") return [a, b];
  if (a.type.kind === "NUMBER" && b.type.kind === "NUMBER") return [a, b];
  const type = comparedAs(shared);
  return [convert(a, type), convert(b, type)];
}

/** What a VARIANT is compared as: wide enough not to round it. */
function comparable(type: Type): Type {
  return type.kind === "NUMBER" ? { kind: "FLOAT" } : type;
}
