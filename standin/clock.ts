/** Time as an account sees it: the machine's, moved forward at will, so that a schedule takes no waiting. */
export class Clock {
  private ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  /** @param milliseconds not negative: time does not run back */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`cannot advance a clock by ${milliseconds} ms`);
    this.ahead += milliseconds;
  }
}
