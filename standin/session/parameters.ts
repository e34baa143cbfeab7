import {
  effective,
  parameter,
  sessionParametersOf,
  type Parameter,
  type ParameterHolder,
} from "../catalog/parameters";
import type { Task, User, Warehouse } from "../catalog/objects";
import { unsupported } from "../errors";
import { parameterValue, sessionParameters, unknownParameter } from "../parameters";
import type { Properties, PropertyValue } from "../syntax/statements";

/** Reads a parameter for one statement. */
export type ReadParameter = (name: string) => string;

/** The parameters of one session: as set for it, else for its task or its user, else Snowflake's default. */
export class SessionParameters {
  private own: Properties = {};

  constructor(private readonly start: { readonly user: User; readonly task?: Task }) {}

  /**
   * @throws SnowflakeError 001420 where there is no such parameter, 001008 where it cannot have the value, 000002
   *   where the stand-in would not follow it
   */
  set(changes: Properties): void {
    const checked = Object.entries(changes).map(([key, value]) => [key, checkedValue(key, value)] as const);
    this.own = { ...this.own, ...Object.fromEntries(checked) };
  }

  /** @throws SnowflakeError 001420 where there is no such parameter */
  unset(keys: readonly string[]): void {
    for (const key of keys) kindOf(key);
    this.own = Object.fromEntries(Object.entries(this.own).filter(([key]) => !keys.includes(key)));
  }

  get(name: string): string {
    return effective(name, this.holders).value;
  }

  get all(): readonly Parameter[] {
    return sessionParametersOf(this.holders);
  }

  /**
   * How one statement reads parameters.
   * @param overrides of the statement alone, as drivers send them; a name that is no parameter is the driver's own
   *   business and left out
   * @throws SnowflakeError as `set`
   */
  forStatement(overrides: Properties = {}): ReadParameter {
    const known = Object.entries(overrides).filter(([key]) => Object.hasOwn(sessionParameters, key));
    const values = new Map(known.map(([key, value]) => [key, checkedValue(key, value)]));
    return (name) => values.get(name) ?? this.get(name);
  }

  private get holders(): readonly ParameterHolder[] {
    const { task, user } = this.start;
    return [
      { level: "SESSION", properties: this.own },
      ...(task === undefined ? [] : [{ level: "TASK" as const, properties: task.properties }]),
      { level: "USER", properties: user.properties },
    ];
  }
}

function checkedValue(key: string, value: PropertyValue): string {
  const kind = kindOf(key);
  if (value === null || typeof value === "object")
    throw unsupported(`parameter ${key} = ${JSON.stringify(value)}`);
  return parameterValue(key, kind, value);
}

function kindOf(key: string) {
  const kind = Object.hasOwn(sessionParameters, key) ? sessionParameters[key] : undefined;
  if (kind === undefined) throw unknownParameter(key, "SESSION");
  return kind;
}

/** Seconds a statement may run where nothing limits it: the most there is. */
const longestStatement = 604_800;

/** The lower of what the session and its warehouse allow, 0 being no limit (docs parameters, STATEMENT_TIMEOUT_IN_SECONDS). */
export function statementTimeout(read: ReadParameter, warehouse: Warehouse | undefined): number {
  const name = "STATEMENT_TIMEOUT_IN_SECONDS";
  const limits = [read(name), ...(warehouse === undefined ? [] : [parameter(warehouse, name)])].map(Number);
  return Math.min(...limits.filter((limit) => limit > 0), longestStatement);
}
