/** Python for tests: found on the machine, with pinned packages in a virtual environment of their own. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { projectFolder } from "../../cli/stack";
import { madeOnce } from "./made-once";

/** The oldest Python the requirements run on. */
const oldest = "3.11";
const candidates = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];

/** The first command that is a Python new enough, and able to make virtual environments. */
export const findPython = (usable: (command: string) => boolean = isUsable): string | undefined =>
  candidates.find(usable);

function isUsable(command: string): boolean {
  const code = `import ensurepip, sys, venv; sys.exit(sys.version_info < (${oldest.replace(".", ", ")}))`;
  return spawnSync(command, ["-I", "-c", code], { stdio: "ignore" }).status === 0;
}

/** What to do with the tests that need Python, and the line that says so. */
export type Decision =
  | { readonly action: "run"; readonly python: string }
  | { readonly action: "skip"; readonly line: string }
  | { readonly action: "fail"; readonly line: string };

/**
 * Without Python the tests are skipped, never in silence; where CI asks they fail.
 * @param undone what is left undone then, in capitals
 */
export function decide(python: string | undefined, ci: boolean, undone: string): Decision {
  if (python !== undefined) return { action: "run", python };
  const line =
    `${undone}: no Python ${oldest} or newer with venv and pip was found. ` +
    `Install one (Debian, Ubuntu: apt install python3 python3-venv) and run the tests again.`;
  return ci ? { action: "fail", line } : { action: "skip", line };
}

/** Packages a test needs. */
export interface Environment {
  /** What the folder under .cache is called. */
  readonly name: string;
  /** A file that pins every package, those that others need too. */
  readonly requirements: string;
  /** A module whose import shows that all is there. */
  readonly module: string;
}

const pythonOf = (folder: string): string =>
  process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

/**
 * The virtual environment of the requirements, made on first use.
 * @returns its Python
 * @throws what pip says, where it cannot install them
 */
export async function pythonWith(
  { name, requirements, module }: Environment,
  python: string,
): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(requirements, "utf8")).digest("hex").slice(0, 16);
  const folder = join(projectFolder, ".cache", name, hash);
  await madeOnce(folder, {
    make: async (own) => {
      process.stderr.write(`Setting up ${name} in ${relative(projectFolder, folder)}, once ...\n`);
      mkdirSync(dirname(own), { recursive: true });
      await run(python, ["-I", "-m", "venv", own]);
      const pip = ["-I", "-m", "pip", "--disable-pip-version-check"];
      // Nothing that is not pinned is installed, and nothing that is needed may be missing.
      await run(pythonOf(own), [...pip, "install", "--quiet", "--no-deps", "--requirement", requirements]);
      await run(pythonOf(own), [...pip, "check"]);
    },
    whole: async (own) => existsSync(pythonOf(own)) && (await imports(pythonOf(own), module)),
  });
  return pythonOf(folder);
}

const imports = (python: string, module: string): Promise<boolean> =>
  run(python, ["-I", "-c", `import ${module}`]).then(
    () => true,
    () => false,
  );

/** What a program prints. @throws with the end of what it complains of */
export function run(
  command: string,
  args: readonly string[],
  { input = "", env = process.env }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env });
    let output = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (complaint += chunk));
    child.stdin.on("error", () => undefined); // It ended before it read all: its exit code says why.
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else
        reject(
          new Error(`${[command, ...args].join(" ")} ended with ${String(code)}:\n${complaint.slice(-4000)}`),
        );
    });
    child.stdin.end(input);
  });
}
