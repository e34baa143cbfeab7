import { knowledgeTables } from "../../src/model/knowledge";
import { embeddedColumns, primaryIdentifier, type Table } from "../../src/model/table";
import { ask } from "../local/ask";
import { runTasks } from "../local/embed";
import { deploy } from "../local/estate";
import { load } from "../local/load";
import type { Row } from "../local/rows";
import type { StackRun } from "../stack";
import { UserError } from "../user-error";
import type { SearchFigures } from "./figures";
import { median } from "./median";

const rows = 10_000;

/** Whose rows there are many of in a company. */
const tableName = "COMPANY_DOCUMENTS";

const topics = ["billing", "onboarding", "leases", "repairs", "security", "hiring", "travel", "forecasts"];
const kinds = ["policy", "playbook", "report", "memo", "guide", "minutes", "proposal"];
const places = [
  "Berlin",
  "Austin",
  "Lyon",
  "Osaka",
  "Leeds",
  "Quito",
  "Pune",
  "Oslo",
  "Perth",
  "Accra",
  "Turin",
];

const questions = [
  "Who pays for repairs in Oslo?",
  "hiring playbook",
  "travel policy Osaka",
  "lease forecasts",
  "security",
];

/** A row with a text of its own. */
function document(table: Table, i: number): Row {
  const pick = (from: readonly string[], step: number): string =>
    from[Math.floor(i / step) % from.length] ?? "";
  const [topic, kind, place] = [
    pick(topics, 1),
    pick(kinds, topics.length),
    pick(places, topics.length * kinds.length),
  ];
  return {
    [primaryIdentifier(table).name]: `bench-${i}`,
    TITLE: `${place} ${topic} ${kind} ${i}`,
    CATEGORY: topic,
    CONTENT: `What the ${place} office has agreed on ${topic}, in its ${kind} number ${i}: who decides, who pays, by when.`,
    TAGS: [topic, kind, place],
  };
}

/**
 * Rows loaded, embedded by the estate's task and searched by the application's role, on a stand-in in this process.
 * @throws UserError where a row is not embedded, or a search finds nothing: its time would mean nothing
 */
export async function benchSearch({ recording, settings }: StackRun): Promise<SearchFigures> {
  const table = knowledgeTables.find(({ name }) => name === tableName);
  if (table === undefined || embeddedColumns(table).length === 0)
    throw new Error(`the model has no embedded table ${tableName}`);
  const estate = await deploy(recording);
  try {
    const data = [{ table, rows: Array.from({ length: rows }, (_, i) => document(table, i)) }];
    const loadSeconds = await secondsOf(() => load(estate, data));
    const embedSeconds = await secondsOf(async () => {
      const embedded = await runTasks(estate);
      if (embedded !== rows) throw new UserError(`${embedded} of ${rows} rows were embedded`);
    });
    const times: number[] = [];
    for (const question of questions)
      times.push(
        await secondsOf(async () => {
          const hits = await ask(estate, question, settings.embedding);
          if (hits.length === 0) throw new UserError(`"${question}" finds nothing among ${rows} rows`);
        }),
      );
    return { rows, loadSeconds, embedSeconds, searches: times.length, searchSeconds: median(times) };
  } finally {
    await estate.account.close();
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
