import type { ColumnOrder } from "../model/column-order";
import type { Table } from "../model/table";
import type { KeptTable } from "./account";
import { declarationOf } from "./losses";

/** The order in which an account has the columns of declared tables, whatever name it has them by. */
export const columnOrderOf = (declared: readonly Table[], kept: readonly KeptTable[]): ColumnOrder =>
  new Map(
    kept.flatMap((table) => {
      const declaration = declarationOf(table, declared, kept);
      return declaration === undefined ? [] : [[declaration, table.columns] as const];
    }),
  );
