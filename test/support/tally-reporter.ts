import type { Reporter, TestModule } from "vitest/node";

/** Closes a run with one line, `N passed, N failed[, N skipped]`: the tally CI reads. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      // A hook that fails belongs to no test: its suite's tests are only skipped.
      for (const suite of [module, ...module.children.allSuites()]) tally.failed += suite.errors().length;
      for (const test of module.children.allTests()) tally[test.result().state] += 1;
    }
    const skipped = tally.skipped + tally.pending;
    console.log(`${tally.passed} passed, ${tally.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  }
}
