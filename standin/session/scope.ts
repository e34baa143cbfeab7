import { authorizeCortex } from "../access/cortex";
import { requirePrivilege } from "../access/can";
import { fullName } from "../catalog/names";
import type { Column, Schema, Stream, Table, View } from "../catalog/objects";
import { requireFresh } from "../catalog/staleness";
import { resolvePlace } from "../catalog/resolve";
import type { Mask, Relation, Rows, Scope, TableShape, Use } from "../data/scope";
import { insufficientPrivileges, notFound, SnowflakeError, unsupported } from "../errors";
import { informationFunction, informationView } from "../information";
import type { Settings } from "../moments/settings";
import type { Value } from "../result";
import { contextFunctions } from "./context-functions";
import type { Viewpoint } from "./viewpoint";

/** Answers the data engine for one statement. */
export class StatementScope implements Scope {
  constructor(private readonly viewpoint: Viewpoint) {}

  get now(): Date {
    return this.viewpoint.now;
  }

  get settings(): Settings {
    return this.viewpoint.asking.settings;
  }

  get queryId(): string | undefined {
    return this.viewpoint.asking.query?.id;
  }

  parameter(name: string): string {
    return this.viewpoint.asking.parameter(name);
  }

  relation(name: readonly string[], use: Use): Relation | Promise<Relation> {
    const { catalog, role, database, schema, asking } = this.viewpoint;
    const information = this.information(name, use);
    if (information !== undefined) {
      // Nobody writes to it (docs info-schema, general usage notes).
      if (use !== "SELECT") throw insufficientPrivileges("view", information.name);
      return informationView(information.container, information.name, this.viewpoint).then((rows) => ({
        kind: "rows",
        ...rows,
      }));
    }
    const place = resolvePlace({ catalog, database, schema, statement: use }, { parts: name });
    const object = find(place.schema, place.name);
    if (object === undefined) throw notFound("Object", `${fullName(place.schema)}.${place.name}`);
    requirePrivilege(catalog, role, use, object);
    if (object.kind !== "VIEW" && asking.warehouse === undefined) throw noWarehouse();
    switch (object.kind) {
      case "TABLE":
        return { kind: "table", table: shapeOf(object), masks: this.masks(object) };
      case "VIEW":
        return { kind: "view", view: this.view(object) };
      case "STREAM":
        return this.stream(object);
    }
  }

  contextFunction(name: string, args: readonly Value[]): Promise<Value> | undefined {
    return contextFunctions[name]?.(this.viewpoint, args);
  }

  tableFunction(name: readonly string[], args: ReadonlyMap<string, Value>): Promise<Rows> | undefined {
    const information = this.information(name);
    if (information === undefined) return undefined;
    return Promise.resolve(
      informationFunction(information.container, information.name, args, this.viewpoint),
    );
  }

  authorizeCortex(functionName: string, model?: string): void {
    authorizeCortex(functionName, this.viewpoint, model);
  }

  /**
   * What a name means in an INFORMATION_SCHEMA, named or current; undefined where it is no such name.
   * @throws SnowflakeError 002003 where the database may not be used, 000606 without a warehouse
   */
  private information(name: readonly string[], statement = "SELECT") {
    const { catalog, role, database, schema, asking } = this.viewpoint;
    if ((name.at(-2) ?? schema) !== "INFORMATION_SCHEMA") return undefined;
    const place = resolvePlace({ catalog, database, schema, statement }, { parts: name });
    const container = place.schema.database;
    // SNOWFLAKE is visible to all users (docs snowflake-db), and the provider asks there as any role.
    if (container.name !== "SNOWFLAKE") requirePrivilege(catalog, role, "USAGE", place.schema);
    if (asking.warehouse === undefined) throw noWarehouse();
    return { container, name: place.name };
  }

  private view(view: View) {
    const { catalog, asking, now } = this.viewpoint;
    const masked = view.columns.find(({ mask }) => mask !== undefined);
    if (masked !== undefined)
      throw unsupported(`masking policy on column ${masked.name} of view ${fullName(view)}`);
    if (view.owner === undefined) throw notFound("Object", fullName(view));
    return {
      name: fullName(view),
      columns: view.columns.map(({ name }) => name),
      query: view.query,
      // Owner's rights: who may read the view need not see what it reads.
      scope: new StatementScope({
        catalog,
        role: view.owner,
        database: view.schema.database.name,
        schema: view.schema.name,
        asking,
        now,
      }),
    };
  }

  private stream(stream: Stream): Relation {
    const { catalog, role, asking, now } = this.viewpoint;
    requireFresh(stream, asking.streamReadAt(stream.id), now);
    // A stream shows the table's rows, so the table's own privilege is needed too (docs: streams-intro).
    requirePrivilege(catalog, role, "SELECT", stream.table);
    return {
      kind: "stream",
      stream: {
        id: stream.id,
        name: fullName(stream),
        table: shapeOf(stream.table),
        appendOnly: stream.appendOnly,
      },
      masks: this.masks(stream.table),
    };
  }

  /** Policies see the session that asks, also through a view; INVOKER_ROLE tells them whose rights read the table. */
  private masks(table: Table): readonly Mask[] {
    const { catalog, role, asking, now } = this.viewpoint;
    const scope = new StatementScope({
      catalog,
      role,
      database: undefined,
      schema: undefined,
      asking,
      now,
    });
    return table.columns.flatMap((column) => maskOf(column, scope));
  }
}

const find = (schema: Schema, name: string): Table | View | Stream | undefined =>
  schema.relations.get(name) ?? schema.streams.get(name);

function maskOf({ name, mask }: Column, scope: Scope): readonly Mask[] {
  if (mask === undefined) return [];
  const [argument, ...more] = mask.policy.arguments;
  if (argument === undefined || more.length > 0)
    throw unsupported(
      `masking policy ${fullName(mask.policy)} with ${mask.policy.arguments.length} arguments`,
    );
  return [{ column: name, argument: argument.name, body: mask.policy.body, scope }];
}

/** What the data engine must know of a table. */
export const shapeOf = (table: Table): TableShape => ({
  id: table.id,
  name: fullName(table),
  columns: table.columns.map(({ name, type, nullable, defaultSql }) => ({
    name,
    type,
    nullable,
    ...(defaultSql === undefined ? {} : { defaultSql }),
  })),
});

const noWarehouse = (): SnowflakeError =>
  new SnowflakeError(
    "000606",
    "57P03",
    "No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command.",
  );
