import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One process a file: Pulumi's runtime and its mocks are process-global.
    pool: "forks",
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: ["default", "./test/support/tally-reporter.ts"],
  },
});
