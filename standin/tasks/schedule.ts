import type { Properties } from "../syntax/statements";
import { unsupported } from "../errors";
import { parameterDefault } from "../parameters";

const seconds: Readonly<Record<string, number>> = { S: 1, M: 60, H: 3600 };

/** When a task may run again, in milliseconds after its last run began. */
export function intervalOf(properties: Properties): number {
  const schedule = properties["SCHEDULE"];
  if (typeof schedule === "string") {
    const [, count, unit] = /^\s*(\d+)\s+([A-Z])/i.exec(schedule) ?? [];
    const factor = seconds[(unit ?? "").toUpperCase()];
    if (count === undefined || factor === undefined) throw unsupported(`task schedule '${schedule}'`);
    return Number(count) * factor * 1000;
  }
  return ownNumber(properties, "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS") * 1000;
}

/** Failures in a row after which Snowflake suspends a task; 0 is never (docs: create-task). */
export function failuresAllowed(properties: Properties): number {
  return ownNumber(properties, "SUSPEND_TASK_AFTER_NUM_FAILURES");
}

/** A parameter as it is set on a task, else its default. */
const ownNumber = (properties: Properties, key: string): number =>
  Number(properties[key] ?? parameterDefault(key));
