import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { knownFunctions } from "../../../standin/data/translate/functions";
import { cortexFunctions } from "../../../standin/data/translate/functions/cortex";
import { dateFunctions } from "../../../standin/data/translate/functions/dates";
import { momentFunctions } from "../../../standin/data/translate/functions/moments";
import { SnowflakeError } from "../../../standin/errors";
import { World } from "../support/world";
import { aggregates } from "./families/aggregates";
import { conditional, conversion, vectors } from "./families/conditional";
import type { Expected, Family } from "./families/family";
import { numbers } from "./families/numbers";
import { semistructured } from "./families/semistructured";
import { regexps, texts } from "./families/text";

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const families: readonly (readonly [string, Family])[] = [
  ["numbers", numbers],
  ["text", texts],
  ["regular expressions", regexps],
  ["conditions", conditional],
  ["conversion", conversion],
  ["semi-structured", semistructured],
  ["vectors", vectors],
  ["aggregates and windows", aggregates],
];

async function given(expression: string): Promise<Expected> {
  try {
    return await world.value(expression);
  } catch (error) {
    if (error instanceof SnowflakeError) return { error: error.code };
    throw error;
  }
}

describe.each(families)("%s", (_, family) => {
  describe.each(Object.entries(family))("docs: %s", (_page, cases) => {
    it.each(cases)("%s", async (expression, expected) => {
      expect(await given(expression)).toEqual(expected);
    });
  });
});

it("every function has a case, but dates and Cortex, which are tested elsewhere", () => {
  const written = families
    .flatMap(([, family]) => Object.values(family).flat())
    .map(([expression]) => expression)
    .join(" ");
  const elsewhere = new Set(
    [dateFunctions, momentFunctions, cortexFunctions].flatMap((each) => Object.keys(each)),
  );
  const missing = [...knownFunctions.keys()].filter(
    (name) => !elsewhere.has(name) && !new RegExp(`\\b${name}\\(`).test(written),
  );
  expect(missing).toEqual([]);
});
