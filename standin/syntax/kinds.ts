import type { MadeKind, PromisedKind } from "./statements";

/** Plural forms, as ALL, FUTURE and SHOW use them. */
export const plurals: Readonly<Record<MadeKind, string>> = {
  DATABASE: "DATABASES",
  SCHEMA: "SCHEMAS",
  TABLE: "TABLES",
  VIEW: "VIEWS",
  STREAM: "STREAMS",
  TASK: "TASKS",
  TAG: "TAGS",
  "MASKING POLICY": "MASKING POLICIES",
  WAREHOUSE: "WAREHOUSES",
  ROLE: "ROLES",
  "DATABASE ROLE": "DATABASE ROLES",
  USER: "USERS",
};

/** Plural forms of kinds that only ALL and FUTURE take. */
export const promisedPlurals: Readonly<Record<PromisedKind, string>> = {
  "SEMANTIC VIEW": "SEMANTIC VIEWS",
  MODEL: "MODELS",
};

/** Kinds of object by name, longest first so that DATABASE ROLE is not read as DATABASE. */
export const kindsByName: readonly MadeKind[] = (Object.keys(plurals) as MadeKind[]).sort(
  (a, b) => b.length - a.length,
);
