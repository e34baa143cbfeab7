import type { Result } from "../result";
import type { CreateStatement, CreateTask } from "../syntax/statements";
import { created, finish, makeRoom, grantsToCopy } from "./create-parts";
import { createTable, createView } from "./create-relation";
import type { ExecuteContext } from "./context";
import { drop, usesOf } from "./drop";
import { fullName } from "./names";
import type { Database, MaskingPolicy, Stream, Tag, Task, User, Warehouse } from "./objects";
import { policyInUse } from "./refusals";
import { emptySchema } from "./snowflake";
import { resolveAs, resolveDatabase, resolvePlace, resolveRolePlace } from "./resolve";
import { checkTaskProperties, isName, requireSuspendedRoots, resolvePredecessors } from "./tasks";
import { without } from "./properties";
import { checkWarehouse } from "./warehouses";

/** Carries out CREATE of any object. The new object is the active role's. */
export async function applyCreate(statement: CreateStatement, context: ExecuteContext): Promise<Result> {
  switch (statement.kind) {
    case "create database":
      return createDatabase(statement, context);
    case "create schema":
      return createSchema(statement, context);
    case "create table":
      return createTable(statement, context);
    case "create view":
      return createView(statement, context);
    case "create stream":
      return createStream(statement, context);
    case "create task":
      return createTask(statement, context);
    case "create tag":
      return createTag(statement, context);
    case "create masking policy":
      return createMaskingPolicy(statement, context);
    case "create warehouse":
      return createWarehouse(statement, context);
    case "create role":
    case "create database role":
      return createRole(statement, context);
    case "create user":
      return createUser(statement, context);
  }
}

type Of<K extends CreateStatement["kind"]> = Extract<CreateStatement, { kind: K }>;

async function createDatabase(statement: Of<"create database">, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now } = context;
  const name = statement.name.parts.at(-1) ?? "";
  const { done, replaced } = makeRoom(statement.mode, "DATABASE", catalog.databases.get(name));
  if (done !== undefined) return done;
  if (replaced !== undefined) await drop(replaced, context);
  const database: Database = {
    kind: "DATABASE",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    transient: statement.transient,
    properties: statement.properties,
    schemas: new Map(),
    roles: new Map(),
    applicationRoles: new Map(),
  };
  catalog.databases.set(name, database);
  const information = emptySchema(catalog, database, "INFORMATION_SCHEMA", now);
  const publicSchema = { ...emptySchema(catalog, database, "PUBLIC", now), owner: role };
  database.schemas.set("INFORMATION_SCHEMA", information).set("PUBLIC", publicSchema);
  finish(database, statement, context, undefined);
  return created("DATABASE", name);
}

async function createSchema(statement: Of<"create schema">, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now } = context;
  const { database, name } = resolveRolePlace(context, statement.name);
  const { done, replaced } = makeRoom(statement.mode, "SCHEMA", database.schemas.get(name));
  if (done !== undefined) return done;
  if (replaced !== undefined) await drop(replaced, context);
  const schema = {
    ...emptySchema(catalog, database, name, now),
    owner: role,
    comment: statement.comment ?? "",
    transient: statement.transient || database.transient,
    managedAccess: statement.managedAccess,
    properties: statement.properties,
  };
  database.schemas.set(name, schema);
  finish(schema, statement, context, undefined);
  return created("SCHEMA", name);
}

async function createStream(statement: Of<"create stream">, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now, storage } = context;
  const { schema, name } = resolvePlace(context, statement.name);
  const { done, replaced } = makeRoom(statement.mode, "STREAM", schema.streams.get(name));
  if (done !== undefined) return done;
  const table = resolveAs(context, "TABLE", statement.table);
  const copied = grantsToCopy(statement.copyGrants, replaced, context);
  const stream: Stream = {
    kind: "STREAM",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    schema,
    table,
    orphaned: false,
    appendOnly: statement.appendOnly,
  };
  const shape = { id: table.id, name: fullName(table), columns: table.columns };
  await storage.createStream(stream.id, shape, {
    appendOnly: statement.appendOnly,
    showInitialRows: statement.showInitialRows,
  });
  if (replaced !== undefined) await drop(replaced, context);
  // The first stream on a table switches its change tracking on (snowflake.md B4).
  table.properties = { ...table.properties, CHANGE_TRACKING: true };
  schema.streams.set(name, stream);
  finish(stream, statement, context, copied);
  return created("STREAM", name);
}

