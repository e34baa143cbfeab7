import type { Result, ResultColumn, Value } from "../result";
import { defaultTextLength, type DataType } from "../types";

/** How a column of SHOW or INFORMATION_SCHEMA is typed; a bare name is text. The provider reads by name (provider.md section 7). */
type Form = "text" | "time" | "int" | "flag" | "array" | "object" | "variant";

const types: Readonly<Record<Form, DataType>> = {
  text: { kind: "VARCHAR", length: defaultTextLength },
  time: { kind: "TIMESTAMP_LTZ", precision: 6 },
  int: { kind: "NUMBER", precision: 38, scale: 0 },
  flag: { kind: "BOOLEAN" },
  array: { kind: "ARRAY" },
  object: { kind: "OBJECT" },
  variant: { kind: "VARIANT" },
};

export type Row = Readonly<Record<string, Value | Date | undefined>>;

/**
 * A result from rows by column name; what a row lacks is NULL.
 * @param columns `name` for text, `name:time`, `name:int`, `name:flag` ..., parted by blanks; `_` stands for a blank
 *   where `spaced`
 */
export function table(statement: string, columns: string, rows: readonly Row[], spaced = false): Result {
  const specs: ResultColumn[] = columns.split(/\s+/).map((spec) => {
    const [name = "", form = "text"] = spec.split(":");
    return { name: spaced ? name.replaceAll("_", " ") : name, type: types[form as Form], nullable: true };
  });
  return {
    statement,
    columns: specs,
    rows: rows.map((row) => specs.map(({ name, type }) => print(row[name], type))),
  };
}

function print(value: Value | Date | undefined, type: DataType): Value {
  // SHOW writes most truths as text.
  if (typeof value === "boolean" && type.kind === "VARCHAR") return String(value);
  if (value instanceof Date) return value.toISOString().replace("Z", "000Z");
  return value ?? null;
}

/** A LIKE pattern of SHOW: case-insensitive, `%` any text, `_` any character, `\` makes the next one literal. */
export function like(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const source = pattern.replace(/\\([^])|[%_]|[\\^$.*+?()[\]{}|]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
    return found === "%" ? "[^]*" : found === "_" ? "[^]" : `\\${found}`;
  });
  const expression = new RegExp(`^${source}$`, "i");
  return (name) => expression.test(name);
}
