/** What is given to sqlfluff for a statement, and what it overlooks. */
import type { Parsed, Violation } from "./sqlfluff";

/** A kind of statement sqlfluff's grammar lacks. */
export interface Gap {
  readonly kind: string;
  /** Why sqlfluff rejects it though Snowflake does not. */
  readonly reason: string;
  /** The whole statement: whatever it lets vary is in a body, or is a name. */
  readonly pattern: RegExp;
  /** What sqlfluff can parse of it. */
  readonly bodies: (sql: string) => readonly string[];
}

/** The texts to parse for a statement: itself, or the bodies of a kind the grammar lacks. */
export const textsOf = (sql: string, gaps: readonly Gap[]): readonly string[] =>
  gaps.find(({ pattern }) => pattern.test(sql))?.bodies(sql) ?? [sql];

/** What is wrong with one statement, with the place in it. */
export function faultsOf(
  sql: string,
  gaps: readonly Gap[],
  parsed: ReadonlyMap<string, Parsed>,
): readonly string[] {
  const violations = textsOf(sql, gaps).flatMap((text): readonly Violation[] => {
    const found = parsed.get(text);
    if (found === undefined) throw new Error(`was not parsed: ${text}`);
    if (found.violations.length > 0 || found.statements === 1) return found.violations;
    return [{ line: 1, position: 1, description: `${found.statements} statements where one belongs` }];
  });
  return [...violations, ...vectorFaults(sql)].map(
    ({ line, position, description }) =>
      `line ${line}, position ${position}: ${description} at: ${excerpt(sql, line, position)}`,
  );
}

const excerpt = (sql: string, line: number, position: number): string =>
  (sql.split("\n")[line - 1] ?? "").slice(position - 1, position + 99);

const literals =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"]|"")*"|\$\$[\s\S]*?\$\$|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The same text with its strings, quoted names and comments blank: every place stays where it is. */
export const blanked = (sql: string): string => sql.replace(literals, (text) => text.replace(/[^\n]/g, " "));

/** sqlfluff takes any arguments of VECTOR, and none. Snowflake wants an element type and a dimension up to 4096. */
export function vectorFaults(sql: string): readonly Violation[] {
  const code = blanked(sql);
  // After a dot or AS it is a name, unless arguments follow.
  return [...code.matchAll(/(?<named>\.|\bAS\s+)?\bVECTOR\b(?<given>\s*\([^()]*\))?/gi)].flatMap((match) => {
    const { named, given } = match.groups ?? {};
    const dimension = Number(/^\s*\(\s*(?:FLOAT|INT)\s*,\s*([1-9]\d*)\s*\)$/i.exec(given ?? "")?.[1]);
    if (dimension <= 4096 || (named !== undefined && given === undefined)) return [];
    const type = match[0].slice(named?.length ?? 0);
    const index = match.index + (named?.length ?? 0);
    const before = code.slice(0, index).split("\n");
    return {
      line: before.length,
      position: (before.at(-1)?.length ?? 0) + 1,
      description: `${type} is not VECTOR(FLOAT, n) or VECTOR(INT, n) with n up to 4096`,
    };
  });
}

/** The statements of a script without their `;` and what is only comment, each with the line it begins on. */
export function statementsOf(script: string): readonly { readonly line: number; readonly sql: string }[] {
  const code = blanked(script);
  const ends = [...code.matchAll(/;/g)].map(({ index }) => index);
  return [...ends, script.length].flatMap((end, index) => {
    const from = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    const begin = from + code.slice(from, end).search(/\S|$/);
    if (begin === end) return [];
    return { line: script.slice(0, begin).split("\n").length, sql: script.slice(begin, end).trimEnd() };
  });
}

/** Whether a statement holds a body, whatever its placeholders `${name}` were filled with. */
export function holds(statement: string, body: string): boolean {
  let at = 0;
  return body
    .trimEnd()
    .split(/\$\{\w+\}/)
    .every((text) => {
      const found = statement.indexOf(text, at);
      at = found + text.length;
      return found >= 0;
    });
}
