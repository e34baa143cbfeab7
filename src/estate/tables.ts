import * as snowflake from "@pulumi/snowflake";

import { columnsInOrder, type ColumnOrder } from "../model/column-order";
import { logicalName } from "../model/names";
import { isMasked, type Column, type Table } from "../model/table";
import { Component } from "./component";
import type { Database } from "./database";
import type { Ground } from "./declare";
import type { Governance } from "./governance";

export interface TablesArgs {
  readonly database: Database;
  readonly governance: Governance;
  readonly columnOrder: ColumnOrder;
}

/** Tables of one schema. */
export class Tables extends Component {
  private readonly tables = new Map<Table, snowflake.Table>();

  constructor(
    ground: Ground,
    schema: string,
    tables: readonly Table[],
    { database, governance, columnOrder }: TablesArgs,
  ) {
    super("Tables", logicalName("tables", schema), ground);
    for (const table of tables)
      this.tables.set(
        table,
        this.declare(
          snowflake.Table,
          logicalName(schema, table.name),
          {
            name: table.name,
            database: database.database.name,
            schema: database.schema(schema).name,
            comment: table.comment,
            // Streams and search services switch it on anyway; undeclared, the next run would switch it off.
            changeTracking: true,
            columns: columnsInOrder(table, columnOrder).map((column) => columnArgs(column, governance)),
          },
          {
            within: database.database,
            formerly: table.formerly?.map((old) => logicalName(schema, old)),
          },
        ),
      );
    this.registerOutputs();
  }

  /** The tables with the declarations they follow from. */
  get declared(): ReadonlyMap<Table, snowflake.Table> {
    return this.tables;
  }
}

const columnArgs = (column: Column, governance: Governance) => ({
  name: column.name,
  type: column.type,
  nullable: column.nullable,
  comment: column.comment,
  ...(column.default === undefined ? {} : { default: defaultArgs(column.default) }),
  ...(isMasked(column) ? { maskingPolicy: governance.mask(column.type)?.fullyQualifiedName } : {}),
});

/** The provider reads a default back as a constant unless it is a call. */
const defaultArgs = (value: string) => (value.endsWith(")") ? { expression: value } : { constant: value });
