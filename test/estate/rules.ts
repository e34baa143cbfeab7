import type { Recording, Registration } from "../../src/plan/record";

/** A rule over everything a stack registers: what breaks it, a sentence each. */
export interface ResourceRule {
  readonly says: string;
  readonly violations: (recording: Recording) => readonly string[];
}

const named =
  /:(Database|Schema|Table|View|Warehouse|AccountRole|DatabaseRole|Tag|MaskingPolicy|StreamOnTable|Task)$/;
const stateful = /:(Database|Schema|Table)$/;
const nameless = /:(Grant\w+|TagAssociation|Execute|Command)$/;
const inDatabase = /:(Schema|Table|View|DatabaseRole|Tag|TagAssociation|MaskingPolicy|StreamOnTable|Task)$/;

/** Inputs whose change must replace a resource (docs/decisions/0003-resources.md). */
const replacedOn: Readonly<Record<string, readonly string[]>> = {
  View: ["statement", "columns"],
  StreamOnTable: ["comment", "table"],
  Task: ["when"],
};

/** Resources of providers: neither components, nor the stack, nor providers themselves. */
export const resources = ({ registrations }: Recording): readonly Registration[] =>
  registrations.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));

const each =
  (broken: (resource: Registration, recording: Recording) => boolean, only: RegExp = /./) =>
  (recording: Recording): readonly string[] =>
    resources(recording)
      .filter((resource) => only.test(resource.type) && broken(resource, recording))
      .map(({ type, name }) => `${type} ${name}`);

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, i) => names.indexOf(name) !== i);

/** The rules of docs/decisions/0003-resources.md. */
export const rules: readonly ResourceRule[] = [
  {
    says: "every resource names an explicit provider that the stack declares",
    violations: each(
      ({ options }, { registrations }) =>
        !registrations.some(
          ({ urn, type }) => type.startsWith("pulumi:providers:") && urn === options.provider,
        ),
    ),
  },
  {
    says: "every resource with a Snowflake name is given one, plain and in upper case",
    violations: each(({ inputs }) => !/^[A-Z_][A-Z0-9_$]*$/.test(String(inputs["name"])), named),
  },
  {
    says: "no two resources of a type share a place and a name",
    violations: (recording) =>
      repeated(
        resources(recording)
          .filter(({ type }) => named.test(type))
          .map(({ type, inputs }) =>
            [type, inputs["database"], inputs["schema"], inputs["name"]].map(String).join(" "),
          ),
      ),
  },
  {
    says: "every logical name is kebab-case",
    violations: each(({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)),
  },
  {
    says: "every logical name comes from what the object is, not from a place in a list",
    violations: each(({ name, inputs }) => {
      const physical = inputs["name"];
      const words = typeof physical === "string" ? physical.toLowerCase().split(/[^a-z0-9]+/) : [];
      return !words.filter((word) => word !== "dev").every((word) => name.includes(word));
    }),
  },
  {
    says: "what has no name of its own is deleted before it is replaced",
    violations: each(({ options }) => options.deleteBeforeReplace !== true, nameless),
  },
  {
    says: "what holds data is protected exactly where the stack protects",
    violations: (recording) =>
      each(({ options }) => options.protect !== (recording.stack === "prod"), stateful)(recording),
  },
  {
    says: "what lies in the database ends with the database",
    violations: each(
      ({ options }, { registrations }) =>
        registrations.find(({ urn }) => urn === options.deletedWith)?.type !==
        "snowflake:index/database:Database",
      inDatabase,
    ),
  },
  {
    says: "an object's tag is one association of its own, replaced when anything changes",
    violations: each(
      ({ inputs, options }) =>
        (inputs["objectIdentifiers"] as unknown[]).length !== 1 ||
        !["tagValue", "objectIdentifiers"].every((key) => options.replaceOnChanges.includes(key)),
      /:TagAssociation$/,
    ),
  },
  {
    says: "a view, stream or task is replaced where an update in place would lose tags, rows or order",
    violations: each(
      ({ type, options }) =>
        !(replacedOn[type.split(":").at(-1) ?? ""] ?? []).every((key) =>
          options.replaceOnChanges.includes(key),
        ),
      /:(View|StreamOnTable|Task)$/,
    ),
  },
  {
    says: "what is granted or set on a thing ends with the thing",
    violations: each(({ type, inputs, options }, { registrations }) => {
      const until = registrations
        .find(({ urn }) => urn === options.deletedWith)
        ?.type.split(":")
        .at(-1);
      const on = JSON.stringify(inputs);
      if (/GRANT DATABASE ROLE .*SNOWFLAKE/.test(on)) return until !== "AccountRole";
      if (/ IN SCHEMA |ALTER TASK /.test(on)) return until !== "Database";
      if (type.endsWith(":Command") || on.includes('"objectType":"WAREHOUSE"')) return until !== "Warehouse";
      const inside =
        /"(onSchema|onSchemaObject|onAccountObject)"/.test(on) ||
        on.includes('"databaseRoleName":"\\"SOPHIA');
      return inside && until !== "Database";
    }, /:(Grant\w+|Command)$/),
  },
  {
    says: "what SQL grants, SQL revokes when it goes, or first when it becomes another grant",
    violations: each(({ inputs }) => {
      const sql = String(inputs["stdin"]);
      if (!sql.startsWith("GRANT ")) return false;
      const revoke = sql.replace(/^GRANT /gm, "REVOKE ").replace(/ TO ((?:DATABASE )?ROLE )/g, " FROM $1");
      const { SOPHIA_AI_UNDO: undo } = inputs["environment"] as Record<string, unknown>;
      const sent = String(inputs["delete"]).includes('"$SOPHIA_AI_UNDO"');
      return undo !== revoke || !sent || JSON.stringify(inputs["triggers"]) !== JSON.stringify([revoke]);
    }, /:Command$/),
  },
  {
    says: "every table tracks changes, and every stream offers the rows that were there before it",
    violations: each(
      ({ inputs }) => inputs["changeTracking"] !== true && inputs["showInitialRows"] !== "true",
      /:(Table|StreamOnTable)$/,
    ),
  },
  {
    says: "every resource stands below a component",
    violations: each(
      ({ parent }, { registrations }) =>
        !registrations.some(
          ({ urn, custom, type }) => urn === parent && !custom && type.startsWith("sophia:"),
        ),
    ),
  },
  {
    says: "no secret is an input, and nothing that looks like one is in the clear",
    violations: each(
      ({ inputs, secretInputs }) =>
        secretInputs.length > 0 ||
        /eyJ|BEGIN (RSA |ENCRYPTED )?PRIVATE KEY|password/i.test(JSON.stringify(inputs)),
    ),
  },
];
