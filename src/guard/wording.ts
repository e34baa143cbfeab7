/** What the guard says to people. Names of the account come out in the one spelling of src/model/loss-name.ts. */
import { setCommand, shellWord } from "../config/command";
import type { Problem } from "../config/problem";
import type { Settings } from "../config/settings";
import { lossNameText } from "../model/loss-name";
import { databaseName, logicalName, quoted } from "../model/names";
import { visible } from "../model/visible";
import type { Holding, Loss } from "./losses";
import type { BareColumn } from "./masks";

/** Below the first line of a mend, as `refuse` prints it. */
const indent = "\n             ";

/** How many tables or columns are named one by one. */
const named = 12;

/** Where a loss is refused. */
export interface Refusal {
  readonly database: string;
  readonly settings: Settings;
  /** The next free place in the stack's `allowDataLoss`. */
  readonly place: number;
}

interface Words {
  readonly found: string;
  readonly allowed: string;
  /** What avoids the loss, a line each. */
  readonly instead: readonly string[];
  /** What Pulumi holds on to, by its logical name. */
  readonly held?: string;
}

/** A loss as a problem that is refused. */
export function lossProblem(loss: Loss, refusal: Refusal): Problem {
  const { settings, place } = refusal;
  const stack = shellWord(settings.stack);
  const name = lossNameText(loss.name);
  const { found, allowed, instead, held } = wordsOf(loss, refusal);
  const unprotect =
    held !== undefined && settings.protect
      ? [`or, to lose it, pulumi state unprotect --stack ${stack}, choosing ${held}, and then`]
      : [];
  const allow = `${setCommand(["estate", "allowDataLoss", place], name)} --stack ${stack}`;
  return {
    at: name,
    found,
    allowed,
    mend: [...instead, ...unprotect, unprotect.length > 0 ? allow : `or, to lose it, ${allow}`].join(indent),
  };
}

function wordsOf(loss: Loss, { database, settings }: Refusal): Words {
  const { cause, name } = loss;
  const [first = "", second = "", third = ""] = name.parts;
  const stack = shellWord(settings.stack);
  switch (cause.kind) {
    case "table":
      return {
        found: `is in the account and not declared: ${rowsOf(loss)} would be lost`,
        allowed: "a table declared under this name, or under a new one that names this one as `formerly`",
        instead: [
          "declare it again;",
          "or, if somebody made it by hand, give it to another role (GRANT OWNERSHIP);",
        ],
        held: logicalName(first, second),
      };
    case "column": {
      const rename = `ALTER TABLE ${quoted(database, first, second)} RENAME COLUMN ${quoted(third)} TO <new name>`;
      return {
        found: `is in the account and not declared: ${rowsOf(loss)} would be lost`,
        allowed: "a column declared under this name",
        instead: [
          "declare it, again or because somebody added it by hand;",
          ...(visible(rename) === rename
            ? [`or, if it has a new name, ${rename},`, `and then pulumi refresh --stack ${stack};`]
            : []),
        ],
      };
    }
    case "schema":
      return cause.why === "undeclared"
        ? {
            found: `is in the account and not declared: it would be dropped with ${listOf(loss)}`,
            allowed: "a schema declared under this name",
            instead: [
              "declare it again;",
              "or, if somebody made it by hand, give it to another role (GRANT OWNERSHIP);",
            ],
            held: logicalName(first),
          }
        : {
            found: `is ${cause.why === "transient" ? "permanent" : "transient"} in the account and declared ${cause.why}: it would be dropped and made anew, without ${listOf(loss)}`,
            allowed: "what it is, as long as it holds rows",
            instead: [
              `${setCommand(["estate", "transientRaw"], cause.why === "permanent")} --stack ${stack};`,
              "or bring what it holds elsewhere first;",
            ],
            held: logicalName(first),
          };
    case "database":
      return cause.why !== "permanent"
        ? {
            found:
              cause.why === "renamed"
                ? `is this stack's database, and ${database} would take its place: it would be dropped with ${listOf(loss)}`
                : `is this stack's database by its state, and ${database} would take its place: it would be dropped, and ${settings.deploy.role} does not see what is in it`,
            allowed: "the suffix of the database the stack has",
            instead: [
              `${setCommand(["estate", "suffix"], first.slice(databaseName.length))} --stack ${stack};`,
              "or deploy the other one as a stack of its own;",
            ],
            held: logicalName(databaseName),
          }
        : {
            found: `is transient in the account and declared permanent: it would be dropped and made anew, without ${listOf(loss)}`,
            allowed: "a permanent database, or one without rows",
            instead: ["bring what it holds elsewhere first;"],
            held: logicalName(databaseName),
          };
    case "retention":
      return {
        found: `keeps ${days(cause.before)} of time travel and would keep ${days(cause.after)}: what was changed or deleted longer ago could not be had back of ${listOf(loss)}`,
        allowed: `${days(cause.before)} or more`,
        instead:
          settings.edition === "standard"
            ? [`${setCommand(["estate", "edition"], "enterprise")} --stack ${stack};`]
            : first === database
              ? ["declare as much for the database;"]
              : [`${setCommand(["retention", first], cause.before)} --stack ${stack};`],
      };
    case "masking":
      return {
        found: cause.column
          ? `is masked by ${visible(cause.policy)} and would be shown to every role that reads the table: ${rowsOf(loss)}`
          : `would be dropped, and show to every role that reads them ${listOf(loss)}`,
        allowed: cause.column ? "a column declared personal" : "a policy declared, in an edition that masks",
        instead: cause.column
          ? ["declare it personal again;"]
          : settings.masking
            ? ["declare it again;"]
            : [`${setCommand(["estate", "edition"], "enterprise")} --stack ${stack};`],
      };
    case "protection":
      return {
        found: `is protected, and Pulumi would from now on delete without asking what holds ${listOf(loss)}`,
        allowed: "protect: true",
        instead: [`${setCommand(["estate", "protect"], true)} --stack ${stack};`],
      };
  }
}

