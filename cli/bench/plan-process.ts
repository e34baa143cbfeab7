/** The plan of an estate of many tables as a command: what `npm run plan` does, for tables nobody wrote down. */
import { planOf } from "../../src/plan/plan";
import { printSql } from "../../src/plan/print";
import { runStack } from "../stack";
import type { Planned } from "./plans";
import { declareWide, manyTables } from "./wide-estate";

const [stack = "", tables = "", followed] = process.argv.slice(2);

void (async () => {
  const { recording } = await runStack(stack, {}, (settings) =>
    declareWide(settings, manyTables(Number(tables)), { followed: followed !== undefined }),
  );
  const steps = planOf(recording);
  process.stdout.write(printSql(steps, { stack }));
  const planned: Planned = {
    resources: recording.registrations.length,
    statements: steps.reduce((sum, { statements }) => sum + statements.length, 0),
  };
  process.send?.(planned);
})();
