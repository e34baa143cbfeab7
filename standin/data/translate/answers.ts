import type { Relation, Scope, Use } from "../scope";

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
  private readonly relations = new Map<Scope, Map<string, Relation>>();
  private readonly constants = new Map<string, unknown>();

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

  /**
   * What a name stands for. A scope may make a new scope for a view or a policy each time it is asked; remembering the
   * first keeps the answers found under it.
   * @throws Pending the first time, where the scope answers later
   */
  relation(scope: Scope, name: readonly string[], use: Use): Relation {
    const known = this.relations.get(scope) ?? new Map<string, Relation>();
    this.relations.set(scope, known);
    const question = JSON.stringify([name, use]);
    const answered = known.get(question);
    if (answered !== undefined) return answered;
    const relation = scope.relation(name, use);
    if (relation instanceof Promise) throw new Pending(relation.then((later) => known.set(question, later)));
    known.set(question, relation);
    return relation;
  }

  /** A value that costs, had once a statement however often it is translated. */
  constant<T>(question: string, answer: () => T): T {
    if (!this.constants.has(question)) this.constants.set(question, answer());
    return this.constants.get(question) as T;
  }

  /** Forgets what scopes said: after waiting for a lock the catalog may say otherwise. */
  renew(): void {
    this.known.clear();
    this.relations.clear();
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
