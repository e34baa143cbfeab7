/** A plan as text: SQL to read and to run, or data for other tools. */
import type { PlanStep } from "./plan";
import { identifier } from "./render/identifier";

/**
 * One commented block per component, `USE ROLE` wherever the role changes, every statement closed by `;`. The same plan
 * gives the same text: it holds no time and nothing of the machine.
 */
export function printSql(steps: readonly PlanStep[], { stack }: { stack: string }): string {
  const lines = [
    `-- First deployment of stack ${stack}: ${count(steps)} statements, in the order they can run.`,
    "-- Each provider logs in as its own role, so USE ROLE stands for another session, not for a statement sent.",
  ];
  let component: string | undefined;
  let role: string | undefined;
  const begun = new Set<string>();
  for (const step of steps) {
    if (step.component !== component) {
      component = step.component;
      lines.push("", heading(component, begun.has(component)));
      begun.add(component);
    }
    if (step.role !== role) {
      role = step.role;
      lines.push(
        role === undefined ? "-- as the default role of the login" : `USE ROLE ${identifier(role)};`,
      );
    }
    lines.push(...step.statements.map(closed));
  }
  return `${lines.join("\n")}\n`;
}

/** The plan as JSON text: `[{urn, type, role, statements}]`, without `role` where the program names none. */
export function printJson(steps: readonly PlanStep[]): string {
  const data = steps.map(({ urn, type, role, statements }) => ({ urn, type, role, statements }));
  return `${JSON.stringify(data, undefined, 2)}
`;
}

function heading(component: string, again: boolean): string {
  const name = component === "" ? "-- the stack itself" : `-- component: ${component}`;
  return again ? `${name} (continued)` : name;
}

/** A comment at the end of a statement would swallow the `;` behind it. */
function closed(statement: string): string {
  const text = statement.trimEnd();
  if (text.endsWith(";")) return text;
  const lastLine = text.slice(text.lastIndexOf("\n") + 1);
  return lastLine.includes("--") || lastLine.includes("//") ? `${text}\n;` : `${text};`;
}

function count(steps: readonly PlanStep[]): number {
  return steps.reduce((sum, { statements }) => sum + statements.length, 0);
}
