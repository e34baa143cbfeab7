import { Command } from "commander";

import { engineForTests } from "../toolchain/for-tests";
import { ensureToolchain, ToolchainUnavailable } from "../toolchain/toolchain";
import { binaryName, tools } from "../toolchain/versions";
import { main, UserError } from "./user-error";

const program = new Command("npm run toolchain --")
  .description(
    "Finds the Pulumi CLI and the plugins in their exact versions; what is missing is downloaded, or built with Go.",
  )
  .option("--json", "print {pulumi, pluginPath, env, chosen} and nothing else on stdout")
  .option(
    "--if-possible",
    "where there can be none, say so and end well, as tests want it; with CI=true that fails all the same",
  )
  .addHelpText(
    "after",
    `
Environment:
  PULUMI          a Pulumi CLI to use before any other
  PULUMI_HOME     where Pulumi keeps its plugins (default ~/.pulumi)
  SOPHIA_OFFLINE  ask nothing outside: no downloads, and Go builds from its module cache`,
  )
  .parse();

const { json, ifPossible } = program.opts<{ json?: true; ifPossible?: true }>();

void main(async () => {
  const started = Date.now();
  const log = (line: string): void => console.error(line);
  const toolchain = await (ifPossible ? engineForTests(log) : ensureToolchain(log)).catch(
    (error: unknown) => {
      throw error instanceof ToolchainUnavailable ? new UserError(error.message) : error;
    },
  );
  if (toolchain === undefined) return;
  if (json) {
    process.stdout.write(`${JSON.stringify(toolchain, null, 2)}\n`);
    return;
  }
  for (const tool of tools) {
    const { path, version, source } = toolchain.chosen[tool];
    console.log(`${binaryName(tool)} ${version}  ${source}  ${path}`);
  }
  console.log(`Ready in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
});
