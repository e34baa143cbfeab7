import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  deafPipes,
  deployFaults,
  endless,
  forkGuard,
  installsSignedIn,
  interpolated,
  keptCredentials,
  openToForks,
  otherTriggers,
  parseWorkflow,
  permissions,
  ungated,
  unknownScripts,
  unpinned,
  writersRunningCode,
  type Workflow,
} from "./guards";

const texts = {
  "pull-request": readFileSync(".github/workflows/pull-request.yml", "utf8"),
  deploy: readFileSync(".github/workflows/deploy.yml", "utf8"),
};
type Name = keyof typeof texts;
const names = Object.keys(texts) as Name[];

const { scripts, dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};

const checkout = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd";

/** The workflow's text with its first `from` replaced, which must be there: else nothing would be broken. */
const edit = (name: Name, from: string | RegExp, to: string): string => {
  const text = texts[name].replace(from, to);
  expect(text, `nothing to break in ${name}.yml`).not.toBe(texts[name]);
  return text;
};

/** Guards that hold for both workflows, and for each what breaks it. A guard answers what is wrong. */
const guards: {
  rule: string;
  guard: (text: string) => string[];
  broken: { of: Name; from: string | RegExp; to: string; found: string[] }[];
}[] = [
  {
    rule: "every action is pinned to a commit, its version beside it",
    guard: unpinned,
    broken: [
      {
        of: "deploy",
        from: /checkout@\w+ # v6.0.2/,
        to: "checkout@v6",
        found: ["- uses: actions/checkout@v6"],
      },
      { of: "deploy", from: / # v6\.0\.2/, to: "", found: [`- uses: ${checkout}`] },
      { of: "deploy", from: "# v6.0.2", to: "# v6", found: [`- uses: ${checkout} # v6`] },
    ],
  },
  {
    rule: "nothing runs with the base's secrets on what others send",
    guard: (text) => otherTriggers(parseWorkflow(text)),
    broken: [
      {
        of: "pull-request",
        from: "pull_request:",
        to: "pull_request_target:",
        found: ["pull_request_target"],
      },
      { of: "deploy", from: "push:", to: "workflow_run:", found: ["workflow_run"] },
    ],
  },
  {
    rule: "no secret is stored in the repository's settings",
    guard: (text) => [...text.matchAll(/\$\{\{[^}]*\bsecrets\b[^}]*\}\}/g)].map(([found]) => found),
    broken: [
      {
        of: "deploy",
        from: "${{ vars.PULUMI_ORG }}",
        to: "${{ secrets.TOKEN }}",
        found: ["${{ secrets.TOKEN }}"],
      },
    ],
  },
  {
    rule: "no value is written into a script",
    guard: (text) => interpolated(parseWorkflow(text)),
    broken: [
      {
        of: "pull-request",
        from: "- run: npm cit",
        to: "- run: echo ${{ github.event.pull_request.title }}",
        found: ["test[3]"],
      },
      {
        of: "pull-request",
        from: "process.env.STACK",
        to: '"${{ env.STACK }}"',
        found: ["comment[2]", "comment-prod[2]"],
      },
    ],
  },
  {
    rule: "a checkout leaves no token behind",
    guard: (text) => keptCredentials(parseWorkflow(text)),
    broken: [
      { of: "pull-request", from: /persist-credentials: false/, to: "fetch-tags: true", found: ["test[0]"] },
      {
        of: "deploy",
        from: /persist-credentials: false/,
        to: "persist-credentials: true",
        found: ["test[0]"],
      },
    ],
  },
  {
    rule: "packages are installed before signing in, without their scripts",
    guard: (text) => installsSignedIn(parseWorkflow(text)),
    broken: [
      { of: "deploy", from: "npm ci --ignore-scripts", to: "npm ci", found: ["dev", "prod"] },
      {
        of: "pull-request",
        from: "npm ci --ignore-scripts",
        to: "npm ci",
        found: ["preview", "preview-prod"],
      },
    ],
  },
  {
    rule: "a job that signs in as a stack does so in an environment of that stack, where reviewers can be asked",
    guard: (text) => ungated(parseWorkflow(text)),
    broken: [
      { of: "pull-request", from: "    environment: prod-preview\n", to: "", found: ["preview-prod"] },
      {
        of: "pull-request",
        from: "environment: prod-preview",
        to: "environment: dev-preview",
        found: ["preview-prod"],
      },
      { of: "pull-request", from: "STACK: dev", to: "STACK: prod", found: ["preview"] },
      { of: "deploy", from: "environment: prod", to: "environment: dev", found: ["prod"] },
    ],
  },
  {
    rule: "every job ends by itself",
    guard: (text) => endless(parseWorkflow(text)),
    broken: [{ of: "deploy", from: /^ {4}timeout-minutes: 30\n/m, to: "", found: ["test"] }],
  },
  {
    rule: "a failure before a pipe fails the step",
    guard: (text) => deafPipes(parseWorkflow(text)),
    broken: [
      {
        of: "pull-request",
        from: "shell: bash",
        to: "shell: sh",
        found: ["plan[1]", "plan[2]", "preview[6]", "preview-prod[6]"],
      },
    ],
  },
  {
    rule: "every npm script that is run exists",
    guard: (text) => unknownScripts(parseWorkflow(text), scripts),
    broken: [
      { of: "deploy", from: "npm cit", to: "npm run --silent plam -- --stack dev", found: ["plam"] },
      { of: "pull-request", from: "npm cit", to: "npm run verify", found: ["verify"] },
    ],
  },
  {
    rule: "the CLI is the release the program is built with",
    guard: (text) =>
      [...text.matchAll(/pulumi-version: (\S+)/g)]
        .map(([, version]) => version ?? "")
        .filter((version) => version !== dependencies["@pulumi/pulumi"]),
    broken: [
      { of: "deploy", from: "pulumi-version: 3.248.0", to: "pulumi-version: latest", found: ["latest"] },
    ],
  },
];

