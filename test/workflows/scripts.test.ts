import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseWorkflow } from "./guards";

// The workflows' scripts, read out of the workflows and run: what a parser says of them is not that they work.

const scriptOf = (file: string, job: string, step: string): string => {
  const workflow = parseWorkflow(readFileSync(`.github/workflows/${file}.yml`, "utf8"));
  const found = workflow.jobs[job]?.steps.find(({ name, uses }) => name === step || uses?.startsWith(step));
  const script = found?.run ?? found?.with?.["script"];
  if (typeof script !== "string") throw new Error(`${file}.yml has no script ${job}: ${step}`);
  return script;
};

const scripts = {
  compare: scriptOf("pull-request", "plan", "Compare the goldens"),
  show: scriptOf("pull-request", "plan", "Show the diff"),
  comment: scriptOf("pull-request", "comment", "actions/github-script@"),
  refuse: scriptOf("deploy", "prod", "Refuse to go back"),
  organization: scriptOf("deploy", "prod", "Know the organization"),
};

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "workflow-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@localhost", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
  }).trim();

const commit = (files: Record<string, string>): string => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git("add", ".");
  git("commit", "-qm", "a commit", "--allow-empty");
  return git("rev-parse", "HEAD");
};

/** Runs a script as GitHub does when the shell is named bash. */
const bash = (script: string, env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
    {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: `${folder}/bin:${process.env["PATH"] ?? ""}`, ...env },
    },
  );
  return { status, stdout, stderr };
};

const read = (path: string): string => readFileSync(join(folder, path), "utf8");

