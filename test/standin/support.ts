import { newCatalog } from "../../standin/catalog/bootstrap";
import { execute, type ExecuteContext } from "../../standin/catalog/execute";
import { noStorage, type Storage } from "../../standin/catalog/storage";
import type { AccountRole } from "../../standin/catalog/objects";
import { records, type Value } from "../../standin/result";
import { parseStatement } from "../../standin/syntax/parse";
import { splitStatements } from "../../standin/syntax/split";
import type { CatalogStatement } from "../../standin/syntax/statements";
import { outcomeOf } from "./support/outcome";

/** An account without rows: SQL in, records out, and what the storage was told. */
export class TestAccount {
  readonly catalog = newCatalog(new Date("2026-01-01T00:00:00Z"), { account: "TEST", user: "ADMIN" });
  readonly told: string[] = [];
  database: string | undefined;
  schema: string | undefined;

  /** Runs every statement of a script as a role; gives the rows of the last. */
  async run(role: string, script: string): Promise<Record<string, Value>[]> {
    let rows: Record<string, Value>[] = [];
    for (const text of splitStatements(script)) {
      const result = await execute(parseStatement(text) as CatalogStatement, this.context(role));
      rows = records(result);
    }
    return rows;
  }

  /** The code of the error a script ends with, or `ok`. */
  outcome(role: string, script: string): Promise<string> {
    return outcomeOf(this.run(role, script));
  }

  context(role: string): ExecuteContext {
    const active = this.catalog.roles.get(role);
    const user = this.catalog.users.get("ADMIN");
    if (active === undefined || user === undefined) throw new Error(`no role ${role}`);
    return {
      catalog: this.catalog,
      role: active,
      user,
      now: new Date("2026-01-02T03:04:05Z"),
      storage: this.recording(),
      ...(this.database === undefined ? {} : { database: this.database }),
      ...(this.schema === undefined ? {} : { schema: this.schema }),
    };
  }

  role(name: string): AccountRole {
    const role = this.catalog.roles.get(name);
    if (role === undefined) throw new Error(`no role ${name}`);
    return role;
  }

  private recording(): Storage {
    const record = (method: string) => (): Promise<void> => {
      this.told.push(method);
      return Promise.resolve();
    };
    const methods = Object.keys(noStorage).map((method) => [method, record(method)] as const);
    return Object.fromEntries(methods) as unknown as Storage;
  }
}
