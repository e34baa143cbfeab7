/** sqlfluff, the independent grammar of Snowflake SQL, in a virtual environment of its own. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { projectFolder } from "../../cli/stack";
import { madeOnce } from "./made-once";

export interface Violation {
  readonly line: number;
  readonly position: number;
  readonly description: string;
}

export interface Parsed {
  /** How many statements the text holds. */
  readonly statements: number;
  readonly violations: readonly Violation[];
}

const requirements = join(__dirname, "requirements.txt");

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
  | { readonly action: "skip" | "fail"; readonly line: string };

/** Without Python the tests are skipped, never in silence; where CI asks they fail. */
export function decide(python: string | undefined, ci: boolean): Decision {
  if (python !== undefined) return { action: "run", python };
  return {
    action: ci ? "fail" : "skip",
    line:
      `SQL NOT CHECKED BY SQLFLUFF: no Python ${oldest} or newer with venv and pip was found. ` +
      `Install one (Debian, Ubuntu: apt install python3 python3-venv) and run the tests again.`,
  };
}

const pythonOf = (folder: string): string =>
  process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

/**
 * The virtual environment of the requirements, made on first use.
 * @returns its Python
 * @throws what pip says, where it cannot install them
 */
export async function sqlfluffPython(python: string): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(requirements, "utf8")).digest("hex").slice(0, 16);
  const folder = join(projectFolder, ".cache", "sqlfluff", hash);
  await madeOnce(folder, {
    make: async (own) => {
      process.stderr.write(`Setting up sqlfluff in ${relative(projectFolder, folder)}, once ...\n`);
      mkdirSync(dirname(own), { recursive: true });
      await run(python, ["-I", "-m", "venv", own]);
      const pip = ["-I", "-m", "pip", "--disable-pip-version-check"];
      // Nothing that is not pinned is installed, and nothing that is needed may be missing.
      await run(pythonOf(own), [...pip, "install", "--quiet", "--no-deps", "--requirement", requirements]);
      await run(pythonOf(own), [...pip, "check"]);
    },
    whole: async (own) => existsSync(pythonOf(own)) && (await works(pythonOf(own))),
  });
  return pythonOf(folder);
}

const works = (python: string): Promise<boolean> =>
  run(python, ["-I", "-c", "import sqlfluff.core"]).then(
    () => true,
    () => false,
  );

/** Each text once, as sqlfluff sees it. @param python of an environment that has sqlfluff */
export async function parseAll(
  python: string,
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, Parsed>> {
  const tasks = [...new Set(texts)].map((sql, index) => ({ name: String(index), sql }));
  const output = await run(python, ["-I", join(__dirname, "parse.py")], JSON.stringify(tasks));
  const answers = new Map(
    (JSON.parse(output) as ({ name: string } & Parsed)[]).map(({ name, ...parsed }) => [name, parsed]),
  );
  return new Map(
    tasks.map(({ name, sql }) => {
      const parsed = answers.get(name);
      if (parsed === undefined) throw new Error(`sqlfluff gave no answer for: ${sql}`);
      return [sql, parsed];
    }),
  );
}

/** What a program prints. @throws with the end of what it complains of */
function run(command: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args);
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