describe("the plan's diff", () => {
  const golden = (stack: string): string => `test/golden/plan.${stack}.sql`;

  /** A merge commit as GitHub makes it: first parent the base, which went on after the branch left it. */
  const pullRequest = (before: Record<string, string>, after: Record<string, string>): void => {
    git("init", "-qb", "main");
    commit(before);
    git("checkout", "-qb", "branch");
    commit(after);
    git("checkout", "-q", "main");
    commit({ "elsewhere.txt": "the base goes on\n", [golden("local")]: "base's own\n" });
    git("merge", "-q", "--no-ff", "--no-edit", "branch");
  };

  const summary = (): string => {
    expect(bash(scripts.compare)).toMatchObject({ status: 0, stderr: "" });
    expect(bash(scripts.show, { GITHUB_STEP_SUMMARY: join(folder, "summary.md") })).toMatchObject({
      status: 0,
    });
    return read("summary.md");
  };

  it("is the branch's change alone, by stack", () => {
    pullRequest(
      { [golden("dev")]: "a;\nb;\n", [golden("prod")]: "a;\n" },
      { [golden("dev")]: "a;\n-- c\nd;\n" },
    );
    const text = summary();
    expect(text).toContain("### Plan of dev: +2 -1 lines");
    expect(read("plan/dev.diff")).toMatch(/^ a;\n-b;\n\+-- c\n\+d;\n$/m);
    expect(text).toContain("### Plan of prod: no change\n### Plan of local: no change\n");
  });

  it("cannot end its own block", () => {
    pullRequest({ [golden("dev")]: "a;\n" }, { [golden("dev")]: "a;\n`````\n# Approved\n" });
    const text = summary();
    expect(text).toContain("\n``````diff\n");
    expect(text.match(/^`{6,}/gm)).toEqual(["``````", "``````"]);
  });
});

// As actions/github-script does: the text is the body of an async function.
// eslint-disable-next-line @typescript-eslint/require-await -- it is asked for its constructor only
const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

describe("a stack's comment", () => {
  interface Comment {
    id: number;
    user: { login: string } | null;
    body: string;
  }
  const bot = { login: "github-actions[bot]" };
  const marker = "<!-- sophia-ai plan of dev -->";

  /** Runs the script against a pull request that has `comments`; answers what it has afterwards. */
  const comment = async (files: Record<string, string>, comments: Comment[] = []): Promise<Comment[]> => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const after = comments.map((one) => ({ ...one }));
    const issues = {
      listComments: "listComments",
      updateComment: ({ comment_id, body }: { comment_id: number; body: string }) => {
        const found = after.find(({ id }) => id === comment_id);
        if (found) found.body = body;
      },
      createComment: ({ body }: { body: string }) => after.push({ id: after.length + 1, user: bot, body }),
    };
    const github = { rest: { issues }, paginate: () => Promise.resolve(after.map((one) => ({ ...one }))) };
    const context = {
      repo: { owner: "pay-ready", repo: "sophia" },
      serverUrl: "https://github.com",
      runId: 7,
      issue: { number: 12 },
      payload: { pull_request: { head: { sha: "c0ffee" } } },
    };
    const inFolder = () => ({
      existsSync: (path: string) => existsSync(join(folder, path)),
      readFileSync: (path: string) => read(path),
    });
    const run = new AsyncFunction("github", "context", "require", "process", scripts.comment);
    await run(github, context, inFolder, { env: { STACK: "dev" } });
    return after;
  };
  const body = async (files: Record<string, string>): Promise<string> =>
    (await comment(files))[0]?.body ?? "";

  const plan = { "plan/dev.diff": "@@ -1 +1 @@\n-a;\n+b;\n", "plan/dev.total": "+1 -1 lines\n" };
  const preview = { "preview/preview.txt": "Previewing update\nResources:\n    ~ 1 to update\n" };

  it("holds the plan's diff and the preview, and says what it is about", async () => {
    const text = await body({ ...plan, ...preview });
    expect(text.startsWith(marker)).toBe(true);
    expect(text).toContain(
      "For c0ffee, merged into its base: [run](https://github.com/pay-ready/sophia/actions/runs/7)",
    );
    expect(text).toContain("**SQL of the plan:** +1 -1 lines");
    expect(text).toContain("```diff\n@@ -1 +1 @@\n-a;\n+b;\n```");
    expect(text).toContain("    ~ 1 to update\n```");
  });

  it("says that nothing changes, and that there was no preview", async () => {
    const text = await body({ "plan/dev.diff": "", "plan/dev.total": "" });
    expect(text).toContain("**SQL of the plan:** no change");
    expect(text).toContain("**No preview:**");
    expect(text).not.toContain("<details>");
  });

  it("takes the place of the last one for its stack, and of nobody else's", async () => {
    const others = [
      { id: 1, user: { login: "someone" }, body: `${marker} mine, says somebody` },
      { id: 2, user: bot, body: "<!-- sophia-ai plan of prod -->" },
      { id: 3, user: null, body: "gone" },
    ];
    const once = await comment({ ...plan, ...preview }, others);
    expect(once.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    const twice = await comment({ "plan/dev.total": "+9 -9 lines\n" }, once);
    expect(twice.slice(0, 3)).toEqual(others);
    expect(twice.slice(3).map(({ body: text }) => text)).toEqual([expect.stringContaining("+9 -9 lines")]);
  });

  it.each([
    ["a long diff", 5_000, 10],
    ["a long preview", 10, 5_000],
    ["both long", 5_000, 5_000],
  ])("is cut to what GitHub takes, totals kept: %s", async (_, changes, lines) => {
    const text = await body({
      "plan/dev.diff": Array.from({ length: changes }, (_x, line) => `+INSERT é ${line};`).join("\n"),
      "plan/dev.total": `+${changes} -0 lines\n`,
      "preview/preview.txt": `${"  + snowflake:index:Table é\n".repeat(lines)}Resources:\n    + 77 to create\n`,
    });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(text).toContain(`+${changes} -0 lines`);
    expect(text).toContain("    + 77 to create\n```");
    expect(text).toMatch(/\[\d+ lines trimmed, the run's artifacts have them all\]/);
    expect(text.endsWith("</details>")).toBe(true);
  });

  it("gives a preview the room a short diff leaves", async () => {
    const text = await body({ ...plan, "preview/preview.txt": "x".repeat(99).concat("\n").repeat(600) });
    expect(text).not.toContain("trimmed");
  });

  it("cannot be ended by the text it shows", async () => {
    const text = await body({ ...plan, "preview/preview.txt": "`````\n**Approved** @everyone\n" });
    expect(text).toContain("\n``````diff\n`````\n**Approved** @everyone\n``````\n");
  });

  it("still appears when a text leaves no room for its own fence", async () => {
    const text = await body({ ...plan, "preview/preview.txt": "`".repeat(62_000) });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(text).toContain("Too long to show: see the run's artifacts.");
  });
});

describe("a deployment's commit", () => {
  /** What `pulumi stack history --json` prints of updates, newest first. */
  const deployed = (...updates: { kind?: string; head?: string }[]): void => {
    const history = updates.map(({ kind = "update", head }) => ({
      kind,
      environment: head === undefined ? {} : { "git.head": head },
    }));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "history.json"), JSON.stringify(history));
    writeFileSync(
      join(folder, "bin/pulumi"),
      '#!/usr/bin/env bash\n[ "$*" = "stack history --stack acme/sophia-ai/prod --json" ] && cat history.json\n',
      { mode: 0o755 },
    );
  };
  const refuse = () => bash(scripts.refuse, { PULUMI_ORG: "acme", STACK: "prod" });

  let older: string;
  let newer: string;
  beforeEach(() => {
    git("init", "-qb", "main");
    writeFileSync(join(folder, ".git/info/exclude"), "bin\nhistory.json\n");
    older = commit({ "a.txt": "1\n" });
    newer = commit({ "a.txt": "2\n" });
  });

  it("may be newer than what the stack has", () => {
    deployed({ head: older });
    expect(refuse()).toMatchObject({ status: 0, stdout: "" });
  });

  it("may be what the stack has, deployed again", () => {
    deployed({ head: newer });
    expect(refuse()).toMatchObject({ status: 0, stdout: "" });
  });

  it("may not be older", () => {
    deployed({ kind: "refresh", head: older }, { head: newer }, { head: older });
    git("checkout", "-q", older);
    const { status, stdout } = refuse();
    expect(status).toBe(1);
    expect(stdout).toContain("::error::prod already has");
  });

  it("may be the first", () => {
    deployed();
    expect(refuse()).toMatchObject({ status: 0, stdout: "No commit was deployed before.\n" });
  });

  it("may follow one that main does not know, with a warning", () => {
    deployed({ head: "0123456789012345678901234567890123456789" });
    const { status, stdout } = refuse();
    expect(status).toBe(0);
    expect(stdout).toContain("::warning::");
  });

  it("is not deployed when the history cannot be read", () => {
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/pulumi"), "#!/usr/bin/env bash\nexit 255\n", { mode: 0o755 });
    expect(refuse().status).not.toBe(0);
  });
});

describe("the organization", () => {
  it("is asked for by name when the repository has none", () => {
    expect(bash(scripts.organization, { PULUMI_ORG: "acme" })).toMatchObject({ status: 0 });
    const { status, stderr } = bash(scripts.organization, { PULUMI_ORG: "" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("PULUMI_ORG: is missing: add it under Settings");
  });
});
