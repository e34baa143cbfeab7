/** sqlfluff, the independent grammar of Snowflake SQL, in a virtual environment of its own. */
import { join } from "node:path";

import * as venv from "../support/venv";

export interface Violation {
  readonly line: number;
  readonly position: number;
  readonly description: string;
}

export interface Parsed {
  /** How many statements the text holds. */
  readonly statements: number;
  readonly violations: readonly Violation[];
}

export { findPython } from "../support/venv";

/** What to do with the tests that need sqlfluff, and the line that says so. */
export const decide = (python: string | undefined, ci: boolean): venv.Decision =>
  venv.decide(python, ci, "SQL NOT CHECKED BY SQLFLUFF");

/** The virtual environment of sqlfluff, made on first use. @returns its Python */
export const sqlfluffPython = (python: string): Promise<string> =>
  venv.pythonWith(
    { name: "sqlfluff", requirements: join(__dirname, "requirements.txt"), module: "sqlfluff.core" },
    python,
  );

/** Each text once, as sqlfluff sees it. @param python of an environment that has sqlfluff */
export async function parseAll(
  python: string,
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, Parsed>> {
  const tasks = [...new Set(texts)].map((sql, index) => ({ name: String(index), sql }));
  const output = await venv.run(python, ["-I", join(__dirname, "parse.py")], {
    input: JSON.stringify(tasks),
  });
  const answers = new Map(
    (JSON.parse(output) as ({ name: string } & Parsed)[]).map(({ name, ...parsed }) => [name, parsed]),
  );
  return new Map(
    tasks.map(({ name, sql }) => {
      const parsed = answers.get(name);
      if (parsed === undefined) throw new Error(`sqlfluff gave no answer for: ${sql}`);
      return [sql, parsed];
    }),
  );
}
