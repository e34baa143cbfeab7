/** Takes an alarm back, if it has not rung. */
export type CancelAlarm = () => void;

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
  timer: NodeJS.Timeout;
}

/** The longest a timer of Node's can wait, in milliseconds; an alarm beyond it is set again. */
const longestTimer = 2_147_483_647;

/** Time as an account sees it: the machine's, moved forward at will, so that a schedule takes no waiting. */
export class Clock {
  private ahead = 0;
  private readonly alarms = new Set<Alarm>();

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  /** @param milliseconds not negative: time does not run back */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`cannot advance a clock by ${milliseconds} ms`);
    this.ahead += milliseconds;
    for (const alarm of [...this.alarms].sort((a, b) => a.at - b.at)) this.check(alarm);
  }

  /**
   * Calls back once this clock shows a time, whether it came by waiting or by `advance`. An alarm alone keeps no
   * process alive.
   * @param at in milliseconds since 1970; a time that is past rings soon
   */
  alarm(at: number, ring: () => void): CancelAlarm {
    const alarm: Alarm = { at, ring, timer: this.timer(at, () => this.check(alarm)) };
    this.alarms.add(alarm);
    return () => this.remove(alarm);
  }

  private check(alarm: Alarm): void {
    if (!this.alarms.has(alarm)) return;
    clearTimeout(alarm.timer);
    if (alarm.at > this.now().getTime()) {
      alarm.timer = this.timer(alarm.at, () => this.check(alarm));
      return;
    }
    this.remove(alarm);
    alarm.ring();
  }

  private remove(alarm: Alarm): void {
    clearTimeout(alarm.timer);
    this.alarms.delete(alarm);
  }

  private timer(at: number, done: () => void): NodeJS.Timeout {
    const wait = Math.min(Math.max(at - this.now().getTime(), 0), longestTimer);
    return setTimeout(done, wait).unref();
  }
}
