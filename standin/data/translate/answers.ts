import type { Scope } from "../scope";

/** Thrown where translation needs an answer that takes time: wait for `answer`, then translate again. */
export class Pending extends Error {
  constructor(readonly answer: Promise<unknown>) {
    super("waiting for an answer from the scope");
  }
}

/**
 * What scopes have answered during one statement. Translation is synchronous; a question to a scope that answers
 * later stops it with Pending, and translating again finds the answer here. Each question is asked once a statement.
 */
export class Answers {
  private readonly known = new Map<Scope, Map<string, unknown>>();

  /**
   * @returns the answer, or undefined where `ask` gives none
   * @throws Pending the first time
   */
  get<T>(scope: Scope, question: string, ask: () => Promise<T> | undefined): T | undefined {
    const known = this.known.get(scope) ?? new Map<string, unknown>();
    this.known.set(scope, known);
    if (known.has(question)) return known.get(question) as T | undefined;
    const answer = ask();
    if (answer === undefined) {
      known.set(question, undefined);
      return undefined;
    }
    throw new Pending(answer.then((value) => known.set(question, value)));
  }

  /** A synchronous answer worked out once a statement, however often it is translated. */
  once<T>(scope: Scope, question: string, answer: () => T): T {
    const known = this.known.get(scope) ?? new Map<string, unknown>();
    this.known.set(scope, known);
    if (!known.has(question)) known.set(question, answer());
    return known.get(question) as T;
  }
}

/** Translates, waiting for answers as often as translation stops for one. */
export async function settle<T>(translate: () => T): Promise<T> {
  for (;;) {
    try {
      return translate();
    } catch (error) {
      if (!(error instanceof Pending)) throw error;
      await error.answer;
    }
  }
}
