import { alreadyExists, invalid, unsupported } from "../errors";
import type { Result } from "../result";
import type { AlterAction, AlterStatement, Name } from "../syntax/statements";
import { alterTable, alterViewColumns } from "./alter-table";
import { alterTask } from "./alter-task";
import { succeeded, type ExecuteContext } from "./context";
import { exists } from "./drop";
import { fullName } from "./names";
import type { Securable, Tag, Warehouse } from "./objects";
import { find, members, resolve, resolveAs, resolvePlace, resolveRolePlace } from "./resolve";
import { merge, setProperties, without } from "./properties";
import { setTags, unsetTags } from "./tags";
import { checkWarehouse } from "./warehouses";

/** Carries out ALTER of any object. */
export async function applyAlter(statement: AlterStatement, context: ExecuteContext): Promise<Result> {
  const { object: kind, name, action } = statement;
  const done = succeeded(`ALTER ${kind}`);
  if (statement.ifExists && !exists(statement, context)) return done;
  switch (action.type) {
    case "set tags":
      setTags(resolve(context, kind, name), action.column, action.tags, context);
      return done;
    case "unset tags":
      unsetTags(resolve(context, kind, name), action.column, action.tags, context);
      return done;
    case "rename":
      rename(resolveAs(context, kind, name), action.to, context);
      return done;
    default:
      await alter(resolveAs(context, kind, name), action, context);
      return done;
  }
}

async function alter(object: Securable, action: AlterAction, context: ExecuteContext): Promise<void> {
  switch (object.kind) {
    case "TABLE":
      return alterTable(object, action, context);
    case "TASK":
      alterTask(object, action, context);
      return;
    case "WAREHOUSE":
      alterWarehouse(object, action, context);
      return;
    case "TAG":
      alterTag(object, action);
      return;
    case "VIEW":
      if (action.type === "set secure") object.secure = action.secure;
      else if (action.type === "alter columns") alterViewColumns(object, action.changes, context);
      else setProperties(object, action);
      return;
    case "SCHEMA":
      if (action.type === "managed access") object.managedAccess = action.enabled;
      else setProperties(object, action);
      return;
    case "MASKING POLICY":
      if (action.type === "set body") object.body = action.body;
      else setProperties(object, action);
      return;
    default:
      setProperties(object, action);
  }
}

function alterWarehouse(warehouse: Warehouse, action: AlterAction, context: ExecuteContext): void {
  switch (action.type) {
    case "abort all queries":
      return;
    case "warehouse state":
      if (action.state === "SUSPEND" && warehouse.state === "SUSPENDED") {
        throw invalid("090064", `Invalid state. Warehouse '${warehouse.name}' cannot be suspended.`);
      }
      if (action.state === "RESUME" && warehouse.state === "STARTED" && !action.ifSuspended) {
        throw invalid("090063", `Invalid state. Warehouse '${warehouse.name}' cannot be resumed.`);
      }
      if (action.state === "RESUME" && warehouse.state === "SUSPENDED") warehouse.resumedOn = context.now;
      warehouse.state = action.state === "SUSPEND" ? "SUSPENDED" : "STARTED";
      return;
    default:
      if (action.type === "set") {
        const properties = without(action.properties, "WAIT_FOR_COMPLETION");
        checkWarehouse(merge(warehouse.properties, properties));
        setProperties(warehouse, { type: "set", properties });
      } else setProperties(warehouse, action);
      warehouse.updatedOn = context.now;
  }
}

function alterTag(tag: Tag, action: AlterAction): void {
  switch (action.type) {
    case "add allowed values":
      tag.allowedValues = [...new Set([...(tag.allowedValues ?? []), ...action.values])];
      return;
    case "drop allowed values":
      tag.allowedValues = (tag.allowedValues ?? []).filter((value) => !action.values.includes(value));
      return;
    case "unset allowed values":
      tag.allowedValues = undefined;
      return;
    default:
      setProperties(tag, action);
  }
}

/**
 * Gives an object another name; within a schema it may move to another schema.
 * @throws SnowflakeError 002002 where the name is taken
 */
function rename(object: Securable, to: Name, context: ExecuteContext): void {
  const { catalog } = context;
  const name = to.parts.at(-1) ?? "";
  const taken = find(context, object.kind, to);
  if (taken !== undefined) throw alreadyExists(fullName(taken));
  const move = <T extends Securable>(from: Map<string, T>, into: Map<string, T>, moved: T): void => {
    from.delete(moved.name);
    moved.name = name;
    into.set(name, moved);
  };
  switch (object.kind) {
    case "ACCOUNT":
      return;
    case "DATABASE":
      move(catalog.databases, catalog.databases, object);
      return;
    case "WAREHOUSE":
      move(catalog.warehouses, catalog.warehouses, object);
      return;
    case "ROLE":
      move(catalog.roles, catalog.roles, object);
      return;
    case "USER":
      move(catalog.users, catalog.users, object);
      return;
    case "SCHEMA":
    case "DATABASE ROLE": {
      const { database } = resolveRolePlace(context, to);
      if (database !== object.database) throw unsupported(`ALTER ${object.kind} RENAME TO another database`);
      if (object.kind === "SCHEMA") move(database.schemas, database.schemas, object);
      else move(database.roles, database.roles, object);
      return;
    }
    case "APPLICATION ROLE":
      throw unsupported(`ALTER ${object.kind} RENAME`);
    default: {
      const place = resolvePlace(context, to);
      const from = object.schema;
      object.schema = place.schema;
      move(members(from, object.kind), members(place.schema, object.kind), object);
    }
  }
}
