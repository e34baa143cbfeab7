import type { Conditions, EngineFigures, EngineStep, Figures, PlanFigures } from "./figures";
import { shareOf, targetsOf, type Target } from "./targets";

/** A line of the table. */
interface Row {
  readonly what: string;
  readonly resources?: number;
  readonly statements?: number;
  /** The figure, at each latency where it depends on it. */
  readonly at: readonly string[];
  readonly target?: Target;
}

/** docs/benchmarks.md: what was measured, under what, and what the words mean. */
export const renderBenchmarks = (figures: Figures): string =>
  [
    "# Benchmarks",
    "Written by `npm run bench`; nobody edits it. Times are of one run on the machine below, and of nothing else:" +
      "\nanother machine, or work beside it, gives others.",
    renderConditions(figures.conditions),
    renderTable(figures),
    notes,
  ].join("\n\n") + "\n";

/** The table alone. */
export function renderTable(figures: Figures): string {
  const latencies = (figures.engine ?? []).map(({ latencyMs }) => `${latencyMs} ms a statement`);
  const head = [
    "What",
    "Resources",
    "Statements",
    ...(latencies.length > 0 ? latencies : ["Found"]),
    "Target",
    "Met",
  ];
  const blank = head.length - 5;
  const cells = rowsOf(figures).map(({ what, resources, statements, at, target }) => [
    what,
    resources === undefined ? "" : number(resources),
    statements === undefined ? "" : number(statements),
    ...Array.from({ length: blank }, (_, i) => at[i] ?? ""),
    target?.wanted ?? "",
    target === undefined ? "" : target.met ? "yes" : "**no**",
  ]);
  return table(head, cells);
}

function rowsOf(figures: Figures): readonly Row[] {
  const { plan, engine, wide, serving, search } = figures;
  const targets = targetsOf(figures);
  return [
    ...(plan === undefined ? [] : [planRow("plan, without an account", plan)]),
    ...(engine === undefined ? [] : engineRows(engine, targets)),
    ...(wide === undefined
      ? []
      : [
          { ...planRow("plan of 1,000 tables", wide.tables), target: targets.widePlan },
          planRow("plan of 1,000 tables, their tags and streams", wide.followed),
        ]),
    ...(serving === undefined
      ? []
      : [
          {
            what: `statements served, ${serving.sessions} sessions`,
            statements: serving.statements,
            at: [`${number(serving.statements / serving.seconds)} a second`],
          },
        ]),
    ...(search === undefined
      ? []
      : [
          { what: `load ${number(search.rows)} rows`, at: [seconds(search.loadSeconds)] },
          { what: `embed ${number(search.rows)} rows`, at: [seconds(search.embedSeconds)] },
          { what: `one search over them`, at: [`${number(search.searchSeconds * 1000)} ms`] },
        ]),
  ];
}

const planRow = (what: string, { resources, statements, seconds: taken }: PlanFigures): Row => ({
  what,
  resources,
  statements,
  at: [seconds(taken)],
});

function engineRows(
  engine: readonly EngineFigures[],
  targets: { readonly share?: Target; readonly floor?: Target },
): readonly Row[] {
  const row = (what: string, step: (figures: EngineFigures) => EngineStep, target?: Target): Row => ({
    what,
    resources: engine[0]?.resources,
    statements: Math.max(...engine.map((figures) => step(figures).statements)),
    at: engine.map((figures) => seconds(step(figures).seconds)),
    target,
  });
  return [
    row("preview", ({ preview }) => preview),
    row("up", ({ up }) => up),
    row("no-change preview", ({ unchanged }) => unchanged, targets.floor),
    row("refresh", ({ refresh }) => refresh),
    row("destroy", ({ destroy }) => destroy),
    {
      what: "stand-in's share of the up's processor time",
      at: engine.map(({ up }) => percent(shareOf(up))),
      target: targets.share,
    },
    {
      what: "the same time as a part of the up's duration",
      at: engine.map(({ up }) => percent(up.standInSeconds / up.seconds)),
    },
  ];
}

function renderConditions({ date, cpu, cores, memoryGiB, system, load, versions }: Conditions): string {
  return [
    `- ${date}, ${system}`,
    `- ${cpu}, ${cores} cores, ${memoryGiB} GiB of memory; load average at the start ${load.toFixed(1)}`,
    `- ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}`,
  ].join("\n");
}

const notes = `## What the words mean

- **Resources** are counted as Pulumi does, components and providers included. All rows but those of 1,000 tables and of
  10,000 rows are of stack prod, with nothing protected, so that it can be destroyed.
- **Statements** of a plan are those it prints; all others are those that arrived at the stand-in, reads included.
- **Plans** are timed from the start of the command to its end, as a person waits for them: the median of three. The
  1,000 tables are the model's own, again and again under numbered names, with database, schemas, tag and masks.
- **The engine** is the real Pulumi engine with the real provider, by the Automation API, without checkpoints. The
  stand-in is a process of its own, and waits before each statement as the column says.
- **The stand-in's share** is its processor time, all threads, user and system, as a part of the processor time of all
  that takes part in the up: program, engine, provider, commands, stand-in. Waiting, for the latency too, is no work, and
  what else the machine does changes it little. Of the up's duration it is a larger part, since several processes work
  at once. Where the system does not tell what the others took, that part is compared with the target instead.
- **A preview without change** has as its target the least the provider can send: four statements to sign in, for each of
  the program's providers, and one SHOW PARAMETERS for each database, schema, warehouse, task and user. The program
  itself asks what the account holds that the run would drop; that is among the statements, and not in the target.
- **Statements served** are what a refresh reads, sent again and again by plain HTTP clients of one statement at a time.
- **Rows** are documents with a text of some 150 characters each: loaded with INSERT, embedded by the estate's task, and
  searched in V_ENTITY_SEARCH as the application does; one search is the median of five.`;

const seconds = (value: number): string => `${value.toFixed(1)} s`;
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const number = (value: number): string => Math.round(value).toLocaleString("en-US");

/** A table as Prettier writes it: all columns but the first and the last two to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(3, ...[head, ...rows].map((row) => row[i]?.length ?? 0), title.length),
  );
  const isText = (i: number): boolean => i === 0 || i >= head.length - 2;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (isText(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (isText(i) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
