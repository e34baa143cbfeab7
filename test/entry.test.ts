import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { closeGround, openGround, type Ground } from "../cli/engine/session";
import { stackConfig } from "../cli/stack";
import program from "../index";
import { noProfile } from "../src/config/profile";
import { project } from "../src/config/sections";
import { record } from "../src/plan/record";
import { recordingOf } from "./support/recordings";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround("dev");
});
afterAll(() => closeGround(ground));

/** Runs the entry of Pulumi.yaml under mocks, signed in to a stand-in. */
async function run(env: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  try {
    const config = Object.entries(stackConfig("dev")).map(([key, value]) => [key, JSON.stringify(value)]);
    return await record(() => program(), {
      project,
      stack: "dev",
      config: Object.fromEntries(config) as Record<string, string>,
    });
  } finally {
    vi.unstubAllEnvs();
  }
}

const signedIn = () => ({
  SNOWFLAKE_ORGANIZATION_NAME: "LOCAL",
  SNOWFLAKE_ACCOUNT_NAME: "STANDIN",
  SNOWFLAKE_USER: ground.signIn.user,
  SNOWFLAKE_PASSWORD: ground.signIn.token,
  SNOWFLAKE_HOST: "127.0.0.1",
  SNOWFLAKE_PORT: String(ground.server.port),
  SNOWFLAKE_PROTOCOL: "http",
  SNOWFLAKE_CONFIG_PATH: noProfile,
});

it("the entry declares what the plan shows, and gives the outputs and the page that Pulumi.README.md fills in", async () => {
  const planned = await recordingOf("dev");
  const recording = await run(signedIn());
  expect(recording.registrations.map(({ urn }) => urn)).toEqual(planned.registrations.map(({ urn }) => urn));
  expect(recording.outputs).toMatchObject(planned.outputs);
  expect(recording.outputs["readme"]).toContain("${outputs.searchView}");
});

it.each([
  ["no sign-in", () => ({ ...signedIn(), SNOWFLAKE_PASSWORD: "" }), /SNOWFLAKE_/],
  ["a sign-in that is refused", () => ({ ...signedIn(), SNOWFLAKE_USER: "NOBODY" }), /nothing was deployed/],
  [
    "an import file that is missing",
    () => ({ ...signedIn(), SOPHIA_AI_IMPORT: "none.json" }),
    /none\.json.*no import file/,
  ],
])("the entry stops with %s, before it declares anything", async (_, env, error) => {
  await expect(run(env())).rejects.toThrow(error);
});
