import { parse } from "yaml";

/** The parts of a GitHub workflow that the guards read. `on` is a mapping in this project's workflows. */
export interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  concurrency?: Concurrency;
  defaults?: { run?: { shell?: string } };
  jobs: Record<string, Job>;
}

export interface Job {
  needs?: string | string[];
  if?: string;
  environment?: string;
  concurrency?: Concurrency;
  permissions?: Record<string, string>;
  "timeout-minutes"?: number;
  env?: Record<string, string>;
  steps: Step[];
}

export interface Concurrency {
  group: string;
  "cancel-in-progress"?: boolean;
}

export interface Step {
  name?: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

export const parseWorkflow = (text: string): Workflow => parse(text) as Workflow;

/** What lets a job run for branches of this repository only: a fork's pull request gets no sign-in and no write access. */
export const forkGuard = "github.event.pull_request.head.repo.full_name == github.repository";

const steps = (workflow: Workflow): { where: string; step: Step }[] =>
  Object.entries(workflow.jobs).flatMap(([job, { steps: all }]) =>
    all.map((step, index) => ({ where: `${job}[${index}]`, step })),
  );

/** Lines of `uses:` that name no commit, or no version beside it. Reads the text, since parsing drops comments. */
export const unpinned = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\buses:/.test(line))
    .filter((line) => !/^(- )?uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));

/** Triggers that run with the base's secrets on what somebody else sent, or that are not of the two workflows' business. */
export const otherTriggers = (workflow: Workflow): string[] =>
  Object.keys(workflow.on).filter((trigger) => !["push", "pull_request"].includes(trigger));

/** `{"*": …, <job>: …}` as "scope: access" lists, the workflow's own as `*`; absent permissions are GitHub's default. */
export const permissions = (workflow: Workflow): Record<string, string[]> => {
  const list = (granted: Record<string, string> | undefined): string[] =>
    granted === undefined
      ? ["the repository's default"]
      : Object.entries(granted).map(([scope, access]) => `${scope}: ${access}`);
  return {
    "*": list(workflow.permissions),
    ...Object.fromEntries(Object.entries(workflow.jobs).map(([name, job]) => [name, list(job.permissions)])),
  };
};

/** Steps whose script GitHub would rewrite before it runs: a value belongs in `env`, where it cannot become code. */
export const interpolated = (workflow: Workflow): string[] =>
  steps(workflow)
    .filter(({ step }) =>
      [step.run, step.with?.["script"]].some((code) => typeof code === "string" && code.includes("${{")),
    )
    .map(({ where }) => where);

/** Jobs of a pull request that hold more than read access and would run for a fork too. */
export const openToForks = (workflow: Workflow): string[] =>
  Object.entries(workflow.jobs)
    .filter(([, job]) => Object.values(job.permissions ?? {}).includes("write"))
    .filter(
      ([, job]) => !(job.if ?? "").replaceAll(/\s+/g, " ").includes(forkGuard) || /\|\|/.test(job.if ?? ""),
    )
    .map(([name]) => name);

/** Jobs that may write to the pull request and yet fetch or install what it contains. */
export const writersRunningCode = (workflow: Workflow): string[] =>
  Object.entries(workflow.jobs)
    .filter(([, job]) => job.permissions?.["pull-requests"] === "write")
    .filter(([, job]) => job.steps.some(({ uses, run }) => run !== undefined || /checkout@/.test(uses ?? "")))
    .map(([name]) => name);

/** Steps after which packages would be installed with a token at hand. */
export const installsSignedIn = (workflow: Workflow): string[] =>
  Object.entries(workflow.jobs)
    .filter(([, job]) => job.permissions?.["id-token"] === "write")
    .filter(([, { steps: all }]) => {
      const install = all.findIndex(({ run }) => run === "npm ci --ignore-scripts");
      const signIn = all.findIndex(({ uses }) => uses?.startsWith("pulumi/auth-actions@"));
      return install < 0 || signIn < install;
    })
    .map(([name]) => name);

/** Jobs that sign in as a stack outside an environment of that stack: nobody is asked before its code runs with that. */
export const ungated = (workflow: Workflow): string[] =>
  Object.entries(workflow.jobs)
    .filter(([, { permissions: granted }]) => granted?.["id-token"] === "write")
    .filter(([, { env, environment }]) => {
      const stack = env?.["STACK"] ?? "";
      return environment !== stack && environment !== `${stack}-preview`;
    })
    .map(([name]) => name);

/** Checkouts that leave their token in the clone. */
export const keptCredentials = (workflow: Workflow): string[] =>
  steps(workflow)
    .filter(({ step }) => step.uses?.startsWith("actions/checkout@"))
    .filter(({ step }) => step.with?.["persist-credentials"] !== false)
    .map(({ where }) => where);

/** Jobs GitHub would let hang for six hours. */
export const endless = (workflow: Workflow): string[] =>
  Object.entries(workflow.jobs)
    .filter(([, job]) => job["timeout-minutes"] === undefined)
    .map(([name]) => name);

/** Pipes whose first command may fail unseen, since GitHub's unnamed shell has no pipefail. */
export const deafPipes = (workflow: Workflow): string[] =>
  workflow.defaults?.run?.shell === "bash"
    ? []
    : steps(workflow)
        .filter(({ step }) => step.run?.includes("|"))
        .map(({ where }) => where);

/** npm scripts that a workflow runs and package.json does not have. */
export const unknownScripts = (workflow: Workflow, scripts: Record<string, string>): string[] =>
  steps(workflow)
    .flatMap(({ step }) => [
      ...[...(step.run ?? "").matchAll(/\bnpm run(?: --?[\w-]+)* ([\w:-]+)/g)].map(([, name]) => name ?? ""),
      ...(/\bnpm (?:cit|test|t)\b/.test(step.run ?? "") ? ["test"] : []),
    ])
    .filter((name) => !(name in scripts));

/** What a deployment promises and these jobs do not keep. */
export const deployFaults = (workflow: Workflow): string[] => {
  const { dev, prod } = workflow.jobs;
  if (!dev || !prod) return ["dev and prod are deployed by jobs of those names"];
  const order: [boolean, string][] = [
    [dev.needs === "test", "dev waits for the tests"],
    [prod.needs === "dev", "prod waits for dev"],
    [dev.environment === "dev", "dev is in its environment, as its OIDC subject says"],
    [prod.environment === "prod", "prod is in the environment whose reviewers approve it"],
    [dev.if === undefined && prod.if === undefined, "nothing lets a job run past one that failed"],
    [workflow.concurrency === undefined, "one run's dev does not wait for another's approval of prod"],
    [JSON.stringify(prod.steps) === JSON.stringify(dev.steps), "prod does what dev did"],
  ];
  const stacks = Object.entries({ dev, prod }).flatMap(([stack, job]): [boolean, string][] => [
    [job.env?.["STACK"] === stack, `${stack} deploys the stack of its name`],
    [job.concurrency?.group === `deploy-${stack}`, `${stack} is deployed by one run at a time`],
    [job.concurrency?.["cancel-in-progress"] === false, `${stack}'s deployment is never cancelled`],
  ]);
  const commits = steps(workflow)
    .filter(({ step }) => step.uses?.startsWith("actions/checkout@"))
    .map(({ where, step }): [boolean, string] => [
      step.with?.["ref"] === "${{ github.sha }}",
      `${where} takes the commit that was pushed`,
    ]);
  return [...order, ...stacks, ...commits].filter(([kept]) => !kept).map(([, promise]) => promise);
};
