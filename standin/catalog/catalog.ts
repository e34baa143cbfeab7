import type {
  Account,
  AccountRole,
  Database,
  FutureGrant,
  Grant,
  Role,
  RoleGrant,
  Schema,
  SchemaObject,
  Securable,
  Table,
  User,
  View,
  Warehouse,
} from "./objects";

/**
 * All that an account holds besides rows. It keeps what refers to what in step when objects go; which statement
 * may do what is decided in `access/`, and statements are carried out by the functions beside this class.
 */
export class Catalog {
  readonly databases = new Map<string, Database>();
  readonly warehouses = new Map<string, Warehouse>();
  readonly roles = new Map<string, AccountRole>();
  readonly users = new Map<string, User>();
  readonly grants = new Set<Grant>();
  readonly roleGrants = new Set<RoleGrant>();
  readonly futureGrants = new Set<FutureGrant>();
  readonly account: Account;

  private lastId = 0;
  /** What every account has from the start: left out of `counts`. */
  private readonly own = new WeakSet<object>();

  constructor(accountName: string, now: Date) {
    this.account = { kind: "ACCOUNT", ...this.base(accountName, undefined, now, ""), properties: {} };
  }

  /** An id no other object of this catalog has or will have. */
  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** The fields every object has. */
  base(name: string, owner: Role | undefined, now: Date, comment: string) {
    return { id: this.nextId(), name, owner, createdOn: now, comment, tags: new Map<number, string>() };
  }

  /** Marks all there is now as Snowflake's own. */
  sealAsOwn(): void {
    for (const object of this.objects()) this.own.add(object);
    for (const grants of [this.grants, this.roleGrants, this.futureGrants]) {
      for (const grant of grants) this.own.add(grant);
    }
  }

  isOwn(object: object): boolean {
    return this.own.has(object);
  }

  *schemas(): Generator<Schema> {
    for (const database of this.databases.values()) yield* database.schemas.values();
  }

  *relations(): Generator<Table | View> {
    for (const schema of this.schemas()) yield* schema.relations.values();
  }

  /** Every object that privileges can be granted on, containers before what they hold. */
  *objects(): Generator<Securable> {
    yield this.account;
    yield* this.warehouses.values();
    yield* this.roles.values();
    yield* this.users.values();
    for (const database of this.databases.values()) {
      yield database;
      yield* database.roles.values();
      yield* database.applicationRoles.values();
      for (const schema of database.schemas.values()) {
        yield schema;
        yield* contents(schema);
      }
    }
  }

  /** Forgets every grant, future grant and role grant that mentions an object that is gone. */
  forget(object: Securable): void {
    for (const grant of this.grants)
      if (grant.on === object || grant.to === object) this.grants.delete(grant);
    for (const grant of this.roleGrants) {
      if (grant.role === object || grant.to === object) this.roleGrants.delete(grant);
    }
    for (const grant of this.futureGrants) {
      if (grant.in === object || grant.to === object) this.futureGrants.delete(grant);
    }
  }
}

/** Everything in a schema, whatever its kind. */
export function* contents(schema: Schema): Generator<SchemaObject> {
  yield* schema.relations.values();
  yield* schema.streams.values();
  yield* schema.tasks.values();
  yield* schema.tagDefinitions.values();
  yield* schema.policies.values();
}
