/** What a run of the bench found. A part that was not measured is absent. */
export interface Figures {
  readonly conditions: Conditions;
  readonly plan?: PlanFigures;
  /** The plan of an estate of 1,000 tables, and of one that has their tags and streams too. */
  readonly wide?: { readonly tables: PlanFigures; readonly followed: PlanFigures };
  /** One for each latency. */
  readonly engine?: readonly EngineFigures[];
  readonly serving?: ServingFigures;
  readonly search?: SearchFigures;
}

/** Under what the figures were taken. */
export interface Conditions {
  /** YYYY-MM-DD, in UTC. */
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** Load average of the minute before the start: more than a few tenths says that something else ran. */
  readonly load: number;
  /** By name, e.g. `Node`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** A plan as a person runs it. */
export interface PlanFigures {
  /** As Pulumi counts them: components and providers too. */
  readonly resources: number;
  readonly statements: number;
  /** From the start of the command to its end; the fastest of several. */
  readonly seconds: number;
}

export interface EngineStep {
  readonly seconds: number;
  /** Statements the stand-in was sent. */
  readonly statements: number;
  /** Those of them that came from the provider, and not from the program or its commands. */
  readonly ofProvider: number;
  /** Processor seconds of the stand-in. */
  readonly standInSeconds: number;
  /** Processor seconds of everything: program, engine, provider, commands, stand-in. Absent where nobody tells. */
  readonly processorSeconds?: number;
}

/** A stack's life by the real engine and provider. */
export interface EngineFigures {
  /** What every statement waits, in milliseconds. */
  readonly latencyMs: number;
  readonly resources: number;
  readonly preview: EngineStep;
  readonly up: EngineStep;
  readonly unchanged: EngineStep;
  readonly refresh: EngineStep;
  readonly destroy: EngineStep;
  /** Statements the provider sends at least in a preview without change. */
  readonly floor: number;
}

export interface ServingFigures {
  readonly sessions: number;
  readonly statements: number;
  readonly seconds: number;
}

export interface SearchFigures {
  readonly rows: number;
  readonly loadSeconds: number;
  readonly embedSeconds: number;
  readonly searches: number;
  /** Of one search: the median. */
  readonly searchSeconds: number;
}
