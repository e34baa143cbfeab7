import { invalid, unsupported } from "../../errors";
import { maxBinaryLength, maxTextLength, maxVectorDimension, type DataType } from "../../types";
import type { Cursor } from "./cursor";

const text = (length: number): DataType => ({ kind: "VARCHAR", length });
const binary = (length: number): DataType => ({ kind: "BINARY", length });
const number = (precision: number, scale: number): DataType => ({ kind: "NUMBER", precision, scale });

/** Type names of docs.snowflake.com/en/sql-reference/intro-summary-data-types and what stands between parentheses. */
const byName: Readonly<Record<string, (args: readonly number[]) => DataType>> = {
  ...each(["NUMBER", "DECIMAL", "DEC", "NUMERIC"], ([p = 38, s = 0]) => number(p, s)),
  ...each(["INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT"], () => number(38, 0)),
  ...each(["FLOAT", "FLOAT4", "FLOAT8", "DOUBLE", "REAL"], () => ({ kind: "FLOAT" })),
  ...each(["VARCHAR", "STRING", "TEXT", "NVARCHAR"], ([n = maxTextLength]) => text(n)),
  ...each(["CHAR", "CHARACTER", "NCHAR"], ([n = 1]) => text(n)),
  ...each(["BINARY", "VARBINARY"], ([n = maxBinaryLength]) => binary(n)),
  BOOLEAN: () => ({ kind: "BOOLEAN" }),
  DATE: () => ({ kind: "DATE" }),
  TIME: ([precision = 9]) => ({ kind: "TIME", precision }),
  ...each(["TIMESTAMP", "DATETIME", "TIMESTAMP_NTZ", "TIMESTAMPNTZ"], ([precision = 9]) => ({
    kind: "TIMESTAMP_NTZ",
    precision,
  })),
  ...each(["TIMESTAMP_LTZ", "TIMESTAMPLTZ"], ([precision = 9]) => ({ kind: "TIMESTAMP_LTZ", precision })),
  ...each(["TIMESTAMP_TZ", "TIMESTAMPTZ"], ([precision = 9]) => ({ kind: "TIMESTAMP_TZ", precision })),
  VARIANT: () => ({ kind: "VARIANT" }),
  OBJECT: () => ({ kind: "OBJECT" }),
  ARRAY: () => ({ kind: "ARRAY" }),
};

function each(
  names: readonly string[],
  make: (args: readonly number[]) => DataType,
): Record<string, (args: readonly number[]) => DataType> {
  return Object.fromEntries(names.map((name) => [name, make]));
}

/** Reads a data type. @throws SnowflakeError 000002 for a type the stand-in does not hold (GEOGRAPHY, MAP ...) */
export function dataType(cursor: Cursor): DataType {
  const { at } = cursor;
  const name = cursor.identifier();
  if (name === "VECTOR") return vectorType(cursor);
  const make = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (make === undefined) throw unsupported(`type ${name}`, at);
  if (name === "DOUBLE") cursor.take("PRECISION");
  const args = cursor.sees("(")
    ? cursor.parenthesised(() => {
        const token = cursor.next();
        if (token.kind !== "number") throw unsupported(`type ${name} of ${token.text}`, token.at);
        return Number(token.text);
      })
    : [];
  return make(args);
}

function vectorType(cursor: Cursor): DataType {
  cursor.expect("(");
  const element = cursor.identifier();
  if (element !== "FLOAT" && element !== "INT") throw cursor.unexpected("FLOAT or INT");
  cursor.expect(",");
  const dimension = Number(cursor.next().text);
  cursor.expect(")");
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > maxVectorDimension)
    throw invalid("001003", `Vector dimension must be between 1 and ${maxVectorDimension}.`);
  return { kind: "VECTOR", element, dimension };
}
