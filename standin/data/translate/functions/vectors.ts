import { invalid } from "../../../errors";
import { printType } from "../../../types";
import { float, quote, type Typed } from "../typed";
import { typed, type FunctionSpec, type FunctionTable } from "./spec";

/**
 * A function of two vectors of one shape (docs: user-guide/snowflake-cortex/vector-embeddings); NULL in, NULL out.
 * DuckDB's names for `cosine` and the like invite inversion (similarity against distance): each is tested by value.
 */
function ofVectors(write: (a: string, b: string) => string): FunctionSpec {
  return typed("vector vector", ([a, b], context) => {
    if (a?.type.kind !== "VECTOR" || b?.type.kind !== "VECTOR")
      return { sql: "CAST(NULL AS DOUBLE)", type: float };
    if (a.type.dimension !== b.type.dimension || a.type.element !== b.type.element)
      throw invalid(
        "001044",
        `error line ${context.at.line} at position ${context.at.column - 1}\nInvalid argument types for function '${context.name}': (${printType(a.type)}, ${printType(b.type)})`,
      );
    const [x, y] = [a, b].map(({ sql }) => `CAST(${sql} AS FLOAT[${dimension(a)}])`);
    return { sql: `CAST(${write(x ?? "", y ?? "")} AS DOUBLE)`, type: float };
  });
}

const dimension = ({ type }: Typed): number => (type.kind === "VECTOR" ? type.dimension : 0);

export const vectorFunctions: FunctionTable = {
  VECTOR_COSINE_SIMILARITY: ofVectors((a, b) => `array_cosine_similarity(${a}, ${b})`),
  VECTOR_INNER_PRODUCT: ofVectors((a, b) => `array_inner_product(${a}, ${b})`),
  VECTOR_L2_DISTANCE: ofVectors((a, b) => `array_distance(${a}, ${b})`),
  VECTOR_L1_DISTANCE: ofVectors(
    (a, b) => `list_sum([abs(d[1] - d[2]) for d in list_zip(CAST(${a} AS FLOAT[]), CAST(${b} AS FLOAT[]))])`,
  ),
};

/** A vector written out. */
export function vectorLiteral(values: readonly number[], element: "FLOAT" | "INT" = "FLOAT"): string {
  return `CAST(${quote(`[${values.join(",")}]`)} AS ${element === "INT" ? "INTEGER" : "FLOAT"}[${values.length}])`;
}
