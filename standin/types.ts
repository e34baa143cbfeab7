/** Snowflake's data types: what a column declares and a result column reports. */
export type DataType =
  | { readonly kind: "NUMBER"; readonly precision: number; readonly scale: number }
  | { readonly kind: "FLOAT" | "BOOLEAN" | "DATE" | "VARIANT" | "OBJECT" | "ARRAY" }
  | { readonly kind: "VARCHAR" | "BINARY"; readonly length: number }
  | {
      readonly kind: "TIME" | "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ";
      /** Digits of the fraction of a second. */
      readonly precision: number;
    }
  | { readonly kind: "VECTOR"; readonly element: "FLOAT" | "INT"; readonly dimension: number };

/** Lengths Snowflake gives VARCHAR and BINARY without one (docs data-types-text). */
export const defaultTextLength = 16_777_216;
export const defaultBinaryLength = 8_388_608;

/** The longest that may be declared: 128 MB, and 64 MB, which is as much in hexadecimal digits (docs data-types-text). */
export const maxTextLength = 134_217_728;
export const maxBinaryLength = 67_108_864;

/** Largest dimension of a VECTOR (data-types-vector). */
export const maxVectorDimension = 4096;

/** How Snowflake prints a type in DESCRIBE TABLE and SHOW COLUMNS, e.g. `NUMBER(38,0)`, `VECTOR(FLOAT, 768)`. */
export function printType(type: DataType): string {
  switch (type.kind) {
    case "NUMBER":
      return `NUMBER(${type.precision},${type.scale})`;
    case "VARCHAR":
    case "BINARY":
      return `${type.kind}(${type.length})`;
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return `${type.kind}(${type.precision})`;
    case "VECTOR":
      return `VECTOR(${type.element}, ${type.dimension})`;
    default:
      return type.kind;
  }
}
