import type { Recording } from "../../src/plan/registration";

/** What the provider sends to sign in, before it is asked for anything: once for each provider of a program. */
const toConnect = 4;

/** Types whose parameters the provider reads with a statement of its own, one an object (provider.md section 7). */
const withParameters = new Set(
  ["database:Database", "schema:Schema", "warehouse:Warehouse", "task:Task", "user:User"].map(
    (type) => `snowflake:index/${type}`,
  ),
);

/** What the program itself asks before it declares anything: the columns there are (src/guard). */
const toGuard = 1;

/** Statements that a preview of a deployed and unchanged program sends at least, with provider 1.3.0. */
export const previewFloor = ({ registrations }: Pick<Recording, "registrations">): number =>
  toGuard +
  toConnect * registrations.filter(({ type }) => type === "pulumi:providers:snowflake").length +
  registrations.filter(({ type }) => withParameters.has(type)).length;
