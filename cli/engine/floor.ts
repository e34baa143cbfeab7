import type { Recording } from "../../src/plan/registration";

/** What the provider sends to sign in, before it is asked for anything: once for each provider of a program. */
const toConnect = 4;

/** Types whose parameters the provider reads with a statement of its own, one an object (provider.md section 7). */
const withParameters = new Set(
  ["database:Database", "schema:Schema", "warehouse:Warehouse", "task:Task", "user:User"].map(
    (type) => `snowflake:index/${type}`,
  ),
);

/** What the provider's driver calls itself, by which its statements are told from those of the program (src/guard). */
export const providerClient = "Go";

/** Statements that provider 1.3.0 sends at least in a preview of a program that is deployed and unchanged. */
export const previewFloor = ({ registrations }: Pick<Recording, "registrations">): number =>
  toConnect * registrations.filter(({ type }) => type === "pulumi:providers:snowflake").length +
  registrations.filter(({ type }) => withParameters.has(type)).length;
