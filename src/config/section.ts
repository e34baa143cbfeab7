import type { z } from "zod";
import { pathText, removeCommand } from "./command";
import { problemsOf } from "./issues";
import type { Problem } from "./problem";
import { sections, type SectionName } from "./sections";
import { parsed, type Source } from "./source";

/** A section as read: what it says, or its defaults where it says something wrong. */
export interface Section<Value> {
  readonly value: Value;
  readonly problems: readonly Problem[];
}

const secret = (section: string): Problem => ({
  at: pathText([section]),
  found: "a secret",
  allowed: "plain values: no setting is a secret, and credentials come from the ESC environment",
  mend: removeCommand([section]),
});

/** Reads one section by its schema. Pulumi marks a whole key secret when any part of it is; it is then not read. */
export const readSection = <Name extends SectionName>(
  section: Name,
  { values, isSecret }: Source,
): Section<z.infer<(typeof sections)[Name]>> => {
  type Value = z.infer<(typeof sections)[Name]>;
  const schema: z.ZodType = sections[section];
  const defaults = schema.parse({}) as Value;
  const key = pathText([section]);
  const text = values[key];
  if (text === undefined) return { value: defaults, problems: [] };
  if (isSecret(key)) return { value: defaults, problems: [secret(section)] };
  const given = parsed(text);
  const result = schema.safeParse(given);
  return result.success
    ? { value: result.data as Value, problems: [] }
    : { value: defaults, problems: problemsOf(section, schema, given, result.error.issues) };
};
