import { aggregateFunctions } from "./aggregates";
import { conditionalFunctions } from "./conditional";
import { conversionFunctions } from "./conversion";
import { cortexFunctions } from "./cortex";
import { dateFunctions } from "./dates";
import { numberFunctions } from "./numbers";
import { semistructuredFunctions } from "./semistructured";
import { regexpFunctions } from "./regexp";
import type { FunctionSpec, FunctionTable } from "./spec";
import { textFunctions } from "./text";
import { vectorFunctions } from "./vectors";

const all: FunctionTable = {
  ...textFunctions,
  ...regexpFunctions,
  ...numberFunctions,
  ...conditionalFunctions,
  ...dateFunctions,
  ...conversionFunctions,
  ...semistructuredFunctions,
  ...vectorFunctions,
  ...cortexFunctions,
  ...aggregateFunctions,
};

/** Every function the stand-in knows, by its name. */
export const knownFunctions: ReadonlyMap<string, FunctionSpec> = new Map(Object.entries(all));

/** A function the stand-in knows, by its name in upper case with its schema if it has one. */
export function findFunction(name: string): FunctionSpec | undefined {
  return knownFunctions.get(name);
}

/** Whether a function is answered by a model. */
export const isCortex = (name: string): boolean => Object.hasOwn(cortexFunctions, name);

/** Functions whose first argument may be a bare word: DATEADD(day, ...). */
export const takesDatePart: ReadonlySet<string> = new Set(
  "DATEADD TIMEADD TIMESTAMPADD DATEDIFF TIMEDIFF TIMESTAMPDIFF DATE_TRUNC DATE_PART EXTRACT".split(" "),
);
