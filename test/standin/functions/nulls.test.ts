import { afterAll, beforeAll, expect, it } from "vitest";
import type { Value } from "../../../standin/result";
import { knownFunctions } from "../../../standin/data/translate/functions";
import { cortexFunctions } from "../../../standin/data/translate/functions/cortex";
import { dateFunctions } from "../../../standin/data/translate/functions/dates";
import { momentFunctions } from "../../../standin/data/translate/functions/moments";
import type { FunctionSpec, Parameter } from "../../../standin/data/translate/functions/spec";
import { World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** An argument each parameter takes. */
const samples: Readonly<Record<Parameter, string>> = {
  any: "1",
  text: "'1'",
  bytes: "'1'",
  whole: "1",
  number: "1",
  measure: "1",
  float: "1",
  boolean: "TRUE",
  moment: "'2024-01-01'::DATE",
  variant: "'a'",
  semi: "[1]",
  array: "[1]",
  vector: "[1]::VECTOR(FLOAT, 1)",
  constant: "1",
};

/** Where a function wants one text among many. */
const special: Readonly<Record<string, readonly string[]>> = {
  REGEXP_LIKE: ["'a'", "'a'", "'c'"],
  RLIKE: ["'a'", "'a'", "'c'"],
  REGEXP_REPLACE: ["'a'", "'a'", "'b'", "1", "1", "'c'"],
  REGEXP_SUBSTR: ["'a'", "'a'", "1", "1", "'c'", "0"],
  REGEXP_COUNT: ["'a'", "'a'", "1", "'c'"],
  ROUND: ["1", "1", "'HALF_TO_EVEN'"],
  TO_CHAR: ["'2024-01-01'::DATE", "'YYYY'"],
  TO_VARCHAR: ["'2024-01-01'::DATE", "'YYYY'"],
};

/**
 * Calls that give a value although an argument is NULL, each by its documentation page; all other calls give NULL. A
 * code is the error they end with: 000002 where NULL says how to read the rest, which is refused by name.
 */
const exceptions: Readonly<Record<string, Value>> = {
  "IFF(NULL, 1, 1)": 1,
  "IFF(TRUE, 1, NULL)": 1,
  "COALESCE(NULL, 1)": 1,
  "COALESCE(1, NULL)": 1,
  "NVL(NULL, 1)": 1,
  "NVL(1, NULL)": 1,
  "IFNULL(NULL, 1)": 1,
  "IFNULL(1, NULL)": 1,
  "NVL2(NULL, 1, 1)": 1,
  "NVL2(1, 1, NULL)": 1,
  "NULLIF(1, NULL)": 1,
  "ZEROIFNULL(NULL)": 0,
  "EQUAL_NULL(NULL, 1)": false,
  "EQUAL_NULL(1, NULL)": false,
  "DECODE(NULL, 1, 1, 1)": 1,
  "DECODE(1, NULL, 1, 1)": 1,
  "DECODE(1, 1, 1, NULL)": 1,
  "BOOLOR(NULL, 1)": true,
  "BOOLOR(1, NULL)": true,
  "DIV0NULL(1, NULL)": "0.000000",
  "RANDOM(NULL)": "000002",
  ...Object.fromEntries(
    ["TO_NUMBER", "TO_DECIMAL", "TO_NUMERIC"].flatMap((name) =>
      [name, `TRY_${name}`].flatMap((each) =>
        [`${each}(1, NULL)`, `${each}(1, NULL, 1)`, `${each}(1, 1, NULL)`].map((call) => [call, "000002"]),
      ),
    ),
  ),
  // docs: functions/object_insert, a NULL key or value is left out; of keys and values there must be as many.
  "OBJECT_INSERT([1], NULL, 'a')": "[1]",
  "OBJECT_INSERT([1], NULL, 'a', TRUE)": "[1]",
  "OBJECT_CONSTRUCT(NULL)": "000938",
  "OBJECT_CONSTRUCT_KEEP_NULL(NULL)": "000938",
  // docs: functions/array_construct, a NULL is an element.
  "ARRAY_CONSTRUCT(NULL)": "[undefined]",
  "ARRAY_CONSTRUCT_COMPACT(NULL)": "[]",
  "ARRAY_APPEND([1], NULL)": "[1,undefined]",
  "ARRAY_PREPEND([1], NULL)": "[undefined,1]",
};

/** A function's calls with NULL for one argument, for each number of arguments it takes. */
function calls(name: string, spec: FunctionSpec): string[] {
  const given = special[name] ?? spec.parameters.map((parameter) => samples[parameter]);
  const sizes = Array.from({ length: given.length - spec.required + 1 }, (_, more) => spec.required + more);
  return sizes.flatMap((size) =>
    Array.from({ length: size }, (_, at) => {
      const args = given.slice(0, size).map((arg, i) => (i === at ? "NULL" : arg));
      return `${name}(${args.join(", ")})`;
    }),
  );
}

const tested = [...knownFunctions].filter(
  ([name, spec]) =>
    !spec.aggregate && !(name in dateFunctions) && !(name in momentFunctions) && !(name in cortexFunctions),
);
const all = tested.flatMap(([name, spec]) => calls(name, spec));

it("NULL for any argument gives NULL, but where a page says otherwise", async () => {
  const found: Record<string, Value> = {};
  for (const call of all) {
    const value = await world.value(call).catch((error: unknown) => (error as { code: string }).code);
    if (value !== null) found[call] = value;
  }
  expect(found).toEqual(exceptions);
});

it("NULL of a column does as a bare NULL", async () => {
  const different: string[] = [];
  for (const call of all) {
    const fromColumn = `${call.replace(/\bNULL\b/, "n")} FROM (SELECT NULL::VARIANT AS n)`;
    // Values come as VARIANT then, and not every argument may be one; what is NULL is NULL either way.
    const value = await world.value(fromColumn).catch(() => undefined);
    if (value !== undefined && (value === null) !== ((exceptions[call] ?? null) === null))
      different.push(call);
  }
  expect(different).toEqual([]);
});
