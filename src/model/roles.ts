import { schemas, schemasOf } from "./schemas";

/**
 * Database roles of the SNOWFLAKE database that open Cortex: functions of one row, those that embed, agents (docs:
 * aisql-privileges-and-access, snowflake-db-roles). CORTEX_USER, which opens all there is and will be, is not among them.
 */
export type CortexRole = "AI_FUNCTIONS_USER" | "CORTEX_EMBED_USER" | "CORTEX_AGENT_USER";

/** An account role as a few facts; grants follow from them (grants.ts). */
export interface Role {
  readonly name: string;
  readonly comment: string;
  /** Schemas whose present and future objects it reads. */
  readonly reads: readonly string[];
  /** Schemas whose present and future objects it writes. */
  readonly writes: readonly string[];
  /** Keys of the warehouses it may use. */
  readonly uses: readonly string[];
  /** Privileges on the account. */
  readonly account: readonly string[];
  /** What of Cortex it may call; what ACCOUNTADMIN must grant beside follows from it (cortex.ts). */
  readonly cortex?: readonly CortexRole[];
  /** Whether it sees personal data; others see a mask. */
  readonly seesPersonalData: boolean;
  /** Whether it owns and runs the embedding tasks. */
  readonly runsTasks?: boolean;
  /**
   * Whether it owns the views that count rows, whose columns no mask hides from it. It may make nothing, so that it
   * can own nothing else: any other view of its would show personal data to whoever may read the view.
   */
  readonly ownsCounts?: boolean;
  /** Whether it manages the database, its schemas and what they hold, and watches every warehouse. */
  readonly administers?: boolean;
  /** Names this role had before: a rename carries them, so that the engine replaces the role instead of making a second. */
  readonly formerly?: readonly string[];
}

/** What the assistant answers from. */
const answers = schemasOf("knowledge", "typed", "memory", "insights", "semantic");
const everything = schemas.map(({ name }) => name);
const raw = schemasOf("raw");

/** The role every other one rolls up to; it rolls up to SYSADMIN. */
export const adminRole = "SOPHIA_AI_ADMIN_ROLE";

export const roles: readonly Role[] = [
  {
    name: adminRole,
    comment: "Manages schemas, models and the semantic layer; watches everything",
    reads: [],
    writes: [],
    uses: ["ML"],
    account: ["MONITOR USAGE", "MONITOR EXECUTION"],
    seesPersonalData: true,
    administers: true,
  },
  {
    name: "SOPHIA_AI_APP_ROLE",
    comment: "The application: reads what the assistant answers from, never writes",
    reads: answers,
    writes: [],
    uses: ["COMPUTE", "XS", "LARGE"],
    account: [],
    // A question is embedded before it can be compared, hence Cortex for a role that only reads.
    cortex: ["CORTEX_EMBED_USER"],
    seesPersonalData: true,
  },
  {
    name: "SOPHIA_AI_ETL_ROLE",
    comment: "Airbyte, promotion of raw data, and the embedding tasks it owns",
    reads: [],
    writes: [...raw, ...schemasOf("typed", "knowledge")],
    uses: ["ETL"],
    account: ["EXECUTE TASK"],
    cortex: ["CORTEX_EMBED_USER"],
    seesPersonalData: true,
    runsTasks: true,
  },
  {
    name: "SOPHIA_AI_COVERAGE_ROLE",
    comment: "Owns the views that count what is embedded, and nothing else",
    reads: schemasOf("typed", "knowledge"),
    writes: [],
    uses: [],
    account: [],
    seesPersonalData: false,
    ownsCounts: true,
  },
  {
    name: "SOPHIA_AI_ANALYST_ROLE",
    comment: "Analysts: read all but raw data, personal data masked",
    reads: everything.filter((schema) => !raw.includes(schema)),
    writes: [],
    uses: ["ANALYTICS"],
    account: [],
    seesPersonalData: false,
  },
  {
    name: "SOPHIA_AI_MCP_ROLE",
    comment: "Tools of the MCP server: read, search, call Cortex; write the assistant's memory",
    reads: answers,
    writes: schemasOf("memory"),
    uses: ["XS"],
    account: [],
    cortex: ["AI_FUNCTIONS_USER", "CORTEX_EMBED_USER", "CORTEX_AGENT_USER"],
    seesPersonalData: true,
  },
  {
    name: "SOPHIA_AI_READER",
    comment: "People and jobs that read all but raw data; personal data masked",
    // Raw tables are Airbyte's and carry no masks.
    reads: everything.filter((schema) => !raw.includes(schema)),
    writes: [],
    uses: ["COMPUTE"],
    account: [],
    seesPersonalData: false,
  },
  {
    name: "SOPHIA_AI_WRITER",
    comment: "People and jobs that write everything",
    reads: [],
    writes: everything,
    uses: ["COMPUTE"],
    account: [],
    // An update by a role that sees masks would write the masks back.
    seesPersonalData: true,
  },
];

/** The one role that does something. @throws where the model names none or several */
function theRole(does: string, test: (role: Role) => boolean | undefined): Role {
  const [role, ...more] = roles.filter((one) => test(one) === true);
  if (role === undefined || more.length > 0)
    throw new Error(`${more.length + (role ? 1 : 0)} roles ${does}, expected 1`);
  return role;
}

/** The role that owns and runs the embedding tasks. */
export const taskRole = theRole("run tasks", ({ runsTasks }) => runsTasks);

/** The role that owns the views which count rows. */
export const countingRole = theRole("own the views that count", ({ ownsCounts }) => ownsCounts);
