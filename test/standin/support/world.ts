import { Cortex } from "../../../standin/cortex/cortex";
import type { Connection } from "../../../standin/data/connection";
import type { ColumnShape, Mask, Relation, Rows, Scope, TableShape, Use } from "../../../standin/data/scope";
import { Store } from "../../../standin/data/store";
import { Cursor } from "../../../standin/syntax/cursor";
import { parseType } from "../../../standin/syntax/datatype";
import { notFound } from "../../../standin/errors";
import { plainSettings, type Settings } from "../../../standin/moments/settings";
import type { Result, Value } from "../../../standin/result";
import { parameterDefault } from "../../../standin/parameters";

/** A column list as in CREATE TABLE: `id INTEGER NOT NULL, name VARCHAR(20) DEFAULT 'x'`. */
function columns(list: string): ColumnShape[] {
  return list.split(/,(?![^(]*\))/).map((text) => {
    const cursor = new Cursor(text);
    const name = cursor.identifier();
    const type = parseType(cursor);
    const rest = text.toUpperCase();
    const given = /DEFAULT\s+(.+?)(?:\s+NOT NULL)?\s*$/i.exec(text)?.[1];
    return {
      name,
      type,
      nullable: !rest.includes("NOT NULL"),
      ...(given !== undefined && { defaultSql: given }),
    };
  });
}

export interface StreamOptions {
  readonly appendOnly?: boolean;
  readonly showInitialRows?: boolean;
}

/** Rows and a catalog of plain names: enough of an account to ask the data engine anything. */
export class World {
  readonly relations = new Map<string, Relation>();
  readonly cortex = new Cortex();
  readonly context = new Map<string, (args: readonly Value[]) => Value>();
  readonly tableFunctions = new Map<string, Rows>();
  readonly parameters = new Map<string, string>();
  readonly denied = new Set<string>();
  now = new Date("2024-03-15T10:20:30.456Z");
  settings: Settings = plainSettings;
  readonly uses: [string, Use][] = [];
  private ids = 0;
  private constructor(
    readonly store: Store,
    readonly main: Connection,
  ) {}

  /** @param lockTimeout LOCK_TIMEOUT, in seconds */
  static async open(lockTimeout = 5): Promise<World> {
    const cortex = new Cortex();
    const store = await Store.open({ cortex });
    const world = new World(store, await store.connect());
    world.parameters.set("LOCK_TIMEOUT", String(lockTimeout));
    return Object.assign(world, { cortex });
  }

  scope(): Scope {
    return {
      relation: (name, use) => {
        this.uses.push([name.join("."), use]);
        const relation = this.relations.get(name.at(-1) ?? "");
        if (relation === undefined) throw notFound("Object", name.join("."));
        // Like a catalog, this makes new scopes for views and policies each time it is asked.
        if (relation.kind === "view") return { ...relation, view: { ...relation.view, scope: this.scope() } };
        if (relation.kind === "rows") return relation;
        return { ...relation, masks: relation.masks.map((mask) => ({ ...mask, scope: this.scope() })) };
      },
      contextFunction: (name, args) => {
        const answer = this.context.get(name);
        return answer === undefined ? undefined : Promise.resolve(answer(args));
      },
      tableFunction: (name) => {
        const rows = this.tableFunctions.get(name.join("."));
        return rows === undefined ? undefined : Promise.resolve(rows);
      },
      authorizeCortex: (name) => {
        if (this.denied.has(name)) throw notFound("Function", name);
      },
      parameter: (name) => this.parameters.get(name) ?? parameterDefault(name),
      now: this.now,
      settings: this.settings,
    };
  }

  async table(name: string, list: string, masks: readonly Mask[] = []): Promise<TableShape> {
    const shape: TableShape = { id: ++this.ids, name: `DB.S.${name}`, columns: columns(list) };
    await this.store.createTable(shape);
    this.relations.set(name, { kind: "table", table: shape, masks });
    return shape;
  }

  async stream(name: string, table: string, options: StreamOptions = {}): Promise<number> {
    const relation = this.relations.get(table);
    if (relation?.kind !== "table") throw new Error(`no table ${table}`);
    const id = ++this.ids;
    const { appendOnly = false, showInitialRows = false } = options;
    await this.store.createStream(id, relation.table, { appendOnly, showInitialRows });
    this.relations.set(name, {
      kind: "stream",
      stream: { id, name: `DB.S.${name}`, table: relation.table, appendOnly },
      masks: relation.masks,
    });
    return id;
  }

  view(name: string, query: string, names?: readonly string[]): void {
    const view = { name: `DB.S.${name}`, query, scope: this.scope(), ...(names && { columns: names }) };
    this.relations.set(name, { kind: "view", view });
  }

  /** Runs a query or DML, by its first word. */
  run(sql: string, connection: Connection = this.main, binds: readonly Value[] = []): Promise<Result> {
    const dml = /^\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)/i.test(sql);
    return dml ? connection.dml(sql, this.scope(), binds) : connection.query(sql, this.scope(), binds);
  }

  async rows(sql: string, connection: Connection = this.main): Promise<readonly (readonly Value[])[]> {
    return (await this.run(sql, connection)).rows;
  }

  /** The one value of a query. */
  async value(expression: string): Promise<Value> {
    const [row] = await this.rows(`SELECT ${expression}`);
    return row?.[0] ?? null;
  }

  async close(): Promise<void> {
    await this.main.close();
    await this.store.close();
  }
}
