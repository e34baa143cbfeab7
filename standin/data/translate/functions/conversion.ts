import { unsupported } from "../../../errors";
import type { DataType } from "../../../types";
import { convert, type Mode } from "../cast";
import { boolean, decimal, float, isTimestamp, text } from "../typed";
import { nullValue } from "../literals";
import { writeText } from "../moments";
import { typed, type FunctionSpec, type FunctionTable } from "./spec";

/** TO_NUMBER(value [, precision [, scale]]); a format is refused. */
const toNumber = (mode: Mode): FunctionSpec =>
  typed("any constant? constant?", ([value, precision, scale], context) => {
    if (value === undefined) throw new Error("the signature requires a value");
    if (typeof precision?.constant === "string")
      throw unsupported(`${context.name} with a format`, context.at);
    if (precision?.constant === null || scale?.constant === null)
      throw unsupported(`${context.name} with a precision or scale of NULL`, context.at);
    return convert(
      value,
      decimal(Number(scale?.constant ?? 0), Number(precision?.constant ?? 38)),
      mode,
      context.at,
    );
  });

const toVarchar: FunctionSpec = typed("any any?", ([value, format], context) => {
  if (value === undefined) throw new Error("the signature requires a value");
  if (format === undefined) return convert(value, text, "explicit", context.at);
  const { kind } = value.type;
  if (kind === "NULL" || format.constant === null) return convert(nullValue, text);
  if (kind === "DATE" || kind === "TIME" || isTimestamp(value.type))
    return { sql: writeText(value, convert(format, text).sql), type: text };
  throw unsupported(`${context.name} of ${kind} with a format`, context.at);
});

const to = (type: DataType, mode: Mode): FunctionSpec =>
  typed("any", ([value], context) => {
    if (value === undefined) throw new Error("the signature requires a value");
    return convert(value, type, mode, context.at);
  });

export const conversionFunctions: FunctionTable = {
  TO_CHAR: toVarchar,
  TO_VARCHAR: toVarchar,
  ...Object.fromEntries(
    ["TO_NUMBER", "TO_DECIMAL", "TO_NUMERIC"].flatMap((name) => [
      [name, toNumber("explicit")],
      [`TRY_${name}`, toNumber("tolerant")],
    ]),
  ),
  TO_DOUBLE: to(float, "explicit"),
  TRY_TO_DOUBLE: to(float, "tolerant"),
  TO_BOOLEAN: to(boolean, "explicit"),
  TRY_TO_BOOLEAN: to(boolean, "tolerant"),
};
