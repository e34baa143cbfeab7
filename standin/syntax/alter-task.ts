import { refuseAction } from "./alter-parts";
import type { Cursor } from "./cursor";
import { taskForms } from "./forms";
import { parseSet, parseUnset } from "./properties";
import type { AlterAction } from "./statements";

/** What follows ALTER TASK and the name (provider.md section 4; pkg/sdk/tasks_gen_test.go). */
export function parseTaskAction(cursor: Cursor): AlterAction {
  if (cursor.accept("RESUME")) return { type: "resume" };
  if (cursor.accept("SUSPEND")) return { type: "suspend" };
  if (cursor.accept("MODIFY", "AS")) return { type: "modify body", body: cursor.rest("a statement") };
  if (cursor.accept("MODIFY", "WHEN")) return { type: "modify when", when: cursor.rest("a condition") };
  if (cursor.accept("REMOVE", "WHEN")) return { type: "remove when" };
  if (cursor.accept("ADD", "AFTER")) return { type: "add after", tasks: cursor.list(() => cursor.name()) };
  if (cursor.accept("REMOVE", "AFTER"))
    return { type: "remove after", tasks: cursor.list(() => cursor.name()) };
  if (cursor.accept("SET")) return { type: "set", properties: parseSet(cursor, taskForms, "TASK") };
  if (cursor.accept("UNSET")) return { type: "unset", properties: parseUnset(cursor, taskForms, "TASK") };
  throw refuseAction(cursor, "TASK");
}