const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);

/** A loss that is allowed, or that costs no row yet, as a warning. */
export function passingWarning(loss: Loss, why: string): string {
  const { cause } = loss;
  const what: string = {
    column: "goes",
    table: "goes",
    schema: cause.kind === "schema" && cause.why !== "undeclared" ? `is made anew, ${cause.why}` : "goes",
    database: "goes",
    retention:
      cause.kind === "retention"
        ? `keeps ${days(cause.after)} of time travel instead of ${days(cause.before)}`
        : "",
    masking: "masks no more",
    protection: "is no longer protected",
  }[cause.kind];
  return `${lossNameText(loss.name)} ${what}, with ${loss.holds.length > 1 ? listOf(loss) : rowsOf(loss)}: ${why}.`;
}

/** A personal column without its mask, as a warning. */
export function bareWarning({ added, schema, table, column }: BareColumn, stack: string): string {
  const name = lossNameText({ parts: [schema, table, column] });
  const refresh = `pulumi up --refresh --stack ${shellWord(stack)}`;
  return added
    ? `${name} is personal, and provider 1.3.0 adds it without its masking policy: ` +
        `run ${refresh} once it is there, before it is filled.`
    : `${name} is personal and has no masking policy in the account: run ${refresh}, which sets it.`;
}

const count = (rows: number | undefined, owner: string | undefined): string =>
  rows === undefined
    ? `rows nobody could count${owner === undefined ? "" : ` of ${visible(owner)}`}`
    : rows === 1
      ? "1 row"
      : `${rows} rows`;

/** `3 rows`, or `the values of 3 rows` of columns. */
function rowsOf({ holds }: Loss): string {
  const rows = holds.reduce<number | undefined>(
    (sum, hold) => (sum === undefined || hold.rows === undefined ? undefined : sum + hold.rows),
    0,
  );
  const ofColumns = holds.some(({ column }) => column !== undefined);
  return `${ofColumns ? "the values of " : ""}${count(rows, undefined)}`;
}

const holding = ({ schema, table, column, rows, owner }: Holding): string => {
  const name = lossNameText({ parts: [schema, table, ...(column === undefined ? [] : [column])] });
  return `${name} (${column === undefined ? "" : "the values of "}${count(rows, owner)})`;
};

/** The tables or columns of a loss with their rows, the first by name. */
function listOf(loss: Loss): string {
  const { holds } = loss;
  if (holds.length === 0) return "no row";
  const rest = holds.length - named;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `${rowsOf(loss)}: ${holds.slice(0, named).map(holding).join(", ")}${more}`;
}
