/** Pieces of statements, written as the provider's sdk/sql_builder.go writes them. */

/** `singleQuoteEscapes` of sdk/sql_builder.go, in its order: the backslash first, so that the others stay single. */
const ESCAPES: readonly (readonly [string, string])[] = [
  ["\\", "\\\\"],
  ["'", "\\'"],
  ['"', '\\"'],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\0", "\\0"],
];

/** A string constant with the builder's backslash escapes (`SingleQuotes`). */
export function quoted(text: string): string {
  const escaped = ESCAPES.reduce((so, [original, replacement]) => so.replaceAll(original, replacement), text);
  return `'${escaped}'`;
}

/** A name in double quotes, inner ones doubled (`DoubleQuotes`); for names that are no identifiers to the builder. */
export function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Joins clauses with one space, leaving out those that are empty (`sqlBuilder.sql`). */
export function sql(...clauses: (string | false | undefined)[]): string {
  return clauses.filter(Boolean).join(" ");
}

/** `KEY = value`, or nothing when there is no value. */
export function option(key: string, value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : `${key} = ${value}`;
}

/** `KEY = 'text'`, or nothing when there is no text; the empty text is a text. */
export function textOption(key: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${key} = ${quoted(value)}`;
}
