import { aggregateFunctions } from "./aggregates";
import { conditionalFunctions } from "./conditional";
import { conversionFunctions } from "./conversion";
import { cortexFunctions } from "./cortex";
import { dateFunctions, truncateDate } from "./dates";
import { momentFunctions } from "./moments";
import { numberFunctions } from "./numbers";
import { semistructuredFunctions } from "./semistructured";
import { regexpFunctions } from "./regexp";
import { bindArguments, typed, type FunctionSpec, type FunctionTable } from "./spec";
import { textFunctions } from "./text";
import { vectorFunctions } from "./vectors";

/** TRUNC and TRUNCATE are of numbers or, with a part, of dates and timestamps (docs: functions/trunc2). */
const truncOf = (ofNumber: FunctionSpec): FunctionSpec =>
  typed("any any?", (args, context) => {
    const { kind } = args[0]?.type ?? { kind: "NULL" };
    const spec = kind === "DATE" || kind === "TIME" || kind.startsWith("TIMESTAMP") ? truncateDate : ofNumber;
    return spec.build(bindArguments(spec, args, context), context);
  });

const all: FunctionTable = {
  ...textFunctions,
  ...regexpFunctions,
  ...numberFunctions,
  ...conditionalFunctions,
  ...dateFunctions,
  ...momentFunctions,
  ...conversionFunctions,
  ...semistructuredFunctions,
  ...vectorFunctions,
  ...cortexFunctions,
  ...aggregateFunctions,
};

const ofDatesToo = Object.fromEntries(
  ["TRUNC", "TRUNCATE"].flatMap((name) => {
    const ofNumber = all[name];
    return ofNumber === undefined ? [] : [[name, truncOf(ofNumber)] as const];
  }),
);

/** Every function the stand-in knows, by its name. */
export const knownFunctions: ReadonlyMap<string, FunctionSpec> = new Map(
  Object.entries({ ...all, ...ofDatesToo }),
);

/** A function the stand-in knows, by its name in upper case with its schema if it has one. */
export function findFunction(name: string): FunctionSpec | undefined {
  return knownFunctions.get(name);
}

/** Whether a function is answered by a model. */
export const isCortex = (name: string): boolean => Object.hasOwn(cortexFunctions, name);

/** Which argument of a function is a date part and so may be a bare word: DATEADD(day, ...). */
export const datePartArguments: ReadonlyMap<string, number> = new Map<string, number>([
  ..."DATEADD TIMEADD TIMESTAMPADD DATEDIFF TIMEDIFF TIMESTAMPDIFF DATE_TRUNC DATE_PART EXTRACT"
    .split(" ")
    .map((name) => [name, 0] as const),
  ["LAST_DAY", 1],
]);
