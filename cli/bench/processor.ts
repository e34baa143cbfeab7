import { readFileSync } from "node:fs";

/** Ticks a second in which Linux tells processor times to programs, whatever the kernel's own clock. */
const ticks = 100;

/**
 * Processor seconds, user and system, of this process and of all below it that have ended: difference of two calls is
 * what went on between them. Undefined where there is no /proc to ask.
 */
export function processorSeconds(): number | undefined {
  let stat: string;
  try {
    stat = readFileSync("/proc/self/stat", "utf8");
  } catch {
    return undefined;
  }
  // After the name, which may hold anything: utime, stime, cutime, cstime are fields 14 to 17 (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / ticks;
}
