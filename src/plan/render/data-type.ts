/** Data types as far as they change a statement (sdk/datatypes). */

/** Type names whose columns carry a COLLATE clause, with the names that start like them (datatypes/text.go). */
const TEXT = /^(VARCHAR|STRING|TEXT|NVARCHAR2|NVARCHAR|CHAR VARYING|NCHAR VARYING|CHARACTER|CHAR|NCHAR)/;

const LEGACY: readonly (readonly [RegExp, string])[] = [
  [/^(NUMBER|DECIMAL|DEC|NUMERIC|INTEGER|INT|BIGINT|SMALLINT|TINYINT|BYTEINT)/, "NUMBER"],
  [/^(FLOAT8|FLOAT4|FLOAT|DOUBLE PRECISION|DOUBLE|REAL)$/, "FLOAT"],
  [TEXT, "VARCHAR"],
  [/^(BINARY|VARBINARY)/, "BINARY"],
  [/^BOOLEAN$/, "BOOLEAN"],
  [/^DATE$/, "DATE"],
  [/^(TIMESTAMP_LTZ|TIMESTAMPLTZ|TIMESTAMP WITH LOCAL TIME ZONE)/, "TIMESTAMP_LTZ"],
  [/^(TIMESTAMP_NTZ|TIMESTAMPNTZ|TIMESTAMP WITHOUT TIME ZONE|DATETIME)/, "TIMESTAMP_NTZ"],
  [/^(TIMESTAMP_TZ|TIMESTAMPTZ|TIMESTAMP WITH TIME ZONE)/, "TIMESTAMP_TZ"],
  [/^TIME/, "TIME"],
  [/^VARIANT$/, "VARIANT"],
  [/^OBJECT$/, "OBJECT"],
  [/^ARRAY$/, "ARRAY"],
  [/^GEOGRAPHY$/, "GEOGRAPHY"],
  [/^GEOMETRY$/, "GEOMETRY"],
];

/** True for types the provider calls text (`IsTextDataType`). */
export function isTextType(type: string): boolean {
  return TEXT.test(type.trim().toUpperCase());
}

/**
 * The base type without its arguments, `VARCHAR` for `CHAR(29)`; VECTOR alone keeps them (`ToLegacyDataTypeSql`).
 *
 * @throws when the provider would refuse the type.
 */
export function legacyType(type: string): string {
  const upper = type.trim().toUpperCase();
  const vector = /^VECTOR\s*\(\s*(INT|FLOAT)\s*,\s*(\d+)\s*\)$/.exec(upper);
  if (vector) return `VECTOR(${vector[1] ?? ""}, ${vector[2] ?? ""})`;
  const found = LEGACY.find(([pattern]) => pattern.test(upper));
  if (found === undefined) throw new Error(`invalid data type: ${type}`);
  return found[1];
}
