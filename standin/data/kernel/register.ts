import {
  ANY,
  ARRAY,
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBScalarFunction,
  FLOAT,
  HUGEINT,
  VARCHAR,
  arrayValue,
  type DuckDBConnection,
  type DuckDBDecimalValue,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { Cortex } from "../../cortex/cortex";
import { SnowflakeError } from "../../errors";
import { kernelError } from "../failures";
import * as decimals from "./decimals";
import { flatten } from "./flatten";
import type { KernelFunction } from "./function";
import { canonicalFloat, parseJson, printJson } from "./json";
import { momentFunctions } from "./moments";
import { numberTextFunctions } from "./numbers";
import { seededRandom } from "./random";
import * as semi from "./semistructured";
import { character, editDistance, hexDigits, initcap, sha2, toBoolean, upper } from "./text";

type Argument = string | boolean | bigint | number | DuckDBDecimalValue;

const strings = (count: number): DuckDBType[] => Array.from({ length: count }, () => VARCHAR);

const tolerantParse = (text: string): string | null => {
  try {
    return parse(text);
  } catch {
    return null;
  }
};

/** Blank text is NULL to PARSE_JSON (docs: functions/parse_json). */
const parse = (text: string): string | null => (text.trim() === "" ? null : printJson(parseJson(text)));

const functions: readonly KernelFunction[] = [
  { name: "sf_text", parameters: strings(1), returns: VARCHAR, call: semi.asText },
  { name: "sf_to_array", parameters: strings(1), returns: VARCHAR, call: semi.toArray },
  { name: "sf_to_object", parameters: strings(1), returns: VARCHAR, call: semi.toObject },
  {
    name: "sf_vector",
    parameters: [VARCHAR, BIGINT],
    returns: VARCHAR,
    call: (stored: string, dimension: bigint) => semi.toVector(stored, Number(dimension)),
  },
  { name: "sf_parse_json", parameters: strings(1), returns: VARCHAR, call: parse },
  { name: "sf_try_parse_json", parameters: strings(1), returns: VARCHAR, call: tolerantParse },
  {
    name: "sf_json_string",
    parameters: strings(1),
    returns: VARCHAR,
    call: (text: string) => JSON.stringify(text),
  },
  { name: "sf_check_json", parameters: strings(1), returns: VARCHAR, call: semi.checkJson },
  { name: "sf_float_json", parameters: [DOUBLE], returns: VARCHAR, call: canonicalFloat },
  { name: "sf_to_json", parameters: strings(1), returns: VARCHAR, call: semi.toJson },
  { name: "sf_same", parameters: strings(1), returns: VARCHAR, call: semi.comparable },
  { name: "sf_order", parameters: strings(1), returns: VARCHAR, call: semi.orderKey },
  { name: "sf_typeof", parameters: strings(1), returns: VARCHAR, call: semi.typeOf },
  { name: "sf_is_null_value", parameters: strings(1), returns: BOOLEAN, call: semi.isNullValue },
  { name: "sf_get", parameters: strings(2), returns: VARCHAR, call: semi.get },
  { name: "sf_get_path", parameters: strings(2), returns: VARCHAR, call: semi.getPath },
  { name: "sf_array_size", parameters: strings(1), returns: BIGINT, call: semi.arraySize },
  {
    name: "sf_array_contains",
    parameters: strings(2),
    returns: BOOLEAN,
    seesNulls: true,
    call: semi.arrayContains,
  },
  { name: "sf_array_to_string", parameters: strings(2), returns: VARCHAR, call: semi.arrayToString },
  { name: "sf_array_cat", parameters: strings(2), returns: VARCHAR, call: semi.arrayCat },
  { name: "sf_array_distinct", parameters: strings(1), returns: VARCHAR, call: semi.arrayDistinct },
  { name: "sf_array_compact", parameters: strings(1), returns: VARCHAR, call: semi.arrayCompact },
  { name: "sf_array_slice", parameters: [VARCHAR, BIGINT, BIGINT], returns: VARCHAR, call: semi.arraySlice },
  {
    name: "sf_array_position",
    parameters: strings(2),
    returns: BIGINT,
    seesNulls: true,
    call: semi.arrayPosition,
  },
  { name: "sf_arrays_overlap", parameters: strings(2), returns: BOOLEAN, call: semi.arraysOverlap },
  { name: "sf_object_keys", parameters: strings(1), returns: VARCHAR, call: semi.objectKeys },
  {
    name: "sf_object_delete",
    parameters: strings(1),
    rest: VARCHAR,
    returns: VARCHAR,
    call: semi.objectDelete,
  },
  {
    name: "sf_object_insert",
    parameters: [VARCHAR, VARCHAR, VARCHAR, BOOLEAN],
    returns: VARCHAR,
    seesNulls: true,
    call: (stored: string | null, key: string | null, value: string | null, update: boolean) =>
      stored === null || key === null ? stored : semi.objectInsert(stored, key, value, update),
  },
  {
    name: "sf_object_construct",
    parameters: [BOOLEAN],
    rest: VARCHAR,
    returns: VARCHAR,
    seesNulls: true,
    call: (keep: boolean, ...parts: (string | null)[]) => semi.objectConstruct(keep, parts),
  },
  {
    name: "sf_array_construct",
    parameters: [],
    rest: VARCHAR,
    returns: VARCHAR,
    seesNulls: true,
    call: (...parts: (string | null)[]) => semi.arrayConstruct(parts),
  },
  {
    name: "sf_flatten",
    parameters: [VARCHAR, VARCHAR, BOOLEAN, BOOLEAN, VARCHAR],
    returns: VARCHAR,
    seesNulls: true,
    call: flatten,
  },
  { name: "sf_divide", parameters: [ANY, ANY, BIGINT], returns: HUGEINT, call: decimals.divide },
  { name: "sf_multiply", parameters: [ANY, ANY, BIGINT], returns: HUGEINT, call: decimals.multiply },
  {
    name: "sf_rescale",
    parameters: [ANY, BIGINT, VARCHAR, BIGINT],
    returns: HUGEINT,
    call: decimals.rescale,
  },
  {
    name: "sf_rescale_float",
    parameters: [DOUBLE, BIGINT, VARCHAR],
    returns: DOUBLE,
    call: decimals.rescaleFloat,
  },
  { name: "sf_float_digits", parameters: [DOUBLE, BIGINT], returns: HUGEINT, call: decimals.floatDigits },
  {
    name: "sf_variance",
    parameters: [BIGINT, ANY, ANY, BIGINT, BOOLEAN],
    returns: HUGEINT,
    call: decimals.variance,
  },
  { name: "sf_random", parameters: [BIGINT, VARCHAR], returns: BIGINT, costs: true, call: seededRandom },
  { name: "sf_edit_distance", parameters: strings(2), returns: BIGINT, call: editDistance },
  { name: "sf_hex", parameters: strings(1), returns: VARCHAR, call: hexDigits },
  { name: "sf_upper", parameters: strings(1), returns: VARCHAR, call: upper },
  { name: "sf_chr", parameters: [BIGINT], returns: VARCHAR, call: character },
  { name: "sf_initcap", parameters: strings(1), rest: VARCHAR, returns: VARCHAR, call: initcap },
  { name: "sf_sha2", parameters: [VARCHAR, BIGINT], returns: VARCHAR, call: sha2 },
  { name: "sf_boolean", parameters: [VARCHAR, BOOLEAN], returns: BOOLEAN, call: toBoolean },
  ...momentFunctions,
  ...numberTextFunctions,
];

/** Cortex functions: the function's name comes first, for messages and history. */
function cortexFunctions(cortex: Cortex): KernelFunction[] {
  const embed = (dimension: number): KernelFunction => ({
    name: `sf_embed_${dimension}`,
    parameters: strings(3),
    returns: ARRAY(FLOAT, dimension),
    costs: true,
    call: (name: string, model: string, text: string) => {
      const vector = cortex.embed(model, text, name);
      return vector === null ? null : arrayValue(vector);
    },
  });
  return [
    embed(768),
    embed(1024),
    {
      name: "sf_count_tokens",
      parameters: strings(3),
      returns: BIGINT,
      call: (name: string, model: string, text: string) => BigInt(cortex.countTokens(model, text, name)),
    },
  ];
}

function toScalarFunction(kernel: KernelFunction): DuckDBScalarFunction {
  const call = kernel.call as (...args: (Argument | null)[]) => DuckDBValue;
  return DuckDBScalarFunction.create({
    name: kernel.name,
    parameterTypes: kernel.parameters,
    ...(kernel.rest && { varArgsType: kernel.rest }),
    returnType: kernel.returns,
    specialHandling: kernel.seesNulls ?? false,
    volatile: kernel.costs ?? false,
    mainFunction: (_info, input, output) => {
      const vectors = Array.from({ length: input.columnCount }, (_, i) => input.getColumnVector(i));
      for (let row = 0; row < input.rowCount; row++) {
        const args = vectors.map((vector) => vector.getItem(row) as Argument | null);
        const skip = !kernel.seesNulls && args.includes(null);
        output.setItem(row, skip ? null : guarded(() => call(...args)));
      }
      output.flush();
    },
  });
}

/** A Snowflake error crosses DuckDB as text. */
function guarded(call: () => DuckDBValue): DuckDBValue {
  try {
    return call();
  } catch (error) {
    if (error instanceof SnowflakeError) throw kernelError(error.code, error.sqlState, error.message);
    throw error;
  }
}

/** Makes the functions translated queries call known to a DuckDB instance. */
export function registerKernel(connection: DuckDBConnection, cortex: Cortex): void {
  for (const kernel of [...functions, ...cortexFunctions(cortex)])
    connection.registerScalarFunction(toScalarFunction(kernel));
}
