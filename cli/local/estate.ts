import { bootstrapSql } from "../../src/bootstrap/bootstrap";
import { deployerOf } from "../../src/config/stacks";
import { databaseName, physicalName } from "../../src/model/names";
import { planOf, type PlanStep } from "../../src/plan/plan";
import type { Recording } from "../../src/plan/record";
import { Account } from "../../standin/account";
import type { Counts } from "../../standin/catalog/counts";
import { SnowflakeError } from "../../standin/errors";
import { records } from "../../standin/result";
import { UserError } from "../user-error";

/** An estate on a stand-in. */
export interface Estate {
  readonly account: Account;
  /** Physical name of the database. */
  readonly database: string;
  readonly suffix: string;
}

/** An estate the plan made. */
export interface PlannedEstate extends Estate {
  /** Statements the plan sent. */
  readonly statements: number;
}

/** An estate on an account, known by its database. */
export const estateOn = (account: Account, database: string): Estate => ({
  account,
  database,
  suffix: database.slice(physicalName(databaseName, "").length),
});

/** A stack as an account's administrator prepares it: its name, and the role and warehouse that deploy it. */
export type Prepared = Parameters<typeof bootstrapSql>[0][number];

/** A fresh account in which the administrator has run what README asks for before a first deployment. The caller closes it. */
export async function openAccount(...stacks: readonly Prepared[]): Promise<Account> {
  const account = await Account.open();
  await asAdministrator(account, bootstrapSql(stacks));
  return account;
}

/** Runs a script as the account's administrator. */
export async function asAdministrator(account: Account, script: string): Promise<void> {
  const session = await account.login({ role: "ACCOUNTADMIN" });
  await session.executeScript(script);
  await session.close();
}

/** A recorded stack as the administrator prepares it: by the provider that deploys it. */
export function preparedFor({ stack, registrations }: Recording): Prepared {
  const inputs = registrations.find(({ type }) => type === "pulumi:providers:snowflake")?.inputs;
  const { role, warehouse } = { ...inputs };
  if (typeof role !== "string" || typeof warehouse !== "string")
    throw new Error(`stack ${stack} declares no provider with role and warehouse`);
  return { stack, deploy: { role, warehouse } };
}

/**
 * Deploys a recorded stack on a fresh account: what the administrator runs once, then the plan, each step as the role
 * its provider acts as. The caller closes `estate.account`.
 * @param onStep called before each step with how many have gone before
 * @throws UserError naming the resource and the statement that failed
 */
export async function deploy(
  recording: Recording,
  onStep: (done: number, of: number) => void = () => undefined,
): Promise<PlannedEstate> {
  const account = await openAccount(preparedFor(recording));
  try {
    return await deployOn(account, recording, onStep);
  } catch (error) {
    await account.close();
    throw error;
  }
}

/** Deploys a recorded stack on an account the administrator has made ready. Otherwise as `deploy`. */
export async function deployOn(
  account: Account,
  recording: Recording,
  onStep: (done: number, of: number) => void = () => undefined,
): Promise<PlannedEstate> {
  const steps = planOf(recording);
  let done = 0;
  for (const step of steps) {
    onStep(done, steps.length);
    await run(account, recording.stack, step);
    done += 1;
  }
  return {
    ...estateOn(account, String(recording.outputs["database"])),
    statements: steps.reduce((sum, { statements }) => sum + statements.length, 0),
  };
}

async function run(account: Account, stack: string, step: PlanStep): Promise<void> {
  const { urn, role, warehouse, statements } = step;
  const session = await account.login({ user: deployerOf(stack).user, role, warehouse });
  try {
    for (const statement of statements)
      await session.execute(statement).catch((error: unknown) => {
        if (!(error instanceof SnowflakeError)) throw error;
        throw new UserError(`${urn}\n${statement}\nfailed with ${error.code}: ${error.message}`);
      });
  } finally {
    await session.close();
  }
}

/** What SHOW lists a type of resource with, and how the row says where an object lies. */
const shows: Readonly<Record<string, { readonly show: string; readonly place: readonly string[] }>> = {
  Database: { show: "DATABASES", place: [] },
  Schema: { show: "SCHEMAS IN ACCOUNT", place: ["database_name"] },
  Table: { show: "TABLES IN ACCOUNT", place: ["database_name", "schema_name"] },
  View: { show: "VIEWS IN ACCOUNT", place: ["database_name", "schema_name"] },
  StreamOnTable: { show: "STREAMS IN ACCOUNT", place: ["database_name", "schema_name"] },
  Task: { show: "TASKS IN ACCOUNT", place: ["database_name", "schema_name"] },
  Tag: { show: "TAGS IN ACCOUNT", place: ["database_name", "schema_name"] },
  MaskingPolicy: { show: "MASKING POLICIES IN ACCOUNT", place: ["database_name", "schema_name"] },
  Warehouse: { show: "WAREHOUSES", place: [] },
  AccountRole: { show: "ROLES", place: [] },
};

/** What exists now, counted by the catalog itself, and which declared objects it lacks. */
export async function inventory(
  estate: Estate,
  recording: Recording,
): Promise<{ readonly counts: Counts; readonly missing: readonly string[] }> {
  const session = await estate.account.login({ role: "ACCOUNTADMIN" });
  const missing: string[] = [];
  for (const [type, { show, place }] of Object.entries(shows)) {
    const rows = records(await session.execute(`SHOW ${show}`));
    const found = new Set(
      rows.map((row) => [...place, "name"].map((column) => String(row[column])).join(".")),
    );
    const idle = new Set(
      rows.filter((row) => row["state"] === "suspended").map((row) => String(row["name"])),
    );
    for (const { type: token, inputs } of recording.registrations) {
      if (!token.startsWith("snowflake:") || !token.endsWith(`:${type}`)) continue;
      const name = [inputs["database"], inputs["schema"], inputs["name"]]
        .filter((part) => typeof part === "string")
        .join(".");
      if (!found.has(name)) missing.push(`${type} ${name}`);
      else if (type === "Task" && idle.has(String(inputs["name"])))
        missing.push(`${type} ${name} (suspended)`);
    }
  }
  await session.close();
  return { counts: estate.account.counts(), missing };
}
