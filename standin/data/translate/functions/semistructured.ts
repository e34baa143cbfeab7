import { invalid } from "../../../errors";
import { convert } from "../cast";
import { array, boolean, integer, object, text, variant, type Typed } from "../typed";
import { plain, typed, type FunctionSpec, type FunctionTable } from "./spec";

const sqlOf = (arg: Typed | undefined): string => arg?.sql ?? "NULL";

/** Keys and values in turn; the keys are text, the values anything. */
function objectParts(args: readonly Typed[]): string {
  return args.map((arg, i) => convert(arg, i % 2 === 0 ? text : variant).sql).join(", ");
}

const objectConstruct = (keepNulls: boolean): FunctionSpec =>
  typed("any*", (args, { name, at }) => {
    if (args.length % 2 === 1)
      throw invalid(
        "000938",
        `error line ${at.line} at position ${at.column - 1}\nnot enough arguments for function [${name}] expected ${args.length + 1}, got ${args.length}`,
      );
    return {
      sql: `sf_object_construct(${[String(keepNulls), objectParts(args)].filter((part) => part !== "").join(", ")})`,
      type: object,
    };
  });

/** The kinds a VARIANT may hold; other types have their own predicate. */
const isKind = (...names: readonly string[]): FunctionSpec =>
  plain("variant", boolean, (a) => `(sf_typeof(${a}) IN (${names.map((name) => `'${name}'`).join(", ")}))`);

const parseText = (name: string): FunctionSpec => plain("text", variant, (a) => `${name}(${a})`);

export const semistructuredFunctions: FunctionTable = {
  PARSE_JSON: parseText("sf_parse_json"),
  TRY_PARSE_JSON: parseText("sf_try_parse_json"),
  CHECK_JSON: plain("text", text, (a) => `sf_check_json(${a})`),
  TO_JSON: plain("variant", text, (a) => `sf_to_json(${a})`),
  TO_VARIANT: plain("variant", variant, (a) => a),
  TO_ARRAY: typed("any", ([a]) => ({
    sql: `sf_to_array(${convert(a ?? nothing, variant).sql})`,
    type: array,
  })),
  TO_OBJECT: plain("variant", object, (a) => `sf_to_object(${a})`),
  AS_VARCHAR: plain("variant", text, (a) => `CASE WHEN sf_typeof(${a}) = 'VARCHAR' THEN sf_text(${a}) END`),
  AS_ARRAY: plain("variant", array, (a) => `CASE WHEN sf_typeof(${a}) = 'ARRAY' THEN ${a} END`),
  AS_OBJECT: plain("variant", object, (a) => `CASE WHEN sf_typeof(${a}) = 'OBJECT' THEN ${a} END`),
  GET: typed("semi any", ([value, key]) => ({
    sql: `sf_get(${sqlOf(value)}, ${convert(key ?? nothing, variant).sql})`,
    type: variant,
  })),
  GET_PATH: plain("semi text", variant, (a, path) => `sf_get_path(${a}, ${path})`),
  OBJECT_CONSTRUCT: objectConstruct(false),
  OBJECT_CONSTRUCT_KEEP_NULL: objectConstruct(true),
  OBJECT_KEYS: plain("semi", array, (a) => `sf_object_keys(${a})`),
  OBJECT_DELETE: plain("semi text text*", object, (...args) => `sf_object_delete(${args.join(", ")})`),
  OBJECT_INSERT: plain(
    "semi text variant boolean?",
    object,
    (a, key, value, update = "false") => `sf_object_insert(${a}, ${key}, ${value}, ${update})`,
  ),
  ARRAY_CONSTRUCT: plain("variant*", array, (...items) => `sf_array_construct(${items.join(", ")})`),
  ARRAY_CONSTRUCT_COMPACT: plain(
    "variant*",
    array,
    (...items) => `sf_array_compact(sf_array_construct(${items.join(", ")}))`,
  ),
  ARRAY_SIZE: plain("semi", integer, (a) => `CAST(sf_array_size(${a}) AS HUGEINT)`),
  ARRAY_CONTAINS: plain("variant semi", boolean, (item, a) => `sf_array_contains(${item}, ${a})`),
  ARRAY_POSITION: plain(
    "variant semi",
    integer,
    (item, a) => `CAST(sf_array_position(${item}, ${a}) AS HUGEINT)`,
  ),
  ARRAY_TO_STRING: plain("semi text", text, (a, s) => `sf_array_to_string(${a}, ${s})`),
  ARRAY_APPEND: plain("array variant", array, (a, item) => `sf_array_cat(${a}, sf_array_construct(${item}))`),
  ARRAY_PREPEND: plain(
    "array variant",
    array,
    (a, item) => `sf_array_cat(sf_array_construct(${item}), ${a})`,
  ),
  ARRAY_CAT: plain("array array", array, (a, b) => `sf_array_cat(${a}, ${b})`),
  ARRAY_DISTINCT: plain("array", array, (a) => `sf_array_distinct(${a})`),
  ARRAY_COMPACT: plain("array", array, (a) => `sf_array_compact(${a})`),
  ARRAY_SLICE: plain("array whole whole", array, (a, from, to) => `sf_array_slice(${a}, ${from}, ${to})`),
  ARRAYS_OVERLAP: plain("array array", boolean, (a, b) => `sf_arrays_overlap(${a}, ${b})`),
  TYPEOF: plain("variant", text, (a) => `sf_typeof(${a})`),
  IS_NULL_VALUE: plain("semi", boolean, (a) => `sf_is_null_value(${a})`),
  IS_ARRAY: isKind("ARRAY"),
  IS_OBJECT: isKind("OBJECT"),
  IS_VARCHAR: isKind("VARCHAR"),
  IS_BOOLEAN: isKind("BOOLEAN"),
  IS_INTEGER: isKind("INTEGER"),
};

const nothing: Typed = { sql: "NULL", type: { kind: "NULL" } };
