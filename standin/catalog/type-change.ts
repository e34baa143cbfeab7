import { invalid } from "../errors";
import { printType, type DataType } from "../types";

/**
 * Which type a column may change to in place: a longer VARCHAR, a shorter one (rows decide), a NUMBER of the same
 * scale and another precision (docs alter-table-column).
 * @throws SnowflakeError 002108 for any other change, e.g. of a VECTOR's dimension
 */
export function checkTypeChange(column: string, from: DataType, to: DataType): void {
  if (printType(from) === printType(to)) return;
  if (from.kind === "VARCHAR" && to.kind === "VARCHAR") return;
  if (from.kind === "NUMBER" && to.kind === "NUMBER" && from.scale === to.scale) return;
  throw invalid("002108", `cannot change column ${column} from type ${printType(from)} to ${printType(to)}`);
}
