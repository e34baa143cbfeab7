import { redact } from "../../standin/session/secrets";
import type { StatementLog } from "../../standin/server/server";
import type { TaskRun } from "../../standin/tasks/scheduler";

/** Characters of a statement a line shows. */
const shown = 160;

/** One line for a statement: when, by whom, how long, what came of it, and its text without secrets. */
export function statementLine(
  { session, user, role, sql, milliseconds, rows, error }: StatementLog,
  now: Date,
): string {
  const hidden = redact(sql);
  const text = oneLine(hidden.text);
  const outcome =
    error === undefined
      ? `${rows ?? 0} ${rows === 1 ? "row" : "rows"}`
      : `FAILED ${error.code} ${oneLine(hidden.message(error.message))}`;
  return `${clock(now)} #${session} ${user} as ${role}: ${text} -- ${milliseconds} ms, ${outcome}`;
}

export function taskLine({ task, state, scheduledFrom, startedAt, affected, error }: TaskRun): string {
  const changes = Object.entries(affected ?? {})
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`);
  const outcome = error === undefined ? changes : [error.code, oneLine(error.message)];
  return [clock(startedAt), "task", task, `(${scheduledFrom})`, state, ...outcome].join(" ");
}

const clock = (time: Date): string => time.toTimeString().slice(0, 8);

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > shown ? `${line.slice(0, shown)} …` : line;
}
