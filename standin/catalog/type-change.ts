import { invalid, SnowflakeError } from "../errors";
import { printType, type DataType } from "../types";

/**
 * Which type a column may change to in place: a longer VARCHAR, a NUMBER of the same scale and another precision that
 * holds the values there are (docs alter-table-column).
 * @throws SnowflakeError 040052 for a shorter VARCHAR, 002108 for any other change, e.g. of a VECTOR's dimension
 */
export function checkTypeChange(column: string, from: DataType, to: DataType): void {
  if (printType(from) === printType(to)) return;
  if (from.kind === "VARCHAR" && to.kind === "VARCHAR") {
    if (to.length >= from.length) return;
    throw new SnowflakeError(
      "040052",
      "22000",
      `SQL compilation error:\ncannot change column ${column} from type ${printType(from)} to ${printType(to)} because reducing the byte-length of a varchar is not supported.`,
    );
  }
  if (from.kind === "NUMBER" && to.kind === "NUMBER" && from.scale === to.scale) return;
  throw invalid("002108", `cannot change column ${column} from type ${printType(from)} to ${printType(to)}`);
}
