import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { embeddingCall, isBlank, questionText, type Embedding } from "../../src/model/embedding";
import { quoted } from "../../src/model/names";
import { roles } from "../../src/model/roles";
import { fill } from "../../src/model/template";
import { views, searchView } from "../../src/model/views";
import { SnowflakeError } from "../../standin/errors";
import { records } from "../../standin/result";
import { readJsonFile } from "../input/json";
import { projectFolder } from "../stack";
import { UserError } from "../user-error";
import type { Estate } from "./estate";
import { questionsFile } from "./folder";
import { sessionOf } from "./load";

/** Something found. */
export interface Hit {
  readonly entityType: string;
  readonly entityId: string;
  readonly title: string;
  /** Cosine similarity, -1 to 1. */
  readonly score: number;
  readonly source: string | null;
}

/** A question, with its answer where it is known. */
export interface Question {
  readonly question: string;
  readonly entityType?: string;
  readonly entityId?: string;
}

/** How many hits a question gets, and among how many its known answer must be. */
const hitsShown = 3;

const questionFile = z.array(
  z.strictObject({
    question: z.string().refine((text) => !isBlank(text), "expected a question, found only blanks"),
    entityType: z.string(),
    entityId: z.string(),
    title: z.string(),
  }),
);

/** The questions a data directory comes with; none without `questions.json`. @throws UserError where it is malformed */
export function builtInQuestions(directory: string): readonly Question[] {
  const file = join(directory, questionsFile);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return [];
  const parsed = questionFile.safeParse(readJsonFile(file));
  if (!parsed.success) throw new UserError(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/**
 * The application's answer to a question: the nearest entities of the search view.
 * @throws UserError where the database refuses to answer
 */
export async function ask(estate: Estate, question: string, embedding: Embedding): Promise<readonly Hit[]> {
  const application = roles.find(({ name }) => name === "SOPHIA_AI_APP_ROLE");
  const view = views.find(({ name }) => name === searchView);
  if (application === undefined || view === undefined)
    throw new Error("the model has no application or search view");
  const session = await sessionOf(estate, application);
  try {
    const file = "queries/search.sql";
    const result = await session.execute(
      fill(file, readFileSync(join(projectFolder, "sql", file), "utf8"), {
        embedding: embeddingCall(questionText("?", embedding), embedding),
        searchView: quoted(estate.database, view.schema, view.name),
        limit: String(hitsShown),
      }),
      [question],
    );
    return records(result).map((row) => ({
      entityType: String(row["ENTITY_TYPE"]),
      entityId: String(row["ENTITY_ID"]),
      title: String(row["TITLE"]),
      score: Number(row["SCORE"]),
      source: row["SOURCE_URL"] === null ? null : String(row["SOURCE_URL"]),
    }));
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    throw new UserError(`"${question.slice(0, 80)}" cannot be answered: ${error.code}: ${error.message}`);
  } finally {
    await session.close();
  }
}

/** Whether a question's known answer is among its hits; a question without one is answered by any hit. */
export const isAnswered = ({ entityType, entityId }: Question, hits: readonly Hit[]): boolean =>
  entityId === undefined
    ? hits.length > 0
    : hits.some((hit) => hit.entityType === entityType && hit.entityId === entityId);
