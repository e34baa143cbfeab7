import { tokenize } from "./tokens";

/**
 * The statements of a script: parted by `;` outside strings, quoted names, comments and `$$`, without the `;` and
 * without the comments around them. Empty statements are left out.
 * @throws SnowflakeError 001003 where the text cannot be split into tokens
 */
export function splitStatements(script: string): readonly string[] {
  const statements: string[] = [];
  let start: number | undefined;
  let end = 0;
  for (const token of tokenize(script)) {
    if (token.kind === "end" || (token.kind === "operator" && token.value === ";")) {
      if (start !== undefined) statements.push(script.slice(start, end));
      start = undefined;
    } else {
      start ??= token.start;
      end = token.end;
    }
  }
  return statements;
}
