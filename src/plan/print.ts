import type { PlanStep } from "./plan";

export function printSql(steps: readonly PlanStep[], { stack }: { stack: string }): string {
  return `-- ${stack}: ${steps.length}\n`;
}

export function printJson(
  steps: readonly PlanStep[],
): { urn: string; type: string; role?: string; statements: string[] }[] {
  return steps.map(({ urn, type, role, statements }) => ({ urn, type, ...(role && { role }), statements }));
}
