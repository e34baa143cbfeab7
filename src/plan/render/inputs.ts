/** Reading a resource's inputs the way the provider's schema does. */
import { UNKNOWN, type Registration } from "../registration";

/**
 * The inputs of a resource, or of a block inside them. Remembers which were asked for, so that an input no renderer
 * knows is an error and not a clause missing from the plan.
 */
export class Inputs {
  readonly #values: Record<string, unknown>;
  readonly #path: string;
  readonly #read = new Set<string>();
  readonly #blocks: Inputs[] = [];

  constructor(values: Record<string, unknown>, path: string) {
    this.#values = values;
    this.#path = path;
  }

  /** All inputs of a resource. */
  static of({ urn, inputs }: Pick<Registration, "urn" | "inputs">): Inputs {
    return new Inputs(inputs, urn);
  }

  /** Text as given; `undefined` when absent (`GetConfigPropertyAsPointerAllowingZeroValue`). */
  text(key: string): string | undefined {
    const value = this.#value(key);
    if (value === undefined) return undefined;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw this.error(key, "must be text");
    }
    return String(value);
  }

  /** Text; `undefined` when absent or empty (`d.GetOk`). */
  textIfSet(key: string): string | undefined {
    return this.text(key) || undefined;
  }

  /** Text that must be there. */
  required(key: string): string {
    const value = this.textIfSet(key);
    if (value === undefined) throw this.error(key, "is missing; every object is named explicitly");
    return value;
  }

  /** A whole number; `undefined` when absent. */
  integer(key: string): number | undefined {
    const value = this.#value(key);
    if (value === undefined) return undefined;
    const number = typeof value === "string" ? Number(value) : value;
    if (!Number.isInteger(number)) throw this.error(key, "must be a whole number");
    return number as number;
  }

  /** A whole number; `undefined` when absent or zero (`d.GetOk`). */
  integerIfSet(key: string): number | undefined {
    return this.integer(key) || undefined;
  }

  /** A whole number for which the provider's `-1` (`IntDefault`) means absent. */
  integerOrDefault(key: string): number | undefined {
    const value = this.integer(key);
    return value === -1 ? undefined : value;
  }

  /** A flag, given as a boolean or as `"true"`, `"false"`; `"default"` means absent (`BooleanDefault`). */
  flag(key: string): boolean | undefined {
    const value = this.#value(key);
    if (value === undefined || value === "default") return undefined;
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
    throw this.error(key, 'must be true, false, "true", "false" or "default"');
  }

  /** A list of texts; empty ones are dropped unless asked for (`expandStringList`, `expandStringListAllowEmpty`). */
  texts(key: string, { keepEmpty = false } = {}): string[] {
    return this.#list(key)
      .map((item) => {
        if (typeof item !== "string") throw this.error(key, "must be a list of texts");
        return item;
      })
      .filter((item) => keepEmpty || item !== "");
  }

  /** One nested object; `undefined` when absent. */
  block(key: string): Inputs | undefined {
    const value = decoded(this.#value(key));
    if (value === undefined) return undefined;
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return one === undefined ? undefined : this.#inner(key, one);
  }

  /** A list of nested objects. */
  blocks(key: string): Inputs[] {
    return this.#list(key).map((item, index) => this.#inner(`${key}[${index}]`, item));
  }

  /** Marks inputs that send nothing at creation; the caller says why in a comment. */
  ignore(...keys: string[]): void {
    for (const key of keys) this.#read.add(key);
  }

  /** @throws when an input was never asked for. */
  checkAllRead(): void {
    for (const key of Object.keys(this.#values)) {
      if (!this.#read.has(key) && this.#values[key] !== undefined && this.#values[key] !== null) {
        throw this.error(
          key,
          "is not part of the plan: its renderer does not know what the provider sends for it",
        );
      }
    }
    for (const block of this.#blocks) block.checkAllRead();
  }

  /** An error that names the resource and the input. */
  error(key: string, problem: string): Error {
    return new Error(`${this.#path}: input ${key} ${problem}`);
  }

  #value(key: string): unknown {
    this.#read.add(key);
    const value = this.#values[key];
    if (value === UNKNOWN) throw this.error(key, "is unknown: plan from a recording that is no preview");
    return value ?? undefined;
  }

  #list(key: string): unknown[] {
    const value = decoded(this.#value(key));
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.error(key, "must be a list");
    if (value.includes(UNKNOWN))
      throw this.error(key, "is unknown: plan from a recording that is no preview");
    return value;
  }

  #inner(key: string, value: unknown): Inputs {
    if (value === null || typeof value !== "object") throw this.error(key, "must be an object");
    const inner = new Inputs(value as Record<string, unknown>, `${this.#path}: ${key}`);
    this.#blocks.push(inner);
    return inner;
  }
}

/** The SDK sends lists and objects of providers as JSON text. */
function decoded(value: unknown): unknown {
  return typeof value === "string" && /^\s*[[{]/.test(value) ? (JSON.parse(value) as unknown) : value;
}