describe.each(guards)("$rule", ({ guard, broken }) => {
  it.each(names)("in %s.yml", (name) => {
    expect(guard(texts[name])).toEqual([]);
  });

  it.each(broken)("and the guard sees $from become $to", ({ of, from, to, found }) => {
    expect(guard(edit(of, from, to))).toEqual(found);
  });
});

describe("each job may do what it needs", () => {
  const sign = ["contents: read", "id-token: write"];
  const granted: Record<Name, Record<string, string[]>> = {
    "pull-request": {
      "*": [],
      test: ["contents: read"],
      plan: ["contents: read"],
      preview: sign,
      "preview-prod": sign,
      comment: ["pull-requests: write"],
      "comment-prod": ["pull-requests: write"],
    },
    deploy: { "*": [], test: ["contents: read"], dev: sign, prod: sign },
  };

  it.each(names)("in %s.yml", (name) => {
    expect(permissions(parseWorkflow(texts[name]))).toEqual(granted[name]);
  });

  it.each([
    ["the workflow's removed", /^permissions: \{\}\n/m, ""],
    ["the workflow's widened", "permissions: {}", "permissions: { contents: write }"],
    ["a job's removed", /^ {4}permissions:\n {6}contents: read\n/m, ""],
    ["a job's widened", "contents: read", "contents: write"],
  ])("and the table sees %s", (_, from, to) => {
    for (const name of names) {
      expect(permissions(parseWorkflow(edit(name, from, to)))).not.toEqual(granted[name]);
    }
  });
});

describe("a pull request from a fork", () => {
  const guard = forkGuard;
  const read = (text = texts["pull-request"]): Workflow => parseWorkflow(text);
  it("gets neither sign-in nor write access", () => {
    expect(openToForks(read())).toEqual([]);
  });

  it.each<[string, string | RegExp, string]>([
    ["preview", `    if: ${guard}\n`, ""],
    ["preview", `    if: ${guard}\n`, `    if: always() || ${guard}\n`],
    ["comment", `\n      && ${guard}`, ""],
  ])("would reach %s if its guard were changed", (job, from, to) => {
    expect(openToForks(read(edit("pull-request", from, to)))).toEqual([job]);
  });

  it("is told why it has no preview", () => {
    const steps = read().jobs["plan"]?.steps.filter((step) => step.run?.includes("::notice"));
    expect(steps).toEqual([expect.objectContaining({ if: guard.replace("==", "!=") })]);
  });

  it("is commented by a job that runs none of the branch's code", () => {
    expect(writersRunningCode(read())).toEqual([]);
    const widened = edit("pull-request", "id-token: write", "pull-requests: write");
    expect(writersRunningCode(read(widened))).toEqual(["preview"]);
  });

  it("runs for its newest commit only, each pull request by itself", () => {
    expect(read().concurrency).toEqual({
      group: "pull-request-${{ github.event.pull_request.number }}",
      "cancel-in-progress": true,
    });
  });
});

describe("a deployment", () => {
  it("keeps its promises", () => {
    expect(deployFaults(parseWorkflow(texts.deploy))).toEqual([]);
  });

  it.each<[string, string | RegExp, string]>([
    ["dev waits for the tests", /^ {4}needs: test\n/m, ""],
    ["prod waits for dev", "needs: dev", "needs: test"],
    ["prod is in the environment whose reviewers approve it", "environment: prod", "environment: production"],
    ["dev is in its environment, as its OIDC subject says", /^ {4}environment: dev\n/m, ""],
    ["nothing lets a job run past one that failed", "needs: dev", "needs: dev\n    if: always()"],
    [
      "one run's dev does not wait for another's approval of prod",
      "permissions: {}",
      "permissions: {}\nconcurrency: { group: deploy }",
    ],
    ["dev deploys the stack of its name", "STACK: dev", "STACK: prod"],
    ["prod deploys the stack of its name", "STACK: prod", "STACK: dev"],
    ["prod is deployed by one run at a time", "group: deploy-prod", "group: deploy-${{ github.sha }}"],
    ["dev's deployment is never cancelled", "cancel-in-progress: false", "cancel-in-progress: true"],
    ["prod does what dev did", "steps: *deploy", "steps: [{ run: pulumi up --yes }]"],
    ["test[0] takes the commit that was pushed", "ref: ${{ github.sha }}", "ref: main"],
  ])("is seen to break: %s", (promise, from, to) => {
    expect(deployFaults(parseWorkflow(edit("deploy", from, to)))).toEqual([promise]);
  });

  it("takes main only", () => {
    expect(parseWorkflow(texts.deploy).on).toEqual({ push: { branches: ["main"] } });
  });
});
