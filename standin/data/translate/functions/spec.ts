import { invalid, SnowflakeError, unsupported, type Position } from "../../../errors";
import type { DataType } from "../../../types";
import type { Call, Expr, OrderItem } from "../../sql/ast";
import { convert } from "../cast";
import type { Frame } from "../frame";
import type { Statement } from "../statement";
import {
  array,
  boolean,
  decimal,
  float,
  integer,
  isSemiStructured,
  isTimestamp,
  text,
  timestampNtz,
  variant,
  type Typed,
} from "../typed";

/** What a function sees of its call. */
export interface CallContext {
  readonly call: Call;
  readonly name: string;
  readonly at: Position;
  readonly frame: Frame;
  readonly statement: Statement;
  /** ` OVER (...)` as SQL, empty where the call has none. */
  readonly over: string;
  /** ` ORDER BY ...` as SQL, empty where there are no items. */
  order(items: readonly OrderItem[] | undefined): string;
  translate(expr: Expr): Typed;
}

/**
 * What a parameter takes. Arguments are converted to it before the function sees them:
 * `text` takes no BINARY, `bytes` takes both as they are; `measure` is `number` with text as FLOAT, as aggregates want it;
 * `whole` is a 64-bit integer as DuckDB's functions want one, `number` stays NUMBER or FLOAT, `moment` stays DATE, TIME
 * or a timestamp, `semi` stays VARIANT, ARRAY or OBJECT; `constant` must be known at translation.
 */
export type Parameter =
  | "any"
  | "text"
  | "bytes"
  | "whole"
  | "number"
  | "measure"
  | "float"
  | "boolean"
  | "moment"
  | "variant"
  | "semi"
  | "array"
  | "vector"
  | "constant";

export interface FunctionSpec {
  readonly parameters: readonly Parameter[];
  /** How many of the parameters must be there. */
  readonly required: number;
  /** Whether the last parameter may be given any number of times. */
  readonly repeats: boolean;
  /** Takes DISTINCT, WITHIN GROUP and OVER. */
  readonly aggregate: boolean;
  readonly build: (args: readonly Typed[], context: CallContext) => Typed;
}

export type FunctionTable = Readonly<Record<string, FunctionSpec>>;

/** Reads `"text whole? any*"`: a question mark for optional, a star for any number. */
function signature(parameters: string): Pick<FunctionSpec, "parameters" | "required" | "repeats"> {
  const words = parameters.split(" ").filter((word) => word !== "");
  return {
    parameters: words.map((word) => word.replace(/[?*]$/, "") as Parameter),
    required: words.filter((word) => !/[?*]$/.test(word)).length,
    repeats: words.at(-1)?.endsWith("*") ?? false,
  };
}

/** A function whose DuckDB form is a template over its arguments. An argument left out is an empty text. */
export function plain(
  parameters: string,
  returns: DataType,
  write: (...args: string[]) => string,
): FunctionSpec {
  return typed(parameters, (args) => ({ sql: write(...args.map((arg) => arg.sql)), type: returns }));
}

/** A function that looks at the types or constants of its arguments. */
export function typed(parameters: string, build: FunctionSpec["build"]): FunctionSpec {
  return { ...signature(parameters), aggregate: false, build };
}

/** An aggregate or window function. */
export function aggregate(parameters: string, build: FunctionSpec["build"]): FunctionSpec {
  return { ...signature(parameters), aggregate: true, build };
}

const argumentError = (context: CallContext, given: number, spec: FunctionSpec): SnowflakeError => {
  const few = given < spec.required;
  return invalid(
    few ? "000938" : "000939",
    `error line ${context.at.line} at position ${context.at.column - 1}\n${few ? "not enough" : "too many"} arguments for function [${context.name}] expected ${few ? spec.required : spec.parameters.length}, got ${given}`,
  );
};

/** Converts arguments to what the parameters take. @throws SnowflakeError 000938, 000939, 001044 */
export function bindArguments(
  spec: FunctionSpec,
  args: readonly Typed[],
  context: CallContext,
): readonly Typed[] {
  if (args.length < spec.required || (!spec.repeats && args.length > spec.parameters.length))
    throw argumentError(context, args.length, spec);
  return args.map((arg, i) => accept(spec.parameters[i] ?? spec.parameters.at(-1) ?? "any", arg, context));
}

function accept(parameter: Parameter, arg: Typed, context: CallContext): Typed {
  const { type } = arg;
  const wrong = () =>
    invalid(
      "001044",
      `error line ${context.at.line} at position ${context.at.column - 1}\nInvalid argument types for function '${context.name}': (${type.kind})`,
    );
  switch (parameter) {
    case "any":
      return arg;
    case "text":
      if (type.kind === "BINARY") throw unsupported(`${context.name} of BINARY`, context.at);
      return convert(arg, text, "implicit", context.at);
    case "bytes":
      return type.kind === "BINARY" ? arg : convert(arg, text, "implicit", context.at);
    case "whole":
      return { ...arg, sql: `CAST(${convert(arg, integer).sql} AS BIGINT)`, type: integer };
    case "number":
      return asNumber(arg) ?? raise(wrong());
    case "measure":
      return type.kind === "VARCHAR" ? convert(arg, float) : (asNumber(arg) ?? raise(wrong()));
    case "float":
      return convert(arg, float);
    case "boolean":
      return convert(arg, boolean);
    case "moment":
      if (type.kind === "DATE" || type.kind === "TIME" || isTimestamp(type)) return arg;
      return convert(arg, timestampNtz);
    case "variant":
      return convert(arg, variant);
    case "semi":
      return isSemiStructured(type) ? arg : type.kind === "NULL" ? convert(arg, variant) : raise(wrong());
    case "array":
      return type.kind === "VARCHAR" ? raise(wrong()) : convert(arg, array);
    case "vector":
      if (type.kind !== "VECTOR" && type.kind !== "NULL") throw wrong();
      return arg;
    case "constant":
      if (arg.constant === undefined)
        throw unsupported(`${context.name} with an argument that is no constant`, context.at);
      return arg;
  }
}

function raise(error: Error): never {
  throw error;
}

/** A value fit for arithmetic, or undefined where the type is none that goes. */
export function asNumber(arg: Typed): Typed | undefined {
  switch (arg.type.kind) {
    case "NUMBER":
    case "FLOAT":
      return arg;
    case "VARCHAR":
      return convert(arg, decimal(5));
    case "VARIANT":
      return convert(arg, float);
    case "BOOLEAN":
    case "NULL":
      return convert(arg, integer);
    default:
      return undefined;
  }
}
