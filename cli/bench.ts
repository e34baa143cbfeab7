import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { Command, InvalidArgumentError } from "commander";

import { ensureToolchain, type Toolchain } from "../toolchain/toolchain";
import { conditionsNow } from "./bench/conditions";
import { benchEngine, disposable } from "./bench/engine";
import type { EngineFigures, Figures, ServingFigures } from "./bench/figures";
import { benchPlan, benchWidePlan } from "./bench/plans";
import { renderBenchmarks, renderTable } from "./bench/render";
import { benchSearch } from "./bench/search";
import { benchServing } from "./bench/serving";
import { missed, targetsOf } from "./bench/targets";
import { projectFolder, runStack } from "./stack";
import { main, UserError } from "./user-error";

const parts = ["plan", "engine", "search"] as const;
type Part = (typeof parts)[number];

/** What a statement waits, in milliseconds: nothing, and what a far account takes. */
const latencies = [0, 100];

const stack = "prod";

const file = join(projectFolder, "docs", "benchmarks.md");

const program = new Command("npm run bench --")
  .description(
    "Measures how long plan, preview, up, refresh and destroy of stack prod take with the real engine and provider on " +
      "a stand-in, how fast the stand-in serves, embeds and searches, and writes docs/benchmarks.md. Some three minutes; " +
      "run it on a machine with nothing else to do.",
  )
  .option(
    "--only <parts>",
    `measure some of ${parts.join(", ")}, separated by commas; nothing is written then`,
    partsOf,
  )
  .option("--json", "print {figures, targets} instead of the table")
  .addHelpText(
    "after",
    "\nEnds with 1 where a target is missed, whatever else the machine does: then measure again when it is quiet." +
      "\n\nExamples:\n  npm run bench\n  npm run bench -- --only plan,search\n  npm run --silent bench -- --json",
  )
  .parse();

const options = program.opts<{ only?: readonly Part[]; json?: true }>();

const say = (text: string): void => void process.stderr.write(`${text}\n`);

void main(async () => {
  const figures = await measure(new Set(options.only ?? parts));
  const targets = targetsOf(figures);
  process.stdout.write(
    `${options.json === true ? JSON.stringify({ figures, targets }, undefined, 2) : renderTable(figures)}\n`,
  );
  if (options.only === undefined) {
    writeFileSync(file, renderBenchmarks(figures));
    say(`Written: ${relative(projectFolder, file)}`);
  }
  const misses = missed(targets);
  if (misses.length > 0) throw new UserError(misses.map((miss) => `MISSED: ${miss}`).join("\n"));
});

async function measure(chosen: ReadonlySet<Part>): Promise<Figures> {
  const toolchain = chosen.has("engine") ? await ensureToolchain(say) : undefined;
  const conditions = conditionsNow(toolchain);
  if (conditions.load > conditions.cores / 2)
    say(`The machine is at work already (load average ${conditions.load.toFixed(1)}): times will be longer.`);
  return {
    conditions,
    ...(chosen.has("plan") ? await measurePlans() : {}),
    ...(toolchain === undefined ? {} : await measureEngine(toolchain)),
    ...(chosen.has("search") ? await measureSearch() : {}),
  };
}

async function measurePlans(): Promise<Pick<Figures, "plan" | "wide">> {
  say(`plan of stack ${stack}`);
  const plan = await benchPlan((await runStack(stack, disposable)).recording);
  say("plan of 1,000 tables");
  const tables = await benchWidePlan(stack, false);
  say("plan of 1,000 tables, their tags and streams");
  return { plan, wide: { tables, followed: await benchWidePlan(stack, true) } };
}

async function measureEngine(toolchain: Toolchain): Promise<Pick<Figures, "engine" | "serving">> {
  const { recording, settings } = await runStack(stack, disposable);
  const engine: EngineFigures[] = [];
  let serving: ServingFigures | undefined;
  for (const latencyMs of latencies)
    engine.push(
      await benchEngine({
        toolchain,
        recording,
        latencyMs,
        progress: say,
        whileDeployed: async (standIn, reads) => {
          if (latencyMs > 0) return;
          say("statements served");
          serving = await benchServing(standIn, reads, settings.deploy.role);
        },
      }),
    );
  return { engine, ...(serving === undefined ? {} : { serving }) };
}

async function measureSearch(): Promise<Pick<Figures, "search">> {
  say("rows loaded, embedded and searched");
  return { search: await benchSearch(await runStack(stack, disposable)) };
}

/** @throws InvalidArgumentError naming what is no part */
function partsOf(value: string): readonly Part[] {
  const asked = value.split(",").map((part) => part.trim());
  const known = parts.filter((part) => asked.includes(part));
  const unknown = asked.filter((part) => !(parts as readonly string[]).includes(part));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no ${unknown.join(", ")}; expected ${parts.join(", ")}.`);
  return known;
}
