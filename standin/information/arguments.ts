import { invalid, SnowflakeError, unsupported } from "../errors";
import { readingInstant, readMoment, wallClock } from "../moments/read";
import type { Settings } from "../moments/settings";
import { instantOf } from "../moments/zones";
import type { Value } from "../result";
import type { Viewpoint } from "../session/viewpoint";
import { parseName } from "../syntax/name";
import type { Name } from "../syntax/statements";

/** How far back histories reach (docs task_history, query_history). */
const retentionDays = 7;
const dayMs = 86_400_000;

/** Moments, both ends included. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date | undefined;
}

/** The arguments of one call of a table function, by name or place. NULL is as good as none. */
export class Arguments {
  private readonly values = new Map<string, Value>();

  /**
   * @param given by name, or by index where they are positional, as the data engine passes them
   * @throws SnowflakeError 000939 for too many, 000904 for a name the function does not have
   */
  constructor(
    private readonly functionName: string,
    private readonly parameters: readonly string[],
    given: ReadonlyMap<string, Value>,
  ) {
    for (const [key, value] of given) this.values.set(this.parameterOf(key), value);
  }

  private parameterOf(key: string): string {
    if (this.parameters.includes(key)) return key;
    if (!/^\d+$/.test(key)) throw invalid("000904", `invalid identifier '${key}' in ${this.functionName}`);
    const name = this.parameters[Number(key)];
    if (name === undefined)
      throw invalid(
        "000939",
        `too many arguments for function [${this.functionName}] expected ${this.parameters.length}, got ${Number(key) + 1}`,
      );
    return name;
  }

  has(name: string): boolean {
    return (this.values.get(name) ?? null) !== null;
  }

  /** @throws SnowflakeError 001044 for anything but a text */
  text(name: string): string | undefined {
    const value = this.values.get(name) ?? null;
    if (value === null) return undefined;
    if (typeof value !== "string") throw this.wrong(name, "a text");
    return value;
  }

  /** @throws SnowflakeError 000938 where it is missing */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined)
      throw invalid("000938", `not enough arguments for function [${this.functionName}]: ${name} is missing`);
    return value;
  }

  /** A text that holds an identifier, folded unless quoted. */
  name(name: string): Name | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : parseName(value);
  }

  flag(name: string): boolean {
    const value = this.values.get(name) ?? false;
    if (typeof value !== "boolean") throw this.wrong(name, "TRUE or FALSE");
    return value;
  }

  whole(name: string): number | undefined {
    const value = this.values.get(name) ?? null;
    if (value === null) return undefined;
    const number = typeof value === "boolean" || value === "" ? NaN : Number(value);
    if (!Number.isInteger(number)) throw this.wrong(name, "a whole number");
    return number;
  }

  /** RESULT_LIMIT of the histories: 1 to 10000, 100 where it is not given. */
  resultLimit(): number {
    const limit = this.whole("RESULT_LIMIT") ?? 100;
    if (limit < 1 || limit > 10_000) throw this.wrong("RESULT_LIMIT", "between 1 and 10000");
    return limit;
  }

  /**
   * The part of the last seven days that two arguments bound.
   * @throws SnowflakeError where they lie outside
   */
  range(start: string, end: string, { now, asking }: Pick<Viewpoint, "now" | "asking">): TimeRange {
    const oldest = new Date(now.getTime() - retentionDays * dayMs);
    const from = this.moment(start, asking.settings);
    const to = this.moment(end, asking.settings);
    for (const moment of [from, to])
      if (moment !== undefined && moment < oldest)
        throw new SnowflakeError(
          "000707",
          "22023",
          `Cannot retrieve data from more than ${retentionDays} days ago: '${moment.toISOString()}'.`,
        );
    return { from: from ?? oldest, to };
  }

  /** A timestamp, or a text that reads as one; without an offset it is in the session's zone. */
  private moment(name: string, { TIMEZONE }: Settings): Date | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const reading = readMoment(value, "timestamp", "AUTO", 1970);
    if (reading === undefined) throw this.wrong(name, "a timestamp");
    const instant = readingInstant(reading) ?? instantOf(TIMEZONE, wallClock(reading));
    return new Date(Number(instant / 1000n));
  }

  /** @throws SnowflakeError 000002 for an argument the stand-in does not carry out */
  refuse(name: string): void {
    if (this.has(name)) throw unsupported(`argument ${name} of ${this.functionName}`);
  }

  private wrong(name: string, wanted: string): SnowflakeError {
    return invalid(
      "001044",
      `Invalid argument ${name} for function '${this.functionName}': ${wanted} is expected`,
    );
  }
}
