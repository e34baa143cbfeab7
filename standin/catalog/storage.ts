import type { DataType } from "../types";
import type { ColumnShape, TableShape } from "../data/scope";

/**
 * What the catalog tells the data engine when DDL changes the shape of rows. The data engine's `Store` has these
 * methods; tests of the catalog pass one that only records. A call that rejects leaves the catalog as it was.
 */
export interface Storage {
  createTable(table: TableShape): Promise<void>;
  dropTable(id: number): Promise<void>;
  /** Existing rows take the default where the column has one, else NULL. */
  addColumn(id: number, column: ColumnShape): Promise<void>;
  dropColumn(id: number, name: string): Promise<void>;
  renameColumn(id: number, from: string, to: string): Promise<void>;
  alterColumnType(id: number, name: string, type: DataType): Promise<void>;
  /** Rejects where NOT NULL is asked for and the column holds a NULL. */
  setNullable(id: number, name: string, nullable: boolean): Promise<void>;
  /** The offset of the new stream is now, or before the table's first row with `showInitialRows`. */
  createStream(
    id: number,
    table: TableShape,
    options: { readonly appendOnly: boolean; readonly showInitialRows: boolean },
  ): Promise<void>;
  dropStream(id: number): Promise<void>;
}

/** A storage without rows, for tests and for callers that only hold objects. */
export const noStorage: Storage = {
  createTable: () => Promise.resolve(),
  dropTable: () => Promise.resolve(),
  addColumn: () => Promise.resolve(),
  dropColumn: () => Promise.resolve(),
  renameColumn: () => Promise.resolve(),
  alterColumnType: () => Promise.resolve(),
  setNullable: () => Promise.resolve(),
  createStream: () => Promise.resolve(),
  dropStream: () => Promise.resolve(),
};
