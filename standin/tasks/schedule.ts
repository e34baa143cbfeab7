import type { Properties } from "../syntax/statements";
import { unsupported } from "../errors";
import { parameterDefault } from "../parameters";
import { nextByCron } from "./cron";

const seconds: Readonly<Record<string, number>> = { S: 1, M: 60, H: 3600 };

/**
 * When a task may run next.
 * @param since when its last run was to start, or, before any, when it was resumed: a schedule counts from there
 * (docs: alter-task, RESUME); a triggered task may run at once
 */
export function dueAfter(
  properties: Properties,
  since: { readonly lastRun?: Date; readonly resumed: Date },
): Date {
  const { lastRun, resumed } = since;
  const schedule = properties["SCHEDULE"];
  const after = (base: Date, ms: number): Date => new Date(base.getTime() + ms);
  if (typeof schedule !== "string") {
    if (lastRun === undefined) return resumed;
    return after(lastRun, ownNumber(properties, "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS") * 1000);
  }
  const base = lastRun === undefined || lastRun < resumed ? resumed : lastRun;
  if (/^\s*USING\s/i.test(schedule)) return nextByCron(schedule, base);
  const [, count, unit] = /^\s*(\d+)\s+([A-Z])/i.exec(schedule) ?? [];
  const factor = seconds[(unit ?? "").toUpperCase()];
  if (count === undefined || factor === undefined) throw unsupported(`task schedule '${schedule}'`);
  return after(base, Number(count) * factor * 1000);
}

/** Failures in a row after which Snowflake suspends a task; 0 is never (docs: create-task). */
export function failuresAllowed(properties: Properties): number {
  return ownNumber(properties, "SUSPEND_TASK_AFTER_NUM_FAILURES");
}

/** A parameter as it is set on a task, else its default. */
const ownNumber = (properties: Properties, key: string): number =>
  Number(properties[key] ?? parameterDefault(key));