async function createTask(statement: CreateTask, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now } = context;
  const { schema, name } = resolvePlace(context, statement.name);
  const { done, replaced } = makeRoom(statement.mode, "TASK", schema.tasks.get(name));
  if (done !== undefined) return done;
  const { FINALIZE, ...properties } = statement.properties;
  const finalizes = isName(FINALIZE) ? resolveAs(context, "TASK", FINALIZE) : undefined;
  const task: Task = {
    kind: "TASK",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    schema,
    state: "suspended",
    properties,
    predecessors: resolvePredecessors(context, { schema, owner: role }, statement.after),
    finalizes,
    when: statement.when,
    body: statement.body,
    resumedOn: undefined,
    lastSuspendedOn: undefined,
    lastSuspendedReason: undefined,
  };
  if (finalizes !== undefined) requireSuspendedRoots(finalizes);
  checkTaskProperties(task.properties, task.predecessors, task.finalizes);
  const successors = [...schema.tasks.values()].filter((other) =>
    other.predecessors.some((p) => p === replaced),
  );
  if (replaced !== undefined) await drop(replaced, context);
  // A task made anew under the same name keeps its place in the graph (docs create-task).
  for (const successor of successors) successor.predecessors = [...successor.predecessors, task];
  schema.tasks.set(name, task);
  finish(task, statement, context, undefined);
  return created("TASK", name);
}

async function createTag(statement: Of<"create tag">, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now } = context;
  const { schema, name } = resolvePlace(context, statement.name);
  const { done, replaced } = makeRoom(statement.mode, "TAG", schema.tagDefinitions.get(name));
  if (done !== undefined) return done;
  if (replaced !== undefined) await drop(replaced, context);
  const tag: Tag = {
    kind: "TAG",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    schema,
    allowedValues: statement.allowedValues,
  };
  schema.tagDefinitions.set(name, tag);
  return created("TAG", name);
}

async function createMaskingPolicy(
  statement: Of<"create masking policy">,
  context: ExecuteContext,
): Promise<Result> {
  const { catalog, role, now } = context;
  const { schema, name } = resolvePlace(context, statement.name);
  const { done, replaced } = makeRoom(statement.mode, "MASKING POLICY", schema.policies.get(name));
  if (done !== undefined) return done;
  const existing = schema.policies.get(name);
  if (existing !== undefined && usesOf(catalog, existing).length > 0) throw policyInUse(existing);
  if (replaced !== undefined) await drop(replaced, context);
  const policy: MaskingPolicy = {
    kind: "MASKING POLICY",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    schema,
    arguments: statement.arguments,
    returns: statement.returns,
    body: statement.body,
    exemptOtherPolicies: statement.exemptOtherPolicies,
  };
  schema.policies.set(name, policy);
  return created("MASKING POLICY", name);
}

async function createWarehouse(statement: Of<"create warehouse">, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now } = context;
  const name = statement.name.parts.at(-1) ?? "";
  const { done, replaced } = makeRoom(statement.mode, "WAREHOUSE", catalog.warehouses.get(name));
  if (done !== undefined) return done;
  const properties = without(statement.properties, "INITIALLY_SUSPENDED", "WAIT_FOR_COMPLETION");
  checkWarehouse(properties);
  if (replaced !== undefined) await drop(replaced, context);
  const warehouse: Warehouse = {
    kind: "WAREHOUSE",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    state: statement.properties.INITIALLY_SUSPENDED === true ? "SUSPENDED" : "STARTED",
    properties,
    resumedOn: now,
    updatedOn: now,
  };
  catalog.warehouses.set(name, warehouse);
  finish(warehouse, statement, context, undefined);
  return created("WAREHOUSE", name);
}

async function createRole(
  statement: Of<"create role"> | Of<"create database role">,
  context: ExecuteContext,
): Promise<Result> {
  const { catalog, role, now } = context;
  if (statement.kind === "create role") {
    const name = statement.name.parts.at(-1) ?? "";
    const { done, replaced } = makeRoom(statement.mode, "ROLE", catalog.roles.get(name));
    if (done !== undefined) return done;
    if (replaced !== undefined) await drop(replaced, context);
    const made = { kind: "ROLE" as const, ...catalog.base(name, role, now, statement.comment ?? "") };
    catalog.roles.set(name, made);
    finish(made, statement, context, undefined);
    return created("ROLE", name);
  }
  const place = resolveRolePlace(context, statement.name);
  const database = resolveDatabase(context, { parts: [place.database.name] });
  const { done, replaced } = makeRoom(statement.mode, "DATABASE ROLE", database.roles.get(place.name));
  if (done !== undefined) return done;
  if (replaced !== undefined) await drop(replaced, context);
  const made = {
    kind: "DATABASE ROLE" as const,
    ...catalog.base(place.name, role, now, statement.comment ?? ""),
    database,
  };
  database.roles.set(place.name, made);
  finish(made, statement, context, undefined);
  return created("DATABASE ROLE", place.name);
}

async function createUser(statement: Of<"create user">, context: ExecuteContext): Promise<Result> {
  const { catalog, role, now } = context;
  const name = statement.name.parts.at(-1) ?? "";
  const { done, replaced } = makeRoom(statement.mode, "USER", catalog.users.get(name));
  if (done !== undefined) return done;
  if (replaced !== undefined) await drop(replaced, context);
  const user: User = {
    kind: "USER",
    ...catalog.base(name, role, now, statement.comment ?? ""),
    properties: { LOGIN_NAME: name, DISPLAY_NAME: name, ...statement.properties },
  };
  catalog.users.set(name, user);
  finish(user, statement, context, undefined);
  return created("USER", name);
}
