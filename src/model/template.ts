const placeholder = /\$\{([a-zA-Z]+)\}/g;

/** Names of the placeholders `${name}` in an SQL body. */
export const placeholders = (body: string): readonly string[] => [
  ...new Set([...body.matchAll(placeholder)].map(([, name]) => name ?? "")),
];

/**
 * An SQL body with its placeholders filled.
 * @throws where a placeholder has no value, or a value no placeholder: either is a mistake in body or caller
 */
export function fill(file: string, body: string, values: Readonly<Record<string, string>>): string {
  const wanted = placeholders(body);
  const missing = wanted.filter((name) => !(name in values));
  const unused = Object.keys(values).filter((name) => !wanted.includes(name));
  if (missing.length > 0 || unused.length > 0)
    throw new Error(
      `${file}: ${[
        ...missing.map((name) => `\${${name}} has no value`),
        ...unused.map((name) => `value ${name} is used by no placeholder`),
      ].join("; ")}`,
    );
  return body.trimEnd().replace(placeholder, (_, name: string) => values[name] ?? "");
}
