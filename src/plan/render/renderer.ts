import type { Inputs } from "./inputs";

/** What a task of the plan looks like to the resources after it. */
export interface PlannedTask {
  started: boolean;
  /** Fully qualified names of the tasks it comes after. */
  predecessors: string[];
  /** The root whose graph it finalizes. */
  finalizes?: string;
}

/** What renderers learn from the resources before them. One context serves one plan. */
export interface RenderContext {
  /** By fully qualified name. */
  tasks: Map<string, PlannedTask>;
}

/** Statements a create sends, in order, without a closing `;`. */
export type Renderer = (inputs: Inputs, context: RenderContext) => string[];
