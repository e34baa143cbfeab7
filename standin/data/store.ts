import type { Cortex } from "../cortex/cortex";
import type { DataType } from "../types";
import type { Connection } from "./connection";
import type { ColumnShape, TableShape } from "./scope";

export interface StoreOptions {
  readonly cortex: Cortex;
  /** How long a writer waits for another's table lock, in milliseconds (default 60 000). */
  readonly lockTimeoutMs?: number;
}

export interface StreamOptions {
  readonly appendOnly: boolean;
  readonly showInitialRows: boolean;
}

/** The rows of an account: versioned tables, streams over them, connections that read and write. */
export interface StoreApi {
  createTable(shape: TableShape): Promise<void>;
  dropTable(id: number): Promise<void>;
  addColumn(id: number, column: ColumnShape): Promise<void>;
  dropColumn(id: number, name: string): Promise<void>;
  renameColumn(id: number, from: string, to: string): Promise<void>;
  alterColumnType(id: number, name: string, type: DataType): Promise<void>;
  setNullable(id: number, name: string, nullable: boolean): Promise<void>;
  createStream(id: number, table: TableShape, options: StreamOptions): Promise<void>;
  dropStream(id: number): void;
  streamHasData(id: number): Promise<boolean>;
  connect(): Promise<Connection>;
  close(): Promise<void>;
}

export class Store implements StoreApi {
  static open(options: StoreOptions): Promise<Store> {
    return Promise.reject(new Error(`not built: ${String(options.lockTimeoutMs)}`));
  }
  createTable(_shape: TableShape): Promise<void> {
    throw new Error("not built");
  }
  dropTable(_id: number): Promise<void> {
    throw new Error("not built");
  }
  addColumn(_id: number, _column: ColumnShape): Promise<void> {
    throw new Error("not built");
  }
  dropColumn(_id: number, _name: string): Promise<void> {
    throw new Error("not built");
  }
  renameColumn(_id: number, _from: string, _to: string): Promise<void> {
    throw new Error("not built");
  }
  alterColumnType(_id: number, _name: string, _type: DataType): Promise<void> {
    throw new Error("not built");
  }
  setNullable(_id: number, _name: string, _nullable: boolean): Promise<void> {
    throw new Error("not built");
  }
  createStream(_id: number, _table: TableShape, _options: StreamOptions): Promise<void> {
    throw new Error("not built");
  }
  dropStream(_id: number): void {
    throw new Error("not built");
  }
  streamHasData(_id: number): Promise<boolean> {
    throw new Error("not built");
  }
  connect(): Promise<Connection> {
    throw new Error("not built");
  }
  close(): Promise<void> {
    throw new Error("not built");
  }
}
