import type { Embedding } from "../../src/model/embedding";
import type { Counts } from "../../standin/catalog/counts";
import type { StackRun } from "../stack";
import { ask, isAnswered, type Hit, type Question } from "./ask";
import { deploy, inventory, type Estate } from "./estate";
import { changeRows, coverage, runTasks, type Changed, type Coverage } from "./embed";
import { healRow, type Healed } from "./heal";
import { load } from "./load";
import type { TableRows } from "./rows";

/** What a run found; `--json` prints it. */
export interface Report {
  readonly stack: string;
  /** Objects that exist, by kind, as the catalog counts them. */
  readonly objects: Counts;
  readonly statements: number;
  readonly embedding: readonly Coverage[];
  /** Texts embedded again though nothing had changed. */
  readonly reembedded: number;
  readonly changed: Changed;
  readonly healed: Healed;
  readonly questions: readonly { readonly question: string; readonly hits: readonly Hit[] }[];
  readonly seconds: number;
}

/** Told of what happens while it happens. */
export interface Listener {
  /** A step begins. */
  step(name: string): void;
  /** How far the step is. */
  progress(text: string): void;
  deployed(report: Pick<Report, "objects" | "statements">): void;
  loaded(data: readonly TableRows[]): void;
  embedded(embedding: readonly Coverage[]): void;
  rested(reembedded: number): void;
  changed(changed: Changed): void;
  healed(healed: Healed): void;
  answered(question: Question, hits: readonly Hit[]): void;
}

export interface Proof {
  readonly report: Report;
  /** What does not hold, a sentence each; empty where all does. */
  readonly failures: readonly string[];
}

/** What the rows of an estate show, whoever deployed it. */
export type DataReport = Pick<Report, "embedding" | "reembedded" | "changed" | "healed" | "questions">;

/** Deploys a stack on a fresh stand-in, loads data, and proves that it works. @throws UserError where a step cannot go on */
export async function prove(
  { recording, settings }: StackRun,
  data: readonly TableRows[],
  questions: readonly Question[],
  listener: Listener,
): Promise<Proof> {
  const start = performance.now();
  const failures: string[] = [];

  listener.step("deploy the plan");
  const estate = await deploy(recording, (done, of) => listener.progress(`${done} of ${of} resources`));
  try {
    const { counts: objects, missing } = await inventory(estate, recording);
    failures.push(...missing.map((object) => `${object} was declared and is not there`));
    listener.deployed({ objects, statements: estate.statements });

    const rows = await proveData(estate, settings.embedding, data, questions, listener, failures);
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    return {
      report: { stack: settings.stack, objects, statements: estate.statements, ...rows, seconds },
      failures,
    };
  } finally {
    await estate.account.close();
  }
}

/**
 * Loads data into a deployed estate, and proves that it is embedded, once, kept up to date and found. The estate is left
 * with the data as loaded, and answers from nothing else.
 * @param failures gets a sentence for everything that does not hold
 * @throws UserError where a step cannot go on
 */
export async function proveData(
  estate: Estate,
  embeddingSettings: Embedding,
  data: readonly TableRows[],
  questions: readonly Question[],
  listener: Listener,
  failures: string[],
): Promise<DataReport> {
  listener.step("load the data");
  await load(estate, data);
  listener.loaded(data);

  listener.step("embed what is new");
  const embeddedTexts = await runTasks(estate, ({ task }) => listener.progress(task));
  const embedding = await coverage(estate);
  listener.embedded(embedding);
  failures.push(
    ...embedding
      .filter(({ embedded, withText }) => embedded !== withText)
      .map(
        ({ table, embedded, withText }) => `${table}: ${embedded} of ${withText} rows with text are embedded`,
      ),
  );

  listener.step("run the tasks again");
  const wanted = embedding.reduce((sum, { withText }) => sum + withText, 0);
  const reembedded = Math.max(0, embeddedTexts - wanted) + (await runTasks(estate));
  listener.rested(reembedded);
  if (reembedded > 0) failures.push(`${reembedded} texts were embedded again though nothing had changed`);

  listener.step("update, delete and insert a row of its own");
  const changed = await changeRows(estate, embeddingSettings);
  listener.changed(changed);
  if (changed.embedded !== changed.expected)
    failures.push(`${changed.embedded} texts were embedded after ${changed.expected} had changed`);

  listener.step("heal a row that its task has missed");
  const healed = await healRow(estate);
  listener.healed(healed);
  if (healed.embedded !== healed.expected || !healed.resumed)
    failures.push(
      `the healing embedded ${healed.embedded} of ${healed.expected} texts, ` +
        `and the suspended task ${healed.resumed ? "runs again" : "stays suspended"}`,
    );

  listener.step("answer questions");
  const answers: { question: string; hits: readonly Hit[] }[] = [];
  for (const question of questions) {
    const hits = await ask(estate, question.question, embeddingSettings);
    answers.push({ question: question.question, hits });
    listener.answered(question, hits);
    if (!isAnswered(question, hits)) failures.push(`"${question.question}" does not find its answer`);
  }
  return { embedding, reembedded, changed, healed, questions: answers };
}
